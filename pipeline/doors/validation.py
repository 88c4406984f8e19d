"""Great Expectations: a suite from expectations/, one run over a batch, reasons and warnings by row."""

import logging
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pipeline.core.reasons import RowReason, RowWarning
from pipeline.core.suites import Suite
from pipeline.doors.suites import read_suite

ROW_KEY = "row_no"


class SuiteRaised(Exception):
    """An expectation raised instead of judging. To Great Expectations that looks like no bad rows."""


@dataclass(frozen=True)
class Judgement:
    """Why rows are set aside and what others are warned of, by position; rows without a fault are absent."""

    reasons: dict[int, list[RowReason]] = field(default_factory=dict)
    warnings: dict[int, list[RowWarning]] = field(default_factory=dict)


def judge(suite_name: str, columns: Mapping[str, Sequence[object]]) -> Judgement:
    """Judges the rows of a batch by their facts, a column a fact and in each of them a place a row.

    Great Expectations is asked for row numbers only. Rows with equal facts have equal faults: however large
    the batch, each combination of facts is judged once, and there are few.
    """
    rows = dict.fromkeys(_rows(columns))
    if not rows:
        return Judgement()
    found = _failed(read_suite(suite_name), list(columns), list(rows))
    of_row = {row: found[at] for at, row in enumerate(rows) if at in found}
    judgement = Judgement()
    for position, row in enumerate(_rows(columns)):
        if failed := of_row.get(row):
            if reasons := [each for each in failed if isinstance(each, RowReason)]:
                judgement.reasons[position] = reasons
            if warnings := [each for each in failed if isinstance(each, RowWarning)]:
                judgement.warnings[position] = warnings
    return judgement


def _rows(columns: Mapping[str, Sequence[object]]) -> Iterable[tuple[object, ...]]:
    return zip(*columns.values(), strict=True)


def _failed(suite: Suite, names: list[str], rows: list[tuple[object, ...]]) -> dict[int, list[RowReason | RowWarning]]:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=names, dtype="object")
    frame[ROW_KEY] = range(len(rows))
    result = _definition(suite).run(
        batch_parameters={"dataframe": frame},
        result_format={
            "result_format": "COMPLETE",
            "unexpected_index_column_names": [ROW_KEY],
            "exclude_unexpected_values": True,
            "return_unexpected_index_query": False,
        },
    )
    failed: dict[int, list[RowReason | RowWarning]] = defaultdict(list)
    for outcome in result.results:
        reason = suite[outcome.expectation_config.meta["reason"]].reason
        if _raised(outcome):
            raise SuiteRaised(f"The expectation for {reason} could not be evaluated.")
        for found in outcome.result.get("unexpected_index_list") or []:
            for position in found[ROW_KEY]:
                failed[int(position)].append(reason)
    return {position: sorted(reasons) for position, reasons in failed.items()}


@cache
def _definition(suite: Suite) -> Any:
    # The import takes seconds: it is paid by the process that validates, never by the CLI or a DAG file.
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]
    known = context.suites.add(gx.ExpectationSuite(**deepcopy(dict(suite.content))))
    source = context.data_sources.add_pandas("extracts").add_dataframe_asset("people")
    batch = source.add_batch_definition_whole_dataframe("all")
    return context.validation_definitions.add(gx.ValidationDefinition(name=known.name, data=batch, suite=known))


def _raised(outcome: Any) -> bool:
    info = outcome.exception_info or {}
    if "raised_exception" in info:
        return bool(info["raised_exception"])
    return any(isinstance(entry, dict) and entry.get("raised_exception") for entry in info.values())

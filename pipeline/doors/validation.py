"""Great Expectations: a suite from expectations/, one run over a batch, reasons by row."""

import json
import logging
import os
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from pipeline.core.reasons import RowReason
from pipeline.doors import shipped

ROW_KEY = "row_no"


class SuiteRaised(Exception):
    """An expectation raised instead of judging. To Great Expectations that looks like no bad rows."""


def judge(suite_name: str, records: Sequence[dict[str, Any]]) -> dict[int, list[RowReason]]:
    """The reasons each record fails the suite for, by position; records without a fault are absent.

    No values leave Great Expectations: it is asked for row numbers only.
    """
    if not records:
        return {}
    import pandas as pd

    frame = pd.DataFrame(list(records), dtype="object")
    frame[ROW_KEY] = range(len(records))
    result = _definition(suite_name).run(
        batch_parameters={"dataframe": frame},
        result_format={
            "result_format": "COMPLETE",
            "unexpected_index_column_names": [ROW_KEY],
            "exclude_unexpected_values": True,
            "return_unexpected_index_query": False,
        },
    )
    reasons: dict[int, list[RowReason]] = defaultdict(list)
    for outcome in result.results:
        reason = RowReason(outcome.expectation_config.meta["reason"])
        if _raised(outcome):
            raise SuiteRaised(f"{suite_name}: the expectation for {reason} could not be evaluated")
        for found in outcome.result.get("unexpected_index_list") or []:
            for position in found[ROW_KEY]:
                reasons[int(position)].append(reason)
    return {position: sorted(found) for position, found in reasons.items()}


@cache
def _definition(suite_name: str) -> Any:
    # The import takes seconds: it is paid by the process that validates, never by the CLI or a DAG file.
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]
    suite = context.suites.add(gx.ExpectationSuite(**json.loads(_suite_text(suite_name))))
    source = context.data_sources.add_pandas("extracts").add_dataframe_asset("people")
    batch = source.add_batch_definition_whole_dataframe("all")
    return context.validation_definitions.add(gx.ValidationDefinition(name=suite_name, data=batch, suite=suite))


def _suite_text(name: str) -> str:
    return (shipped.EXPECTATIONS / f"{name}.json").read_text(encoding="utf-8")


def _raised(outcome: Any) -> bool:
    info = outcome.exception_info or {}
    if "raised_exception" in info:
        return bool(info["raised_exception"])
    return any(isinstance(entry, dict) and entry.get("raised_exception") for entry in info.values())

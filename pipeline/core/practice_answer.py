"""What a practice reads about its file: the rows to correct in its own form, and a summary on one page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from pipeline.core.column_names import WHAT_IS_WRONG, WHAT_TO_CHANGE
from pipeline.core.corrections import WHAT_TO_CHANGE as REMEDIES
from pipeline.core.corrections import reference
from pipeline.core.reasons import RowReason, ValueReason


class AnswerTable(NamedTuple):
    """One sheet or CSV of a file of rows to correct; `rows` begins with whatever stands above the heading."""

    name: str
    ending: str
    is_sheet: bool
    heading_at: int
    rows: list[list[str]]


class Leaver(NamedTuple):
    """Somebody who was on the register and is not in this extract."""

    nhs_number: str
    family_name: str
    is_restricted: bool


@dataclass(frozen=True)
class Summary:
    """The figures of one extract, as its practice is told them.

    `row_reasons` are sentences, `row_warnings` columns and sentences, each with how many rows they are about.
    """

    practice_code: str
    practice_name: str
    extract_on: date
    as_of: date
    is_full: bool
    is_correction: bool
    read: int
    landed: int
    folded: int
    collapsed: int
    staged: int
    set_aside: int
    row_reasons: Sequence[tuple[str, int]]
    row_warnings: Sequence[tuple[str, str, int]]
    value_reasons: Sequence[tuple[ValueReason, int]]
    leavers: Sequence[Leaver]
    columns_unknown: Sequence[str]
    is_trial: bool = False


def sent_row(
    extract_id: str,
    part: int,
    line_no: int,
    of_line_no: int,
    cells: Sequence[str],
    reasons: Sequence[str],
    sentences: Mapping[RowReason, str],
) -> list[str]:
    """A row set aside with our two cells before the practice's own; a row that continues another says only that."""
    if line_no != of_line_no:
        return ["Belongs to the row above.", "", *cells]
    known = [RowReason(reason) for reason in reasons]
    wrong = " ".join([*(sentences[reason] for reason in known), reference(extract_id, part, line_no)])
    return [wrong, " ".join(REMEDIES[reason] for reason in known), *cells]


def answer_table(table: Mapping[str, Any], rows: Sequence[Sequence[str]]) -> AnswerTable:
    """A table of rows to correct under the practice's own headings, our two columns in front."""
    labels, titles, heading = table["labels"], table["group_titles"], table["heading"]
    above = [*labels, *([["", "", *titles]] if titles else [])]
    head = [[WHAT_IS_WRONG, WHAT_TO_CHANGE, *heading]] if heading else []
    everything = [list(row) for row in [*above, *head, *rows]]
    return AnswerTable(table["name"], table["ending"], table["is_sheet"], len(above) if head else -1, everything)


def without(cells: Sequence[str], hidden: Sequence[int], known: int) -> list[str]:
    """The cells of a protected person: no address, no phone, nothing beyond the headings."""
    return ["" if at in hidden or at >= known else cell for at, cell in enumerate(cells)]

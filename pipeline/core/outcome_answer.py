"""The answer to a returned list: each row in words, told so that its sender knows what to do next."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pipeline.core.outcome_reasons import OutcomeReason
from pipeline.core.returned_plans import PlanReason

HEADING = ("sheet", "line", "rank on the list", "item id", "what became of it", "why, and what to do")
FATES = {
    "taken": "taken",
    "repeated": "had it already",
    "staged": "waits for a decision",
    "quarantined": "not taken",
    "empty": "nothing filled in",
    "accepted": "decided: taken",
    "refused": "decided: not taken",
}
# Whose codes an answer can hold: each has its sentence.
_REASONS: tuple[type[StrEnum], ...] = (OutcomeReason, PlanReason)


@dataclass(frozen=True)
class AnswerRow:
    """One row of an answer. It names nobody: an item id is said only of a row that was matched."""

    sheet: str
    line_no: int
    rank: int | None
    item_id: str
    fate: str
    reason: str | None
    detail: str | None = None
    remarks: tuple[str, ...] = ()


def sentence_of(code: str) -> str:
    """The sentence of a reason's code; the code itself where nobody has one: an answer is written all the same."""
    found = (str(kind(code).sentence) for kind in _REASONS if code in list(kind))  # type: ignore[attr-defined]
    return next(found, code)


def answer_csv(rows: Iterable[AnswerRow]) -> bytes:
    """The answer as a file that a spreadsheet opens with its letters right."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADING)
    for row in rows:
        told = [sentence_of(code) for code in (row.reason, *row.remarks) if code]
        if row.detail:
            told.append(f"Did you mean {row.detail}?")
        line = row.line_no or ""
        writer.writerow((row.sheet, line, row.rank or "", row.item_id, FATES[row.fate], " ".join(told)))
    return text.getvalue().encode("utf-8-sig")

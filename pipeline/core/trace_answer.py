"""An answer of the national demographic records understood: what each row says, or why it cannot be taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.core.raw_register import Table
from pipeline.core.stop_reasons import StopReason
from pipeline.core.values import read_date, read_flag, read_nhs_number, read_text

ASKED = ("trace_id", "nhs_number", "birth_date", "surname", "postcode")
ANSWERED = (
    "trace_id",
    "nhs_number",
    "found_nhs_number",
    "is_dead",
    "died_on",
    "is_restricted",
    "is_invalid",
    "practice_code",
    "traced_on",
)


class TraceProblem(StrEnum):
    """Why a row of an answer was refused, or does not count as a trace."""

    sentence: str

    def __new__(cls, code: str, sentence: str) -> "TraceProblem":
        member = str.__new__(cls, code)
        member._value_ = code
        member.sentence = sentence
        return member

    NEVER_ASKED = ("never_asked", "We never asked for this trace_id; nothing of the row was taken.")
    NUMBER_DIFFERS = (
        "number_differs",
        "The nhs_number is not the one this trace_id asked about; nothing of the row was taken.",
    )
    DAY_UNREADABLE = (
        "day_unreadable",
        "The traced_on is blank, not a day or to come: the row does not count as a trace, its stops do.",
    )
    NOBODY_FOUND = ("nobody_found", "Nobody was found: the row does not count as a trace.")


@dataclass(frozen=True)
class TraceRow:
    """What one row says; `traced_on` is None where it cannot be read. What is unclear of a stop counts as one."""

    line_no: int
    trace_id: str
    asked_number: str | None
    found_number: str | None
    is_dead: bool
    is_restricted: bool
    is_invalid: bool
    practice_code: str | None
    traced_on: date | None

    def problem(self, nhs_number: str | None) -> TraceProblem | None:
        """Why the row is refused or no trace, given the number that was asked about: None where nobody asked."""
        if nhs_number is None:
            return TraceProblem.NEVER_ASKED
        if self.asked_number != nhs_number:
            return TraceProblem.NUMBER_DIFFERS
        if self.traced_on is None:
            return TraceProblem.DAY_UNREADABLE
        return TraceProblem.NOBODY_FOUND if self.found_number is None and not self.stops(None) else None

    def stops(self, practices: Sequence[str] | None) -> list[StopReason]:
        """The stops the row sets, for somebody whom these practices have; None: whoever has them."""
        number_is_other = self.found_number is not None and self.found_number != self.asked_number
        is_elsewhere = practices is not None and bool(self.practice_code) and self.practice_code not in practices
        said = {
            StopReason.DIED: self.is_dead,
            StopReason.IS_RESTRICTED: self.is_restricted,
            StopReason.TRACE_NUMBER_INVALID: self.is_invalid,
            StopReason.TRACE_NUMBER_SUPERSEDED: number_is_other,
            StopReason.TRACE_REGISTERED_ELSEWHERE: is_elsewhere,
        }
        return [reason for reason, is_said in said.items() if is_said]


def read_answer(tables: Sequence[Table], as_of: date) -> list[TraceRow] | None:
    """The rows of an answer, by heading, in any order of columns; None where no table has its headings."""
    for table in tables:
        for index, cells in enumerate(table.rows[:20]):
            heading = [cell.strip().lower() for cell in cells]
            at = {name: heading.index(name) for name in ANSWERED if name in heading}
            if set(at) == set(ANSWERED):
                below = zip(table.lines[index + 1 :], table.rows[index + 1 :], strict=True)
                said = ((line, {name: _cell(row, place) for name, place in at.items()}) for line, row in below)
                return [_row(line, row, as_of) for line, row in said if any(row.values())]
    return None


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _row(line_no: int, said: dict[str, str], as_of: date) -> TraceRow:
    traced = read_date(said["traced_on"])
    is_day = traced.is_readable and traced.is_precise and traced.day is not None and traced.day <= as_of
    found = said["found_nhs_number"]
    return TraceRow(
        line_no=line_no,
        trace_id=said["trace_id"],
        asked_number=read_nhs_number(said["nhs_number"]).digits,
        # A number that cannot be read is another one: it is certainly not the one that was asked about.
        found_number=(read_nhs_number(found).digits or "unreadable") if found else None,
        is_dead=read_flag(said["is_dead"]) is not False or bool(said["died_on"]),
        is_restricted=read_flag(said["is_restricted"]) is not False,
        is_invalid=read_flag(said["is_invalid"]) is not False,
        practice_code=(read_text(said["practice_code"]) or "").upper() or None,
        traced_on=traced.day if is_day else None,
    )

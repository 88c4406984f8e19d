"""What came in about one person, in words: extracts, rows set aside, contradictions, registers and elements."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipeline.core.reasons import FileReason, ValueReason
from pipeline.core.staged_choice import StagedReason

Fact = Mapping[str, Any]


def words(code: str | None) -> str:
    """A code that has no sentence, as it reads."""
    return (code or "nothing").replace("_", " ")


def on_day(day: date | None) -> str:
    """A day as a story tells it."""
    return "no known day" if day is None else day.isoformat()


def or_never(day: date | None) -> str:
    """The last day of something that may never have been."""
    return "never" if day is None else day.isoformat()


def _place(fact: Fact) -> str:
    part = f"part {fact['part'] + 1}, " if fact["part"] else ""
    return f"{part}line {fact['line_no']}"


def _source(fact: Fact) -> str:
    return f"{on_day(fact['extract_on'])}  {fact['practice_code']}  extract {fact['extract_id']}"


def extract(fact: Fact) -> str:
    where = f", {_place(fact)}" if fact["line_no"] is not None else ", rows no longer kept or not in it"
    changes = ", ".join(fact["changes"] or ()) or "nothing changed"
    columns = f" ({', '.join(fact['columns'])})" if fact["columns"] else ""
    warned = f"; warnings: {', '.join(fact['warnings'])}" if fact["warnings"] else ""
    kept = f"; the file is {fact['fate']}: {_file(fact['fate_reason'])}" if fact["fate_reason"] else ""
    return f"{_source(fact)}{where}: {changes}{columns}{warned}{kept}"


def _file(reason: str | None) -> str:
    return FileReason(reason).sentence if reason in set(FileReason) else words(reason)


def set_aside(fact: Fact, row_sentences: Mapping[str, str]) -> str:
    why = " ".join(row_sentences.get(reason, words(reason)) for reason in fact["reasons"])
    closed = f"closed by extract {fact['closed_by_extract_id']}" if fact["closed_by_extract_id"] else "still open"
    return f"{_source(fact)}, {_place(fact)}: {why} {closed.capitalize()}."


def value(fact: Fact) -> str:
    return f"{_source(fact)}, {_place(fact)}: {words(fact['element'])}. {ValueReason(fact['reason']).sentence}"


def staged(fact: Fact) -> str:
    why = StagedReason(fact["reason"]).sentence if fact["reason"] in set(StagedReason) else words(fact["reason"])
    if fact["decided_on"]:
        return (
            f"{on_day(fact['decided_on'])}  {fact['practice_code']}: {fact['decided_by']} took {words(fact['took'])}, "
            f"because: {fact['why']}"
        )
    settled = fact["settled_by_extract_id"]
    return f"{_source(fact)}: {why} {f'Settled by extract {settled}.' if settled else 'It still waits.'}"


def register(fact: Fact) -> str:
    said = [
        f"{what} {fact[name]}"
        for name, what in (
            ("registered_on", "registered"),
            ("deregistered_on", "deducted"),
            ("diagnosis_on", "diagnosis"),
            ("remission_on", "remission"),
            ("lithium_on", "lithium"),
            ("last_invited_on", "invited by the practice"),
        )
        if fact[name]
    ]
    marks = f"; marks: {', '.join(map(words, fact['marks']))}" if fact["marks"] else ""
    dates = ", ".join(said) or "no dates"
    return f"{fact['practice_code']}  {fact['state']}: {dates}{marks} (extract {fact['extract_id']})"


def element(fact: Fact) -> str:
    declined = f", declined {fact['last_declined_on']}" if fact["last_declined_on"] else ""
    return f"{words(fact['element'])}: last result {or_never(fact['last_result_on'])}{declined}"

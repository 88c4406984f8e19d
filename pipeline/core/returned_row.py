"""One filled-in row of a returned list: what it says, cell by cell, and the first reason why it cannot be taken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.core import worklist
from pipeline.core.outcome_reasons import OutcomeReason
from pipeline.core.result_words import looks_like_result
from pipeline.core.returned_cells import (
    may_stop,
    nearest_outcome,
    read_choice,
    read_day,
    read_element,
    read_outcome,
    read_refusals,
    read_safe_contact,
    read_time,
)
from pipeline.core.said import Said, without
from pipeline.core.values import read_text
from pipeline.core.worklist import Outcome

# What the drop-downs of the list allow, which a saved CSV no longer enforces: a mistyped year would otherwise
# put somebody off for decades.
_WITHIN = timedelta(days=366)
LONGEST_WORDS = 500
# What was rung through leaves the tool; the list keeps no word of it.
WORDLESS = (Outcome.SAFEGUARDING, Outcome.URGENT_RESULT)
_BOOKING = ("booked_for", "booked_at", "booked_where", "booked_with")
_RESULTS = ("elements", "results_held_by", "results_sent_on")
_WORDS = ("booked_at", "booked_where", "booked_with", "why_not", "results_held_by", "mind_words", "note")


@dataclass(frozen=True)
class ReadRow:
    """What a row says, and what is the matter with it."""

    said: Said
    problem: OutcomeReason | None
    remarks: tuple[OutcomeReason, ...]
    may_stop: Outcome | None
    nearest: Outcome | None


def read_row(cells: Mapping[str, str], as_of: date) -> ReadRow:
    """What the cells of a row say by heading; a problem where it cannot be taken, remarks where all but a part can."""
    days = {name: read_day(cells.get(heading, "")) for name, heading in _DAYS.items()}
    outcome = read_outcome(cells.get(worklist.OUTCOME, ""))
    unread = cells.get(worklist.OUTCOME, "") if outcome is None else ""
    nearest = nearest_outcome(unread)
    guessed = may_stop(unread) or (nearest if nearest in _STOPPING else None)
    refuses = read_refusals(cells.get(worklist.REFUSES, ""))
    codes, mind_words = read_safe_contact(cells.get(worklist.SAFE_CONTACT, ""))
    marked = {code: text for code, label in worklist.ELEMENTS.items() if (text := cells.get(label, ""))}
    elements = {code: state for code, text in marked.items() if (state := read_element(text))}
    time_of_day = read_choice(cells.get(worklist.TIME_OF_DAY, ""), worklist.TIMES_OF_DAY)
    channel = read_choice(cells.get(worklist.CHANNEL, ""), worklist.CHANNELS)
    said = Said(
        outcome=outcome,
        **{name: read.day for name, read in days.items()},
        time_of_day=time_of_day,
        channel=channel,
        booked_at=read_time(cells.get(worklist.BOOKED_AT, "")),
        booked_where=read_text(cells.get(worklist.BOOKED_WHERE, "")),
        booked_with=read_text(cells.get(worklist.BOOKED_WITH, "")),
        why_not=read_text(cells.get(worklist.WHY_NOT, "")),
        elements=tuple(sorted(elements.items())),
        results_held_by=read_text(cells.get(worklist.RESULTS_HELD_BY, "")),
        # Which of the ways is meant nobody knows: until somebody says, none is used.
        refuses=tuple(sorted(worklist.REFUSABLE)) if refuses is None else refuses,
        safe_contact=codes,
        mind_words=mind_words,
        note=read_text(cells.get(worklist.NOTE, "")),
    )
    if outcome is Outcome.ENTERED_IN_ERROR:
        # Whatever else stands in the row is what is taken back.
        return ReadRow(Said(outcome, said.contacted_on), None, (), None, None)
    unreadable = {name for name, read in days.items() if not read.is_readable or not read.is_precise}
    problem = next(
        _problems(said, unreadable, as_of, bool(cells.get(worklist.OUTCOME)), len(marked) - len(elements)), None
    )
    if problem is None and refuses is None:
        problem = OutcomeReason.REFUSAL_UNKNOWN
    kept, remarks = _kept(said)
    left_out = [
        name
        for name, read in ((worklist.TIME_OF_DAY, time_of_day), (worklist.CHANNEL, channel))
        if cells.get(name) and not read
    ]
    if left_out:
        remarks = (*remarks, OutcomeReason.CHOICE_LEFT_OUT)
    return ReadRow(kept, problem, remarks if problem is None else (), guessed, nearest)


_DAYS = {
    "contacted_on": worklist.CONTACTED_ON,
    "call_back_on": worklist.CALL_BACK_ON,
    "booked_for": worklist.BOOKED_FOR,
    "results_sent_on": worklist.RESULTS_SENT_ON,
}
_STOPPING = (Outcome.REPORTED_DEAD, Outcome.DECLINED_SERVICE, Outcome.MOVED_AWAY, Outcome.COMPLAINT)


def _problems(
    said: Said, unreadable: set[str], as_of: date, is_outcome_given: bool, elements_unread: int
) -> Iterator[OutcomeReason]:
    if said.outcome is None:
        yield OutcomeReason.OUTCOME_UNKNOWN if is_outcome_given else OutcomeReason.OUTCOME_MISSING
    if "contacted_on" in unreadable:
        yield OutcomeReason.DATE_UNREADABLE
    on = said.contacted_on
    if on is None:
        yield OutcomeReason.DATE_MISSING
        return
    if on > as_of:
        yield OutcomeReason.DATE_IN_FUTURE
    if on < as_of - _WITHIN:
        yield OutcomeReason.DATE_LONG_AGO
    if "call_back_on" in unreadable:
        yield OutcomeReason.CALL_BACK_UNREADABLE
    if said.call_back_on is not None and not on <= said.call_back_on <= on + _WITHIN:
        yield OutcomeReason.CALL_BACK_FAR_AWAY
    yield from _booking_problems(said, on, "booked_for" in unreadable)
    if elements_unread:
        yield OutcomeReason.ELEMENT_UNKNOWN
    if said.elements and said.outcome is not Outcome.CHECK_DONE:
        yield OutcomeReason.ELEMENTS_WITHOUT_CHECK
    sent = said.results_sent_on
    if said.outcome is Outcome.CHECK_DONE and (
        "results_sent_on" in unreadable or (sent is not None and not on <= sent <= as_of)
    ):
        yield OutcomeReason.RESULTS_DATE_WRONG


def _booking_problems(said: Said, on: date, is_unreadable: bool) -> Iterator[OutcomeReason]:
    day = said.booked_for
    if said.outcome is not Outcome.BOOKED:
        # What had been booked may still stand in the row when somebody comes, or does not.
        if day is not None and day > on:
            yield OutcomeReason.BOOKING_NOT_CHOSEN
        return
    if is_unreadable:
        yield OutcomeReason.BOOKING_UNREADABLE
    if day is not None and day < on:
        yield OutcomeReason.BOOKING_IN_PAST
    if day is not None and day > on + _WITHIN:
        yield OutcomeReason.BOOKING_FAR_AWAY


def _kept(said: Said) -> tuple[Said, tuple[OutcomeReason, ...]]:
    """What of a row is kept, and what its sender is told of the rest."""
    remarks: list[OutcomeReason] = []
    said, dropped = _without_what_is_not_its(said)
    if dropped:
        remarks.append(OutcomeReason.CELLS_LEFT_OUT)
    if said.outcome in WORDLESS:
        remarks.append(OutcomeReason.WORDS_NOT_KEPT)
        said = without(said, _WORDS)
    words = {name: text for name in _WORDS if (text := getattr(said, name))}
    results = [name for name, text in words.items() if looks_like_result(text)]
    if results:
        remarks.append(OutcomeReason.LOOKS_LIKE_RESULT)
        said = without(said, results)
    long = {
        name: text[:LONGEST_WORDS] for name, text in words.items() if len(text) > LONGEST_WORDS and name not in results
    }
    if long:
        remarks.append(OutcomeReason.WORDS_TOO_LONG)
        said = replace(said, **long)
    if said.mind_words:
        remarks.append(OutcomeReason.WORDS_WAIT)
    if said.outcome is Outcome.BOOKED and said.booked_for is None:
        remarks.append(OutcomeReason.BOOKING_WITHOUT_DAY)
    if said.outcome is Outcome.CALL_LATER and said.call_back_on is None:
        remarks.append(OutcomeReason.CALL_BACK_WITHOUT_DAY)
    return said, tuple(remarks)


def _without_what_is_not_its(said: Said) -> tuple[Said, bool]:
    blank: list[str] = []
    if said.outcome is not Outcome.BOOKED:
        # Who did the check may stand where it was said with whom it is booked.
        blank += [name for name in _BOOKING if said.outcome is not Outcome.CHECK_DONE or name != "booked_with"]
    if said.outcome is not Outcome.CHECK_DONE:
        blank += _RESULTS
    if said.outcome is not Outcome.NOT_ATTENDED:
        blank += ["why_not"]
    filled = [name for name in blank if getattr(said, name)]
    return without(said, filled), bool(filled)

"""What is to be minded with a person, as lines of their story: codes, names and days, never a note's own words."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.core.safe_contact import SAFE_CONTACT_BY_CODE
from pipeline.core.story_intake import Fact, words
from pipeline.core.visit_risk import VERDICT_BY_CODE


def minding_lines(facts: Mapping[str, Sequence[Fact]]) -> Iterator[str]:
    """A line for each note, refused channel and word on visiting, lifted ones too."""
    yield from map(_note, facts["notes"])
    yield from map(_refusal, facts["channel_refusals"])
    yield from map(_visit, facts["visit_risks"])


def _note(fact: Fact) -> str:
    if fact["code"]:
        minded = SAFE_CONTACT_BY_CODE.get(fact["code"])
        what = f"mind {words(fact['code'])}. {minded.sentence if minded else ''}".rstrip()
    elif fact["is_forgotten"]:
        what = "a note whose words were dropped: only the practice may contact them"
    elif not fact["read_on"]:
        what = "a note that nobody has read yet: nobody contacts them by any channel"
    else:
        shown = "workers see it" if fact["is_shown"] else "kept back"
        what = f"a note, read {fact['read_on']} by {fact['read_by']}, {shown}, because: {fact['read_why']}"
    return f"{fact['from_on']}  {fact['contact_note_id']}: {what} Said by {_whose(fact)}{_lifted(fact)}"


def _refusal(fact: Fact) -> str:
    said = _whose(fact)
    return f"{fact['from_on']}  {fact['channel_refusal_id']}: refuses {fact['channel']}, said by {said}{_lifted(fact)}"


def _visit(fact: Fact) -> str:
    overdue = ", overdue: nobody visits until it is asked again" if fact["is_overdue"] else ""
    return (
        f"{fact['said_on']}  {fact['visit_risk_id']}: {words(fact['verdict'])}, told by {words(fact['told_by'])} to "
        f"{fact['recorded_by']}, review {fact['review_on']}{overdue}. {VERDICT_BY_CODE[fact['verdict']].sentence}"
    )


def _whose(fact: Fact) -> str:
    return f"{fact['said_by']} ({words(fact['source'])})"


def _lifted(fact: Fact) -> str:
    if not fact["lifted_on"]:
        return ""
    return f"; lifted {fact['lifted_on']} by {fact['lifted_by']}, because: {fact['lifted_why']}"

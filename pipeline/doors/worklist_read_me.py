"""The first page of a list: whose it is, what is said first, whom to ring, how to fill it in, what to point to."""

from collections.abc import Sequence
from datetime import date

from pipeline.core import health_plan
from pipeline.core.worklist import CALL_BACK_ON, CONTACTED_ON, OUTCOME, Outcome, WorklistRow
from pipeline.core.worklist_guide import Guide, Line, clinic_days, first_words, numbers_to_ring, services_to_point_to
from pipeline.doors.workbooks import Note

READ_ME, PLANS, LETTERS, TAKEN_BACK = "Read me", health_plan.SHEET, "Letters", "Taken back"
_GAP = Note("", style="gap")


def read_me(
    provider_name: str,
    as_of: date,
    pcns: Sequence[tuple[str, Sequence[WorklistRow]]],
    others: Sequence[tuple[str, int]],
    guide: Guide,
    rows: Sequence[WorklistRow],
) -> list[Note]:
    """The notes in order; `pcns` are the sheets of people, `others` the further ones with how many are on each."""
    people = sum(len(pcn) for _, pcn in pcns)
    places = {row.place_code for row in rows if row.place_code}
    return [
        Note("Outreach list", style="title"),
        Note("For", provider_name),
        Note("List of", f"{as_of:%d/%m/%Y}"),
        Note("People on it", str(people) if people else "Nobody today."),
        Note("Tomorrow", "A new list comes every working day and replaces this one. Do not work from an old one."),
        _GAP,
        Note("Keep people safe", style="heading"),
        *(Note(*line, style="alert") for line in [*first_words(guide), *numbers_to_ring(guide, places)]),
        Note(
            "Phone numbers", "Use only the numbers on the list. An empty cell means that we have none, or none to use."
        ),
        Note("Visits", "Visit only where What to do says so: somebody has then told us whether it is safe."),
        _GAP,
        Note("Your lists", style="heading"),
        *(Note(pcn[0].pcn_name or "No PCN", _people(len(pcn)), link_to_sheet=name) for name, pcn in pcns),
        *(Note(name, f"{_people(count)}: {_ABOUT[name]}", link_to_sheet=name) for name, count in others),
        _GAP,
        Note("How to fill it in", style="heading"),
        *_HOW,
        _GAP,
        Note("What each outcome means", style="heading"),
        *(Note(outcome.label, outcome.sentence) for outcome in Outcome),
        *_section("What people can be pointed to", services_to_point_to(guide, places)),
        *_section("Where people can be seen", clinic_days(guide, {row.pcn_code for row in rows})),
    ]


_ABOUT = {
    PLANS: "room to write down what they agreed, in their own words.",
    LETTERS: "a letter goes out first. Nothing to do, unless they ring you.",
    TAKEN_BACK: "on a list before this one, and no longer.",
}
_HOW = (
    Note(
        "1. Start at the top",
        "What was agreed with somebody comes first, then rank 1. A row's colour shows its band; New and Changed are "
        "beside yesterday's list.",
    ),
    Note("2. Read the row first", "What to do, what to mind, language and needs, and what has been tried already."),
    Note("3. After each contact", f"Fill in the yellow cells: {OUTCOME} from the list and {CONTACTED_ON}, on the day."),
    Note("4. If asked to ring later", f"Put the day in {CALL_BACK_ON}."),
    Note(
        "5. If a check is booked or done",
        "The columns further right take the appointment, and each part of the check as done or declined. No values.",
    ),
    Note(
        "6. Note for the practice",
        "Practical things only. Nothing about health: no diagnosis, medicine or result.",
    ),
    Note("7. Send it back", "Save the file and return it the way it came, every day, finished or not."),
    Note(
        "Please do not",
        "Delete columns or change the small grey column at the end: it tells us whose answer it is.",
    ),
)


def _section(heading: str, lines: Sequence[Line]) -> list[Note]:
    return [_GAP, Note(heading, style="heading"), *(Note(*line) for line in lines)] if lines else []


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"

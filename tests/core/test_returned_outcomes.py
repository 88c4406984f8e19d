"""A returned list understood, with no database in sight."""

from datetime import date

import pytest

from pipeline.core.extract_shapes import Table
from pipeline.core.outcome_reasons import OutcomeReason
from pipeline.core.returned_cells import read_day, read_time
from pipeline.core.returned_headings import ENTRIES, OURS, unplaced
from pipeline.core.returned_outcomes import STOPS, read_returned
from pipeline.core.worklist import (
    BOOKED_AT,
    BOOKED_FOR,
    CALL_BACK_ON,
    CHANNEL,
    CONTACTED_ON,
    ELEMENTS,
    ITEM_ID,
    NOTE,
    OUTCOME,
    REFUSES,
    RESULTS_SENT_ON,
    SAFE_CONTACT,
    TIME_OF_DAY,
    WHY_NOT,
    Outcome,
)

AS_OF = date(2026, 11, 21)
HEADINGS = [ITEM_ID, OUTCOME, CONTACTED_ON, CALL_BACK_ON, NOTE]


def table(*rows: list[str], headings: list[str] = HEADINGS, above: int = 0) -> Table:
    lines = [[""]] * above + [headings, *rows]
    return Table(0, "sheet", lines, range(1, len(lines) + 1))


def read_one(*cells: str):  # type: ignore[no-untyped-def]
    rows = read_returned([table(list(cells))], AS_OF)
    assert rows is not None
    return rows[0]


def test_every_outcome_is_understood_by_its_label_and_its_code() -> None:
    for outcome in Outcome:
        for said in (outcome.label, outcome.label.upper(), outcome.value):
            row = read_one("w1", said, "20/11/2026")
            assert (row.outcome, row.problem) == (outcome, None)


def test_columns_are_found_wherever_they_stand_and_below_a_preamble() -> None:
    turned = table(["x", "20/11/2026", "w7", "Booked"], headings=["Name", CONTACTED_ON, ITEM_ID, OUTCOME], above=6)
    rows = read_returned([turned], AS_OF)
    assert rows is not None
    assert [(row.line_no, row.item_id, row.outcome) for row in rows] == [(8, "w7", Outcome.BOOKED)]


def test_rows_of_every_sheet_are_taken_and_blank_ones_are_not() -> None:
    read_me = Table(0, "Read me", [["What each outcome means"], ["Booked", "A check is booked"]], [1, 2])
    first, second = table(["w1", "Booked", "20/11/2026"], ["w2", "", ""]), table(["w3", "Booked", "20/11/2026"])
    rows = read_returned([read_me, first, second], AS_OF)
    assert rows is not None
    assert [row.item_id for row in rows] == ["w1", "w3"]


def test_no_list_and_a_list_nobody_filled_in_are_told_apart() -> None:
    assert read_returned([Table(0, "a", [["Name", "Remark"], ["A", "called"]], [1, 2])], AS_OF) is None
    assert read_returned([], AS_OF) is None
    assert read_returned([table(["w1", "", "", "", ""])], AS_OF) == []


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (("w1", "Bookd", "20/11/2026"), OutcomeReason.OUTCOME_UNKNOWN),
        (("w1", "", "", "", "only a note"), OutcomeReason.OUTCOME_MISSING),
        (("w1", "Booked", ""), OutcomeReason.DATE_MISSING),
        (("w1", "Booked", "11/2026"), OutcomeReason.DATE_UNREADABLE),
        (("w1", "Booked", "2026"), OutcomeReason.DATE_UNREADABLE),
        (("w1", "Booked", "22/11/2026"), OutcomeReason.DATE_IN_FUTURE),
        (("w1", "Booked", "21/11/2026"), None),
        (("w1", "Booked", "20/11/2025"), None),
        (("w1", "Booked", "19/11/2025"), OutcomeReason.DATE_LONG_AGO),
        (("w1", "Call later", "20/11/2026", "tomorrow"), OutcomeReason.CALL_BACK_UNREADABLE),
        (("w1", "Call later", "20/11/2026", "19/11/2026"), OutcomeReason.CALL_BACK_FAR_AWAY),
        (("w1", "Call later", "20/11/2026", "20/11/2026"), None),
        (("w1", "Call later", "20/11/2026", "21/11/2027"), None),
        (("w1", "Call later", "20/11/2026", "22/11/2027"), OutcomeReason.CALL_BACK_FAR_AWAY),
    ],
)
def test_each_problem_has_its_reason(cells: tuple[str, ...], problem: OutcomeReason | None) -> None:
    assert read_one(*cells).problem == problem


def test_dates_are_british() -> None:
    assert read_one("w1", "Booked", "03/04/2026").contacted_on == date(2026, 4, 3)


def test_every_reason_is_a_sentence_for_a_worker() -> None:
    for reason in OutcomeReason:
        assert reason.sentence.endswith(".")
        assert "_" not in reason.sentence


def test_what_stops_contact_is_a_death_a_refusal_a_complaint_and_a_move() -> None:
    stopping = {Outcome.REPORTED_DEAD, Outcome.DECLINED_SERVICE, Outcome.MOVED_AWAY, Outcome.COMPLAINT}
    assert set(STOPS) == stopping


def test_what_cannot_be_stored_is_taken_out_of_an_item_id() -> None:
    assert read_one("w\x001", "Booked", "20/11/2026").item_id == "w 1"


def say(**cells: str):  # type: ignore[no-untyped-def]
    """One row with these cells under these headings, beside an id and a day of contact."""
    headings = {
        "outcome": OUTCOME, "on": CONTACTED_ON, "booked": BOOKED_FOR, "at": BOOKED_AT, "why": WHY_NOT,
        "sent": RESULTS_SENT_ON, "refuses": REFUSES, "mind": SAFE_CONTACT, "how": CHANNEL, "time": TIME_OF_DAY,
        "note": NOTE, **ELEMENTS,
    }  # fmt: skip
    said = {"on": "20/11/2026", **cells}
    heading = [ITEM_ID, *(headings[name] for name in said)]
    (found,) = read_returned([table(["w1", *said.values()], headings=heading)], AS_OF) or []
    return found


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"outcome": "Booked", "booked": "2026-11-19"}, OutcomeReason.BOOKING_IN_PAST),
        ({"outcome": "Booked", "booked": "2026-11-20"}, None),
        ({"outcome": "Booked", "booked": "Tuesday"}, OutcomeReason.BOOKING_UNREADABLE),
        ({"outcome": "Booked", "booked": "2062-11-20"}, OutcomeReason.BOOKING_FAR_AWAY),
        ({"outcome": "No response", "booked": "2026-11-27"}, OutcomeReason.BOOKING_NOT_CHOSEN),
        ({"outcome": "Came to the appointment", "booked": "2026-11-20"}, None),
        ({"outcome": "Came to the appointment", "bmi": "Done"}, OutcomeReason.ELEMENTS_WITHOUT_CHECK),
        ({"outcome": "Check done", "bmi": "31.2"}, OutcomeReason.ELEMENT_UNKNOWN),
        ({"outcome": "Check done", "sent": "2026-11-22"}, OutcomeReason.RESULTS_DATE_WRONG),
        ({"outcome": "Check done", "sent": "2026-11-19"}, OutcomeReason.RESULTS_DATE_WRONG),
        ({"outcome": "Check done", "sent": "2026-11-21"}, None),
        ({"outcome": "Call later", "refuses": "carrier pigeon"}, OutcomeReason.REFUSAL_UNKNOWN),
        ({"outcome": "Entered in error", "on": "", "booked": "2026-11-27", "bmi": "31.2"}, None),
    ],
)
def test_each_problem_of_what_was_booked_or_done_has_its_reason(
    cells: dict[str, str], problem: OutcomeReason | None
) -> None:
    assert say(**cells).problem == problem


@pytest.mark.parametrize(
    ("cells", "remark"),
    [
        ({"outcome": "Booked"}, OutcomeReason.BOOKING_WITHOUT_DAY),
        ({"outcome": "Call later"}, OutcomeReason.CALL_BACK_WITHOUT_DAY),
        ({"outcome": "No response", "why": "was ill"}, OutcomeReason.CELLS_LEFT_OUT),
        ({"outcome": "No response", "time": "at dusk"}, OutcomeReason.CHOICE_LEFT_OUT),
        ({"outcome": "No response", "note": "x" * 501}, OutcomeReason.WORDS_TOO_LONG),
        ({"outcome": "No response", "mind": "the dog"}, OutcomeReason.WORDS_WAIT),
        ({"outcome": "No response", "note": "BP 128/82"}, OutcomeReason.LOOKS_LIKE_RESULT),
        ({"outcome": "Result that cannot wait", "note": "potassium"}, OutcomeReason.WORDS_NOT_KEPT),
    ],
)
def test_what_of_a_row_is_not_kept_is_told_and_the_row_is_taken(cells: dict[str, str], remark: OutcomeReason) -> None:
    assert (say(**cells).problem, say(**cells).remarks) == (None, (remark,))


@pytest.mark.parametrize(
    "text",
    ["20/11/2026", "20.11.26", "20-Nov-2026", "Fri 20 Nov 2026", "20th November 2026", "2026-11-20", "46346", "46346.0",
     "2026-11-20 09:30", "20/11/26"],
)  # fmt: skip
def test_a_day_is_read_in_any_form_a_worker_writes(text: str) -> None:
    assert read_day(text).day == date(2026, 11, 20)


def test_an_american_day_is_no_day() -> None:
    assert not read_day("11/20/2026").is_readable


@pytest.mark.parametrize(
    ("text", "time"),
    [("9.30", "09:30"), ("09:30:00", "09:30"), ("2.30 pm", "14:30"), ("12 am", "00:00"), ("12pm", "12:00"),
     ("0.4375", "10:30"), ("14h05", "14:05"), ("after lunch", "after lunch"), ("", None)],
)  # fmt: skip
def test_a_time_is_read_in_any_form_and_else_kept_as_it_is(text: str, time: str | None) -> None:
    assert read_time(text) == time


def test_headings_a_little_renamed_are_placed() -> None:
    turned = table(
        ["w1", "20/11/2026", "booked", "27/11/2026", "10:30", "Done"],
        headings=[" Item ID", "DATE_OF_CONTACT", "outcome ", "Booked  for", "Booked at", "Weight"],
    )
    (row,) = read_returned([turned], AS_OF) or []
    assert (row.item_id, row.contacted_on, row.said.booked_for) == ("w1", date(2026, 11, 20), date(2026, 11, 27))
    assert row.problem is OutcomeReason.ELEMENTS_WITHOUT_CHECK


def test_a_column_that_cannot_be_placed_is_told_and_what_is_placed_is_taken() -> None:
    renamed = table(
        ["w1", "No response", "20/11/2026", "27/11/2026"], headings=[ITEM_ID, OUTCOME, CONTACTED_ON, "Again"]
    )
    fault, row = read_returned([renamed], AS_OF) or []
    assert (fault.problem, fault.line_no, row.problem) == (OutcomeReason.COLUMN_UNKNOWN, 1, None)
    assert unplaced([ITEM_ID, *ENTRIES, "Again"]) == [], "nothing a worker fills in is missing"
    assert unplaced([ITEM_ID, OUTCOME, *OURS]) == []


def test_a_list_without_its_outcomes_is_told_beside_the_good_sheets() -> None:
    lost = Table(1, "Northmoor PCN", [[ITEM_ID, CONTACTED_ON, NOTE], ["w1", "20/11/2026", ""]], [1, 2])
    fault, row = read_returned([lost, table(["w2", "No response", "20/11/2026"])], AS_OF) or []
    assert (fault.sheet, fault.problem) == ("Northmoor PCN", OutcomeReason.COLUMN_MISSING)
    assert (row.item_id, row.problem) == ("w2", None)


def test_a_heading_twice_hears_both_and_takes_neither_where_they_differ() -> None:
    twice = table(
        ["w1", "Booked", "20/11/2026", "Booked"],
        ["w2", "Booked", "20/11/2026", "No response"],
        headings=[ITEM_ID, OUTCOME, CONTACTED_ON, OUTCOME],
    )
    same, differs = read_returned([twice], AS_OF) or []
    assert (same.problem, differs.problem) == (None, OutcomeReason.OUTCOME_UNKNOWN)


def test_a_row_added_by_hand_says_so() -> None:
    assert read_one("", "No response", "20/11/2026").problem is OutcomeReason.ITEM_MISSING

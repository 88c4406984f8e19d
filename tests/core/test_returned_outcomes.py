"""A returned list understood, with no database in sight."""

from datetime import date

import pytest

from pipeline.core.extract_shapes import Table
from pipeline.core.outcome_reasons import OutcomeReason
from pipeline.core.returned_outcomes import STOPS, read_returned
from pipeline.core.worklist import CALL_BACK_ON, CONTACTED_ON, ITEM_ID, NOTE, OUTCOME, Outcome

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

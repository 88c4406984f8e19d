"""What practices are told of outcomes: in which section, with which evidence, the same day, and never a value."""

import csv
import io
from datetime import date

import pytest

from pipeline.core.update_evidence import evidence
from pipeline.steps import updates
from tests.factories import AS_OF
from tests.steps.outcome_desk import NEXT_DAY, Desk


def said(desk: Desk, which: int, outcome: str, on: str = "2026-11-20", **more: object) -> dict[str, object]:
    return {"item": desk.item(which), "outcome": outcome, "on": on, **more}


def asked(desk: Desk, as_of: date = NEXT_DAY) -> list[dict[str, str]]:
    """The rows of the practice's file of a day."""
    desk.service.plan(as_of)
    updates.propose_updates(desk.service.connection, as_of)
    paths = updates.write_practice_files(desk.service.connection, desk.outbox, as_of)
    text = "".join((desk.outbox / path).read_text("utf-8-sig") for path in paths if path.endswith(".csv"))
    return list(csv.DictReader(io.StringIO(text)))


SECTIONS = {
    "Would come: please book": ("Please book", "Please book one, and tell the patient and us when."),
    "No appointment to be had": ("Please book", "Please offer one when there is room."),
    "Complained": ("Please record", "complained about being contacted. We contact nobody."),
    "Says it is not for them": ("Please answer", "Please check the diagnosis with the patient."),
    "Result that cannot wait": ("Please answer", "Please see that a clinician has acted on it."),
    "Reported to have died": ("Please answer", "may have died."),
    "Moved away": ("Please answer", "Is the patient still yours"),
    "Wrong contact details": ("Please check and correct", "Please check it."),
    "Came to the appointment": ("Please record", "came to the appointment"),
    "Did not come": ("Please record", "did not come"),
}


def test_each_outcome_is_in_the_section_in_which_it_can_be_acted_on(desk: Desk) -> None:
    desk.tell(*(said(desk, which, outcome) for which, outcome in enumerate(SECTIONS, start=1)))
    found = {row["Evidence"].split()[2]: row for row in asked(desk)}
    for which, (section, words) in enumerate(SECTIONS.values(), start=1):
        row = found[desk.item(which)]
        assert row["Section"] == section
        assert words in row["What we ask"]


def test_a_safeguarding_concern_is_in_no_practice_s_file(desk: Desk) -> None:
    desk.tell(said(desk, 1, "Safeguarding or in crisis"))
    assert asked(desk) == []


def test_a_practice_is_told_which_parts_were_done_by_whom_and_who_holds_the_results(desk: Desk) -> None:
    parts = {"blood_pressure": "Done", "smoking": "Done", "lipids": "Declined"}
    held = {"held_by": "Dr Moss", "sent": AS_OF.isoformat(), "with": "Nurse Reed", "note": "ask for Jo"}
    desk.tell(said(desk, 1, "Check done", **parts, **held))
    (row,) = asked(desk)
    assert row["Evidence"] == (
        f"Worklist item {desk.item(1)}. Done: blood pressure, smoking. Declined: cholesterol. By: Nurse Reed. "
        "Results are with: Dr Moss. Results went to you on 20/11/2026. Note: ask for Jo"
    )


def test_more_said_of_a_booking_is_told_again_and_nothing_new_is_not(desk: Desk) -> None:
    desk.tell(said(desk, 1, "Booked"))
    assert [row["Evidence"] for row in asked(desk)] == [f"Worklist item {desk.item(1)}"]
    day_after, last_day = date(2026, 11, 24), date(2026, 11, 25)
    more = said(desk, 1, "Booked", booked="2026-12-01", at="9.30", where="Mill Lane", **{"with": "Nurse Reed"})
    desk.tell(more, name="2.csv", as_of=day_after)
    (row,) = asked(desk, day_after)
    told = f"Worklist item {desk.item(1)}. Booked for 01/12/2026 at 09:30. Where: Mill Lane. With: Nurse Reed"
    assert row["Evidence"] == told
    desk.tell(more, said(desk, 2, "Safeguarding or in crisis"), name="3.csv", as_of=last_day)
    assert asked(desk, last_day) == []


@pytest.mark.parametrize("on", ["", "last week", "2026-11-20"])
def test_a_practice_is_asked_about_a_reported_death_the_same_day_even_of_a_row_set_aside(desk: Desk, on: str) -> None:
    desk.tell(said(desk, 1, "Reported to have died", on=on))
    assert [(row["Section"], "may have died" in row["What we ask"]) for row in asked(desk)] == [("Please answer", True)]


def test_what_was_said_by_letter_is_no_letter_of_ours(desk: Desk) -> None:
    desk.tell(said(desk, 1, "Booked", how="Letter"))
    (row,) = asked(desk)
    assert "is booked" in row["What we ask"]
    assert row["Evidence"].startswith("Worklist item")


def test_somebody_booked_since_is_not_asked_to_be_booked(desk: Desk) -> None:
    desk.tell(said(desk, 1, "Would come: please book"))
    desk.service.contact(1, "booked", days_ago=0)
    assert [row["Section"] for row in asked(desk)] == ["Please record"]


def test_evidence_of_a_check_of_which_nothing_is_known_says_so() -> None:
    about = {"source": "w1", "outcome": "check_done"}
    assert evidence({**about, "done": None}) == "Worklist item w1. Which parts were done is not said"
    assert evidence({**about, "done": [], "declined": ["bmi"]}) == "Worklist item w1. None done. Declined: weight (bmi)"
    assert evidence({"source": "l1", "channel": "letter"}) == "Letter l1"
    assert evidence({}) == ""

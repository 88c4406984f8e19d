"""What a taken outcome leaves behind: the contact, what it booked, reported, closed and minds; and taking it back."""

import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis.strategies import DataObject, data, integers, permutations

from pipeline.core.worklist import ELEMENTS
from pipeline.steps.outcomes import take_outcomes
from tests.factories import AS_OF
from tests.steps.outcome_desk import NEXT_DAY, Desk

LATER = AS_OF + timedelta(days=7)


def said(desk: Desk, which: int, outcome: str, on: date = AS_OF, **more: object) -> dict[str, object]:
    return {"item": desk.item(which), "outcome": outcome, "on": on.isoformat(), **more}


def a_second_item(desk: Desk) -> str:
    """The first person's item on the next day's list."""
    desk.service.run("insert into worklist values ('d-second', :day, 'alder')", day=NEXT_DAY)
    desk.service.run(
        "insert into worklist_item (worklist_item_id, worklist_id, person_id, pcn_code, rank, content) "
        "values ('w-second', 'd-second', :person, 'U90001', 1, '{}')",
        person=desk.service.person(1),
    )
    return "w-second"


def one(desk: Desk, table: str) -> dict[str, Any]:
    (found,) = desk.service.rows(f'select * from "{table}"')
    return dict(found._mapping)


def everything(desk: Desk) -> dict[str, list[str]]:
    """What steers contact, without ids of files and lines."""
    tables = ("contact_attempt", "appointment", "check_report", "channel_refusal", "contact_note", "taken_outcome")
    ids = "array['staged_outcome_id', 'stop_id', 'channel_refusal_id', 'contact_note_id', 'file_sha256', 'line_no']"
    return {
        table: sorted(
            desk.service.rows(f'select cast(to_jsonb(t) - {ids} as text) from "{table}" as t')  # type: ignore[type-var]
        )
        for table in (*tables, "staged_outcome", "stop")
    }


def test_a_contact_keeps_the_step_it_was_and_how_and_when_it_was_made(desk: Desk) -> None:
    desk.service.run(
        "update worklist_item set step = 'call_back', round = 2, partner_code = 'rowan', worker_code = 'w7'"
    )
    rows = (said(desk, 1, "No response", time="evening", how="Text"), said(desk, 2, "No response"))
    assert desk.tell(*rows) == {"taken": 2}
    about = {
        each.person_id: (each.channel, each.time_of_day)
        for each in desk.service.rows("select * from contact_attempt")
        if (each.step, each.round, each.is_unasked) == ("call_back", 2, False)
        and (each.partner_code, each.worker_code, each.taken_on) == ("rowan", "w7", NEXT_DAY)
    }
    assert about == {desk.service.person(1): ("text", "evening"), desk.service.person(2): ("call", None)}


def test_asking_the_practice_is_no_approach_of_the_person(desk: Desk) -> None:
    desk.tell(said(desk, 1, "Asked the practice or key worker"))
    assert (one(desk, "contact_attempt")["channel"], one(desk, "contact_attempt")["is_unasked"]) == ("practice", False)


def test_a_booking_is_kept_with_its_day_time_place_and_whom_with(desk: Desk) -> None:
    desk.tell(said(desk, 1, "Booked", booked=f"{LATER:%d/%m/%Y}", at="2.30 pm", where="Mill Lane", **{"with": "Nurse"}))
    found = one(desk, "appointment")
    assert [found[name] for name in ("held_on", "held_at", "held_where", "held_by", "state")] == [
        LATER, "14:30", "Mill Lane", "Nurse", "booked",
    ]  # fmt: skip


def test_a_booking_without_a_day_is_taken_and_asked_for_and_filled_in_later(desk: Desk) -> None:
    assert desk.tell(said(desk, 1, "Booked", where="Mill Lane")) == {"taken": 1}
    assert desk.why() == ["It does not say for which day it is booked. Put the day in and send the list again."]
    more = said(desk, 1, "Booked", where="Mill Lane, room 4", booked=LATER.isoformat())
    assert desk.tell(more, name="again.csv") == {"taken": 1}
    assert (one(desk, "appointment")["held_on"], one(desk, "appointment")["held_where"]) == (LATER, "Mill Lane, room 4")
    assert desk.tell(said(desk, 1, "Booked"), name="less.csv") == {"repeated": 1}
    assert one(desk, "appointment")["held_on"] == LATER


@pytest.mark.parametrize(
    ("outcome", "state"), [("Came to the appointment", "attended"), ("Did not come", "not_attended")]
)
def test_what_came_of_a_booking_settles_it_and_taken_back_it_is_booked_again(
    desk: Desk, outcome: str, state: str
) -> None:
    desk.tell(said(desk, 1, "Booked", booked=AS_OF.isoformat()))
    told = {"item": a_second_item(desk), "outcome": outcome, "on": NEXT_DAY.isoformat(), "why": "was ill"}
    assert desk.tell(told, name="second.csv") == {"taken": 1}
    found = one(desk, "appointment")
    assert (found["state"], found["state_on"]) == (state, NEXT_DAY)
    assert found["why_not"] == ("was ill" if state == "not_attended" else None)
    desk.tell({**told, "outcome": "Entered in error"}, name="error.csv")
    assert (one(desk, "appointment")["state"], one(desk, "appointment")["why_not"]) == ("booked", None)


def test_a_later_booking_replaces_the_one_before(desk: Desk) -> None:
    desk.tell(said(desk, 1, "Booked", booked=LATER.isoformat()))
    rebooked = {"item": a_second_item(desk), "outcome": "Booked", "on": NEXT_DAY.isoformat(), "booked": "2026-12-24"}
    assert desk.tell(rebooked, name="second.csv") == {"taken": 1}
    states = {row.held_on: row.state for row in desk.service.rows("select * from appointment")}
    assert states == {LATER: "replaced", date(2026, 12, 24): "booked"}


def test_a_check_is_reported_by_its_parts_and_never_by_a_value(desk: Desk) -> None:
    parts = {"blood_pressure": "Done", "bmi": "x", "lipids": "Declined"}
    assert desk.tell(said(desk, 1, "Check done", held_by="Dr Moss", sent=AS_OF.isoformat(), **parts)) == {"taken": 1}
    found = one(desk, "check_report")
    assert sorted(found["elements"]) == ["blood_pressure", "bmi"]
    assert (found["declined_elements"], found["results_held_by"]) == (["lipids"], "Dr Moss")
    assert (found["done_on"], found["results_sent_on"]) == (AS_OF, AS_OF)
    assert desk.tell(said(desk, 2, "Check done", blood_pressure="128/82"), name="value.csv") == {"quarantined": 1}
    stored = " ".join(str(row) for row in desk.service.rows("select cast(t as text) from outcome_row as t"))
    assert "128" not in stored
    assert "128" not in " ".join(desk.why())


def test_a_check_of_which_nobody_said_the_parts_is_not_one_without_parts(desk: Desk) -> None:
    desk.tell(said(desk, 1, "Check done"))
    assert one(desk, "check_report")["elements"] is None
    desk.tell(said(desk, 1, "Check done", **dict.fromkeys(ELEMENTS, "Declined")), name="again.csv")
    assert (one(desk, "check_report")["elements"], len(one(desk, "check_report")["declined_elements"])) == ([], 6)


def test_a_way_of_contact_is_refused_and_what_to_mind_is_kept(desk: Desk) -> None:
    desk.tell(
        said(desk, 1, "Call later", back=LATER.isoformat(), refuses="Text; post", mind="No voicemail; ring twice")
    )
    assert desk.service.value("select channels from refused_channels_on(:day)", day=NEXT_DAY) == ["letter", "text"]
    codes, words = desk.service.rows("select codes, words from safe_contact_on(:day)", day=NEXT_DAY)[0]
    assert (codes, words) == (["ask_first", "no_voicemail"], []), "words wait until somebody has read them"
    assert "ring twice" in desk.service.rows("select words from contact_note where code is null")[0]
    assert "only after a named person has read it" in desk.why()[0]


def test_a_way_nobody_knows_closes_all_until_the_row_is_corrected(desk: Desk) -> None:
    assert desk.tell(said(desk, 1, "Call later", refuses="pigeons")) == {"quarantined": 1}
    assert len(desk.service.value("select channels from refused_channels_on(:day)", day=NEXT_DAY)) == 5
    assert desk.tell(said(desk, 1, "Call later", refuses="letters"), name="corrected.csv") == {"taken": 1}
    assert desk.service.value("select channels from refused_channels_on(:day)", day=NEXT_DAY) == ["letter"]


RESULTS = ("BP was 128/82", "HbA1c 48", "cholesterol of 5.1", "weighs 92kg", "5.1 mmol", "bmi: 31")
WORDS = (
    "ring after 27/11",
    "27/11/2026 at 10.30",
    "Room 4, bell 12",
    "ask for Jo on 01632 960123",
    "bus 128 to the mill",
)


def test_a_note_that_looks_like_a_result_is_not_kept_and_the_row_is(desk: Desk) -> None:
    rows = [said(desk, which, "No response", note=note) for which, note in enumerate((*RESULTS, *WORDS), start=1)]
    assert desk.tell(*rows) == {"taken": len(rows)}
    kept = {row.note for row in desk.service.rows("select note from contact_attempt")}
    assert kept == {None, *WORDS}
    assert sum("look like a result" in why for why in desk.why()) == len(RESULTS)


@pytest.mark.parametrize("outcome", ["Safeguarding or in crisis", "Result that cannot wait"])
def test_what_was_rung_through_is_counted_and_no_word_of_it_kept(desk: Desk, outcome: str) -> None:
    desk.tell(said(desk, 1, outcome, note="there is a bruise", mind="her brother"))
    assert one(desk, "contact_attempt")["note"] is None
    assert desk.service.rows("select * from contact_note") == []
    assert "bruise" not in str(desk.service.rows("select cast(t as text) from taken_outcome as t"))
    assert desk.why() == [
        "That you rang is recorded; your words are not kept. If you have not rung the number in Read me, ring it now."
    ]


def test_entered_in_error_takes_back_all_that_the_row_had_set(desk: Desk) -> None:
    full = {"booked": LATER.isoformat(), "refuses": "Call", "mind": "Mornings only", "note": "ring the bell"}
    desk.tell(said(desk, 1, "Booked", **full), said(desk, 2, "Check done", smoking="Done"), said(desk, 3, "Complained"))
    desk.tell(*(said(desk, which, "Entered in error", **full) for which in (1, 2, 3)), name="error.csv")
    assert {row.outcome for row in desk.service.rows("select * from contact_attempt")} == {"entered_in_error"}
    assert (one(desk, "appointment")["state"], one(desk, "check_report")["is_in_error"]) == ("in_error", True)
    for table in ("channel_refusal", "contact_note", "stop"):
        assert (one(desk, table)["lifted_by"], one(desk, table)["lifted_why"]) == ("alder", "entered in error")
    desk.tell(said(desk, 1, "Booked", booked=LATER.isoformat()), name="anew.csv")
    assert one(desk, "appointment")["state"] == "booked"


def test_the_same_correction_in_another_file_takes_back_nothing_that_was_said_since(desk: Desk) -> None:
    error = said(desk, 1, "Entered in error")
    desk.tell(said(desk, 1, "Booked"))
    assert desk.tell(error, name="2.csv") == {"taken": 1}
    assert desk.tell(error, said(desk, 2, "No response"), name="3.csv") == {"repeated": 1, "taken": 1}
    assert desk.tell(said(desk, 1, "No response"), name="4.csv") == {"taken": 1}
    assert desk.tell(error, said(desk, 3, "No response"), name="5.csv") == {"staged": 1, "taken": 1}
    assert ("no_response", AS_OF) in desk.attempts(1)


MAY_STOP = {
    "Declined this servce": "refuses_outreach", "please do not contact her again": "refuses_outreach",
    "Died in May": "reported_dead", "Reported to have dyed": "reported_dead", "complaint made": "complaint",
    "moved to Leeds": "reported_moved",
}  # fmt: skip


def test_an_outcome_nobody_understands_that_may_be_a_stop_is_one(desk: Desk) -> None:
    rows = [said(desk, which, words) for which, words in enumerate(MAY_STOP, start=1)]
    assert desk.tell(*rows, said(desk, 9, "Bookd")) == {"quarantined": 7}
    desk.service.plan(NEXT_DAY)
    for which, reason in enumerate(MAY_STOP.values(), start=1):
        assert desk.service.planned(which)[:2] == ("stopped", reason)
    assert desk.service.planned(9)[0] == "listed"
    assert "Did you mean Declined this service?" in desk.why()[0]
    assert "counts at once all the same" in desk.why()[0]
    assert desk.why()[6].endswith("Did you mean Booked?")


def test_a_lifted_stop_does_not_come_back_with_the_same_faulty_row(desk: Desk) -> None:
    faulty = said(desk, 1, "Declined this servce")
    desk.tell(faulty)
    desk.service.run(
        "update stop set lifted_on = :day, lifted_by = 'A. Person', lifted_why = 'rang them'", day=NEXT_DAY
    )
    desk.tell(faulty, said(desk, 2, "No response"), name="again.csv")
    desk.service.plan(NEXT_DAY)
    assert desk.service.planned(1)[0] == "listed"


def test_a_complaint_stops_all_contact(desk: Desk) -> None:
    desk.tell(said(desk, 1, "Complained"))
    desk.service.plan(NEXT_DAY)
    assert desk.service.planned(1)[:2] == ("stopped", "complaint")


ROWS: list[dict[str, object]] = [
    {"which": 1, "outcome": "Booked", "booked": LATER.isoformat(), "refuses": "Text"},
    {"which": 1, "outcome": "Booked", "where": "Mill Lane"},
    {"which": 2, "outcome": "Declined this service"},
    {"which": 3, "outcome": "Check done", "bmi": "Done"},
    {"which": 4, "outcome": "Call later", "back": LATER.isoformat(), "mind": "Mornings only"},
    {"which": 5, "outcome": "No response"},
    {"which": 6, "outcome": "Bookd"},
    {"which": 7, "outcome": "Died last year"},
]
CONTRADICTING: list[dict[str, object]] = [
    {"which": 8, "outcome": "Check done", "bmi": "Done"},
    {"which": 8, "outcome": "Check done", "bmi": "Declined"},
]


def after(desk: Desk, files: Sequence[Sequence[dict[str, object]]]) -> dict[str, list[str]]:
    """What is left when the files were taken, one after the other; the database is as before."""
    with desk.service.connection.begin_nested() as attempt:
        for number, rows in enumerate(files):
            desk.send_csv(*rows, {"Practice": f"file {number}"}, name=f"{number}.csv")
        take_outcomes(desk.service.connection, desk.service.inbox, NEXT_DAY)
        found = everything(desk)
        attempt.rollback()
    shutil.rmtree(desk.service.inbox / "outcomes")
    return found


def test_no_order_no_split_and_no_repetition_of_rows_makes_a_difference(desk: Desk) -> None:
    filled = [said(desk, **row) for row in ROWS]  # type: ignore[arg-type]
    contradicting = [said(desk, **row) for row in CONTRADICTING]  # type: ignore[arg-type]
    blank: dict[str, object] = {"item": desk.item(9)}
    wanted = after(desk, [[*filled, *contradicting]])
    assert {table: len(rows) for table, rows in wanted.items()} == {
        "contact_attempt": 5, "appointment": 1, "check_report": 1, "channel_refusal": 1, "contact_note": 1,
        "taken_outcome": 5, "staged_outcome": 2, "stop": 2,
    }  # fmt: skip

    @given(data())
    @settings(max_examples=25)
    def whatever_the_order(drawn: DataObject) -> None:
        rows = drawn.draw(permutations([*filled, *filled[:3], blank]))
        cut = drawn.draw(integers(0, len(rows)))
        together = drawn.draw(permutations([*contradicting, *rows[cut:]]))
        assert after(desk, [rows[:cut], together]) == wanted

    whatever_the_order()

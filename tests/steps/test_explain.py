"""A person's story: every thing that happened is in it, with its reason, as it was known on the day asked for."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from pipeline.core.story import Chapter
from pipeline.core.whom import Whom
from pipeline.errors import DecideDifferently
from pipeline.steps import updates
from pipeline.steps.explain import accesses, explain, log_access
from pipeline.steps.whom import whom_of_id, whom_of_number
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, checked, nhs_number, row, send

BEFORE = AS_OF - timedelta(days=30)


def told(service: Service, which: int = 1, as_of: date = AS_OF) -> dict[str, str]:
    """The story's chapters as text."""
    return texts(explain(service.connection, Whom(service.person(which), None), as_of))


def texts(chapters: Sequence[Chapter]) -> dict[str, str]:
    return {chapter.title: "\n".join(chapter.lines) for chapter in chapters}


def test_two_extracts_and_what_they_changed(service: Service) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    service.take_in([row(1, address_1="5 Fennel Row", **checked(AS_OF)), row(2)])
    service.plan()
    first, second = told(service)["Extracts that spoke of them"].splitlines()
    assert first.startswith(f"{BEFORE}  {PRACTICE}  extract x")
    assert first.endswith(", line 2: new")
    assert "changed (address_1)" in second
    assert "Fennel" not in str(told(service))


def test_a_row_set_aside_is_told_with_its_place_its_sentence_and_what_closed_it(service: Service) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    service.take_in([row(1, born_on="Qzplanted"), row(2)])
    service.plan()
    line = told(service)["Rows set aside"]
    assert ", line 2: " in line
    assert line.endswith("Still open.")
    assert "The newest row could not be read" in told(service)["What was decided"]
    assert "Qzplanted" not in str(told(service))


def test_somebody_whose_only_row_was_set_aside_is_found_by_number_and_an_unknown_one_is_not(service: Service) -> None:
    service.take_in([row(1, born_on=""), row(2)])
    service.plan()
    key = service.settings.key
    story = texts(explain(service.connection, whom_of_number(key, nhs_number(1)), AS_OF))
    assert ", line 2: " in story["Rows set aside"]
    assert story["Recall status"] == "None yet."
    spaced = f"{nhs_number(2)[:3]} {nhs_number(2)[3:6]} {nhs_number(2)[6:]}\n"
    assert whom_of_number(key, spaced).person_id == service.person(2)
    with pytest.raises(DecideDifferently, match="Nobody is known under this number"):
        explain(service.connection, whom_of_number(key, nhs_number(9)), AS_OF)


def test_a_status_has_its_four_dates_its_elements_and_both_counts(service: Service) -> None:
    service.take_in([row(1, **checked(date(2020, 3, 2), without=("lipids",)))])
    service.plan()
    assert told(service)["Recall status"].splitlines() == [
        "never checked (never_all_six), the service is for them: no check in years. "
        "No day on which all six elements had a result in the twelve months up to it.",
        "last complete check never; check recorded as done never; last of any element 2020-03-02; "
        "last blood pressure 2020-03-02",
        "missing: lipids; out of date: blood pressure, bmi, alcohol, glucose, smoking; declined: none",
        "not counted nationally; not counted by QOF",
    ]
    elements = told(service)["The six elements, as recorded now"].splitlines()
    assert elements[0] == "blood pressure: last result 2020-03-02"
    assert elements[3] == "lipids: last result never"


def test_a_past_day_is_told_as_it_was_known_then(service: Service) -> None:
    service.as_of = BEFORE
    service.take_in([row(1), row(2)], BEFORE)
    service.plan()
    before = told(service, as_of=BEFORE)
    service.as_of = AS_OF
    service.take_in([row(1, **checked(AS_OF)), row(2)])
    service.stop(1, "refuses_outreach")
    service.plan()
    assert told(service, as_of=BEFORE)["Recall status"] == before["Recall status"]
    assert told(service, as_of=BEFORE)["What was decided"] == before["What was decided"]
    assert told(service, as_of=BEFORE)["Stops and pauses"] == "None."
    assert before["Statuses over time"].startswith(f"from {BEFORE} on: never checked (nothing_recorded)")
    now = told(service)
    assert now["Recall status"].startswith("up to date")
    assert now["Statuses over time"].splitlines()[0].startswith(f"from {BEFORE} to {AS_OF}: never checked")
    assert now["What was decided"].startswith(f"{BEFORE} (the newest plan with them): listed")


def test_stops_say_who_said_so_and_who_lifted_them(service: Service) -> None:
    service.take_in([row(1, is_restricted="Y")])
    lifted = {"lifted_on": AS_OF, "lifted_by": "A. Brill", "lifted_why": "asked to be invited"}
    service.stop(1, "refuses_outreach", from_on=BEFORE, **lifted)
    service.plan()
    lines = told(service)["Stops and pauses"].splitlines()
    assert lines[0] == (
        "in force: only the practice may contact them. "
        "The record is restricted: only the practice may contact the person."
    )
    assert "said by worker; lifted 2026-11-20 by A. Brill, because: asked to be invited" in lines[1]
    assert told(service)["What was decided"].startswith("2026-11-20: practice only")


def test_who_was_told_to_leave_somebody_alone_and_what_the_trace_was_asked(service: Service) -> None:
    service.take_in([row(1)])
    service.plan()
    item = "w" + "a" * 16
    service.run("insert into worklist values ('d1', '2026-11-20', 'alder')")
    service.run(
        "insert into worklist_item select :item, 'd1', person_id, 'U90001', 1, '{}', true, true from person", item=item
    )
    service.run(
        "insert into withdrawal_notice (notice_id, as_of, organisation_code, file_number, person_id, worklist_item_id, "
        "reason) select 'n1', '2026-11-20', 'alder', 1, person_id, :item, 'complaint' from person",
        item=item,
    )
    service.run("insert into trace_request select 't1', person_id, nhs_number, '2026-11-19' from person")
    assert told(service)["Taken back from others"] == (
        f"2026-11-20  alder, list item {item}: complaint; notice not written yet"
    )
    assert told(service)["National demographic trace"] == "2026-11-19  t1: no answer yet"
    service.run(
        "insert into trace_answer select 'f', 1, 't1', person_id, '2026-11-20', true, 'Z90002', null, 'taken', null, "
        "'2026-11-20' from person"
    )
    assert told(service)["National demographic trace"].endswith("found on 2026-11-20, with Z90002; taken 2026-11-20")


def test_the_plan_tells_coverage_rank_reasons_and_the_next_step(service: Service) -> None:
    service.take_in([row(1, imd_decile="1"), row(2, imd_decile="9", **checked(date(2020, 1, 1)))])
    service.plan()
    assert told(service)["Who covers the practice"] == f"{PRACTICE} -> U90001 -> north -> alder"
    decided = told(service)["What was decided"].splitlines()
    assert decided[0].startswith("2026-11-20: listed at alder. On today's worklist")
    assert decided[1].startswith("next: letter. First letter: drafted and waiting")
    assert decided[2].startswith("rank 1 on the list. Band 1: no complete check ever; nothing recorded")
    assert "; most deprived fifth; " in decided[2]


def test_contacts_and_what_practices_were_told(service: Service) -> None:
    service.take_in([row(1)])
    service.plan()
    service.contact(1, "no_response", days_ago=8)
    service.plan()
    updates.propose_updates(service.connection, AS_OF)
    story = told(service)
    assert (
        story["Contacts"] == "2026-11-12  alder, call: No response. Nobody answered the call, the door or the message."
    )
    assert "not sent yet: Please record: Please record an unsuccessful attempt" in story["What practices were told"]


def test_a_contradiction_and_two_registers_are_told(service: Service) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    send(service.inbox, [row(1, born_on="05/05/1981"), row(3)], practice=OTHER_PRACTICE)
    service.take_in([row(1), row(2)])
    service.plan()
    assert (
        "another date of birth. Which is right, and is it one person? It still waits."
        in (told(service)["What waited for a person"])
    )


def test_an_id_of_a_person_an_item_or_a_letter_finds_whom_it_is_about(service: Service) -> None:
    service.take_in([row(1)])
    service.plan()
    service.run("insert into worklist values ('d1', '2026-11-20', 'alder')")
    service.run(
        "insert into worklist_item select 'waaaaaaaaaaaaaaaa', 'd1', person_id, 'U90001', 1, '{}', false "
        "from person where person_id = :who",
        who=service.person(1),
    )
    assert whom_of_id(service.connection, service.person(1)) == whom_of_id(service.connection, "waaaaaaaaaaaaaaaa")
    with pytest.raises(DecideDifferently, match="Nobody is known by the id"):
        whom_of_id(service.connection, "wbbbbbbbbbbbbbbbb")


@pytest.mark.parametrize("said", ["9990000018", "999 000 0018", " 999-000-0018 ", "number 9990000018"])
def test_a_number_on_the_command_line_is_refused_and_not_repeated(service: Service, said: str) -> None:
    with pytest.raises(DecideDifferently, match="looks like an NHS number") as refused:
        whom_of_id(service.connection, said)
    assert "0018" not in str(refused.value)
    with pytest.raises(DecideDifferently, match="is no NHS number"):
        whom_of_number(b"", "999000")


@pytest.mark.parametrize(("by", "why"), [("", "asked"), ("A. Brill", " "), ("A. Brill", "asked by 999 000 0018")])
def test_no_look_is_logged_without_a_name_and_a_reason_or_with_a_number(service: Service, by: str, why: str) -> None:
    with pytest.raises(DecideDifferently):
        log_access(service.connection, Whom("p1", None), by, why, AS_OF)
    assert accesses(service.connection, None) == []


@pytest.mark.parametrize(
    "change",
    ["update access_log set why = 'x'", "delete from access_log", "truncate access_log"],
)
def test_the_log_of_accesses_can_only_grow(service: Service, change: str) -> None:
    log_access(service.connection, Whom("p1", None), " A. Brill ", "a complaint", AS_OF)
    log_access(service.connection, Whom("p2", None), "B. Tarn", "a question", AS_OF)
    assert [each.looked_by for each in accesses(service.connection, None)] == ["B. Tarn", "A. Brill"]
    assert [each.why for each in accesses(service.connection, "p1")] == ["a complaint"]
    with pytest.raises(DBAPIError, match="append-only"):
        service.run(change)

"""The funnel: everybody once, at the furthest stage; days between stages; what waits too long; two pages."""

import csv
import random
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline.core.funnel import SPANS, STAGES, Funnel, lines, shared, shared_lines
from pipeline.core.late_work import LateWork
from pipeline.core.worklist import ELEMENTS, REACHED
from pipeline.steps import accounting, letters, worklists
from pipeline.steps.funnel import late_work, late_work_csv, read_funnel, read_shared, write_funnel
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, checked, row
from tests.factories import _insert as insert

BEGAN = AS_OF - timedelta(days=60)
REACHED_CODES = [str(outcome) for outcome in REACHED]


def ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def begin(service: Service, people: int) -> None:
    """Everybody overdue since sixty days ago."""
    service.as_of = BEGAN
    service.take_in([row(which) for which in range(1, people + 1)], BEGAN)
    service.plan()
    service.as_of = AS_OF


def go_on(service: Service, people: int, **said: dict[str, str]) -> None:
    """Today's register and plan; of those named what it says now."""
    # The same bytes under another day would be held.
    rows = [row(which, **{"address_2": "Flat 1"} | said.get(f"p{which}", {})) for which in range(1, people + 1)]
    service.take_in(rows)
    service.plan()


def book(service: Service, which: int, days_ago: int, held_on: date, state: str = "booked", **said: Any) -> None:
    service.contact(which, "booked", days_ago)
    columns = {
        "appointment_id": f"a-{which}", "contact_attempt_id": f"c-{which}-booked-{days_ago}", "held_on": held_on,
        "state": state, **said,
    }  # fmt: skip
    insert(service.connection, "appointment", columns)


def check(service: Service, which: int, days_ago: int, *elements: str) -> None:
    """A check that was reported; of which elements, where any is named."""
    service.contact(which, "check_done", days_ago)
    if elements:
        columns = {
            "check_report_id": f"r-{which}-{days_ago}", "contact_attempt_id": f"c-{which}-check_done-{days_ago}",
            "done_on": ago(days_ago), "elements": list(elements),
        }  # fmt: skip
        insert(service.connection, "check_report", columns)


def agree_plan(service: Service, which: int, days_ago: int, **said: Any) -> None:
    columns = {
        "health_plan_id": f"h-{which}", "person_id": service.person(which), "practice_code": PRACTICE,
        "provider_code": "alder", "agreed_on": ago(days_ago), "what_matters": "my garden", "source": "test",
        "taken_on": ago(days_ago), **said,
    }  # fmt: skip
    insert(service.connection, "health_plan", columns)


def stages(service: Service, as_of: date = AS_OF) -> dict[str, Any]:
    """Everybody on the way, by person."""
    found = service.rows("select * from funnel_on(:day, :reached)", day=as_of, reached=REACHED_CODES)
    assert len({each.person_id for each in found}) == len(found)
    return {each.person_id: each for each in found}


def furthest(service: Service, which: int, as_of: date = AS_OF) -> str | None:
    found = stages(service, as_of).get(service.person(which))
    return found.furthest if found else None


def one_of_each(service: Service) -> None:
    """Somebody at every stage, by every road."""
    begin(service, 15)
    service.contact(2, "sent", 40, "letter")
    service.contact(3, "call_later", 30)
    book(service, 4, 30, ago(-5))
    book(service, 5, 30, ago(20), "attended", state_on=ago(18))
    check(service, 6, 20, *list(ELEMENTS)[:5])
    check(service, 7, 20, *list(ELEMENTS)[:4])
    check(service, 7, 10, *list(ELEMENTS)[3:])
    check(service, 8, 20)
    check(service, 9, 20)
    agree_plan(service, 9, 10)
    service.contact(10, "sent", 40, "letter")
    check(service, 11, 20)
    agree_plan(service, 11, 10)
    service.contact(13, "no_response", 15)
    service.contact(14, "entered_in_error", 15)
    service.contact(15, "reported_dead", 15)
    after, before = checked(ago(12)), checked(ago(20))
    go_on(service, 15, p10=after, p11=after, p12=after, p13=before, p15={"died_on": f"{ago(16):%d/%m/%Y}"})


WAY = {
    1: "overdue", 2: "contacted", 3: "reached", 4: "booked", 5: "attended", 6: "attended", 7: "complete",
    8: "complete", 9: "plan", 10: "confirmed", 11: "confirmed", 12: "overdue", 13: "contacted", 14: "overdue",
    15: "contacted",
}  # fmt: skip


def test_everybody_is_at_the_furthest_stage_by_whatever_road(service: Service) -> None:
    one_of_each(service)
    assert {which: furthest(service, which) for which in WAY} == WAY


def test_whoever_came_so_far_passed_what_lies_before_and_a_plan_is_nobody_s_to_conclude(service: Service) -> None:
    one_of_each(service)
    found = read_funnel(service.connection, AS_OF, service.region)
    assert found.everybody.counts == {
        "overdue": 15, "contacted": 12, "reached": 9, "booked": 8, "attended": 7, "complete": 5, "plan": 2,
        "confirmed": 2,
    }  # fmt: skip
    # 12 was checked before anybody wrote, 13 before the call, 15 has died.
    assert found.everybody.ended == 3
    assert found.everybody.shares["reached"] == 60


def test_days_are_counted_where_both_are_on_record(service: Service) -> None:
    one_of_each(service)
    way = stages(service)[service.person(7)]
    assert (way.attended_on, way.complete_on) == (ago(20), ago(10))
    days = read_funnel(service.connection, AS_OF, service.region).everybody.days
    # 60 days ago to 40, 40, 30, 30, 30, six on 20, and twice to 15.
    assert (days["contacted"], days["reached"], days["booked"]) == (40, 0, 0)
    assert (days["attended"], days["complete"], days["plan"], days["confirmed"]) == (10, 0, 10, 20)


def test_the_accounting_holds_everybody_on_the_way_once(service: Service, tmp_path: Path) -> None:
    one_of_each(service)
    worklists.issue_worklists(service.connection, AS_OF)
    letters.draft_letters(service.connection, service.settings, AS_OF, service.region)
    made = accounting.account(service.connection, AS_OF, {})
    assert all(each.holds for each in made.sums), made.sums
    counted: Counter[str] = Counter()
    for line in made.totals:
        if line.scope == "funnel":
            counted[line.line] += line.people
    assert counted == Counter(WAY.values())
    ends = {line.reason for line in made.totals if line.scope == "funnel"}
    assert ends == {"open", "up_to_date", "died"}


def test_a_past_day_is_told_as_it_was_known_then(service: Service) -> None:
    one_of_each(service)
    assert {which: furthest(service, which, ago(25)) for which in (2, 3, 4, 5, 8, 10)} == {
        2: "contacted", 3: "reached", 4: "booked", 5: "booked", 8: "overdue", 10: "contacted",
    }  # fmt: skip
    assert stages(service, BEGAN - timedelta(days=1)) == {}


def test_what_came_in_later_was_not_known_before(service: Service) -> None:
    begin(service, 2)
    service.contact(1, "booked", 30, taken_on=ago(10))
    agree_plan(service, 2, 30, taken_on=ago(10))
    assert [furthest(service, which, ago(11)) for which in (1, 2)] == ["overdue", "overdue"]
    assert [furthest(service, which, ago(10)) for which in (1, 2)] == ["booked", "plan"]


def test_what_was_taken_back_or_belongs_to_an_older_episode_is_no_stage(service: Service) -> None:
    begin(service, 5)
    service.contact(1, "call_later", 20)
    columns = {"appointment_id": "a", "contact_attempt_id": "c-1-call_later-20", "state": "in_error"}
    insert(service.connection, "appointment", columns)
    check(service, 2, 20, *ELEMENTS)
    service.run("update contact_attempt set outcome = 'entered_in_error' where outcome = 'check_done'")
    check(service, 3, 20, *ELEMENTS)
    service.run("update check_report set is_in_error = true")
    service.run("update contact_attempt set outcome = 'no_response' where outcome = 'check_done'")
    agree_plan(service, 4, 20, ended_on=ago(10), end_reason="in_error")
    agree_plan(service, 5, 61)
    found = {which: furthest(service, which) for which in range(1, 6)}
    assert found == {1: "reached", 2: "overdue", 3: "contacted", 4: "overdue", 5: "overdue"}


def test_a_year_after_its_end_an_episode_is_told_no_more(service: Service) -> None:
    begin(service, 2)
    service.contact(1, "booked", 30)
    go_on(service, 2, p1=checked(ago(5)))
    (last,) = service.rows("select max(closed_on) as on from episode")
    a_year_on = last.on.replace(year=last.on.year + 1)
    assert furthest(service, 1, a_year_on - timedelta(days=1)) == "confirmed"
    assert furthest(service, 1, a_year_on) is None
    assert furthest(service, 2, a_year_on) == "overdue"


def test_of_two_episodes_the_open_one_counts(service: Service) -> None:
    begin(service, 1)
    service.contact(1, "booked", 30)
    columns = {
        "episode_id": "e-older", "person_id": service.person(1), "opened_on": ago(10), "closed_on": ago(10),
        "close_reason": "superseded_number",
    }  # fmt: skip
    insert(service.connection, "episode", columns)
    assert furthest(service, 1) == "booked"


def test_no_stage_has_more_people_than_the_one_before(service: Service) -> None:
    """Sixty people with any marks at all, beside the same counted naively."""
    begin(service, 60)
    rng = random.Random(5)
    naive = []
    for which in range(1, 61):
        marks = {stage for stage in STAGES[1:] if rng.random() < 0.35}
        if "contacted" in marks:
            service.contact(which, "no_response", 40)
        if "reached" in marks:
            service.contact(which, "call_later", 35)
        if "booked" in marks:
            service.contact(which, "booked", 30)
        if "attended" in marks:
            service.contact(which, "attended", 25)
        if "complete" in marks:
            check(service, which, 20)
        if "plan" in marks:
            agree_plan(service, which, 15)
        # Nobody's check is ours to have confirmed whom we never contacted.
        if marks <= {"plan", "confirmed"}:
            marks -= {"confirmed"}
        naive.append(marks)
    shown = {f"p{at}": checked(ago(5)) for at, marks in enumerate(naive, start=1) if "confirmed" in marks}
    go_on(service, 60, **shown)
    counts = read_funnel(service.connection, AS_OF, service.region).everybody.counts
    for at, stage in enumerate(STAGES):
        further = {stage} if stage in ("plan", "confirmed") else set(STAGES[at:])
        expected = 60 if stage == "overdue" else sum(1 for marks in naive if marks & further)
        assert counts[stage] == expected, stage
    assert all(counts[stage] <= counts[before] for stage, before in SPANS.items())


LATE = {
    LateWork.BOOKING_NOT_MADE: 14,
    LateWork.APPOINTMENT_WITHOUT_WORD: 7,
    LateWork.CHECK_NOT_CONFIRMED: 60,
    LateWork.REVIEW_NOT_HELD: 14,
}


def waits(service: Service) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in late_work(service.connection, AS_OF, service.region):
        found.setdefault(each["kind"], set()).add(each["person_id"])
    return found


@pytest.mark.parametrize("kind", LATE, ids=str)
def test_a_thing_is_late_from_the_day_after_what_is_allowed(service: Service, kind: LateWork) -> None:
    begin(service, 2)
    service.run("update episode set opened_on = opened_on - 30")
    for which, days in ((1, LATE[kind]), (2, LATE[kind] + 1)):
        if kind is LateWork.BOOKING_NOT_MADE:
            service.contact(which, "please_book", days)
            service.contact(which, "no_response", 2)
        elif kind is LateWork.APPOINTMENT_WITHOUT_WORD:
            book(service, which, 40, ago(days))
            service.contact(which, "no_response", 2)
        elif kind is LateWork.CHECK_NOT_CONFIRMED:
            check(service, which, days)
        else:
            agree_plan(service, which, 50, review_on=ago(days))
    go_on(service, 2)
    assert waits(service) == {kind: {service.person(2)}}
    found = read_funnel(service.connection, AS_OF, service.region)
    (alder,) = found.providers
    assert [(each.kind, each.people, each.since) for each in alder.late] == [(kind, 1, ago(LATE[kind] + 1))]
    assert found.late == 1


def test_what_was_answered_is_not_late(service: Service) -> None:
    begin(service, 6)
    service.contact(1, "please_book", 30)
    book(service, 1, 20, ago(-3))
    book(service, 2, 40, ago(20))
    service.contact(2, "not_attended", 19)
    book(service, 3, 40, ago(20), "not_attended", state_on=ago(19))
    agree_plan(service, 4, 50, review_on=ago(30), reviewed_on=ago(29))
    agree_plan(service, 5, 50, review_on=ago(30), ended_on=ago(40), end_reason="left")
    # Whoever is stopped waits for nobody's work, whatever was left open.
    service.contact(6, "please_book", 30)
    service.stop(6, "refuses_outreach")
    go_on(service, 6)
    assert waits(service) == {}


def test_on_eleven_lists_without_a_word_is_late_and_a_letter_by_its_own_name(service: Service) -> None:
    begin(service, 3)
    for which in (2, 3):
        service.contact(which, "sent", 40, "letter")
    go_on(service, 3)
    for day in range(11):
        on = ago(day)
        service.run(
            "insert into worklist (worklist_id, as_of, provider_code) values (:id, :on, 'alder')", id=f"d{day}", on=on
        )
        for which in (1, 2, 3):
            service.run(
                "insert into worklist_item (worklist_item_id, worklist_id, person_id, pcn_code, rank, content) "
                "values (:item, :id, :who, 'U90001', 1, '{}')",
                item=f"w{day}-{which}", id=f"d{day}", who=service.person(which),
            )  # fmt: skip
    service.contact(3, "no_response", 9)
    service.run(
        "update plan_item set next_step = 'call', next_step_reason = 'call_again', disposition = 'listed', "
        "disposition_reason = 'listed', until_on = null, rank = 9 where person_id = :who",
        who=service.person(3),
    )
    assert waits(service) == {
        "letter_not_released": {service.person(1)},
        "listed_without_word": {service.person(2)},
    }
    # One list fewer is none too many.
    service.run("update worklist_item set is_withdrawn = true where worklist_id = 'd0'")
    assert waits(service) == {}


def test_room_used_is_told_where_somebody_named_a_limit(service: Service) -> None:
    begin(service, 4)
    (alder,) = read_funnel(service.connection, BEGAN, service.region).providers
    assert [(room.name, room.listed, room.waiting, room.capacity, room.used) for room in alder.rooms] == [
        ("Alder Outreach", 4, 0, None, None)
    ]


def test_outcomes_are_counted_in_four_weeks_and_in_a_year(service: Service) -> None:
    begin(service, 3)
    service.contact(1, "no_response", 27)
    service.contact(2, "no_response", 28)
    service.contact(3, "sent", 40, "letter")
    (alder,) = read_funnel(service.connection, AS_OF, service.region).providers
    assert [(each.label, each.recently, each.in_a_year) for each in alder.outcomes] == [
        ("No response", 1, 2), ("Letter sent", 0, 1),
    ]  # fmt: skip


# Pages and files.


def a_county(service: Service) -> None:
    service.as_of = BEGAN
    service.take_in([row(which) for which in range(1, 41)], BEGAN)
    service.take_in([row(which) for which in range(41, 61)], BEGAN, OTHER_PRACTICE)
    service.plan()
    service.as_of = AS_OF
    for which in range(1, 31):
        service.contact(which, "call_later" if which > 3 else "no_response", 30)
    service.contact(1, "please_book", 20)


def test_the_same_day_gives_the_same_bytes_and_no_patient(service: Service, tmp_path: Path) -> None:
    a_county(service)
    paths = write_funnel(service.connection, tmp_path, AS_OF, service.region)
    assert [path.rsplit("/", 1)[1] for path in paths] == [
        f"{name}-{AS_OF}.{kind}" for name in ("funnel", "funnel-to-share") for kind in ("html", "csv")
    ]
    first = [(tmp_path / path).read_bytes() for path in paths]
    write_funnel(service.connection, tmp_path, AS_OF, service.region)
    assert [(tmp_path / path).read_bytes() for path in paths] == first
    for content in first:
        text = content.decode()
        assert "Brackwell" not in text
        assert "999" not in text
        assert service.person(1) not in text
        assert re.findall(r"<script|<img|<link|https?://|url\(|@import", text) == []


def test_what_may_leave_hides_small_counts_and_the_service_s_own_page_does_not(
    service: Service, tmp_path: Path
) -> None:
    a_county(service)
    page, table, to_share, shared_table = (
        tmp_path / path for path in write_funnel(service.connection, tmp_path, AS_OF, service.region)
    )
    with table.open(newline="") as file:
        full = list(csv.DictReader(file))
    with shared_table.open(newline="") as file:
        told = list(csv.DictReader(file))
    assert (full[0]["provider"], full[0]["contacted"], full[0]["reached"]) == ("everybody", "30", "28")
    assert full[0]["booking_not_made"] == "1"
    # Two of thirty were not reached: to tell 28 would tell of them.
    assert (told[0]["contacted"], told[0]["reached"]) == ("30", "hidden")
    assert "Would come, nothing booked" in page.read_text()
    assert "Would come, nothing booked" not in to_share.read_text()
    assert 'class="hidden">hidden</span>' in to_share.read_text()


def test_nobody_at_all_is_no_fault(service: Service, tmp_path: Path) -> None:
    found = read_funnel(service.connection, AS_OF, service.region)
    assert found == Funnel(found.everybody, ())
    assert lines(found)[1][2] == "0"
    told = shared_lines(read_shared(service.connection, AS_OF, service.region))
    assert [line[0] for line in told] == ["provider", "everybody"]
    assert len(write_funnel(service.connection, tmp_path, AS_OF, service.region)) == 4


def test_who_waits_is_told_by_opaque_id_alone(service: Service) -> None:
    a_county(service)
    text = late_work_csv(service.connection, AS_OF, service.region).decode()
    assert text.splitlines() == [
        "kind,provider_code,pcn_code,person_id,since",
        f"booking_not_made,alder,U90001,{service.person(1)},{ago(20)}",
    ]


def test_networks_are_told_once_and_those_nobody_covers_last() -> None:
    row_of = {"overdue": 9, **dict.fromkeys(STAGES[1:], 0)}
    places = (("", ""), ("alder", "U90002"), ("alder", "U90001"), ("birch", "U90001"))
    counted = [{"provider_code": each, "pcn_code": pcn, "pcn_name": "", **row_of} for each, pcn in places]
    sums = [{"provider_code": each, "pcn_code": None, "pcn_name": "", **row_of} for each in ("alder", None)]
    found = shared([*counted, *sums], {"alder": "Alder Outreach", "birch": "Birch Outreach"})
    assert [each[:2] for each in found.networks] == [
        ("Alder Outreach", "U90001"), ("Alder Outreach", "U90002"), ("Birch Outreach", "U90001"),
        ("covered by nobody", "in no network"),
    ]  # fmt: skip
    assert found.totals["overdue"] == 36


def test_a_network_s_small_count_is_hidden_with_another_so_that_the_sum_does_not_tell_it() -> None:
    nobody = dict.fromkeys(STAGES[1:], 0)
    counted = [
        {"provider_code": "alder", "pcn_code": f"U9000{at}", "pcn_name": "", **nobody, "overdue": 20, "contacted": many}
        for at, many in enumerate((2, 10, 12))
    ]
    found = shared(counted, {"alder": "Alder Outreach"})
    assert [counts["contacted"] for *_, counts in found.networks] == [None, None, 12]
    assert found.totals["contacted"] == 24
    assert shared_lines(found)[2][3] == "hidden"

"""A list beside the one before: what is new or changed, who is taken back and why, and whose file it is in."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pipeline.core.withdrawn_reasons import WithdrawnReason, why_withdrawn
from pipeline.steps import runs
from pipeline.steps.regions import load_region
from pipeline.steps.worklists import issue_worklists, write_worklists
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, checked, row
from tests.steps.region_packs import SETTINGS, write_pack
from tests.steps.test_assignment import IVY, OAK, PARTNERS, SHARES, WORKERS

YESTERDAY = AS_OF - timedelta(days=1)


def issue(service: Service, as_of: date = AS_OF) -> None:
    service.as_of = as_of
    service.plan(as_of)
    issue_worklists(service.connection, as_of)


def marks(service: Service, as_of: date = AS_OF) -> dict[int, str]:
    found = service.rows(
        "select item.person_id, item.mark, item.content ->> 'mark' as said from worklist_item as item "
        "inner join worklist using (worklist_id) where as_of = :day and not is_withdrawn",
        day=as_of,
    )
    assert all(each.mark == each.said for each in found)
    by_person = {each.person_id: each.mark for each in found}
    return {which: by_person[service.person(which)] for which in range(1, 6) if service.person(which) in by_person}


def gone(service: Service, which: int, as_of: date = AS_OF) -> tuple[str, date | None]:
    """Why somebody of the list before was taken back on a day, and until when."""
    found = service.rows(
        "select withdrawn_reason, withdrawn_until_on from worklist_item where withdrawn_on = :day and person_id = :who",
        day=as_of,
        who=service.person(which),
    )
    assert len(found) <= 1
    return tuple(found[0]) if found else ("", None)


@pytest.fixture
def on_yesterday_s_list(service: Service, tmp_path: Path) -> Service:
    """Two people who wait for a call, on a list that a worker has."""
    service.take_in([row(1), row(2)], YESTERDAY - timedelta(days=1))
    service.as_of = YESTERDAY
    service.plan(YESTERDAY)
    for which in (1, 2):
        service.contact(which, "sent", days_ago=11, channel="letter")
    issue(service, YESTERDAY)
    write_worklists(service.connection, tmp_path, YESTERDAY, service.region)
    service.as_of = AS_OF
    return service


def test_each_item_is_marked_beside_the_list_before(on_yesterday_s_list: Service) -> None:
    service = on_yesterday_s_list
    assert marks(service, YESTERDAY) == {1: "new", 2: "new"}
    service.take_in([row(1, phone_mobile="07700 900999"), row(2), row(3)])
    issue(service)
    assert marks(service) == {1: "changed", 2: "carried_over", 3: "new"}


def test_another_step_is_a_change_and_another_rank_or_one_more_try_is_none(on_yesterday_s_list: Service) -> None:
    service = on_yesterday_s_list
    said = {1: '{"rank": 40, "tried": "call", "band": 3}', 2: '{"step": "visit"}'}
    for which, words in said.items():
        service.run(
            "update worklist_item set content = content || cast(:words as jsonb) where person_id = :who",
            who=service.person(which),
            words=words,
        )
    issue(service)
    assert marks(service) == {1: "carried_over", 2: "changed"}


def test_whoever_was_taken_back_and_is_listed_again_is_new(on_yesterday_s_list: Service) -> None:
    service = on_yesterday_s_list
    service.run("update worklist_item set is_withdrawn = true where person_id = :who", who=service.person(1))
    issue(service)
    assert marks(service) == {1: "new", 2: "carried_over"}


def stopped(service: Service) -> None:
    service.stop(1, "refuses_outreach")


def paused(service: Service) -> None:
    service.stop(1, "inpatient", until_on=AS_OF + timedelta(days=20))


def checked_by_the_practice(service: Service) -> None:
    service.take_in([row(1, **checked(YESTERDAY)), row(2)])


def off_the_register(service: Service) -> None:
    service.take_in([row(2)])


def in_remission(service: Service) -> None:
    service.take_in([row(1, remission_on="01/01/2020"), row(2)])


def answered_with_no_response(service: Service) -> None:
    item = service.value("select worklist_item_id from worklist_item where person_id = :who", who=service.person(1))
    service.contact(1, "no_response", days_ago=1, source=item)


def rung_by_somebody(service: Service) -> None:
    service.contact(1, "no_response", days_ago=1)


def given_to_another_provider(service: Service) -> None:
    service.run("update worklist set provider_code = 'birch' where as_of < :day", day=AS_OF)
    service.run("insert into worklist values ('today', :day, 'birch')", day=AS_OF)


@pytest.mark.parametrize(
    ("happens", "reason", "until_on"),
    [
        (stopped, "refuses_outreach", None),
        (paused, "inpatient", AS_OF + timedelta(days=20)),
        (checked_by_the_practice, "checked", None),
        (off_the_register, "left_register", None),
        (in_remission, "not_for_the_service", None),
        (answered_with_no_response, "answered", None),
        (rung_by_somebody, "waits_until", AS_OF + timedelta(days=6)),
        (given_to_another_provider, "other_provider", None),
    ],
)
def test_whoever_is_not_on_the_list_any_more_has_the_reason_recorded(
    on_yesterday_s_list: Service, happens: Any, reason: str, until_on: date | None
) -> None:
    service = on_yesterday_s_list
    happens(service)
    issue(service)
    assert gone(service, 1) == (reason, until_on)
    if happens is not given_to_another_provider:
        assert gone(service, 2) == ("", None)


def test_a_run_of_the_same_day_finds_anew_who_is_taken_back(on_yesterday_s_list: Service, tmp_path: Path) -> None:
    service = on_yesterday_s_list
    service.stop(1, "refuses_outreach")
    issue(service)
    write_worklists(service.connection, tmp_path, AS_OF, service.region)
    service.run("delete from stop")
    service.stop(2, "refuses_outreach")
    issue(service)
    assert gone(service, 1) == ("", None)
    # On a file of today already, and on yesterday's: told once, of the newest.
    assert gone(service, 2)[0] == "refuses_outreach"
    issue(service)
    assert gone(service, 2)[0] == "refuses_outreach"


def workbooks(service: Service, folder: Path) -> list[str]:
    """The workbooks of a day's lists; each has the same people as a page beside it."""
    paths = write_worklists(service.connection, folder, AS_OF, service.region)
    found = [path for path in paths if path.endswith(".xlsx")]
    assert {path.removesuffix(".html") for path in paths} - {*found} == {path.removesuffix(".xlsx") for path in found}
    return found


def sheet(folder: Path, path: str, name: str) -> list[list[Any]]:
    book = load_workbook(BytesIO((folder / path).read_bytes()))
    return [[cell.value for cell in line] for line in book[name].iter_rows(min_row=2)] if name in book else []


def test_the_list_names_who_is_taken_back_but_never_whom_only_the_practice_may_know(
    on_yesterday_s_list: Service, tmp_path: Path
) -> None:
    service = on_yesterday_s_list
    service.take_in([row(1), row(2), row(3)])
    service.as_of = AS_OF
    service.stop(1, "moved_away")
    service.stop(2, "is_restricted")
    issue(service)
    path = workbooks(service, tmp_path)[0]
    told = {line[0]: line[3] for line in sheet(tmp_path, path, "Taken back")}
    assert told == {
        "Ms Ada Brackwellb": "The person may live elsewhere now.",
        "(not shown)": "Only the practice may contact this person.",
    }
    assert b"Brackwellc" not in (tmp_path / path).read_bytes()
    content = load_workbook(BytesIO((tmp_path / path).read_bytes()))
    assert "Brackwellc" not in str([[cell.value for row in s for cell in row] for s in content.worksheets])


def test_every_reason_reads_as_a_sentence_and_a_stop_s_is_the_reserved_one() -> None:
    assert all(why_withdrawn(reason, None).endswith(".") for reason in WithdrawnReason)
    assert why_withdrawn("waits_until", date(2026, 12, 4)).startswith("No contact before 04/12/2026;")
    assert why_withdrawn("crisis_team", date(2026, 12, 4)) == "The service was asked to wait until 04/12/2026."


@pytest.fixture
def staffed(service: Service, tmp_path: Path) -> Service:
    """Everybody of the first practice is ash's, by its worker ivy; those of the second are the provider's own."""
    parts = {
        "settings": SETTINGS + PARTNERS, "partner_shares": SHARES + "U90001,ash,100,2025-01-01,,confirmed,\n",
        "workers": WORKERS + IVY,
    }  # fmt: skip
    load_region(service.connection, write_pack(tmp_path / "pack", **parts), is_live=False)
    service.region = runs.region_in_force(service.connection)
    service.take_in([row(1), row(2)], YESTERDAY)
    service.take_in([row(3)], YESTERDAY, practice=OTHER_PRACTICE)
    return service


def test_each_item_is_in_one_file_named_after_whoever_works_from_it(staffed: Service, tmp_path: Path) -> None:
    issue(staffed)
    staffed.run("update worklist_item set partner_code = null where person_id = :who", who=staffed.person(2))
    staffed.run("update worklist_item set worker_code = null where person_id = :who", who=staffed.person(3))
    paths = workbooks(staffed, tmp_path)
    day = AS_OF.isoformat()
    names = ("alder+ash", "alder+ash+ivy", "alder+ivy")
    assert set(paths) == {f"{day}/worklists/{name}-{day}.xlsx" for name in names}
    items = [line[-1] for path in paths for line in sheet(tmp_path, path, "Letters")]
    assert sorted(items) == sorted(each.worklist_item_id for each in staffed.rows("select * from worklist_item"))
    whose = load_workbook(BytesIO((tmp_path / f"{day}/worklists/alder+ash+ivy-{day}.xlsx").read_bytes()))["Read me"]
    assert whose["B2"].value == "Alder Outreach, Ash, I. Ivy"


def test_whoever_changes_hands_is_taken_back_from_one_and_new_to_the_other(staffed: Service, tmp_path: Path) -> None:
    issue(staffed, YESTERDAY)
    write_worklists(staffed.connection, tmp_path, YESTERDAY, staffed.region)
    parts = {
        "settings": SETTINGS + PARTNERS, "partner_shares": SHARES + "U90001,ash,100,2025-01-01,,confirmed,\n",
        "workers": WORKERS + OAK,
    }  # fmt: skip
    load_region(staffed.connection, write_pack(tmp_path / "pack", **parts), is_live=False)
    staffed.region = runs.region_in_force(staffed.connection)
    issue(staffed)
    assert set(marks(staffed).values()) == {"new"}
    assert gone(staffed, 1) == ("other_worker", None)
    paths = workbooks(staffed, tmp_path)
    by_name = {Path(path).name.split("-")[0]: path for path in paths}
    assert by_name.keys() == {"alder+ash+ivy", "alder+ash+oak"}
    assert len(sheet(tmp_path, by_name["alder+ash+ivy"], "Taken back")) == 3
    assert sheet(tmp_path, by_name["alder+ash+oak"], "Taken back") == []


def test_the_same_lists_again_have_the_same_bytes(on_yesterday_s_list: Service, tmp_path: Path) -> None:
    service = on_yesterday_s_list
    service.stop(1, "moved_away")
    made = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        issue(service)
        path = workbooks(service, folder)[0]
        made.append((folder / path).read_bytes())
    assert made[0] == made[1]


def follow(service: Service, which: int, step: str = "agree_plan", reason: str = "plan_to_agree") -> None:
    service.run(
        "insert into follow_up (as_of, person_id, practice_code, pcn_code, provider_code, step, reason, due_on, rank) "
        "values (:day, :who, :practice, 'U90001', 'alder', :step, :reason, :day, 7)",
        day=service.as_of, who=service.person(which), practice=PRACTICE, step=step, reason=reason,
    )  # fmt: skip


def content(service: Service, which: int) -> dict[str, Any]:
    found = service.value(
        "select content from worklist_item inner join worklist using (worklist_id) "
        "where as_of = :day and person_id = :who",
        day=service.as_of,
        who=service.person(which),
    )
    return dict(found)


def test_what_is_due_after_a_check_is_on_the_list_once_and_never_of_the_stopped(service: Service) -> None:
    service.take_in([row(1), row(2, **checked(AS_OF)), row(3, **checked(AS_OF))])
    service.plan()
    for which in (1, 2, 3):
        follow(service, which)
    service.stop(3, "refuses_outreach")
    assert issue_worklists(service.connection, AS_OF) == {"alder": 2}
    asked = "Ask whether they would like a health plan"
    assert content(service, 1)["what_to_do"].startswith("First letter")
    assert asked in content(service, 1)["what_to_do"]
    assert content(service, 2)["what_to_do"].startswith(asked)
    assert content(service, 2)["has_plan_rows"]
    assert content(service, 2)["why"] == ""


def test_read_me_says_what_the_pack_says_for_workers(service: Service, tmp_path: Path) -> None:
    safety = '[safety]\ncrisis_phone = "01632 960110"\n[[safeguarding_team]]\nplace_code = "north"\nteam = "Adults"\n'
    parts = {
        "settings": SETTINGS + safety + 'phone = "01632 960112"\n',
        "services": "service_code,place_code,name,what,how_to_reach,only_through,status,note\n"
        "walks,north,Walks,Walking together,Ring them,,confirmed,\nswims,south,Swims,Swimming,Ring,,confirmed,\n",
        "venues": "venue_code,name,pcn_code,address,postcode,weekday,held_on,opens_at,closes_at,status,note\n"
        "moor,Moor Hall,U90001,1 Moor Lane,ZZ99 9AA,Friday,,09:30,12:00,confirmed,\n"
        "moor,Moor Hall,U90001,1 Moor Lane,ZZ99 9AA,,2026-12-01,09:30,12:00,confirmed,\n"
        "moor,Moor Hall,U90001,1 Moor Lane,ZZ99 9AA,,2026-11-01,09:30,12:00,confirmed,\n",
    }
    load_region(service.connection, write_pack(tmp_path / "pack", **parts), is_live=False)
    service.region = runs.region_in_force(service.connection)
    service.take_in([row(1)])
    issue(service)
    book = load_workbook(BytesIO((tmp_path / workbooks(service, tmp_path)[0]).read_bytes()))
    told = {line[0].value: line[1].value for line in book["Read me"].iter_rows()}
    assert told["In crisis"].endswith("Ring 01632 960110.")
    assert told["An adult at risk"].endswith("North: Adults 01632 960112.")
    assert told["Walks (North)"] == "Walking together. Ring them."
    assert told["Moor Hall"] == "1 Moor Lane, ZZ99 9AA. Fridays 09:30 to 12:00; 01/12/2026 09:30 to 12:00."
    assert not any("Swims" in str(about) for about in told)

"""Worklists: decided from the plan, written as decided, and nothing on them is ever lost."""

from pathlib import Path

from pipeline.doors import db
from pipeline.steps.worklists import issue_worklists, write_worklists
from tests.factories import AS_OF, Service, row


def listed(service: Service) -> set[str]:
    return {
        item.content["name"]
        for item in db.rows(service.connection, "worklists/stored_items", as_of=AS_OF, provider_code="alder")
    }


def test_an_item_taken_back_by_a_later_run_of_the_day_stays_on_record_as_withdrawn(service: Service) -> None:
    service.take_in([row(1), row(2)])
    service.plan()
    issue_worklists(service.connection, AS_OF)
    assert len(listed(service)) == 2
    service.stop(2, "refuses_outreach")
    service.plan()
    issue_worklists(service.connection, AS_OF)
    assert len(listed(service)) == 1
    kept = service.rows("select person_id, is_withdrawn from worklist_item")
    assert {(each.person_id, each.is_withdrawn) for each in kept} == {
        (service.person(1), False),
        (service.person(2), True),
    }


def test_an_item_listed_again_is_the_same_item(service: Service) -> None:
    service.take_in([row(1)])
    service.plan()
    issue_worklists(service.connection, AS_OF)
    before = service.value("select worklist_item_id from worklist_item")
    service.stop(1, "refuses_outreach")
    service.plan()
    issue_worklists(service.connection, AS_OF)
    service.run("delete from stop")
    service.plan()
    assert issue_worklists(service.connection, AS_OF) == {"alder": 1}
    assert service.value("select worklist_item_id from worklist_item where not is_withdrawn") == before


def test_the_file_of_a_provider_with_nobody_listed_any_more_is_taken_back(service: Service, tmp_path: Path) -> None:
    service.take_in([row(1)])
    service.plan()
    issue_worklists(service.connection, AS_OF)
    paths = write_worklists(service.connection, tmp_path, AS_OF, service.region)
    assert sorted(Path(path).suffix for path in paths) == [".html", ".xlsx"]
    assert all((tmp_path / path).is_file() for path in paths)
    service.stop(1, "refuses_outreach")
    service.plan()
    issue_worklists(service.connection, AS_OF)
    assert write_worklists(service.connection, tmp_path, AS_OF, service.region) == []
    assert not any((tmp_path / path).exists() for path in paths)

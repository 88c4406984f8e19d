"""Pages of plans in the outbox: whose are made, on which day, and whose never."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.core.whom import Whom
from pipeline.errors import DecideDifferently
from pipeline.steps.my_plan import print_plan, write_plan_pages
from tests.factories import AS_OF, Service, nhs_number
from tests.steps.plan_sheets import PlanDesk

DAY = timedelta(days=1)


@pytest.fixture
def desk(service: Service, tmp_path: Path) -> PlanDesk:
    """Three people agreed a plan today."""
    made = PlanDesk(service, tmp_path / "outbox")
    for which in (1, 2, 3):
        said = {"item": made.item(which), "agreed": "20/11/2026", "matters": f"Words of {which}"}
        made.send(said, name=f"{which}.csv")
    made.take()
    return made


def test_only_who_may_be_contacted_and_can_read_it_gets_a_page_and_no_page_names_a_number(desk: PlanDesk) -> None:
    service = desk.service
    pages = desk.pages(AS_OF)
    assert len(pages) == 3
    assert [number for number in map(nhs_number, (1, 2, 3)) if number in str(pages)] == []
    service.stop(1, "is_restricted")
    service.run(
        "update registration set information_format = 'Braille' where person_id = :person", person=service.person(2)
    )
    (page,) = desk.pages(AS_OF)
    assert "Words of 3" in page
    # The pages of the other two are taken back.
    assert len(list(desk.outbox.rglob("*.html"))) == 1
    desk.checks(2, AS_OF)
    desk.follow_up(AS_OF + 7 * DAY)
    assert [desk.due(which) for which in (1, 2, 3)] == ["", "plan_in_other_format", ""]


def test_the_same_day_again_writes_the_same_bytes(desk: PlanDesk) -> None:
    before = desk.pages(AS_OF)
    assert desk.pages(AS_OF) == before
    assert all(path.parent.name == "alder" for path in desk.outbox.rglob("*.html"))


def test_a_page_is_sealed_for_whoever_works_with_its_owner_and_stays_as_it_is(desk: PlanDesk) -> None:
    service = desk.service
    settings = replace(service.settings, passphrases={"SMI_PASSPHRASE_ALDER": "correct horse battery staple"})
    args = (service.connection, desk.outbox, AS_OF, service.region, settings)
    paths = write_plan_pages(*args)
    assert len(paths) == 3
    assert all(path.endswith(".html") for path in paths), "a page that asks for the passphrase"
    before = [(desk.outbox / path).read_bytes() for path in paths]
    assert not any(b"Words of" in content for content in before)
    assert all(b'id="sealed"' in content for content in before)
    assert write_plan_pages(*args) == paths
    assert [(desk.outbox / path).read_bytes() for path in paths] == before


def test_a_page_that_was_asked_for_stays_and_one_that_cannot_be_is_refused(desk: PlanDesk) -> None:
    service, later = desk.service, AS_OF + 4 * DAY
    path = print_plan(service.connection, desk.outbox, Whom(service.person(1), None), later, service.region)
    assert "Words of 1" in (desk.outbox / path).read_text("utf-8")
    assert write_plan_pages(service.connection, desk.outbox, later, service.region) == []
    assert (desk.outbox / path).is_file()
    service.run("update registration set language = 'Urdu' where person_id = :person", person=service.person(2))
    service.stop(3, "complaint")
    for which, told in ((2, "not printed in their language"), (3, "contact with them is stopped"), (9, "no plan")):
        with pytest.raises(DecideDifferently, match=told):
            print_plan(service.connection, desk.outbox, Whom(service.person(which), None), later, service.region)

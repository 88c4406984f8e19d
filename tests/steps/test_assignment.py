"""Who works with whom: shared out by keyed hash, kept from the first contact on, changed by a named person alone."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.core.whom import Whom
from pipeline.errors import DecideDifferently
from pipeline.steps import runs
from pipeline.steps.assignment import Holder, assign_person
from pipeline.steps.regions import load_region
from pipeline.steps.whom import family_of
from tests.factories import AS_OF, Service, row
from tests.steps.region_packs import SETTINGS, write_pack

PARTNERS = "".join(
    f'[[partner]]\ncode = "{code}"\nname = "{code.title()}"\nprovider_code = "alder"\n' for code in ("ash", "elm")
)
SHARES = "pcn_code,partner_code,share_percent,from_on,to_on,status,note\n"
WORKERS = "worker_code,name,partner_code,provider_code,pcn_code,from_on,to_on,status,note\n"
IVY = "ivy,I. Ivy,ash,,,2025-01-01,,confirmed,\n"
OAK = "oak,O. Oak,ash,,U90001,2025-01-01,,confirmed,\n"
Held = tuple[str | None, str | None]
LATER = AS_OF + timedelta(days=20)


@pytest.fixture
def staffed(service: Service, tmp_path: Path) -> Callable[..., None]:
    """Loads the pack with these shares and workers, and plans a day."""

    def plan(shares: str, workers: str, partners: str = PARTNERS, as_of: object = AS_OF) -> None:
        parts = {"settings": SETTINGS + partners, "partner_shares": SHARES + shares, "workers": WORKERS + workers}
        load_region(service.connection, write_pack(tmp_path / "pack", **parts), is_live=False)
        service.region = runs.region_in_force(service.connection)
        service.as_of = as_of  # type: ignore[assignment]
        service.plan()

    service.take_in([row(which) for which in range(1, 13)])
    return plan


def held(service: Service) -> dict[str, Held]:
    found = service.rows(
        "select person_id, partner_code, worker_code from plan_item where as_of = :day", day=service.as_of
    )
    return {each.person_id: (each.partner_code, each.worker_code) for each in found}


def test_each_of_a_partner_s_people_has_one_of_its_workers_and_a_new_one_takes_only_some(
    service: Service, staffed: Callable[..., None]
) -> None:
    staffed("U90001,ash,100,2025-01-01,,confirmed,\n", IVY)
    assert set(held(service).values()) == {("ash", "ivy")}
    staffed("U90001,ash,100,2025-01-01,,confirmed,\n", IVY + OAK + "fir,F. Fir,elm,,,2025-01-01,,confirmed,\n")
    assert set(held(service).values()) == {("ash", "ivy"), ("ash", "oak")}
    before = held(service)
    staffed("U90001,ash,100,2025-01-01,,confirmed,\n", IVY + OAK + IVY.replace("ivy", "yew"))
    moved = {who for who, holder in held(service).items() if holder != before[who]}
    assert {held(service)[who] for who in moved} == {("ash", "yew")}


def test_a_worker_of_another_network_of_yesterday_or_of_tomorrow_has_nobody(
    service: Service, staffed: Callable[..., None]
) -> None:
    others = OAK.replace("U90001", "U90002") + IVY.replace("2025-01-01,", "2025-01-01,2026-11-19")
    staffed("U90001,ash,100,2025-01-01,,confirmed,\n", others + OAK.replace("oak", "yew").replace("2025", "2027"))
    assert set(held(service).values()) == {("ash", None)}


def test_whoever_was_contacted_stays_with_partner_and_worker_when_shares_and_workers_change(
    service: Service, staffed: Callable[..., None]
) -> None:
    staffed("U90001,ash,100,2025-01-01,,confirmed,\n", IVY)
    service.contact(1, "no_response", days_ago=0, partner_code="ash", worker_code="ivy")
    staffed("U90001,elm,100,2026-12-01,,confirmed,\n", IVY + OAK, as_of=LATER)
    now = held(service)
    assert now.pop(service.person(1)) == ("ash", "ivy")
    assert set(now.values()) == {("elm", None)}


def test_what_was_the_provider_s_own_stays_its_own(service: Service, staffed: Callable[..., None]) -> None:
    staffed("", "")
    service.contact(1, "no_response", days_ago=0)
    staffed("U90001,elm,100,2026-12-01,,confirmed,\n", "", as_of=LATER)
    now = held(service)
    assert now.pop(service.person(1)) == (None, None)
    assert set(now.values()) == {("elm", None)}


def test_a_contact_entered_in_error_keeps_nobody(service: Service, staffed: Callable[..., None]) -> None:
    staffed("U90001,ash,100,2025-01-01,,confirmed,\n", IVY)
    service.contact(1, "entered_in_error", days_ago=0, partner_code="ash", worker_code="ivy")
    staffed("U90001,elm,100,2026-12-01,,confirmed,\n", IVY, as_of=LATER)
    assert held(service)[service.person(1)] == ("elm", None)


def test_nobody_stays_with_a_worker_whose_last_day_has_passed_or_a_partner_who_is_gone(
    service: Service, staffed: Callable[..., None]
) -> None:
    staffed("U90001,ash,100,2025-01-01,,confirmed,\n", IVY)
    service.contact(1, "no_response", days_ago=0, partner_code="ash", worker_code="ivy")
    service.plan()
    staffed("", IVY.replace("01-01,,", "01-01,2026-12-01,") + OAK, as_of=LATER)
    assert held(service)[service.person(1)] == ("ash", "oak")
    only_elm = PARTNERS[PARTNERS.index("[[partner]]", 1) :]
    staffed("U90001,elm,100,2025-01-01,,confirmed,\n", "", partners=only_elm, as_of=LATER)
    assert held(service)[service.person(1)] == ("elm", None)


def test_a_worker_of_a_later_contact_is_kept_where_there_was_none(
    service: Service, staffed: Callable[..., None]
) -> None:
    staffed("U90001,ash,100,2025-01-01,,confirmed,\n", "")
    service.contact(1, "no_response", days_ago=9, partner_code="ash")
    service.plan()
    service.contact(1, "no_response", days_ago=0, partner_code="ash", worker_code="ivy")
    # By hash alone somebody of twelve would change hands.
    for which in range(2, 13):
        service.contact(which, "no_response", days_ago=0, partner_code="ash", worker_code="ivy")
    staffed("U90001,ash,100,2025-01-01,,confirmed,\n", IVY + OAK, as_of=LATER)
    assert set(held(service).values()) == {("ash", "ivy")}


def assign(service: Service, holder: Holder, by: str = "N. Otley", why: str = "asked for her") -> Holder:
    family = family_of(service.connection, Whom(service.person(1)))
    return assign_person(service.connection, service.region, family, holder, by, why, service.as_of)


def test_a_named_person_gives_somebody_to_another_and_back(service: Service, staffed: Callable[..., None]) -> None:
    shares = "U90001,elm,100,2025-01-01,,confirmed,\n"
    staffed(shares, IVY)
    assert assign(service, Holder("alder", None, "ivy")) == Holder("alder", "ash", "ivy")
    service.plan()
    assert held(service)[service.person(1)] == ("ash", "ivy")
    assign(service, Holder("alder", "elm"))
    service.plan()
    assert held(service)[service.person(1)] == ("elm", None)
    assign(service, Holder("alder"))
    service.plan()
    assert held(service)[service.person(1)] == (None, None)
    said = service.rows("select said_by, why from working_with where to_on is null")
    assert [tuple(each) for each in said] == [("N. Otley", "asked for her")]


@pytest.mark.parametrize(
    ("holder", "by", "why", "told"),
    [
        (Holder("cedar"), "N", "w", "--provider is none of the region. Give one of: alder, birch"),
        (Holder("birch", "ash"), "N", "w", "--partner is no partner of birch"),
        (Holder("alder", "beech"), "N", "w", "--partner is no partner of alder"),
        (Holder("alder", "elm", "ivy"), "N", "w", "who works for elm on that day"),
        (Holder("birch", None, "ivy"), "N", "w", "who works for birch on that day"),
        (Holder("alder", None, "yew"), "N", "w", "--worker works for nobody of that name"),
        (Holder("alder"), " ", "w", "--by"),
        (Holder("alder"), "N", "", "--why"),
    ],
)
def test_what_cannot_be_assigned_is_refused_and_nothing_changes(
    service: Service, staffed: Callable[..., None], holder: Holder, by: str, why: str, told: str
) -> None:
    staffed("", IVY)
    with pytest.raises(DecideDifferently, match=told):
        assign(service, holder, by, why)
    assert service.value("select count(*) from working_with") == 0

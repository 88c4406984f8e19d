"""Room on a list: local plans, capacities, floors and partners of a pack, and the practice's own invitation."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.steps import accounting, letters, runs, worklists
from pipeline.steps.regions import load_region
from tests.factories import AS_OF, Service, checked, row
from tests.steps.region_packs import SETTINGS, write_pack

_PARTNERS = """[[partner]]
code = "ash"
name = "Ash"
provider_code = "alder"
[[partner]]
code = "elm"
name = "Elm"
provider_code = "alder"
"""
_PLANS = "pcn_code,from_on,to_on,weeks_after_invitation,capacity_a_day,floor_a_day,status,note\n"
_SHARES = "pcn_code,partner_code,share_percent,from_on,to_on,status,note\n"
_NORTH = """pcn_code,name,sub_icb_code,place_code,status,note
U90001,Northmoor PCN,99A,north,confirmed,
U90002,Eastmoor PCN,99A,north,confirmed,
"""


@pytest.fixture
def two_networks(service: Service) -> Service:
    """Z90001 in U90001 and Z90002 in U90002, both with alder."""
    service.run("update practice_pcn set pcn_code = 'U90002' where practice_code = 'Z90002'")
    agree(service)
    service.take_in([row(n, **checked(date(2019, 1, n))) for n in range(1, 9)])
    service.take_in([row(n, **checked(date(2021, 1, n))) for n in range(11, 15)], practice="Z90002")
    return service


def agree(service: Service, *, plans: str = "", shares: str = "", capacity: int | None = None) -> None:
    """Loads a pack with what is agreed; `capacity` is alder's."""
    settings = SETTINGS + _PARTNERS
    if capacity is not None:
        settings = settings.replace('name = "Alder Outreach"', f'name = "Alder Outreach"\ncapacity_a_day = {capacity}')
    folder = write_pack(service.inbox.parent / "agreed", settings=settings, pcns=_NORTH)
    (folder / "local_plans.csv").write_text(_PLANS + plans)
    (folder / "partner_shares.csv").write_text(_SHARES + shares)
    load_region(service.connection, folder, is_live=False)
    service.region = runs.region_in_force(service.connection)


def listed(service: Service) -> list[str]:
    return [r.person_id for r in service.rows("select person_id from plan_item where rank is not null order by rank")]


def people(service: Service, *numbers: int) -> list[str]:
    return [service.person(number) for number in numbers]


def test_without_an_agreement_everybody_is_listed(two_networks: Service) -> None:
    agree(two_networks, plans="U90001,2026-01-01,,,,,proposed,Nobody has said\n")
    assert two_networks.plan() == {"listed": 12}
    assert two_networks.value("select count(*) from plan_item where partner_code is not null") == 0


def test_a_provider_s_list_is_filled_by_rank_and_who_waits_is_told_why_and_how_many_wait_before(
    two_networks: Service,
) -> None:
    agree(two_networks, capacity=3)
    assert two_networks.plan() == {"listed": 3, "waiting_capacity": 9}
    assert listed(two_networks) == people(two_networks, 1, 2, 3)
    found = two_networks.rows(
        "select disposition_reason, waiting_before, next_step, rank from plan_item where person_id = :who",
        who=two_networks.person(11),
    )
    assert [tuple(each) for each in found] == [("provider_full", 5, None, None)]


def test_a_floor_brings_a_network_of_low_rank_onto_the_list_and_its_own_capacity_bounds_another(
    two_networks: Service,
) -> None:
    plans = "U90001,2026-01-01,,,3,,confirmed,\nU90002,2026-01-01,,,,2,confirmed,\n"
    agree(two_networks, plans=plans, capacity=6)
    assert two_networks.plan() == {"listed": 6, "waiting_capacity": 6}
    assert listed(two_networks) == people(two_networks, 1, 2, 3, 11, 12, 13), "ranks follow the order of the list"
    assert [r.rank for r in two_networks.rows("select rank from plan_item where rank is not null order by 1")] == [
        *range(1, 7)
    ]
    reasons = Counter(
        r.disposition_reason
        for r in two_networks.rows("select * from plan_item where disposition = 'waiting_capacity'")
    )
    assert reasons == {"pcn_full": 5, "provider_full": 1}


@pytest.mark.parametrize(
    ("from_on", "to_on", "waiting"),
    [(AS_OF, AS_OF, 7), (AS_OF + timedelta(days=1), "", 0), (date(2026, 1, 1), AS_OF - timedelta(days=1), 0)],
)
def test_a_local_plan_holds_between_its_two_days(
    two_networks: Service, from_on: date, to_on: date | str, waiting: int
) -> None:
    agree(two_networks, plans=f"U90001,{from_on},{to_on},,1,,confirmed,\n")
    assert two_networks.plan().get("waiting_capacity", 0) == waiting


def test_a_started_round_and_an_agreed_call_stay_on_a_list_that_is_full(two_networks: Service) -> None:
    two_networks.plan()
    two_networks.contact(14, "no_response", 20)
    two_networks.contact(13, "call_later", 20, call_back_on=AS_OF)
    agree(two_networks, capacity=2)
    assert two_networks.plan() == {"listed": 2, "waiting_capacity": 10}
    assert listed(two_networks) == people(two_networks, 13, 14)
    agree(two_networks, capacity=3)
    two_networks.plan()
    assert listed(two_networks) == people(two_networks, 13, 14, 1), "agreed first; in a band the started before the new"


def test_who_waits_for_room_has_no_letter_and_no_place_on_a_list_and_is_counted(
    two_networks: Service, tmp_path: Path
) -> None:
    agree(two_networks, capacity=2)
    two_networks.plan()
    letters.draft_letters(two_networks.connection, two_networks.settings, AS_OF, two_networks.region)
    assert letters.typeset_drafts(two_networks.connection, two_networks.settings, tmp_path, AS_OF) == {"draft": 2}
    assert worklists.issue_worklists(two_networks.connection, AS_OF) == {"alder": 2}
    sums = accounting.account(two_networks.connection, AS_OF, {}).sums
    assert all(each.holds for each in sums), sums


def test_a_partner_works_with_its_share_and_with_the_same_people_every_day(service: Service, tmp_path: Path) -> None:
    service.take_in([row(n) for n in range(1, 101)])
    shares = "U90001,elm,30,2026-01-01,,confirmed,\nU90001,ash,50,2026-01-01,,confirmed,\n"
    agree(service, shares=shares)
    service.plan()
    first = {r.person_id: r.partner_code for r in service.rows("select person_id, partner_code from plan_item")}
    shared = Counter(first.values())
    assert shared.keys() == {"ash", "elm", None}, "what no partner has is the provider's own"
    assert shared["ash"] > shared["elm"] > 10
    service.take_in([row(n) for n in range(31, 131)], AS_OF + timedelta(days=3))
    service.plan(AS_OF + timedelta(days=3))
    later = service.rows("select person_id, partner_code from plan_item where as_of > :day", day=AS_OF)
    assert {r.person_id: r.partner_code for r in later if r.person_id in first}.items() <= first.items()


def test_a_full_partner_s_people_wait_and_others_do_not(two_networks: Service) -> None:
    agree(two_networks, shares="U90001,ash,100,2026-01-01,,confirmed,\n")
    folder = two_networks.inbox.parent / "agreed"
    written = (folder / "region.toml").read_text()
    (folder / "region.toml").write_text(written.replace('name = "Ash"', 'name = "Ash"\ncapacity_a_day = 2'))
    load_region(two_networks.connection, folder, is_live=False)
    two_networks.region = runs.region_in_force(two_networks.connection)
    assert two_networks.plan() == {"listed": 6, "waiting_capacity": 6}
    assert two_networks.planned(3)[:2] == ("waiting_capacity", "partner_full")
    assert listed(two_networks) == people(two_networks, 1, 2, 11, 12, 13, 14)


@pytest.mark.parametrize(
    ("invited", "contacts", "found"),
    [
        (AS_OF - timedelta(days=27), [], ("waiting_until", "practice_invited", None)),
        (AS_OF - timedelta(days=28), [], ("listed", "listed", "letter")),
        (AS_OF + timedelta(days=400), [], ("listed", "listed", "letter")),
        (AS_OF, [("no_response", {})], ("waiting_until", "practice_invited", None)),
        (AS_OF, [("call_later", {"call_back_on": AS_OF})], ("listed", "listed", "call_back")),
        (AS_OF, [("declined_check", {})], ("waiting_until", "not_this_year", None)),
    ],
)
def test_the_weeks_after_the_practice_s_own_invitation_are_waited_for_but_a_call_agreed_is_made(
    two_networks: Service,
    invited: date,
    contacts: list[tuple[str, dict[str, date]]],
    found: tuple[str, str, str | None],
) -> None:
    agree(two_networks, plans="U90001,2026-01-01,,4,,,confirmed,\n")
    two_networks.run(
        "update registration set last_invited_on = :day where person_id = :who", day=invited, who=two_networks.person(1)
    )
    two_networks.plan()
    for outcome, said in contacts:
        two_networks.contact(1, outcome, 20, **said)
    two_networks.plan()
    assert two_networks.planned(1) == found
    if found[1] == "practice_invited":
        until = two_networks.value("select until_on from plan_item where person_id = :w", w=two_networks.person(1))
        assert until == invited + timedelta(weeks=4)

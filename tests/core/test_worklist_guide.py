"""What a list says beside its people: the teams, services and venues of its own places and networks alone."""

from dataclasses import replace
from datetime import date

from pipeline.core.region_safety import SafeguardingTeam, Safety
from pipeline.core.worklist import WorklistRow
from pipeline.core.worklist_guide import ClinicDay, Guide, PlacedService
from pipeline.core.worklist_words import ServiceToPointTo
from tests.doors.test_worklist_workbook import ROW

NORTH, SOUTH = replace(ROW, place_code="north"), replace(ROW, place_code="south", pcn_code="U90002")
TEAMS = (SafeguardingTeam("north", "North adults", "01632 960112"), SafeguardingTeam("east", "East", "01632 960113"))
WALKS = PlacedService("north", ServiceToPointTo("Walks", "Walking", "Ring them", "", "North"))
PEERS = PlacedService("", ServiceToPointTo("Peers", "Peer support"))


def numbers(guide: Guide, *rows: WorklistRow) -> list[tuple[str, str]]:
    return [(phone.label, phone.number) for phone in guide.words_for(rows).phones]


def test_without_a_pack_s_words_a_list_names_the_national_numbers_alone() -> None:
    words = Guide().words_for([NORTH])
    assert [phone.number for phone in words.phones if phone.number] == ["999", "111"]
    assert [phone.label for phone in words.phones if not phone.number] == [
        "Somebody is being harmed", "Result that cannot wait",
    ]  # fmt: skip
    assert all(phone.words for phone in words.phones)


def test_a_list_has_the_safeguarding_teams_of_its_own_places_and_the_number_for_all_elsewhere() -> None:
    guide = Guide(Safety(safeguarding_phone="01632 960119", teams=TEAMS), {"north": "North"})
    assert ("Somebody is being harmed (North)", "01632 960112") in numbers(guide, NORTH)
    assert not {"01632 960113", "01632 960119"} & {number for _, number in numbers(guide, NORTH)}
    assert ("Somebody is being harmed (elsewhere)", "01632 960119") in numbers(guide, NORTH, SOUTH)
    assert ("Somebody is being harmed", "01632 960119") in numbers(guide, SOUTH)


def test_services_and_venues_are_those_of_the_list_s_own_places_and_networks() -> None:
    days = [
        ClinicDay("U90001", "Moor Hall", "1 Moor Lane, ZZ99 9AA", "Tuesday", None, "09:30 to 12:00"),
        ClinicDay("U90001", "Moor Hall", "1 Moor Lane, ZZ99 9AA", None, date(2026, 12, 4), "10:00 to 11:00"),
        ClinicDay("U90002", "South Hall", "2 Moor Lane, ZZ99 9AB", "Friday", None, "09:00 to 10:00"),
    ]
    guide = Guide(services=[PEERS, WALKS], clinic_days=days)
    words = guide.words_for([NORTH])
    assert [service.name for service in words.services] == ["Peers", "Walks"]
    assert words.venues == (
        ("Moor Hall", "1 Moor Lane, ZZ99 9AA: Tuesdays 09:30 to 12:00, 04/12/2026 10:00 to 11:00."),
    )
    assert [service.name for service in guide.words_for([SOUTH]).services] == ["Peers"]

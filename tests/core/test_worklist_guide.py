"""What a list says beside its people: the teams, services and venues of its own places and networks alone."""

from pipeline.core.region_safety import SafeguardingTeam, Safety
from pipeline.core.worklist_guide import (
    ClinicDay,
    Guide,
    Service,
    clinic_days,
    first_words,
    numbers_to_ring,
    services_to_point_to,
)

TEAMS = (SafeguardingTeam("north", "North adults", "01632 960112"), SafeguardingTeam("east", "East", "01632 960113"))
GUIDE = Guide(Safety(safeguarding_phone="01632 960119", teams=TEAMS), (("north", "North"),))


def at_risk(*places: str) -> list[str]:
    """What follows the words on safeguarding."""
    return dict(numbers_to_ring(GUIDE, places))["An adult at risk"].split("\n")[1:]


def test_without_a_pack_s_words_a_list_says_what_holds_everywhere_and_names_the_national_numbers() -> None:
    told = dict(numbers_to_ring(Guide(), ["north"]))
    assert list(told) == ["In danger now", "In crisis", "An adult at risk", "Result that cannot wait"]
    assert "999" in told["In danger now"]
    assert "NHS 111 and choose option 2" in told["In crisis"]
    assert [about for about, _ in first_words(Guide())] == ["When you ring or knock", "Voicemail and messages"]


def test_a_pack_s_own_numbers_stand_beside_the_words() -> None:
    told = dict(numbers_to_ring(Guide(Safety(crisis_phone="01632 960110", urgent_result_phone="01632 960111")), []))
    assert told["In crisis"].endswith("\nRing 01632 960110.")
    assert told["Result that cannot wait"].endswith("\nRing 01632 960111.")


def test_a_list_has_the_safeguarding_teams_of_its_own_places_and_the_number_for_all_elsewhere() -> None:
    assert at_risk("north") == ["North: North adults 01632 960112."]
    assert at_risk("north", "south") == ["North: North adults 01632 960112.", "Elsewhere: 01632 960119."]
    assert at_risk("south") == ["Ring 01632 960119."]
    assert at_risk() == ["Ring 01632 960119."]


def test_services_are_those_of_the_list_s_own_places_and_say_through_whom_alone() -> None:
    guide = Guide(
        services=(
            Service("", "", "Peers", "Peer support", "", ""),
            Service("north", "North", "Walks", "Walking together", "Ring them", ""),
            Service("south", "South", "Team", "Brings others together", "", "the practitioner"),
        )
    )
    assert services_to_point_to(guide, {"north"}) == [
        ("Peers", "Peer support. Ask your manager how to reach it."),
        ("Walks (North)", "Walking together. Ring them."),
    ]
    (*_, team) = services_to_point_to(guide, {"south"})
    assert team[1] == "Brings others together. Only through the practitioner: speak to them, never refer directly."


def test_venues_are_those_of_the_list_s_own_networks_each_with_its_days() -> None:
    days = ("Tuesdays 09:30 to 12:00", "04/12/2026 10:00 to 11:00")
    guide = Guide(
        clinic_days=(
            *(ClinicDay("U90001", "Moor Hall", "1 Moor Lane", when) for when in days),
            ClinicDay("U90002", "South Hall", "2 Moor Lane", "Fridays 09:00 to 10:00"),
        )
    )
    assert clinic_days(guide, {"U90001"}) == [
        ("Moor Hall", "1 Moor Lane. Tuesdays 09:30 to 12:00; 04/12/2026 10:00 to 11:00.")
    ]

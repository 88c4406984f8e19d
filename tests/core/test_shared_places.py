"""People at one address, or booked at one place on one day: found together, and nobody's name told to another."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.shared_places import Booked, place_of, venue_days, with_shared_places
from pipeline.core.worklist import WorklistRow

MONDAY = date(2026, 11, 23)


def listed(at: int, address: str) -> WorklistRow:
    said = dict.fromkeys(
        (
            "pcn_code", "pcn_name", "practice_name", "preferred_name", "phone_mobile", "phone_home", "email",
            "language", "needs", "key_worker", "what_to_do", "why", "tried",
        ),
        "",
    )  # fmt: skip
    return WorklistRow(worklist_item_id=f"w{at}", rank=at, band=1, name=f"Ada Brackwell{at}", address=address, **said)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4 Fennel Row, Burnley, BB11 1AA", "4 FENNEL ROW., Burnley, bb111aa"),
        ("4 Fennel Street, Burnley, BB11 1AA", "4, Fennel St, Burnley, BB11 1AA"),
        ("Rose Court Care Home, Mill Lane, BB11 1AA", "Room 12, Rose Court Care Home, Mill Lane, BB11 1AA"),
        ("Room 3 Holly Hostel, Burnley, BB11 1AA", "Rm 14B, Holly Hostel, BB11 1AA"),
        ("Room 1, 9 Fennel Row, BB11 1AA", "Bedsit 4, 9 Fennel Row, BB11 1AA"),
        ("Flat 2, 9 Fennel Row, BB11 1AA", "Flat 2, 9 Fennel Row, Burnley, BB11 1AA"),
    ],
)
def test_one_place_is_found_however_it_is_written(one: str, other: str) -> None:
    assert place_of(one) == place_of(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("4 Fennel Row, BB11 1AA", "14 Fennel Row, BB11 1AA"),
        ("4 Fennel Row, BB11 1AA", "4 Fennel Row, BB11 1AB"),
        ("Flat 1, 9 Fennel Row, BB11 1AA", "Flat 2, 9 Fennel Row, BB11 1AA"),
        ("Flat 1, 9, Fennel Row, BB11 1AA", "Flat 1, 9, Mill Lane, BB11 1AA"),
        ("Holly Hostel, BB11 1AA", "Rose Court Care Home, BB11 1AA"),
    ],
)
def test_a_home_of_one_s_own_is_another_place(one: str, other: str) -> None:
    assert place_of(one) != place_of(other)
    assert None not in (place_of(one), place_of(other))


@pytest.mark.parametrize(
    "nowhere", ["", "BB11 1AA", "No fixed abode, ZZ99 3VZ", "NFA, BB11 1AA", "4 Fennel Row, Burnley"]
)
def test_what_is_no_address_groups_nobody(nowhere: str) -> None:
    assert place_of(nowhere) is None
    rows = [listed(at, nowhere) for at in range(3)]
    assert {row.shared_place for row in with_shared_places(rows)} == {""}


def test_the_mark_says_how_many_and_names_nobody() -> None:
    homes = ("4 Fennel Row, BB11 1AA", "1 Mill Lane, BB11 2AA", "Holly Hostel, BB11 3AA", "2 Mill Lane, BB11 2AA")
    rows = [listed(at, homes[home]) for at, home in enumerate((0, 1, 2, 0, 2, 2, 3))]
    marked = with_shared_places(rows)
    assert [row.shared_place[:17] for row in marked] == [
        "Place A: 2 people", "", "Place B: 3 people", "Place A: 2 people", "Place B: 3 people", "Place B: 3 people", "",
    ]  # fmt: skip
    assert "Brackwell" not in str({row.shared_place for row in marked})
    assert [row.worklist_item_id for row in marked] == [row.worklist_item_id for row in rows]


@given(st.lists(st.integers(0, 60), max_size=120))
def test_whoever_shares_a_place_has_its_mark_and_nobody_else(homes: list[int]) -> None:
    rows = [listed(at, f"{home} Fennel Row, BB11 1AA") for at, home in enumerate(homes)]
    marks = [row.shared_place for row in with_shared_places(rows)]
    for home, mark in zip(homes, marks, strict=True):
        together = [at for at, other in enumerate(homes) if other == home]
        assert {marks[at] for at in together} == {mark}
        assert bool(mark) == (len(together) > 1)
        assert not mark or (f" {len(together)} people" in mark and marks.count(mark) == len(together))


def test_who_is_booked_at_one_place_on_one_day_is_one_group() -> None:
    booked = [
        Booked("w1", MONDAY, "Burnley Library"),
        Booked("w2", MONDAY + timedelta(days=1), "Burnley Library"),
        Booked("w3", MONDAY, "burnley library."),
        Booked("w4", MONDAY, "The Chai Centre"),
        *(Booked(f"w{at}", MONDAY, where) for at, where in enumerate((" ", " ", "home", "Home", "At her own home"), 5)),
        Booked("w10", MONDAY + timedelta(days=1), "Burnley Library"),
    ]
    assert venue_days(booked) == {
        (MONDAY, "Burnley Library"): ("w1", "w3"),
        (MONDAY + timedelta(days=1), "Burnley Library"): ("w2", "w10"),
    }

"""Where a person lives and how they are reached: no address, postcode or number of anybody real."""

import random
from dataclasses import dataclass

from pipeline.synthetic.streams import drawn

# Letters an inward code may have; the district 99 and sector 9 they follow are in no area of the region.
_UNIT_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_ROADS = (
    "Aldermere", "Amblecross", "Bobbin", "Brackenthwaite", "Calderside", "Carder", "Copperfold",
    "Croftlands", "Dobcrag", "Eelpool", "Farholme", "Gorsey", "Heald", "Inkle", "Jenny", "Lanternfold",
    "Loomgate", "Mossbarrow", "Netherfell", "Old", "Shuttle", "Plover", "Quernstone", "Ribbleholt",
    "Saltcote", "Spindle", "Tenterfield", "Underbarrow", "Weftside", "Yarnfold",
)  # fmt: skip
_KINDS = ("Street", "Street", "Street", "Road", "Avenue", "Close", "Lane", "Terrace", "Court")
_HOUSES = (
    "Flat {n}",
    "Flat {n} Harrowgill House",
    "{n} Fellview Court",
    "Room {n}, Beckside House",
    "The Old Bakehouse",
)

NO_FIXED_ABODE = "NO FIXED ABODE"


@dataclass(frozen=True, slots=True)
class Home:
    """An address as a practice keeps it: house, road, locality, town, county, postcode."""

    lines: tuple[str, str, str, str, str] = ("", "", "", "", "")
    postcode: str = ""


def unit_postcode(rng: random.Random, area: str) -> str:
    """A postcode that has the right shape and does not exist."""
    return f"{area}99 9{rng.choice(_UNIT_LETTERS)}{rng.choice(_UNIT_LETTERS)}"


def home_in(rng: random.Random, area: str, town: str, county: str) -> Home:
    """Usually a full address; about 1% no fixed abode and 1% with a piece missing (assumptions)."""
    kind = rng.random()
    if kind < 0.01:
        return Home((NO_FIXED_ABODE, "", "", town, ""), rng.choice(("ZZ99 3VZ", "ZZ99 3VZ", "")))
    house = rng.choice(_HOUSES).format(n=rng.randint(1, 40)) if rng.random() < 0.2 else ""
    road = f"{rng.randint(1, 240)} {rng.choice(_ROADS)} {rng.choice(_KINDS)}"
    locality = f"{rng.choice(_ROADS)} End" if rng.random() < 0.15 else ""
    home = Home((house, road, locality, town, county if rng.random() < 0.6 else ""), unit_postcode(rng, area))
    if kind < 0.015:
        return Home(home.lines, "")
    if kind < 0.018:
        return Home()
    if kind < 0.02:
        return Home(home.lines, "ZZ99 3WZ")
    return home


@dataclass(frozen=True, slots=True)
class Reach:
    """Telephone numbers and e-mail as typed by somebody in a hurry."""

    home: str = ""
    mobile: str = ""
    email: str = ""


def reach_of(rng: random.Random, person_key: str) -> Reach:
    """One person in five has no usable number (15-25% is the field's guess)."""
    email = f"{person_key.lower()}@example.com" if rng.random() < 0.3 else ""
    kind = rng.random()
    if kind < 0.12:
        return Reach(email=email)
    if kind < 0.20:
        wrong = rng.choice((f"07700 9{rng.randint(0, 99):02}", f"01632 96{rng.randint(0, 9)}", "wrong number", "n/a"))
        return Reach(mobile=wrong, email=email)
    mobile, landline = rng.random() < 0.85, rng.random() < 0.4
    return Reach(_landline(rng) if landline or not mobile else "", _mobile(rng) if mobile else "", email)


def _mobile(rng: random.Random) -> str:
    last = f"{rng.randint(0, 999):03}"
    shapes = (("07700 900{}", 70.0), ("07700900{}", 20.0), ("+44 7700 900{}", 7.0), ("7700900{}", 3.0))
    return drawn(rng, shapes).format(last)


def _landline(rng: random.Random) -> str:
    last = f"{rng.randint(0, 999):03}"
    return drawn(rng, (("01632 960{}", 75.0), ("01632960{}", 20.0), ("(01632) 960{}", 5.0))).format(last)

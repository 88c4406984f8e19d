"""The invented practices of the county: name, network, register size, form, extract date, agreement."""

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from pipeline.doors import shipped
from pipeline.errors import CorrectReferenceData
from pipeline.synthetic.homes import unit_postcode
from pipeline.synthetic.published import Published
from pipeline.synthetic.streams import drawn, stream

PCNS = shipped.REGIONS / "lancashire-and-south-cumbria" / "pcns.csv"

_STEMS = (
    "Amberfold", "Birkmere", "Brackwith", "Calverholt", "Copsegarth", "Dunmarrow", "Eldersyke", "Fennelby",
    "Gildersome", "Hazelrigg", "Inglebeck", "Juniperley", "Kestrelfold", "Lindengarth", "Marrowby",
    "Netherquill", "Oxenholt", "Pepperfold", "Quillmere", "Rowanthwick", "Sallowfield", "Thornfold",
    "Ullathorne", "Velvetgill", "Withermoor", "Yarrowdene",
)  # fmt: skip
_KINDS = (
    "Surgery", "Medical Centre", "Health Centre", "Group Practice", "Family Practice", "Medical Practice",
    "House Surgery", "Park Surgery", "Lane Surgery", "Road Practice", "Mill Medical Centre",
    "Bridge Surgery", "Green Surgery", "Square Practice", "Gate Medical Centre", "View Surgery",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Area:
    """What a sub-ICB's people are like: postcode area, towns, deprivation and South Asian share."""

    postcode_area: str
    county: str
    towns: tuple[str, ...]
    most_deprived_share: float
    south_asian_share: float


# Deprived and South Asian shares are assumptions shaped by the field note (section 7).
_AREAS = {
    "00Q": Area("BB", "Lancashire", ("Blackburn", "Darwen"), 0.55, 0.25),
    "00R": Area("FY", "Lancashire", ("Blackpool",), 0.60, 0.01),
    "00X": Area("PR", "Lancashire", ("Chorley", "Leyland"), 0.22, 0.02),
    "01A": Area("BB", "Lancashire", ("Burnley", "Nelson", "Accrington"), 0.52, 0.14),
    "01E": Area("PR", "Lancashire", ("Preston",), 0.42, 0.13),
    "01K": Area("LA", "Lancashire", ("Lancaster", "Morecambe", "Carnforth"), 0.30, 0.01),
    "02G": Area("WN", "Lancashire", ("Skelmersdale", "Ormskirk"), 0.35, 0.01),
    "02M": Area("FY", "Lancashire", ("Fleetwood", "Lytham St Annes"), 0.22, 0.01),
}
_SOUTH_CUMBRIA = Area("LA", "Cumbria", ("Barrow-in-Furness", "Kendal", "Ulverston", "Millom"), 0.30, 0.01)
_ELSEWHERE = Area("PR", "Lancashire", ("Preston",), 0.35, 0.05)


@dataclass(frozen=True, slots=True)
class Network:
    """A primary care network as the region pack lists it."""

    pcn_code: str
    sub_icb_code: str
    place_code: str


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice, what it sends and under which agreement; a blank provider means that there is none."""

    index: int
    code: str
    name: str
    postcode: str
    pcn_code: str
    sub_icb_code: str
    area: Area
    town: str
    form: str
    people: int
    extract_on: date
    agreement_provider: str
    agreement_from: date | None
    agreement_to: date | None


def read_networks(path: Path) -> list[Network]:
    """The networks of the region pack, by code."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except FileNotFoundError as missing:
        raise CorrectReferenceData(
            f"{path.name}: the region pack has no list of networks; expected one, restore the pack."
        ) from missing
    try:
        networks = [Network(row["pcn_code"], row["sub_icb_code"], row["place_code"]) for row in rows]
    except KeyError as column:
        raise CorrectReferenceData(
            f"{path.name}, line 1: no column {column}; expected pcn_code, sub_icb_code and place_code."
        ) from column
    if not networks:
        raise CorrectReferenceData(f"{path.name}: no networks below the header; expected one a line.")
    return sorted(networks, key=lambda network: network.pcn_code)


def make_practices(seed: int, people: int, count: int, as_of: date, networks: list[Network]) -> list[Practice]:
    """The practices in code order; together they hold exactly the people asked for."""
    sizes = _register_sizes(seed, people, count)
    # A stride that shares no factor with 43 visits every network before it returns to one.
    start = stream(seed, "networks").randrange(len(networks))
    return [
        _practice(seed, index, size, as_of, networks[(start + index * 17) % len(networks)])
        for index, size in enumerate(sizes)
    ]


def make_published_practices(
    seed: int, as_of: date, networks: list[Network], areas: Sequence[Published]
) -> list[Practice]:
    """The practices of each sub-ICB in turn; together they hold its published register, and all are in a network."""
    made: list[Practice] = []
    for area in areas:
        own = [network for network in networks if network.sub_icb_code == area.sub_icb_code]
        if not own:
            raise CorrectReferenceData(
                f"The region pack has no network of {area.sub_icb_code} ({area.name}), of which counts are published: "
                "a county like the published one needs the shipped list of networks."
            )
        for place, size in enumerate(_register_sizes(seed, area.register, area.practices)):
            network = own[place % len(own)]
            made.append(replace(_practice(seed, len(made), size, as_of, network), pcn_code=network.pcn_code))
    return made


def _practice(seed: int, index: int, size: int, as_of: date, network: Network) -> Practice:
    rng = stream(seed, "practice", index)
    is_south_cumbria = network.place_code == "south-cumbria"
    area = _SOUTH_CUMBRIA if is_south_cumbria else _AREAS.get(network.sub_icb_code, _ELSEWHERE)
    is_in_network = (index + 1) % 60 != 13 and rng.random() > 0.002
    provider = "spring-north" if is_south_cumbria else "calico"
    has_agreement = (index + 1) % 20 != 7
    days_old = rng.randint(0, 20) if (index + 1) % 25 != 11 else rng.randint(36, 60)
    agreed = date(2024, 12, 1) + timedelta(days=rng.choice((0, 0, 0, 31, 62, 121)))
    until = as_of + timedelta(days=rng.randint(180, 700)) if rng.random() < 0.5 else None
    return Practice(
        index=index,
        code=f"Z{index + 1:05}",
        name=f"{_STEMS[index * 7 % len(_STEMS)]} {_KINDS[(index // len(_STEMS) + index) % len(_KINDS)]}",
        postcode=unit_postcode(rng, area.postcode_area),
        pcn_code=network.pcn_code if is_in_network else "",
        sub_icb_code=network.sub_icb_code,
        area=area,
        town=rng.choice(area.towns),
        form=_form(rng, index),
        people=size,
        extract_on=as_of - timedelta(days=days_old),
        agreement_provider=provider if has_agreement else "",
        agreement_from=agreed if has_agreement else None,
        agreement_to=until if has_agreement else None,
    )


def _form(rng: random.Random, index: int) -> str:
    """The first four practices show the four forms, the others follow the market (an assumption)."""
    if index < 4:
        return ("emis", "systmone", "csv", "xlsx")[index]
    return drawn(rng, [("emis", 45.0), ("systmone", 30.0), ("csv", 15.0), ("xlsx", 10.0)])


def _register_sizes(seed: int, people: int, count: int) -> list[int]:
    """Sizes that add up to the people asked for, from a third of the mean to almost two and a half times it."""
    weights = [min(2.4, max(0.34, stream(seed, "size", index).lognormvariate(-0.08, 0.45))) for index in range(count)]
    total = sum(weights)
    shares = [people * weight / total for weight in weights]
    sizes = [int(share) for share in shares]
    by_remainder = sorted(range(count), key=lambda index: (sizes[index] - shares[index], index))
    for index in by_remainder[: people - sum(sizes)]:
        sizes[index] += 1
    return sizes

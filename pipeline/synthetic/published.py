"""What was published of Lancashire and South Cumbria, and who lacks what so that a county has those counts.

Source: NHS England, Physical Health Checks for people with Severe Mental Illness, Q4 2023/24 (statistics labelled
experimental), by sub-ICB: the register without people in remission, people with each element in the twelve months to
the end of the quarter, and with all six. Which people lack which elements together is not published. Assumed here:
about 6% have none of the six in the year, fewer where nearly everybody has one, most of those none ever; otherwise
what somebody lacks is independent of what else they lack.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from pipeline.synthetic.history import Tier
from pipeline.synthetic.vocabulary import ELEMENTS

Elements = frozenset[str]
ALL_SIX: Elements = frozenset(ELEMENTS)


@dataclass(frozen=True, slots=True)
class Published:
    """One sub-ICB's counts. How many practices it has is from lists of 2022; of two sub-ICBs it is a guess."""

    sub_icb_code: str
    name: str
    practices: int
    register: int
    all_six: int
    blood_pressure: int
    bmi: int
    alcohol: int
    lipids: int
    glucose: int
    smoking: int

    def with_element(self, element: str) -> int:
        return int(getattr(self, element))


PUBLISHED = (
    Published("00Q", "Blackburn with Darwen", 23, 1923, 1185, 1627, 1616, 1644, 1341, 1559, 1591),
    Published("00R", "Blackpool", 16, 2657, 1607, 2504, 2463, 2462, 1723, 2436, 2485),
    Published("00X", "Chorley and South Ribble", 26, 1764, 1186, 1573, 1572, 1588, 1339, 1533, 1556),
    Published("01A", "East Lancashire", 48, 3786, 2494, 3328, 3274, 3255, 2808, 3286, 3298),
    Published("01E", "Greater Preston", 22, 2347, 1522, 2150, 2085, 2089, 1722, 2094, 2044),
    Published("01K", "Morecambe Bay", 32, 3126, 2094, 2817, 2754, 2639, 2487, 2737, 2684),
    Published("02G", "West Lancashire", 15, 921, 596, 826, 794, 804, 713, 794, 760),
    Published("02M", "Fylde and Wyre", 19, 1777, 1232, 1638, 1615, 1591, 1358, 1611, 1603),
)

_NONE_IN_THE_YEAR = 0.06
_NOTHING_EVER = 0.8
_UNCHECKED_IN_THREE_YEARS = 0.2


@dataclass(frozen=True, slots=True)
class Lot:
    """What one person has: elements with a result in the twelve months, and the tier of the last complete check."""

    recent: Elements
    tier: Tier
    has_nothing: bool = False


def lots_of(rng: Random, area: Published) -> list[Lot]:
    """As many lots as people on the register, the least checked first; their sums are the published counts."""
    lacking_most_seen = area.register - max(map(area.with_element, ELEMENTS))
    silent = int(min(area.register * _NONE_IN_THE_YEAR, lacking_most_seen * 0.8))
    partly = _partly_checked(rng, area, area.register - area.all_six - silent)
    return [
        *_silent(rng, silent),
        *_unchecked(rng, partly, area.register * _UNCHECKED_IN_THREE_YEARS - silent),
        *[Lot(ALL_SIX, Tier.UP_TO_DATE)] * area.all_six,
    ]


def _silent(rng: Random, people: int) -> Iterator[Lot]:
    for _ in range(people):
        if rng.random() < _NOTHING_EVER:
            yield Lot(frozenset(), Tier.NEVER_CHECKED, has_nothing=True)
        else:
            yield Lot(frozenset(), rng.choice((Tier.NEVER_CHECKED, Tier.OVERDUE, Tier.OVERDUE)))


def _unchecked(rng: Random, partly: list[Elements], unchecked: float) -> list[Lot]:
    """Somebody may be seen every year and still have had no complete check in three, or ever."""
    lots = []
    for recent in partly:
        if rng.random() * len(partly) >= unchecked:
            lots.append(Lot(recent, Tier.DUE))
        else:
            lots.append(Lot(recent, Tier.NEVER_CHECKED if rng.random() < 1 / 3 else Tier.OVERDUE))
    return lots


def _partly_checked(rng: Random, area: Published, people: int) -> list[Elements]:
    """Sets of elements of people who have some in the year, or by chance none, and never all six."""
    recent: list[set[str]] = [set() for _ in range(people)]
    for element in ELEMENTS:
        for at in rng.sample(range(people), area.with_element(element) - area.all_six):
            recent[at].add(element)
    for having in [each for each in recent if len(each) == len(ELEMENTS)]:
        # Hand one element on to somebody who lacks it and two at least.
        element = rng.choice([each for each in ELEMENTS if any(_can_take(other, each) for other in recent)])
        taker = rng.choice([other for other in recent if _can_take(other, element)])
        having.remove(element)
        taker.add(element)
    return [frozenset(each) for each in recent]


def _can_take(recent: set[str], element: str) -> bool:
    return element not in recent and len(recent) < len(ELEMENTS) - 1

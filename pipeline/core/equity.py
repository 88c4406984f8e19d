"""Whether the service reaches people alike: the same counts for every group, small ones hidden, and what they say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.core.ethnic_groups import EthnicGroup, ethnic_group
from pipeline.core.suppression import Measures, publish, share

MEASURES = Measures(
    ("eligible", "overdue", "listed", "approached", "reached"),
    {"overdue": "eligible", "listed": "overdue", "approached": "eligible", "reached": "approached"},
)
# Each share, and of which count it is one.
SHARES = {"overdue": "eligible", "listed": "overdue", "reached": "approached"}
HIDDEN = "hidden"
_NOT_KNOWN = "not known"
_TITLES = {
    "deprivation": "Deprivation",
    "ethnicity": "Ethnic group",
    "sex": "Sex",
    "age": "Age",
    "pcn": "Primary care network",
}
_FIFTHS = {
    "1": "1 (most deprived fifth)",
    "2": "2",
    "3": "3",
    "4": "4",
    "5": "5 (least deprived fifth)",
}
_SEXES = {"female": "female", "male": "male", "other": "other"}
_AGES = ((18, "under 18"), (35, "18 to 34"), (50, "35 to 49"), (65, "50 to 64"), (75, "65 to 74"))
_OLDEST = "75 and over"


@dataclass(frozen=True)
class Group:
    """One group's counts, None where hidden, and its shares in whole percent of counts that are shown."""

    name: str
    counts: Mapping[str, int | None]

    @property
    def shares(self) -> dict[str, int | None]:
        return {part: share(self.counts[part], self.counts[whole]) for part, whole in SHARES.items()}


@dataclass(frozen=True)
class Quality:
    """One table: the groups by one quality. A withheld one is of too few people to show anything but totals."""

    code: str
    title: str
    groups: tuple[Group, ...]
    is_withheld: bool


@dataclass(frozen=True)
class Equity:
    """What may be published of a day."""

    everybody: Group
    qualities: tuple[Quality, ...]
    sentences: tuple[str, ...]


def equity(counted: Iterable[Mapping[str, Any]]) -> Equity:
    """The day's tables from counts by what practices said (quality, said, label and the measures)."""
    tables: dict[str, dict[str, dict[str, int]]] = {code: _empty(code) for code in _TITLES}
    for row in counted:
        groups = tables[row["quality"]]
        group = groups.setdefault(_group(row["quality"], row["said"], row["label"]), _nobody())
        for name in MEASURES.names:
            group[name] += row[name]
    # People in no network last, whatever networks are called.
    tables["pcn"] = dict(sorted(tables["pcn"].items(), key=lambda named: (named[0] == _NO_PCN, named[0])))
    page = publish(MEASURES, tables)
    qualities = tuple(
        Quality(
            code,
            title,
            tuple(Group(name, page.tables[code][name]) for name in tables[code]),
            code in page.withheld,
        )
        for code, title in _TITLES.items()
    )
    return Equity(Group("Everybody", page.totals), qualities, _sentences(qualities[0]))


def lines(found: Equity) -> list[tuple[str, ...]]:
    """The tables as lines of text, the heading first; what is hidden says so."""
    heading = ("quality", "group", *MEASURES.names, *(f"{part}_percent" for part in SHARES))
    groups = [("everybody", found.everybody)]
    groups += [(quality.code, group) for quality in found.qualities for group in quality.groups]
    return [heading, *(_line(code, group) for code, group in groups)]


def compared(what: str, first: Group, second: Group, part: str) -> str:
    """How a share of one group stands to that of another, in words."""
    whole = SHARES[part]
    some, of_some = first.counts[part], first.counts[whole]
    others, of_others = second.counts[part], second.counts[whole]
    if some is None or of_some is None or others is None or of_others is None:
        return f"{what}: too few people to compare the most with the least deprived fifth."
    if not of_some or not of_others:
        return f"{what}: nobody to compare in the most or the least deprived fifth."
    told = f"{what}: {share(some, of_some)}% in the most deprived fifth, {share(others, of_others)}% in the least"
    if not others:
        return f"{told}."
    ratio = some * of_others * 100 // (of_some * others)
    if 95 <= ratio <= 105:
        return f"{told}: about the same."
    return f"{told}: {ratio // 100}.{ratio % 100:02} times the share."


_NO_PCN = "in no network"


def _empty(code: str) -> dict[str, dict[str, int]]:
    """The groups every page shows, in order, also where nobody is in them."""
    names: Sequence[str] = {
        "deprivation": (*_FIFTHS.values(), _NOT_KNOWN),
        "ethnicity": tuple(EthnicGroup),
        "sex": (*_SEXES.values(), _NOT_KNOWN),
        "age": (*(name for _, name in _AGES[1:]), _OLDEST),
    }.get(code, ())
    return {str(name): _nobody() for name in names}


def _nobody() -> dict[str, int]:
    return dict.fromkeys(MEASURES.names, 0)


def _group(code: str, said: str, label: str | None) -> str:
    if code == "deprivation":
        return _FIFTHS.get(said, _NOT_KNOWN)
    if code == "ethnicity":
        return str(ethnic_group(said))
    if code == "sex":
        return _SEXES.get(said, _NOT_KNOWN)
    if code == "age":
        return _NOT_KNOWN if int(said) < 0 else next((name for below, name in _AGES if int(said) < below), _OLDEST)
    return f"{said} {label or ''}".strip() if said else _NO_PCN


def _sentences(deprivation: Quality) -> tuple[str, ...]:
    by_name = {group.name: group for group in deprivation.groups}
    ends = (by_name[_FIFTHS["1"]], by_name[_FIFTHS["5"]])
    return (
        compared("Overdue, of those the check is for", *ends, "overdue"),
        compared("On today's lists, of those overdue", *ends, "listed"),
        compared("Reached, of those approached in the last twelve months", *ends, "reached"),
    )


def _line(code: str, group: Group) -> tuple[str, ...]:
    counts = (HIDDEN if group.counts[name] is None else str(group.counts[name]) for name in MEASURES.names)
    shares = ("" if percent is None else str(percent) for percent in group.shares.values())
    return (code, group.name, *counts, *shares)

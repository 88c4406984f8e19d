"""Which counts of a published page are hidden, so that nobody can work a small one out.

A page has several tables of the same people, each by another quality (a dimension), with the same counts (measures)
and totals. A count of 1 to 4 is small, and so is a count that is 1 to 4 short of the count it is a part of. Small
counts are hidden; then further ones, until for every hidden count there is another page, alike in all that is shown,
with another number in its place. That holds even against somebody who knows which of the hidden counts are the small
ones. A zero is shown: it speaks of nobody. A measure whose total is small is hidden as a whole, with its parts.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

SMALLEST_SHOWN = 5

Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Measures:
    """Names of the counts and, of each that is a part of another, the whole it is a part of; wholes come first."""

    names: tuple[str, ...]
    part_of: Mapping[str, str]


@dataclass(frozen=True)
class Published:
    """What may be shown: None stands for a hidden count. `withheld` dimensions show nothing but their totals."""

    totals: Mapping[str, int | None]
    tables: Mapping[str, Mapping[str, Mapping[str, int | None]]]
    withheld: frozenset[str] = field(default=frozenset())


def publish(measures: Measures, tables: Mapping[str, Counts]) -> Published:
    """The page of these tables (dimension -> category -> measure -> people) without what must be hidden."""
    totals = _totals(measures, tables)
    hidden_totals: set[str] = set()
    for name in measures.names:
        if any(_smallness(measures, totals, name)) or measures.part_of.get(name) in hidden_totals:
            hidden_totals.add(name)
    shown: dict[str, dict[str, dict[str, int | None]]] = {}
    withheld = set()
    for dimension, counts in tables.items():
        hidden = _Hiding(measures, counts, hidden_totals).hide()
        if hidden is None:
            withheld.add(dimension)
            hidden = {(name, category) for category in counts for name in measures.names}
        shown[dimension] = {
            category: {name: None if (name, category) in hidden else counts[category][name] for name in measures.names}
            for category in counts
        }
    told = {name: None if name in hidden_totals else totals[name] for name in measures.names}
    return Published(told, shown, frozenset(withheld))


def share(part: int | None, whole: int | None) -> int | None:
    """Whole percent, of counts that are both shown; None where one is hidden or nobody is there."""
    if part is None or not whole:
        return None
    return (part * 200 + whole) // (whole * 2)


def _totals(measures: Measures, tables: Mapping[str, Counts]) -> dict[str, int]:
    sums = [
        {name: sum(counts[category][name] for category in counts) for name in measures.names}
        for counts in tables.values()
    ]
    if any(each != sums[0] for each in sums):
        raise ValueError("tables of the same people must have the same totals")
    return sums[0]


def _smallness(measures: Measures, counts: Mapping[str, int], name: str) -> tuple[bool, bool]:
    """Whether the count is small, and whether what it is short of its whole is. Of nobody neither is."""
    whole = measures.part_of.get(name)
    rest = counts[whole] - counts[name] if whole and counts[name] else 0
    return 0 < counts[name] < SMALLEST_SHOWN, 0 < rest < SMALLEST_SHOWN


class _Hiding:
    """What is hidden of one table, cell by cell, until nothing hidden can be worked out."""

    def __init__(self, measures: Measures, counts: Counts, hidden_totals: set[str]) -> None:
        self._measures = measures
        self._counts = counts
        self._hidden_totals = hidden_totals
        self._possible: dict[tuple[str, tuple[str, ...], int], bool] = {}
        self._hidden = {
            (name, category)
            for category, cell in counts.items()
            for name in measures.names
            if (cell[name] and any(_smallness(measures, cell, name))) or self._is_withheld(name, cell)
        }

    def _is_withheld(self, name: str, cell: Mapping[str, int]) -> bool:
        """Of nobody at all the parts are zero, whoever hides them."""
        whole: str | None = name
        while whole in self._hidden_totals:
            whole = self._measures.part_of.get(whole)
        return whole != name and (whole is None or cell[whole] > 0)

    def hide(self) -> set[tuple[str, str]] | None:
        """The hidden cells, or None where a table of so few people cannot be shown at all."""
        order = sorted(self._hidden, key=lambda cell: (self._measures.names.index(cell[0]), cell[1]))
        # What is hidden later takes nothing away from a cell that has another page already: each is looked at once.
        for name, category in order:
            while name not in self._hidden_totals and not self._has_another((name, category)):
                further = self._next_to_hide(name) or self._next_to_hide_of_others(name, category)
                if further is None:
                    return None
                self._hidden.add(further)
                order.append(further)
        return self._hidden

    def _next_to_hide(self, name: str) -> tuple[str, str] | None:
        """The smallest count of the measure that is still shown and not zero."""
        shown = [
            (cell[name], category)
            for category, cell in self._counts.items()
            if (name, category) not in self._hidden and cell[name]
        ]
        return (name, min(shown)[1]) if shown else None

    def _next_to_hide_of_others(self, name: str, category: str) -> tuple[str, str] | None:
        """Where all of a measure is hidden and still told: the same people's other counts, parts before wholes."""
        related = [each for each in reversed(self._measures.names) if each != name]
        return next(
            (
                (each, group)
                for group in (category, *self._counts)
                for each in related
                if (each, group) not in self._hidden and self._counts[group][each]
            ),
            None,
        )

    def _has_another(self, cell: tuple[str, str]) -> bool:
        """Whether one person could be moved between two categories, in this count and in others, unseen."""
        name, category = cell
        for other in self._counts:
            if other == category or (name, other) not in self._hidden:
                continue
            movable = [
                each
                for each in self._measures.names
                if each != name and (each, category) in self._hidden and (each, other) in self._hidden
            ]
            for moved in _subsets(movable):
                for step in (1, -1):
                    if self._is_possible(category, (name, *moved), step) and self._is_possible(
                        other, (name, *moved), -step
                    ):
                        return True
        return False

    def _is_possible(self, category: str, moved: tuple[str, ...], step: int) -> bool:
        """Whether a category may have so many more in these counts: small ones stay small, others never become so."""
        key = (category, moved, step)
        if key not in self._possible:
            self._possible[key] = self._judge(*key)
        return self._possible[key]

    def _judge(self, category: str, moved: tuple[str, ...], step: int) -> bool:
        before = self._counts[category]
        after = {name: before[name] + (step if name in moved else 0) for name in self._measures.names}
        for name in self._measures.names:
            whole = self._measures.part_of.get(name)
            if after[name] < 0 or (whole and after[name] > after[whole]):
                return False
            if name not in moved and not (whole and whole in moved):
                continue
            if name in self._hidden_totals:
                continue
            if (before[name] == 0) != (after[name] == 0):
                return False
            if _smallness(self._measures, before, name) != _smallness(self._measures, after, name):
                return False
        return True


def _subsets(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(names) + 1):
        yield from combinations(names, size)

"""Two rules, or two days, side by side: who has which status under each, who enters the service and who leaves."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.core.region import Rule

NOBODY = "not known on the day"
NO_ROUTE = "no outreach"


@dataclass(frozen=True)
class Side:
    """One of the two: a rule on a day."""

    name: str
    rule: Rule
    as_of: date

    @property
    def words(self) -> str:
        """What the rule asks, in one line."""
        reach = "with" if self.rule.includes_hard_to_reach else "without"
        return (
            f"{self.name} on {self.as_of}: {self.rule.years_without_check} years without a complete check, aged "
            f"{self.rule.minimum_age} or over, {reach} hard to reach, moves settled within "
            f"{self.rule.deducted_within_days} days"
        )


@dataclass(frozen=True)
class Move:
    """So many people with this status, reason and route on one side and those on the other."""

    first: tuple[str, str, str]
    second: tuple[str, str, str]
    people: int

    @property
    def enters(self) -> bool:
        return self.first[2] == NO_ROUTE != self.second[2]

    @property
    def leaves(self) -> bool:
        return self.first[2] != NO_ROUTE == self.second[2]


@dataclass(frozen=True)
class Comparison:
    """What two rules make of the same people."""

    moves: Sequence[Move]

    def statuses(self) -> list[tuple[str, str, int, int]]:
        """(status, route, people under the first, under the second), every pair that is met."""
        first, second = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for move in self.moves:
            first[move.first[0], move.first[2]] += move.people
            second[move.second[0], move.second[2]] += move.people
        return [(*pair, first[pair], second[pair]) for pair in sorted({*first, *second})]

    def matrix(self) -> tuple[list[str], dict[str, dict[str, int]]]:
        """The second's statuses, and for each of the first's the people by the second's."""
        columns = sorted({move.second[0] for move in self.moves})
        made: dict[str, dict[str, int]] = {
            status: dict.fromkeys(columns, 0) for status in sorted({move.first[0] for move in self.moves})
        }
        for move in self.moves:
            made[move.first[0]][move.second[0]] += move.people
        return columns, made

    def entering(self) -> list[Move]:
        """Those whom the service is for only under the second, most people first."""
        return _most_first(move for move in self.moves if move.enters)

    def leaving(self) -> list[Move]:
        """Those whom the service is for only under the first, most people first."""
        return _most_first(move for move in self.moves if move.leaves)


def comparison(rows: Iterable[Mapping[str, Any]]) -> Comparison:
    """The comparison of counted rows: status, reason and route of each side, and people."""
    return Comparison([Move(_side(row, "first"), _side(row, "second"), row["people"]) for row in rows])


def _side(row: Mapping[str, Any], side: str) -> tuple[str, str, str]:
    status = row[f"{side}_status"] or NOBODY
    return status, row[f"{side}_reason"] or NOBODY, row[f"{side}_route"] or NO_ROUTE


def _most_first(moves: Iterable[Move]) -> list[Move]:
    return sorted(moves, key=lambda move: (-move.people, move.first, move.second))

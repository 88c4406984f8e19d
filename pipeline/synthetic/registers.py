"""One practice's register: whom it holds, what is true of them, and the lines its file will have."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from pipeline.synthetic.cases import case_at
from pipeline.synthetic.entries import Entry, entry_of, other_row
from pipeline.synthetic.forms.sending import Line, Role
from pipeline.synthetic.numbers import nhs_numbers
from pipeline.synthetic.people import Identity, identity_of
from pipeline.synthetic.plans import (
    Damage,
    Plan,
    Standing,
    checks_of,
    damage_of,
    diagnosis_of,
    standing_of,
    stop_of,
)
from pipeline.synthetic.practices import Practice
from pipeline.synthetic.streams import stream


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the register with the truth about them."""

    entry: Entry
    plan: Plan


class County:
    """What all registers of one county share: the seed, the day, the practices."""

    has_guests = True

    def __init__(self, seed: int, as_of: date, practices: list[Practice]) -> None:
        self.seed = seed
        self.as_of = as_of
        self.practices = practices

    def members(self, practice: Practice) -> list[Member]:
        """The practice's own people, then the one it shares with the practice before it, if any."""
        found = [self._member(practice, identity, plan) for identity, plan in self._own(practice, practice.people)]
        before = practice.index - 1
        if before >= 0 and self._shares_its_first(self.practices[before]):
            home = self.practices[before]
            identity, plan = next(self._own(home, 1))
            guest = self._checks(plan, identity, stream(self.seed, "guest", practice.index))
            found.append(self._member(practice, identity, guest))
        return found

    def _member(self, practice: Practice, identity: Identity, plan: Plan) -> Member:
        return Member(entry_of(self.seed, practice, identity, plan, self.as_of), plan)

    def _own(self, practice: Practice, people: int) -> Iterator[tuple[Identity, Plan]]:
        numbers = nhs_numbers(self.seed, practice.index)
        for position, number in zip(range(people), numbers, strict=False):
            yield self._person(practice, position, number)

    def _person(self, practice: Practice, position: int, number: str) -> tuple[Identity, Plan]:
        rng = stream(self.seed, "plan", practice.index, position)
        case = case_at(practice.index, position, len(self.practices))
        if case:
            plan = replace(case.plan(self.as_of, practice.extract_on), case=case.name)
        elif position == 0 and self._shares_its_first(practice):
            plan = Plan(standing=Standing.ON_TWO_REGISTERS)
        else:
            standing = standing_of(rng)
            plan = Plan(
                standing=standing,
                stop=stop_of(rng),
                damage=damage_of(rng),
                diagnosis=diagnosis_of(rng, standing),
            )
        identity = identity_of(
            self.seed, practice, position, self.as_of, number, is_minor=plan.standing is Standing.UNDER_18
        )
        if case:
            return case.change(identity, self.as_of), plan
        return identity, self._checks(plan, identity, rng)

    def _checks(self, plan: Plan, identity: Identity, rng: Random) -> Plan:
        age = (self.as_of - identity.born_on).days // 365
        tier, shape = checks_of(rng, sex=identity.sex, age=age, imd_decile=identity.imd_decile)
        return replace(plan, tier=tier, shape=shape)

    def _shares_its_first(self, practice: Practice) -> bool:
        """Whether the first person of the practice is on the next one's register too (0.3% of people)."""
        if not self.has_guests or practice.index + 1 >= len(self.practices) or practice.people == 0:
            return False
        if practice.index == 0:
            return True
        return stream(self.seed, "shared", practice.index).random() < 0.003 * practice.people


def lines_of(members: list[Member]) -> list[Line]:
    """The rows of the file: everybody once, and at its end the second rows of those who have two."""
    first, second = [], []
    for member in members:
        damage = member.plan.damage
        first.append(Line(member.entry, Role.QUARANTINED if damage.is_quarantined else Role.LANDED))
        if damage is Damage.IDENTICAL_DUPLICATE:
            second.append(Line(member.entry, Role.DUPLICATE))
        elif damage is Damage.TWO_ROWS_DIFFER:
            second.append(Line(other_row(member.entry), Role.QUARANTINED))
    return first + second

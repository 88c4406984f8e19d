"""The registers of a county that has the published counts: everybody counted has a lot, the others are on top."""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random

from pipeline.synthetic.numbers import nhs_numbers
from pipeline.synthetic.people import Identity, identity_of
from pipeline.synthetic.plans import (
    Plan,
    Standing,
    diagnosis_of,
    excluded_of,
    second_row_of,
    stop_of,
    weight_unchecked,
)
from pipeline.synthetic.practices import Practice
from pipeline.synthetic.published import Lot, Published, lots_of
from pipeline.synthetic.registers import County
from pipeline.synthetic.streams import stream

# In the files and in no published count: as many more people as in an ordinary county (7.8% and 0.8% damaged).
_EXCLUDED = 0.094


class PublishedCounty(County):
    """A county whose registers and elements are those published; nobody is on two registers, no border is set."""

    has_guests = False

    def __init__(self, seed: int, as_of: date, practices: list[Practice], areas: Sequence[Published]) -> None:
        super().__init__(seed, as_of, practices)
        self._lots: dict[tuple[int, int], Lot] = {}
        for area in areas:
            self._deal(area, [each for each in practices if each.sub_icb_code == area.sub_icb_code])

    def _deal(self, area: Published, practices: list[Practice]) -> None:
        """The least checked lots go oftener to men, the young and the most deprived."""
        rng = stream(self.seed, "lots", area.sub_icb_code)
        places = [(practice, position) for practice in practices for position in range(practice.people)]
        turns = sorted(
            ((self._turn(rng, practice, position), practice.index, position) for practice, position in places),
        )
        lots = lots_of(rng, area)
        for (_, index, position), lot in zip(turns, lots, strict=True):
            self._lots[index, position] = lot

    def _turn(self, rng: Random, practice: Practice, position: int) -> float:
        identity = self._identity(practice, position, "", is_minor=False)
        age = (self.as_of - identity.born_on).days // 365
        weight = weight_unchecked(sex=identity.sex, age=age, imd_decile=identity.imd_decile)
        return rng.expovariate(weight)

    def _own(self, practice: Practice, people: int) -> Iterator[tuple[Identity, Plan]]:
        numbers = nhs_numbers(self.seed, practice.index)
        for position in range(people):
            plan = self._counted(practice, position)
            yield self._identity(practice, position, next(numbers), is_minor=False), plan
        for position in range(people, people + round(people * _EXCLUDED)):
            rng = stream(self.seed, "plan", practice.index, position)
            standing, damage = excluded_of(rng)
            plan = Plan(standing, stop=stop_of(rng), damage=damage, diagnosis=diagnosis_of(rng, standing))
            identity = self._identity(practice, position, next(numbers), is_minor=plan.standing is Standing.UNDER_18)
            yield identity, self._checks(plan, identity, rng)

    def _counted(self, practice: Practice, position: int) -> Plan:
        rng = stream(self.seed, "plan", practice.index, position)
        lot = self._lots[practice.index, position]
        return Plan(
            tier=lot.tier,
            stop=stop_of(rng),
            damage=second_row_of(rng),
            diagnosis=diagnosis_of(rng, Standing.ORDINARY),
            lot=lot,
        )

    def _identity(self, practice: Practice, position: int, number: str, *, is_minor: bool) -> Identity:
        return identity_of(self.seed, practice, position, self.as_of, number, is_minor=is_minor)

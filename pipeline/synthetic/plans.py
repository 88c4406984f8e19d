"""The truth about a person, chosen before anything is written about them.

All shares are assumptions from the field note (section 7) unless a comment says more.
"""

import random
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.synthetic.history import Shape, Tier
from pipeline.synthetic.published import Lot
from pipeline.synthetic.streams import drawn


class Standing(StrEnum):
    """What decides a person's status before their checks are looked at; blank for most people."""

    ORDINARY = ""
    UNDER_18 = "under_18"
    IN_REMISSION = "in_remission"
    LITHIUM_ONLY = "lithium_only"
    LEFT = "left"
    DIED = "died"
    ON_TWO_REGISTERS = "on_two_registers"


class Stop(StrEnum):
    """A mark in the practice's record that ends contact."""

    NONE = ""
    REFUSED_SERVICE = "refused_service"
    RESTRICTED = "restricted"
    NO_SHARE = "no_share"


class Damage(StrEnum):
    """What is wrong with a person's rows; every value but the first two is a reason for quarantine."""

    NONE = ""
    IDENTICAL_DUPLICATE = "identical_duplicate"
    NHS_NUMBER_CHECK_DIGIT = "nhs_number_check_digit"
    NHS_NUMBER_DAMAGED = "nhs_number_damaged"
    NHS_NUMBER_MISSING = "nhs_number_missing"
    BORN_ON_MISSING = "born_on_missing"
    BORN_ON_IMPOSSIBLE = "born_on_impossible"
    FAMILY_NAME_MISSING = "family_name_missing"
    TWO_ROWS_DIFFER = "two_rows_differ"

    @property
    def is_quarantined(self) -> bool:
        return self not in (Damage.NONE, Damage.IDENTICAL_DUPLICATE)

    @property
    def is_of_nhs_number(self) -> bool:
        return self in (Damage.NHS_NUMBER_CHECK_DIGIT, Damage.NHS_NUMBER_DAMAGED, Damage.NHS_NUMBER_MISSING)


class Diagnosis(StrEnum):
    """How the record came to have, or not to have, a current diagnosis."""

    CURRENT = "current"
    RETURNED_AFTER_REMISSION = "returned_after_remission"
    REMISSION_LATER = "remission_later"
    REMISSION_SAME_DAY = "remission_same_day"
    REMISSION_ALONE = "remission_alone"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Plan:
    """One person's truth. `last_complete_on` overrules the day that would be drawn for the tier, a lot the record."""

    standing: Standing = Standing.ORDINARY
    tier: Tier = Tier.UP_TO_DATE
    shape: Shape = Shape.ORDINARY
    stop: Stop = Stop.NONE
    damage: Damage = Damage.NONE
    diagnosis: Diagnosis = Diagnosis.CURRENT
    last_complete_on: date | None = None
    case: str = ""
    lot: Lot | None = None


_STANDINGS = (
    (Standing.ORDINARY, 92.2),
    (Standing.IN_REMISSION, 4.0),
    (Standing.LITHIUM_ONLY, 2.0),
    (Standing.LEFT, 1.0),
    (Standing.UNDER_18, 0.5),
    (Standing.DIED, 0.3),
)
_STOPS = ((Stop.NONE, 96.3), (Stop.REFUSED_SERVICE, 2.0), (Stop.NO_SHARE, 1.5), (Stop.RESTRICTED, 0.2))
_DAMAGES = (
    (Damage.NONE, 98.7),
    (Damage.IDENTICAL_DUPLICATE, 0.5),
    (Damage.NHS_NUMBER_CHECK_DIGIT, 0.25),
    (Damage.NHS_NUMBER_DAMAGED, 0.1),
    (Damage.NHS_NUMBER_MISSING, 0.15),
    (Damage.BORN_ON_MISSING, 0.1),
    (Damage.BORN_ON_IMPOSSIBLE, 0.05),
    (Damage.FAMILY_NAME_MISSING, 0.05),
    (Damage.TWO_ROWS_DIFFER, 0.1),
)


def standing_of(rng: random.Random) -> Standing:
    return drawn(rng, _STANDINGS)


def stop_of(rng: random.Random) -> Stop:
    return drawn(rng, _STOPS)


def damage_of(rng: random.Random) -> Damage:
    return drawn(rng, _DAMAGES)


def excluded_of(rng: random.Random) -> tuple[Standing, Damage]:
    """Of somebody who is in the files and in no published count: gone, in remission, on lithium alone, or damaged."""
    standing = drawn(rng, [each for each in _STANDINGS if each[0]] + [(Standing.ORDINARY, 0.8)])
    if standing:
        return standing, Damage.NONE
    return standing, drawn(rng, [each for each in _DAMAGES if each[0].is_quarantined])


def second_row_of(rng: random.Random) -> Damage:
    """The one damage that takes nobody out of a count."""
    return drawn(rng, [each for each in _DAMAGES if not each[0].is_quarantined])


def diagnosis_of(rng: random.Random, standing: Standing) -> Diagnosis:
    """Remission wins on the same day and stands alone; a later diagnosis makes the person active again."""
    if standing is Standing.LITHIUM_ONLY:
        return Diagnosis.NONE
    if standing is Standing.IN_REMISSION:
        return drawn(
            rng,
            (
                (Diagnosis.REMISSION_LATER, 70.0),
                (Diagnosis.REMISSION_SAME_DAY, 20.0),
                (Diagnosis.REMISSION_ALONE, 10.0),
            ),
        )
    return drawn(rng, ((Diagnosis.CURRENT, 97.0), (Diagnosis.RETURNED_AFTER_REMISSION, 3.0)))


def checks_of(rng: random.Random, *, sex: str, age: int, imd_decile: int) -> tuple[Tier, Shape]:
    """Fewer checks among men, people of 18 to 34 and the most deprived; 20% unchecked in three years."""
    unchecked = 0.167 * weight_unchecked(sex=sex, age=age, imd_decile=imd_decile)
    mark = rng.random()
    if mark < unchecked:
        return _unchecked(rng, mark / unchecked)
    # Two in three of all people are complete within the year at its best quarter (published, 65.1%).
    if mark < unchecked + 0.2:
        return Tier.DUE, _trap(rng)
    return Tier.UP_TO_DATE, _border(rng)


def weight_unchecked(*, sex: str, age: int, imd_decile: int) -> float:
    """How much oftener than others a person goes without a check."""
    weight = 1.15 if sex == "Male" else 0.85
    weight *= 1.45 if age < 35 else 1.0
    return weight * (1.25 if imd_decile <= 2 else 0.95)


def _unchecked(rng: random.Random, mark: float) -> tuple[Tier, Shape]:
    if mark < 1 / 3:
        return Tier.NEVER_CHECKED, Shape.NO_ELEMENT
    return (Tier.NEVER_CHECKED if mark < 0.5 else Tier.OVERDUE), _trap(rng)


def _trap(rng: random.Random) -> Shape:
    """What a record without a recent complete check looks like: mostly some elements now and then."""
    return drawn(
        rng,
        (
            (Shape.ORDINARY, 80.0),
            (Shape.DECLINE_FOR_ONE, 10.0),
            (Shape.SPREAD_OVER_13_MONTHS, 6.0),
            (Shape.BAD_READING_FOR_ONE, 4.0),
        ),
    )


def _border(rng: random.Random) -> Shape:
    return drawn(
        rng,
        (
            (Shape.ORDINARY, 96.0),
            (Shape.WINDOW_EDGE, 2.0),
            (Shape.DECLINE_AND_RESULT_ON_ONE_DAY, 2.0),
        ),
    )

"""Who a person is and what they need to be reached: the same on every register they are on."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.synthetic import names
from pipeline.synthetic.homes import Home, Reach, home_in, reach_of
from pipeline.synthetic.names import Name
from pipeline.synthetic.practices import Practice
from pipeline.synthetic.spans import years_before
from pipeline.synthetic.streams import drawn, stream


@dataclass(frozen=True, slots=True)
class Needs:
    """Language and accessible-information needs, in the words of the record."""

    language: str = "English"
    is_interpreter_needed: bool = False
    contact_method: str = ""
    information_format: str = ""
    communication_professional: str = ""
    communication_support: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What is the same on every register the person is on."""

    person_key: str
    nhs_number: str
    name: Name
    sex: str
    born_on: date
    imd_decile: int
    home: Home
    reach: Reach
    needs: Needs


def identity_of(
    seed: int,
    practice: Practice,
    position: int,
    as_of: date,
    nhs_number: str,
    *,
    is_minor: bool,
) -> Identity:
    """The person at this place of the practice's register; the same one whoever else is added."""
    rng = stream(seed, "identity", practice.index, position)
    key = f"P{practice.index + 1:05}-{position + 1:04}"
    sex = drawn(rng, (("Male", 53.5), ("Female", 46.2), ("Unknown", 0.3)))
    born_on = _birth(rng, as_of, is_minor)
    name = names.name_of(rng, sex, practice.area.south_asian_share)
    most_deprived = rng.random() < practice.area.most_deprived_share
    return Identity(
        person_key=key,
        nhs_number=nhs_number,
        name=name,
        sex=sex,
        born_on=born_on,
        imd_decile=rng.randint(1, 2) if most_deprived else rng.randint(3, 10),
        home=home_in(rng, practice.area.postcode_area, practice.town, practice.area.county),
        reach=reach_of(rng, key),
        needs=_needs(rng, name.background),
    )


def _birth(rng: random.Random, as_of: date, is_minor: bool) -> date:
    """Ages peak from 40 to 60 with a shoulder of young adults (an assumption)."""
    if is_minor:
        age = rng.randint(16, 17)
    elif rng.random() < 0.14:
        age = rng.randint(18, 34)
    else:
        age = int(rng.triangular(18, 92, 48))
    return years_before(as_of, age) - timedelta(days=rng.randint(0, 360))


def _needs(rng: random.Random, background: str) -> Needs:
    language, interpreter = names.language_of(rng, background)
    return Needs(
        language=language,
        is_interpreter_needed=interpreter,
        contact_method=drawn(
            rng,
            (
                ("", 93.0),
                ("Requires contact by letter", 2.0),
                ("Requires contact by telephone", 2.0),
                ("Requires contact by SMS text message", 1.5),
                ("Requires contact by email", 0.7),
                ("Requires contact via carer", 0.8),
            ),
        ),
        information_format=drawn(
            rng,
            (
                ("", 96.0),
                ("Requires written information in at least 20 point sans serif", 0.8),
                ("Requires written information in at least 24 point sans serif", 0.7),
                ("Requires written information in at least 28 point sans serif", 0.3),
                ("Requires information in Easy read", 1.6),
                ("Requires information in contracted (Grade 2) Braille", 0.2),
                ("Requires information in electronic audio format", 0.4),
            ),
        ),
        communication_professional=drawn(
            rng, (("", 99.2), ("Needs a British Sign Language interpreter", 0.3), ("Needs an advocate", 0.5))
        ),
        communication_support=drawn(
            rng,
            (
                ("", 98.7),
                ("Uses hearing aid", 0.8),
                ("Uses a communication passport", 0.3),
                ("Lip-reads", 0.2),
            ),
        ),
    )

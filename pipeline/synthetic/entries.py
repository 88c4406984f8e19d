"""A person as one practice's register has them, built so that the plan made for them is true."""

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from pipeline.synthetic import names
from pipeline.synthetic.history import History, Shape, Times, last_complete_day, write_history
from pipeline.synthetic.numbers import with_one_digit_changed
from pipeline.synthetic.people import Identity
from pipeline.synthetic.plans import Damage, Diagnosis, Plan, Standing, Stop
from pipeline.synthetic.practices import Practice
from pipeline.synthetic.recent import write_recent
from pipeline.synthetic.spans import months_before, years_before
from pipeline.synthetic.streams import drawn, stream
from pipeline.synthetic.vocabulary import Observation

Coded = tuple[str, date]

_DIAGNOSES = (("Schizophrenia", 45.0), ("Bipolar disorder", 35.0), ("Psychotic disorder", 20.0))
_REMISSIONS = {
    "Schizophrenia": "Schizophrenia in remission",
    "Bipolar disorder": "Bipolar disorder in remission",
    "Psychotic disorder": "Psychotic disorder in remission",
}
# Assumption: two in three take an antipsychotic, three in ten of those clozapine or a depot.
_ANTIPSYCHOTICS = (("", 35.0), ("Olanzapine", 45.5), ("Clozapine", 9.0), ("Paliperidone depot", 10.5))


@dataclass(frozen=True, slots=True)
class Entry:
    """One register's words about a person. Written fields differ from the truth where a row is damaged."""

    identity: Identity
    nhs_number: str
    family_name: str
    born_on: date | None
    lsoa: str
    clinician: str
    key_worker: str
    registered_on: date
    deregistered_on: date | None
    died_on: date | None
    is_restricted: bool
    is_not_to_be_shared: bool
    refuses_outreach: bool
    last_invited_on: date | None
    diagnoses: tuple[Coded, ...]
    remissions: tuple[Coded, ...]
    lithium_on: date | None
    antipsychotic: str
    antipsychotic_on: date | None
    diabetes_on: date | None
    cvd_on: date | None
    last_complete_on: date | None
    observations: tuple[Observation, ...] = field(repr=False)
    check_done_on: date | None = None
    no_response_on: date | None = None
    declined_check_on: date | None = None
    unsuitable_on: date | None = None
    is_hard_to_reach: bool = False

    def of_element(self, element: str) -> list[Observation]:
        """The element's lines, newest first; those without a whole date come last."""
        return sorted((line for line in self.observations if line.element == element), key=_newest_first)


def entry_of(seed: int, practice: Practice, identity: Identity, plan: Plan, as_of: date) -> Entry:
    """The entry the practice would send, with the damage of the plan done to it."""
    rng = stream(seed, "entry", practice.index, identity.person_key)
    extract_on = practice.extract_on
    # Nobody's record begins before twelve: a smoking or alcohol status of a child would prove nothing.
    times = Times(
        first=identity.born_on + timedelta(days=12 * 366),
        extract_on=extract_on,
        as_of=as_of,
        born_on=identity.born_on,
    )
    history = _history(rng, times, plan)
    diagnoses, remissions = _diagnoses(rng, plan.diagnosis, times)
    deregistered_on, died_on = _leaving(rng, plan.standing, extract_on)
    antipsychotic = drawn(rng, _ANTIPSYCHOTICS) if plan.diagnosis is not Diagnosis.NONE else ""
    entry = Entry(
        identity=identity,
        nhs_number=identity.nhs_number,
        family_name=identity.name.family_name,
        born_on=identity.born_on,
        # LSOA codes of England stop far below this one.
        lsoa=f"E0109{rng.randint(0, 9999):04}",
        clinician=names.clinician(stream(seed, "clinician", practice.index, rng.randrange(4))),
        key_worker=names.colleague(rng) if rng.random() < 0.4 else "",
        registered_on=max(identity.born_on, years_before(extract_on, 1) - timedelta(days=rng.randint(0, 9000))),
        deregistered_on=deregistered_on,
        died_on=died_on,
        is_restricted=plan.stop is Stop.RESTRICTED,
        is_not_to_be_shared=plan.stop is Stop.NO_SHARE,
        refuses_outreach=plan.stop is Stop.REFUSED_SERVICE,
        last_invited_on=extract_on - timedelta(days=rng.randint(5, 700)) if rng.random() < 0.25 else None,
        diagnoses=diagnoses,
        remissions=remissions,
        lithium_on=_lithium(rng, plan.standing, extract_on),
        antipsychotic=antipsychotic,
        antipsychotic_on=extract_on - timedelta(days=rng.randint(1, 90)) if antipsychotic else None,
        diabetes_on=_since(rng, times) if rng.random() < 0.15 else None,
        cvd_on=_since(rng, times) if rng.random() < 0.07 else None,
        last_complete_on=history.last_complete_on,
        observations=tuple(history.observations),
    )
    entry = _with_practice_words(stream(seed, "words", practice.index, identity.person_key), entry, extract_on)
    return _damaged(rng, _hidden(rng, entry), plan.damage, as_of)


def _history(rng: random.Random, times: Times, plan: Plan) -> History:
    if plan.lot:
        return write_recent(rng, times, plan.lot)
    last_complete_on = plan.last_complete_on
    if last_complete_on is None and plan.shape is not Shape.NO_ELEMENT:
        last_complete_on = last_complete_day(rng, plan.tier, times)
    return write_history(rng, times, last_complete_on, plan.shape)


def other_row(entry: Entry) -> Entry:
    """A second row with the same NHS number that says something else about who the person is."""
    born_on = entry.identity.born_on
    other = born_on - timedelta(days=31) if born_on.day % 2 else born_on
    family_name = entry.family_name if other != born_on else f"{entry.family_name}-Ashworthy"
    return replace(entry, born_on=other, family_name=family_name)


def _newest_first(line: Observation) -> tuple[bool, int, str]:
    if isinstance(line.observed_on, date):
        return False, -line.observed_on.toordinal(), line.term
    return True, 0, line.observed_on


def _since(rng: random.Random, times: Times) -> date:
    return times.extract_on - timedelta(days=rng.randint(30, max(31, (times.extract_on - times.first).days // 2)))


def _diagnoses(rng: random.Random, diagnosis: Diagnosis, times: Times) -> tuple[tuple[Coded, ...], tuple[Coded, ...]]:
    term = drawn(rng, _DIAGNOSES)
    first = _since(rng, times)
    later = min(times.extract_on, first + timedelta(days=rng.randint(1, 2000)))
    last = min(times.extract_on, later + timedelta(days=rng.randint(1, 900)))
    remission = (_REMISSIONS[term], later)
    match diagnosis:
        case Diagnosis.NONE:
            return (), ()
        case Diagnosis.REMISSION_ALONE:
            return (), (remission,)
        case Diagnosis.REMISSION_LATER:
            return ((term, first),), (remission,)
        case Diagnosis.REMISSION_SAME_DAY:
            # The remission code itself is on the diagnosis list too: the same line appears in both groups.
            return (remission, (term, first)), (remission,)
        case Diagnosis.RETURNED_AFTER_REMISSION if later < last:
            return ((term, last), (term, first)), (remission,)
        case _:
            again = ((drawn(rng, _DIAGNOSES), later),) if rng.random() < 0.2 and later > first else ()
            return (*again, (term, first)), ()


def _leaving(rng: random.Random, standing: Standing, extract_on: date) -> tuple[date | None, date | None]:
    on = extract_on - timedelta(days=rng.randint(1, 150))
    if standing is Standing.LEFT:
        return on, None
    if standing is Standing.DIED:
        # Some practices deduct the dead at once, others leave them registered.
        return (on if rng.random() < 0.5 else None), on
    return None, None


def _lithium(rng: random.Random, standing: Standing, extract_on: date) -> date | None:
    """An issue in the six months before the extract, which is what puts a person on the lithium register."""
    if standing is not Standing.LITHIUM_ONLY and rng.random() >= 0.08:
        return None
    return extract_on - timedelta(days=rng.randint(0, (extract_on - months_before(extract_on, 6)).days - 5))


def _with_practice_words(rng: random.Random, entry: Entry, extract_on: date) -> Entry:
    """What the practice says of its own efforts; it codes a check as done that lacks something, and the reverse.

    Assumption: one person in four has an exception, half of them lapsed (the field note has 20-28%).
    """

    def some_day() -> date:
        return max(entry.registered_on, extract_on - timedelta(days=rng.randint(0, 730)))

    done_on = entry.last_complete_on if rng.random() < 0.6 else None
    if rng.random() < 0.05:
        done_on = some_day()
    return replace(
        entry,
        check_done_on=done_on,
        no_response_on=some_day() if rng.random() < 0.14 else None,
        declined_check_on=some_day() if rng.random() < 0.07 else None,
        unsuitable_on=some_day() if rng.random() < 0.04 else None,
        is_hard_to_reach=rng.random() < 0.04,
    )


def _hidden(rng: random.Random, entry: Entry) -> Entry:
    """A restricted person's address is blanked by some practices and left in by others, who should not."""
    if not entry.is_restricted or rng.random() < 0.6:
        return entry
    home = replace(entry.identity.home, lines=("", "", "", "", ""), postcode="ZZZSECUR")
    return replace(entry, identity=replace(entry.identity, home=home))


def _damaged(rng: random.Random, entry: Entry, damage: Damage, as_of: date) -> Entry:
    changes: dict[Damage, dict[str, Any]] = {
        Damage.NHS_NUMBER_CHECK_DIGIT: {"nhs_number": with_one_digit_changed(entry.nhs_number, rng.randint(4, 9))},
        Damage.NHS_NUMBER_DAMAGED: {"nhs_number": "9.99E+09"},
        Damage.NHS_NUMBER_MISSING: {"nhs_number": ""},
        Damage.BORN_ON_MISSING: {"born_on": None},
        Damage.BORN_ON_IMPOSSIBLE: {"born_on": as_of + timedelta(days=rng.randint(200, 9000))},
        Damage.FAMILY_NAME_MISSING: {"family_name": ""},
    }
    return replace(entry, **changes[damage]) if damage in changes else entry

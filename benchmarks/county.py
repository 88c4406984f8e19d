"""Practices' files for measuring the intake: everything in them is acceptable, and there is as much as you ask for.

The files are those of the synthetic county's forms and one more, Medicus' archive; the people are made faster
and plainer than the county's: nobody is damaged, twenty results each over four to eleven years. The same seed
gives the same bytes, and memory holds one practice at a time.
"""

import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from nhs_number.validate import calculate_checksum

from pipeline.synthetic.entries import Entry
from pipeline.synthetic.forms.canonical import COLUMNS, canonical_cells
from pipeline.synthetic.forms.emis import write_emis
from pipeline.synthetic.forms.plain import write_plain
from pipeline.synthetic.forms.sending import Line, Role, slashed
from pipeline.synthetic.forms.systmone import write_systmone
from pipeline.synthetic.forms.workbook import write_workbook
from pipeline.synthetic.people import Identity, identity_of
from pipeline.synthetic.practices import PCNS, Practice, make_practices, read_networks
from pipeline.synthetic.reference import write_reference
from pipeline.synthetic.streams import stream
from pipeline.synthetic.vocabulary import ELEMENTS, Observation, result, smoking_habit

OBSERVATIONS_A_PERSON = 20
ONE_IN_CHANGES = 50
MOST_PEOPLE = 900_000

# Of fifty practices, an assumption shaped by the market; the first five show the five forms.
FORMS = ("emis", "systmone", "csv", "medicus", "xlsx")
_FIFTY = ("emis",) * 25 + ("systmone",) * 17 + ("csv",) * 4 + ("medicus",) * 3 + ("xlsx",)
# The largest prime that six digits hold: any stride visits every stem once.
_STEMS, _STRIDE = 999_983, 387_241
_POOL = 2_000
# Nobody's results may be older than they are: twenty results never reach back further than this.
_YOUNGEST, _OLDEST = 30, 90
_ENTRIES = ("nhs_number", "element", "observed_on", "value", "unit", "term", "change_type")


@dataclass(frozen=True)
class Written:
    """What lies in an inbox: practices by form, files and bytes as they lie, and what is in them."""

    by_form: Mapping[str, int]
    files: int
    bytes: int
    rows: int
    people: int
    observations: int


class Country:
    """The practices and the vocabulary their people are drawn from; a day's files are written at a time."""

    def __init__(self, seed: int, people: int, practices: int, first_day: date) -> None:
        if people > MOST_PEOPLE:
            raise ValueError(f"The 999 range has numbers for {MOST_PEOPLE:,} people, not for {people:,}.")
        made = make_practices(seed, people, practices, first_day, read_networks(PCNS))
        self.seed, self.people, self.first_day = seed, people, first_day
        self.practices = [replace(each, form=_form(each.index)) for each in made]
        self._pool = [_pooled(seed, made[at % len(made)], at, first_day) for at in range(_POOL)]
        rng = stream(seed, "results")
        self._results = {
            element: [result(rng, element, first_day, smoking_habit(rng)) for _ in range(_POOL)] for element in ELEMENTS
        }

    def write_reference(self, folder: Path) -> list[Path]:
        """practices.csv and profiles.csv, as `reference load` takes them."""
        folder.mkdir(parents=True, exist_ok=True)
        write_reference(folder, self.practices)
        return [folder / "practices.csv", folder / "profiles.csv"]

    def write_day(self, inbox: Path, days_later: int = 0) -> Written:
        """Every practice's file of the first day, or of the day after it, when one person in fifty has changed.

        A Medicus practice sends only what has changed; all others send everything again.
        """
        day = self.first_day + timedelta(days=days_later)
        numbers = nhs_numbers(self.seed)
        people = rows = observations = 0
        by_form: Counter[str] = Counter()
        for first in self.practices:
            practice = replace(first, extract_on=day)
            entries = list(self._entries(practice, numbers, is_later=days_later > 0))
            if practice.form == "medicus" and days_later:
                entries = [_change_alone(entry, self.first_day) for at, entry in entries if _changes(at)]
            else:
                entries = [entry for _, entry in entries]
            if entries:
                lines = [Line(entry, Role.LANDED) for entry in entries]
                rows += _send(inbox / practice.code, practice, lines, self.seed, days_later)
                by_form[practice.form] += 1
            people += len(entries)
            observations += sum(len(entry.observations) for entry in entries)
        sizes = [path.stat().st_size for path in inbox.rglob("*") if path.is_file()]
        return Written(dict(by_form), len(sizes), sum(sizes), rows, people, observations)

    def _entries(self, practice: Practice, numbers: Iterator[str], is_later: bool) -> Iterator[tuple[int, Entry]]:
        rng = Random(f"{self.seed}/bench/{practice.index}")
        for position in range(practice.people):
            at = practice.index * 7 + position
            entry = self._entry(rng, next(numbers), at)
            yield at, _changed(entry, self.first_day) if is_later and _changes(at) else entry

    def _entry(self, rng: Random, number: str, at: int) -> Entry:
        pick = rng.random
        pool, size = self._pool, len(self._pool)
        who = pool[int(pick() * size)]
        age = (_YOUNGEST + pick() * (_OLDEST - _YOUNGEST)) * 365.25
        identity = Identity(
            who.person_key, number, who.name, who.sex, self.first_day - timedelta(days=int(age)), who.imd_decile,
            pool[int(pick() * size)].home, pool[int(pick() * size)].reach, pool[int(pick() * size)].needs,
        )  # fmt: skip
        diagnosed = self.first_day - timedelta(days=int(800 + pick() * 3000))
        return Entry(
            identity=identity,
            nhs_number=number,
            family_name=who.name.family_name,
            born_on=identity.born_on,
            lsoa=f"E0109{int(pick() * 10_000):04}",
            clinician="ASHWORTHY, Robert (Dr)",
            key_worker="",
            registered_on=diagnosed - timedelta(days=400),
            deregistered_on=None,
            died_on=None,
            is_restricted=False,
            is_not_to_be_shared=at % 100 == 11,
            refuses_outreach=at % 100 == 37,
            last_invited_on=None,
            diagnoses=(("Schizophrenia" if at % 2 else "Bipolar disorder", diagnosed),),
            remissions=(),
            lithium_on=None,
            antipsychotic="Olanzapine" if at % 3 else "",
            antipsychotic_on=self.first_day - timedelta(days=30) if at % 3 else None,
            diabetes_on=diagnosed if at % 7 == 0 else None,
            cvd_on=None,
            last_complete_on=None,
            observations=self._history(rng, is_never_checked=at % 7 == 3),
        )

    def _history(self, rng: Random, is_never_checked: bool) -> tuple[Observation, ...]:
        """Three rounds of six and two older results. One person in seven never had all six together."""
        pick = rng.random
        first, size = self.first_day.toordinal(), _POOL
        ago = int(pick() * 1_200)
        seen: list[Observation] = []
        for _ in range(3):
            for element in ELEMENTS:
                # A smoking status instead of the missing drinking status: another day, so that none is the same.
                missing = is_never_checked and element == "alcohol"
                drawn = self._results["smoking" if missing else element][int(pick() * size)]
                day = first - ago - int(pick() * 20) - (40 if missing else 0)
                seen.append(Observation(drawn.element, date.fromordinal(day), drawn.term, drawn.value, drawn.unit))
            ago += 380 + int(pick() * 300)
        ago += 700 + int(pick() * 1_400)
        for element in ("blood_pressure", "bmi"):
            drawn = self._results[element][int(pick() * size)]
            seen.append(Observation(element, date.fromordinal(first - ago), drawn.term, drawn.value, drawn.unit))
        return tuple(seen)


def _form(index: int) -> str:
    return FORMS[index] if index < len(FORMS) else _FIFTY[index * 19 % len(_FIFTY)]


def _pooled(seed: int, practice: Practice, at: int, day: date) -> Identity:
    return identity_of(seed, practice, at, day, "", is_minor=False)


def nhs_numbers(seed: int) -> Iterator[str]:
    """Valid numbers of the test range, in no visible order, each once."""
    offset = stream(seed, "numbers").randrange(_STEMS)
    for place in range(_STEMS):
        stem = f"999{(offset + place * _STRIDE) % _STEMS:06}"
        check = calculate_checksum(stem)
        if check != 10:
            yield f"{stem}{check}"


def _changes(at: int) -> bool:
    return at % ONE_IN_CHANGES == 0


def _changed(entry: Entry, on: date) -> Entry:
    """Another mobile number and one more result."""
    mobile = f"07700 900{(int(entry.nhs_number[-4:]) + 1) % 1000:03}"
    identity = replace(entry.identity, reach=replace(entry.identity.reach, mobile=mobile))
    return replace(entry, identity=identity, observations=(*entry.observations, _result_of_a_change(on)))


def _change_alone(entry: Entry, on: date) -> Entry:
    return replace(entry, observations=(_result_of_a_change(on),))


def _result_of_a_change(on: date) -> Observation:
    return Observation("blood_pressure", on, "O/E - blood pressure reading", "121/77", "mmHg")


def _send(folder: Path, practice: Practice, lines: Sequence[Line], seed: int, days_later: int) -> int:
    """Writes the practice's files and returns how many rows of data they hold."""
    folder.mkdir(parents=True, exist_ok=True)
    match practice.form:
        case "emis":
            sent = write_emis(folder, practice, lines, seed)
        case "systmone":
            sent = write_systmone(folder, practice, lines, seed)
        case "csv":
            sent = write_plain(folder, practice, lines)
        case "xlsx":
            sent = write_workbook(folder, practice, lines, seed)
        case _:
            return _write_medicus(folder, practice, lines, "updated" if days_later else "added")
    return sum(file.data_rows for file in sent.files)


def _write_medicus(folder: Path, practice: Practice, lines: Sequence[Line], change: str) -> int:
    """An archive of two files, quotes and backslashes escaped: people and entries, each with what changed."""
    entries = [line.entry for line in lines]
    patients = [[*map(slashed, canonical_cells(entry)), change] for entry in entries]
    events = [
        [entry.nhs_number, seen.element, slashed(seen.observed_on), seen.value, seen.unit, seen.term, "added"]
        for entry in entries
        for seen in entry.observations
    ]
    stem = f"{practice.code}_{practice.extract_on:%Y%m%d}"
    with zipfile.ZipFile(folder / f"{stem}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in (
            ("patients", [[*COLUMNS, "change_type"], *patients]),
            ("observations", [list(_ENTRIES), *events]),
        ):
            # A member carries the moment it was packed unless it is told another.
            member = zipfile.ZipInfo(f"{name}.csv", practice.extract_on.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, "".join(f"{_escaped(row)}\n" for row in rows))
    return len(patients) + len(events)


def _escaped(row: Sequence[str]) -> str:
    return ",".join('"' + cell.replace("\\", "\\\\").replace('"', '\\"') + '"' for cell in row)

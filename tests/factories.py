"""Invented people, registers, files and databases for tests: a dict of defaults, and what a test says over it."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from pipeline.config import Settings
from pipeline.core.arrivals import Arrival
from pipeline.core.identity import person_id
from pipeline.core.region import Region
from pipeline.doors import db
from pipeline.steps import collect, flag, ingest, prioritise, reconcile, runs
from pipeline.steps.ingest import Landed
from pipeline.steps.regions import load_region
from tests.oracle import SIX, Person
from tests.steps.region_packs import load_practices, write_pack

AS_OF = date(2026, 11, 20)
PRACTICE = "Z90001"
OTHER_PRACTICE = "Z90002"
TERMS = {
    "blood_pressure": ("O/E - blood pressure reading", "128/82"),
    "bmi": ("Body mass index", "27.4"),
    "alcohol": ("Lifetime non-drinker", ""),
    "lipids": ("Serum cholesterol level", "5.1"),
    "glucose": ("HbA1c level - IFCC standardised", "41"),
    "smoking": ("Ex-smoker", ""),
}
ROW = {
    "title": "Ms", "family_name": "Brackwell", "given_name": "Ada", "born_on": "04/05/1980", "sex": "Female",
    "address_1": "4 Fennel Row", "address_2": "", "address_4": "Burnley", "postcode": "BB11 1AA",
    "phone_home": "", "phone_mobile": "07700 900123", "language": "English", "is_interpreter_needed": "",
    "contact_method": "", "information_format": "", "deregistered_on": "", "died_on": "", "is_restricted": "",
    "is_not_to_be_shared": "", "refuses_outreach": "", "diagnosis_on": "01/06/2015", "remission_on": "",
    "lithium_on": "",
}  # fmt: skip


_STEMS = iter(range(999_000_000, 1_000_000_000))
_NUMBERS: list[str] = []


def nhs_number(which: int) -> str:
    """The n-th number of the test range whose check digit is right."""
    while len(_NUMBERS) <= which:
        if digits := _with_check_digit(next(_STEMS)):
            _NUMBERS.append(digits)
    return _NUMBERS[which]


def _with_check_digit(stem: int) -> str | None:
    remainder = sum(int(digit) * weight for digit, weight in zip(str(stem), range(10, 1, -1), strict=True)) % 11
    check = (11 - remainder) % 11
    return None if check == 10 else f"{stem}{check}"


# Files of practices.


def row(which: int = 1, /, **said: str) -> dict[str, str]:
    """A row of the plain CSV; somebody nobody ever checked, whom a letter may reach."""
    return {"nhs_number": nhs_number(which), **ROW, "family_name": f"Brackwell{_letters(which)}", **said}


def checked(on: date, number: int = 1, *, without: Sequence[str] = ()) -> dict[str, str]:
    """Cells of a complete check on a day, bar the elements left out."""
    cells = {}
    for element in SIX:
        if element not in without:
            term, value = TERMS[element]
            cells |= {f"{element}_date_{number}": f"{on:%d/%m/%Y}", f"{element}_term_{number}": term}
            cells |= {f"{element}_value_{number}": value}
    return cells


def plain_csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The rows under one heading that holds every column any of them has, and room for one check."""
    heading = list(dict.fromkeys([*(column for each in rows for column in each), *checked(AS_OF)]))
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, heading, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode()


def send(
    inbox: Path, rows: Sequence[Mapping[str, str]], on: date = AS_OF, practice: str = PRACTICE, mark: str = ""
) -> Path:
    """Lays a plain CSV extract into the inbox; a mark tells two files of one day apart."""
    path = inbox / practice / f"{practice}_{on:%Y%m%d}{mark}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(plain_csv(rows))
    return path


def _letters(which: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(which))


# A service at work.


@dataclass
class Service:
    """A database with a region and two covered practices, an inbox, and the steps of a day one by one."""

    connection: Connection
    settings: Settings
    inbox: Path
    region: Region
    as_of: date = AS_OF
    runs: int = field(default=0)

    def land(self, as_of: date | None = None) -> list[Landed]:
        return self.land_only(collect.collect(self.inbox), as_of)

    def land_only(self, arrivals: Sequence[Arrival], as_of: date | None = None) -> list[Landed]:
        return ingest.ingest(self.connection, self.settings, self.inbox, arrivals, as_of or self.as_of)

    def take_in(self, rows: Sequence[Mapping[str, str]], on: date = AS_OF, practice: str = PRACTICE) -> list[Landed]:
        """Sends one extract and brings the register up to it."""
        send(self.inbox, rows, on, practice)
        landed = self.land()
        reconcile.reconcile(self.connection)
        return landed

    def flag(self, as_of: date | None = None) -> dict[str, int]:
        day = as_of or self.as_of
        return flag.flag(self.connection, a_run(self.connection, day, self.region), day, self.region.rule_on(day))

    def plan(self, as_of: date | None = None) -> dict[str, int]:
        """Flags and prioritises."""
        self.flag(as_of)
        return prioritise.prioritise(self.connection, as_of or self.as_of, self.region)

    def person(self, which: int) -> str:
        return person_id(self.settings.key, nhs_number(which))

    def status(self, which: int) -> str:
        found = self.rows(
            "select status from recall_status where to_run_id is null and person_id = :person",
            person=self.person(which),
        )
        return found[0].status if found else ""

    def planned(self, which: int) -> tuple[str, str, str | None]:
        """Disposition, its reason and the next step."""
        found = self.rows(
            "select disposition, disposition_reason, next_step from plan_item "
            "where as_of = (select max(as_of) from plan_item) and person_id = :person",
            person=self.person(which),
        )
        return tuple(found[0]) if found else ("", "", None)

    def changes(self) -> dict[str, tuple[str, list[str]]]:
        """What the newest extract in force changed, by person."""
        found = self.rows(
            "select person_id, change, columns from register_change inner join extract using (extract_id) "
            "where extract_on = (select max(extract_on) from extract where fate = 'accepted')"
        )
        return {each.person_id: (each.change, each.columns) for each in found}

    def rows(self, statement: str, **binds: Any) -> Sequence[Any]:
        return self.connection.execute(text(statement), binds).all()

    def run(self, statement: str, **binds: Any) -> None:
        self.connection.execute(text(statement), binds)

    def value(self, statement: str, **binds: Any) -> Any:
        return self.connection.execute(text(statement), binds).scalar_one()

    def stop(self, which: int, reason: str, **said: Any) -> None:
        """A stop from today on, unless said otherwise."""
        columns = {
            "stop_id": f"s-{which}-{reason}", "person_id": self.person(which), "reason": reason, "source": "phone",
            "said_by": "worker", "from_on": self.as_of, **said,
        }  # fmt: skip
        _insert(self.connection, "stop", columns)

    def contact(self, which: int, outcome: str, days_ago: int, channel: str = "call", **said: Any) -> None:
        """A past contact in the person's open episode."""
        episode = self.value(
            "select episode_id from episode where closed_on is null and person_id = :person", person=self.person(which)
        )
        day = self.as_of - timedelta(days=days_ago)
        columns = {
            "contact_attempt_id": f"c-{which}-{outcome}-{days_ago}", "person_id": self.person(which),
            "practice_code": PRACTICE, "provider_code": "alder", "episode_id": episode, "step": channel,
            "channel": channel, "contacted_on": day, "outcome": outcome, "source": "test", **said,
        }  # fmt: skip
        _insert(self.connection, "contact_attempt", columns)


def a_service(connection: Connection, settings: Settings, folder: Path, **pcn_of: str) -> Service:
    """The service of an invented region: Z90001 and Z90002 with alder, unless the test names its practices."""
    practices = pcn_of or {PRACTICE: "U90001", OTHER_PRACTICE: "U90001"}
    load_practices(connection, folder, **practices)
    load_region(connection, write_pack(folder / "pack"), is_live=False)
    inbox = folder / "inbox"
    inbox.mkdir(exist_ok=True)
    return Service(connection, settings, inbox, runs.region_in_force(connection))


def a_run(connection: Connection, as_of: date, region: Region) -> int:
    run_id = runs.begin_run(connection, as_of, region)
    runs.finish_run(connection, run_id)
    return run_id


# People straight in the register, for tests of the rule alone.


def enter(connection: Connection, people: Iterable[Person]) -> None:
    """Enters people as `p0`, `p1`, ... with their registers and records, as reconciliation would leave them."""
    members = [(f"p{at}", nhs_number(at), person) for at, person in enumerate(people)]
    extracts = sorted({(r.practice, r.newest_extract_on) for *_, person in members for r in person.registers})
    for practice, on in extracts:
        _insert_extract(connection, f"x{practice}", practice, on)
    db.copy_rows(
        connection,
        "person",
        ("person_id", "nhs_number", "born_on", "first_extract_id"),
        ((who, number, person.registers[0].born_on, _first(person)) for who, number, person in members),
    )
    db.copy_rows(
        connection,
        "registration",
        (
            "practice_code", "extract_id", "person_id", "nhs_number", "family_name", "born_on", "state",
            "registered_on", "deregistered_on", "is_dead", "is_restricted", "is_not_to_be_shared",
            "refuses_outreach", "diagnosis_on", "remission_on", "lithium_on", "check_done_on", "no_response_on",
            "is_hard_to_reach", "antipsychotic", "has_diabetes", "has_cvd", "ethnicity",
        ),
        (
            (
                r.practice, f"x{r.practice}", who, number, "Brackwell", r.born_on,
                "left" if r.is_left else "registered", r.registered_on, r.deregistered_on, r.is_dead, False, False,
                False, r.diagnosis_on, r.remission_on, r.lithium_on, r.check_done_on, r.no_response_on,
                r.is_hard_to_reach, r.antipsychotic, r.has_diabetes, r.has_cvd, r.ethnicity,
            )
            for who, number, person in members
            for r in person.registers
        ),
    )  # fmt: skip
    db.copy_rows(
        connection,
        "observation",
        (
            "practice_code", "person_id", "element", "observed_on", "is_declined", "is_precise", "value", "unit",
            "term", "first_extract_id", "retracted_by_extract_id",
        ),
        (
            (
                person.registers[at % len(person.registers)].practice, who, entry.element, entry.on, entry.is_declined,
                entry.is_precise, entry.value, str(at), entry.term, _first(person),
                _first(person) if entry.is_retracted else None,
            )
            for who, _, person in members
            for at, entry in enumerate(person.record)
        ),
    )  # fmt: skip
    db.copy_rows(
        connection,
        "staged_change",
        ("extract_id", "practice_code", "person_id", "reason"),
        (
            (_first(person), person.registers[0].practice, who, "different_birth_date")
            for who, _, person in members
            if person.is_contradicted
        ),
    )

    for who, _, person in members:
        if person.kept_by:
            _decide(connection, who, person)
    _supersede(connection, [who for who, _, person in members if person.is_superseded])


def _supersede(connection: Connection, people: Sequence[str]) -> None:
    """Each under a number that nobody's register has."""
    if people:
        now = {who: f"{who} now" for who in people}
        db.copy_rows(
            connection,
            "person",
            ("person_id", "nhs_number", "born_on"),
            ((is_now, is_now, AS_OF) for is_now in now.values()),
        )
        pairs = [*now.items(), *((is_now, is_now) for is_now in now.values())]
        db.copy_rows(connection, "same_person", ("person_id", "is_now"), pairs)


def _decide(connection: Connection, who: str, person: Person) -> None:
    decision = {
        "staged_id": "t-" + who, "reason": "on_two_registers", "person_id": who, "practice_code": person.kept_by,
        "took": "practice", "decided_by": "A. Brill", "why": "rang both", "decided_on": AS_OF,
    }  # fmt: skip
    _insert(connection, "staged_decision", decision)
    order = connection.execute(text("select max(decided_order) from staged_decision")).scalar_one()
    for register in person.registers:
        if register.practice in person.not_by:
            aside = {
                "decided_order": order, "person_id": who, "practice_code": register.practice,
                "registered_on": register.registered_on, "seen_on": register.newest_extract_on,
            }  # fmt: skip
            _insert(connection, "register_set_aside", aside)


def _first(person: Person) -> str:
    return f"x{person.registers[0].practice}"


def _insert_extract(connection: Connection, extract_id: str, practice: str, on: date) -> None:
    columns = {
        "extract_id": extract_id, "practice_code": practice, "extract_on": on, "is_full": True,
        "is_full_history": True, "fate": "accepted", "first_as_of": on,
    }  # fmt: skip
    _insert(connection, "extract", columns)


def _insert(connection: Connection, table: str, columns: Mapping[str, Any]) -> None:
    names = ", ".join(columns)
    binds = ", ".join(f":{name}" for name in columns)
    connection.execute(text(f"insert into {table} ({names}) values ({binds})"), dict(columns))

"""People on registers and their results, put into the tables as reconciliation leaves them: files would only cost time.

Everything follows from the seed. Three in five were checked within the year, one in five within three years, one in
ten longer ago; of the last tenth no lipids were ever measured. One entry in thirty is a decline, one in a hundred has
no whole date, one in a hundred was taken back.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection, text

from benchmarks.county import Country, nhs_numbers
from pipeline.core.identity import person_id
from pipeline.doors import db
from pipeline.doors.db import Database
from pipeline.synthetic.practices import Practice

OBSERVATIONS_A_PERSON = 20
ONE_IN_CHANGES = 100
_KEY = b"of a benchmark, whose people nobody is"
_PEOPLE_AT_ONCE = 16_000

_MADE = """
create table bench_person (
    at integer primary key,
    person_id text not null,
    practice_code text not null,
    extract_id text not null,
    extract_on date not null
)
"""
_OBSERVATIONS = """
insert into observation (
    practice_code, person_id, element, observed_on, is_declined, is_precise, value, unit, term, first_extract_id,
    retracted_by_extract_id
)
select
    practice_code,
    person_id,
    element,
    extract_on - cast(ago as integer),
    is_declined,
    chance % 100 <> 41,
    case when is_declined then '' else word.value end,
    case when is_declined then '' else word.unit end,
    case when is_declined then 'declined' when word.term <> '' then word.term else habit end,
    extract_id,
    case when chance % 100 = 42 then extract_id end
from (
    select
        who.*,
        -- The tenth who were never checked: another smoking status instead of the lipids, on another day.
        case when nr % 6 = 3 and whose % 10 = 9 then 6 else 1 + nr % 6 end as which,
        last_visit + 380 * (nr / 6) + chance / 1000 % 20 + case when nr % 6 = 3 and whose % 10 = 9 then 40 else 0 end
            as ago,
        chance,
        chance % 30 = 7 as is_declined
    from (
        select
            *,
            (array['Current smoker', 'Ex-smoker', 'Never smoked tobacco'])[1 + whose / 1000 % 3] as habit,
            case
                when whose % 10 < 6 then whose / 10 % 345
                when whose % 10 < 8 then 366 + whose / 10 % 700
                else 1100 + whose / 10 % 1200
            end as last_visit
        from (
            select *, abs(hashint4extended(at, :seed) / 2) as whose
            from bench_person
            where at between :first and :last
        ) as drawn
    ) as who
    cross join lateral (
        select nr, abs(hashint8extended(cast(at as bigint) * 100 + nr, :seed) / 2) as chance
        from generate_series(0, :most - 1) as nr
    ) as entry
) as entry
inner join (
    values
        (1, 'blood_pressure', 'O/E - blood pressure reading', '128/82', 'mmHg'),
        (2, 'bmi', 'Body mass index', '27.4', 'kg/m2'),
        (3, 'alcohol', 'Lifetime non-drinker', '', ''),
        (4, 'lipids', 'Serum cholesterol level', '5.1', 'mmol/L'),
        (5, 'glucose', 'HbA1c level - IFCC standardised', '41', 'mmol/mol'),
        (6, 'smoking', '', '', '')
) as word (which, element, term, value, unit) on entry.which = word.which
"""
_NEXT_EXTRACTS = """
insert into extract (extract_id, practice_code, extract_on, is_full, is_full_history, fate, first_as_of)
select 'y' || practice_code, practice_code, :day, true, true, 'accepted', :day from extract
"""
_CHANGES = """
insert into observation (
    practice_code, person_id, element, observed_on, is_declined, is_precise, value, unit, term, first_extract_id
)
select practice_code, person_id, element, :day, false, true, '', '', 'recorded since', 'y' || practice_code
from bench_person
cross join unnest(array['blood_pressure', 'bmi', 'alcohol', 'lipids', 'glucose', 'smoking']) as element
where at % :one_in = 7
"""


def fill_tables(database: Database, country: Country) -> None:
    """Everybody of the country on their practice's register, with their results; in batches, as files arrive."""
    with database.transaction() as connection:
        connection.execute(text(_MADE))
        _copy_people(connection, country)
        connection.execute(text("analyze bench_person, extract, person, registration"))
    for first in range(0, country.people, _PEOPLE_AT_ONCE):
        with database.transaction() as connection:
            binds = {"seed": country.seed, "first": first, "last": first + _PEOPLE_AT_ONCE - 1}
            connection.execute(text(_OBSERVATIONS), {**binds, "most": OBSERVATIONS_A_PERSON})
    _settle(database)


def change_some(database: Database, day: date) -> int:
    """The next day: every practice sent its register again, and one person in a hundred was checked that day."""
    with database.transaction() as connection:
        connection.execute(text(_NEXT_EXTRACTS), {"day": day})
        added = connection.execute(text(_CHANGES), {"day": day, "one_in": ONE_IN_CHANGES}).rowcount
    _settle(database)
    return int(added) // 6


def write_plain(database: Database, folder: Path) -> tuple[Path, Path]:
    """People and observations as two CSV files, for others to read."""
    folder.mkdir()
    people, observations = folder / "people.csv", folder / "observations.csv"
    with database.transaction() as connection:
        for path, statement in (
            (
                people,
                "select registration.person_id, extract.extract_on, born_on, is_dead, state = 'left' as is_left, "
                "diagnosis_on, remission_on "
                "from registration inner join extract using (extract_id)",
            ),
            (
                observations,
                "select person_id, element, observed_on, is_declined, is_precise, "
                "retracted_by_extract_id is not null as is_retracted from observation",
            ),
        ):
            driver = connection.connection.driver_connection
            assert driver is not None
            with (
                path.open("wb") as file,
                driver.cursor() as cursor,
                cursor.copy(f"copy ({statement}) to stdout (format csv, header)") as blocks,
            ):
                for block in blocks:
                    file.write(block)
    return people, observations


def _copy_people(connection: Connection, country: Country) -> None:
    practices = country.practices
    db.copy_rows(
        connection,
        "extract",
        ("extract_id", "practice_code", "extract_on", "is_full", "is_full_history", "fate", "first_as_of"),
        ((f"x{p.code}", p.code, _sent_on(country, p.index), True, True, "accepted", country.first_day)
         for p in practices),
    )  # fmt: skip
    people = [
        (at, person_id(_KEY, number), number, practices[at % len(practices)])
        for at, number in zip(range(country.people), nhs_numbers(country.seed), strict=False)
    ]
    db.copy_rows(
        connection,
        "bench_person",
        ("at", "person_id", "practice_code", "extract_id", "extract_on"),
        ((at, who, p.code, f"x{p.code}", _sent_on(country, p.index)) for at, who, _, p in people),
    )
    db.copy_rows(
        connection,
        "person",
        ("person_id", "nhs_number", "born_on", "first_extract_id"),
        ((who, number, _born_on(country, at), f"x{p.code}") for at, who, number, p in people),
    )
    db.copy_rows(
        connection,
        "registration",
        (
            "practice_code", "extract_id", "person_id", "nhs_number", "family_name", "given_name", "born_on",
            "address_1", "postcode", "phone_mobile", "state", "imd_decile", "is_dead", "is_restricted",
            "is_not_to_be_shared", "refuses_outreach", "diagnosis_on", "remission_on", "antipsychotic",
            "has_diabetes", "has_cvd", "is_interpreter_needed",
        ),
        _registrations(country, people),
    )  # fmt: skip


def _registrations(country: Country, people: list[tuple[int, str, str, Practice]]) -> Iterator[tuple[object, ...]]:
    diagnosed = country.first_day - timedelta(days=2_000)
    for at, who, number, practice in people:
        code = practice.code
        is_restricted, is_not_to_be_shared = at % 300 == 11, at % 100 == 13
        way = (None,) * 3 if is_restricted or is_not_to_be_shared else ("4 Fennel Row", "BB99 9AA", "07700 900123")
        yield (
            code, f"x{code}", who, number, "Brackwell", "Ada", _born_on(country, at), *way,
            "left" if at % 100 == 3 else "registered", 1 + at % 10, at % 300 == 5, is_restricted,
            is_not_to_be_shared, at % 50 == 17, diagnosed, diagnosed if at % 25 == 19 else None,
            ("Olanzapine", "Clozapine", None)[at % 3], at % 7 == 0, at % 14 == 3, at % 33 == 1,
        )  # fmt: skip


def _sent_on(country: Country, practice_index: int) -> date:
    return country.first_day - timedelta(days=practice_index % 20)


def _born_on(country: Country, at: int) -> date:
    return country.first_day - timedelta(days=6_500 + at * 7_919 % 25_000)


def _settle(database: Database) -> None:
    """What the server's own cleaning would have done by the night: the figure shall not depend on when it comes."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze observation"))
        connection.execute(text("analyze extract, person, registration"))
        connection.execute(text("checkpoint"))

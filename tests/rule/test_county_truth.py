"""A synthetic county through a whole day, against the truth it was made from, person by person and row by row."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.against_truth import compare
from pipeline.config import Settings
from pipeline.core.identity import person_id
from pipeline.day import run_day
from pipeline.doors import shipped
from pipeline.doors.db import Database, open_database
from pipeline.steps.reference import load_reference
from pipeline.steps.regions import load_region
from pipeline.synthetic import synthesise

AS_OF = date(2026, 11, 20)
MARKS = {"refused_service": "refuses_outreach", "restricted": "is_restricted", "no_share": "is_not_to_be_shared"}


@dataclass(frozen=True)
class County:
    database: Database
    settings: Settings
    people: list[dict[str, str]]
    files: list[dict[str, str]]

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        with self.database.transaction() as connection:
            return [tuple(row) for row in connection.execute(text(statement), {"as_of": AS_OF})]

    def id_of(self, person: dict[str, str]) -> str:
        return person_id(self.settings.key, person["nhs_number"])


@pytest.fixture(scope="module")
def county(
    cluster_url: str, template_database: str, tmp_path_factory: pytest.TempPathFactory, validation: None
) -> Iterator[County]:
    """Made and run once: every test only looks."""
    from tests.conftest import _administer, _settings, _sibling

    folder = tmp_path_factory.mktemp("county")
    synthesise(folder, seed=7, people=2_000, practices=20, as_of=AS_OF)
    _administer(cluster_url, f"create database county template {template_database}")
    settings = _settings(folder / "data", _sibling(cluster_url, "county"))
    with open_database(settings) as database:
        with database.transaction() as connection:
            load_reference(connection, sorted((folder / "reference").glob("*.csv")))
            load_region(connection, shipped.REGIONS / "lancashire-and-south-cumbria", is_live=False)
        run_day(database, settings, folder / "inbox", folder / "outbox", AS_OF)
        yield County(database, settings, read(folder / "truth/people.csv"), read(folder / "truth/files.csv"))
    _administer(cluster_url, "drop database county with (force)")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_everybody_has_the_status_the_county_was_made_with(county: County) -> None:
    found = dict(county.rows("select person_id, status from recall_status where to_run_id is null"))
    expected = {
        county.id_of(person): person["expected_status"] for person in county.people if person["expected_status"]
    }
    wrong = {who: (want, found.get(who)) for who, want in expected.items() if found.get(who) != want}
    assert not wrong
    assert set(found) == set(expected), "and nobody else has one"


def test_the_last_complete_check_is_the_one_the_county_was_made_with(county: County) -> None:
    found = dict(county.rows("select person_id, last_complete_on from recall_status where to_run_id is null"))
    single = [p for p in county.people if p["expected_fate"] == "landed" and p["expected_status"] != "on_two_registers"]
    wrong = {
        person["person_key"]: (person["last_complete_on"], found[county.id_of(person)])
        for person in single
        if person["last_complete_on"] != str(found[county.id_of(person)] or "")
    }
    assert not wrong


def test_everything_the_rule_says_is_what_the_county_was_made_with(county: County) -> None:
    """Element states, both counts, the route, the four days; each of them is put to the test."""
    compared = compare(county.database, county.settings, county.people)
    assert compared.people > 1_900
    assert {name: wrong for name, wrong in compared.differing.items() if wrong} == {}
    for column in ("missing", "out_of_date", "declined", "last_check_done_on", "last_blood_pressure_on"):
        assert sum(bool(person[column]) for person in county.people) > 20, column
    for column, value in (
        ("is_counted_nationally", "yes"), ("is_counted_nationally", "no"), ("outreach_route", "no_check_in_years"),
        ("outreach_route", "hard_to_reach"),
    ):  # fmt: skip
        assert sum(person[column] == value for person in county.people) > 20, (column, value)


def test_every_person_whose_row_is_damaged_is_set_aside_for_that_reason(county: County) -> None:
    expected: dict[str, int] = defaultdict(int)
    for person in county.people:
        if person["expected_fate"] == "quarantined":
            expected[person["expected_quarantine_reason"]] += 1
    expected["two_rows_differ"] *= 2
    found = dict(
        county.rows(
            "select reasons[1], count(*) from quarantine "
            "where not reasons && '{person_set_aside, row_without_person}' group by 1"
        )
    )
    assert found == dict(expected)


def test_every_row_of_every_file_has_the_fate_the_county_was_made_with(county: County) -> None:
    expected: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for file in county.files:
        is_long = int(file["observation_rows"]) > 0
        numbers = {name: int(file[name]) for name in file if file[name].isdigit()}
        sums = expected[file["practice_code"]]
        under_bad = numbers["folded_under_quarantined"]
        sums[0] += numbers["data_rows"]
        # A row of an events file stands for itself: it lands, or is set aside with its person.
        sums[1] += numbers["landed"] + (numbers["folded"] if is_long else 0)
        sums[2] += numbers["collapsed"]
        sums[3] += numbers["quarantined"] + (under_bad if is_long else 0)
    found = {
        practice: list(rest)
        for practice, *rest in county.rows(
            "select practice_code, rows_read, rows_landed, rows_collapsed, rows_quarantined from extract"
        )
    }
    assert found == dict(expected)
    folded = "select sum(rows_folded) from extract"
    continuing = ("folded", "folded_under_quarantined", "folded_under_duplicate")
    wide = [file for file in county.files if not int(file["observation_rows"])]
    assert county.rows(folded)[0][0] == sum(int(file[name]) for file in wide for name in continuing)


def test_letters_are_drafted_for_exactly_those_who_can_be_written_to(county: County) -> None:
    """`can_be_written_to`, less the people of practices that are uncovered, without agreement, or too old.

    The county speaks of interpreters alone; a recorded main language other than English and a recorded
    communication professional are needs that the one English letter does not meet either.
    """
    open_practices = {
        practice
        for (practice,) in county.rows(
            "select practice_code from practice_on(:as_of) inner join extract using (practice_code) "
            "where coverage_state = 'covered' and extract.fate = 'accepted' and extract_on >= :as_of - 35"
        )
    }
    expected = {
        county.id_of(person)
        for person in county.people
        if person["can_be_written_to"] == "yes" and person["practice_code"] in open_practices
    }
    unmet = {
        who
        for (who,) in county.rows(
            "select person_id from registration "
            "where coalesce(language, 'English') <> 'English' or communication_professional is not null"
        )
    }
    found = {who for (who,) in county.rows("select person_id from letter where state = 'draft'")}
    assert len(open_practices) < 20, "some practices are closed to the service"
    assert len(expected) > 100
    assert found == expected - unmet


def test_everybody_with_a_stop_mark_is_overdue_and_not_listed(county: County) -> None:
    marked = {county.id_of(p): MARKS[p["expected_stop"]] for p in county.people if p["expected_stop"]}
    plans = county.rows("select person_id, disposition, disposition_reason from plan_item where as_of = :as_of")
    of_marked = {who: (disposition, reason) for who, disposition, reason in plans if who in marked}
    assert of_marked, "somebody overdue has a stop mark"
    assert {reason for _, reason in of_marked.values()} == {marked[who] for who in of_marked}
    assert all(disposition in ("stopped", "practice_only") for disposition, _ in of_marked.values())
    letters_to = {who for (who,) in county.rows("select person_id from letter")}
    assert not letters_to & set(marked)


def test_no_way_to_a_protected_person_is_stored_in_any_table(county: County) -> None:
    counted = county.rows(
        "select count(*), count(address_1 || '') + count(postcode) + count(phone_mobile) from registration "
        "where is_restricted or is_not_to_be_shared"
    )[0]
    assert counted[0] > 0
    assert counted[1] == 0

"""Register updates: practices are told what was done and asked what only they know, once, and never of a draft."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.steps import letters, updates
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, nhs_number, row

BEFORE = AS_OF - timedelta(days=7)


def proposed(service: Service) -> set[tuple[str, str, str]]:
    """Practice, section and kind of every update proposed so far."""
    updates.propose_updates(service.connection, service.as_of)
    return {tuple(r) for r in service.rows("select practice_code, section, kind from register_update")}


def draft(service: Service, folder: Path) -> None:
    letters.draft_letters(service.connection, service.settings, AS_OF, service.region)
    letters.typeset_drafts(service.connection, service.settings, folder, AS_OF)


def test_a_draft_is_never_told_and_a_released_letter_is_told_once(service: Service, tmp_path: Path) -> None:
    service.take_in([row(1)])
    service.plan()
    draft(service, tmp_path)
    assert proposed(service) == set()
    letters.release_letters(service.connection, service.settings, AS_OF, service.region, "A. Brill", "read")
    assert proposed(service) == {(PRACTICE, "record_contact", "letter_sent")}
    assert updates.propose_updates(service.connection, AS_OF) == 0


@pytest.mark.parametrize(
    ("outcome", "section"),
    [
        ("no_response", "record_contact"), ("booked", "record_contact"), ("check_done", "record_contact"),
        ("declined_check", "record_contact"), ("declined_service", "record_contact"),
        ("reported_dead", "please_answer"), ("moved_away", "please_answer"),
        ("wrong_contact_details", "please_correct"),
    ],
)  # fmt: skip
def test_each_outcome_is_told_in_its_section(service: Service, outcome: str, section: str) -> None:
    service.take_in([row(1)])
    service.plan()
    service.contact(1, outcome, 1)
    assert proposed(service) == {(PRACTICE, section, outcome)}


def test_what_was_entered_in_error_is_not_told(service: Service) -> None:
    service.take_in([row(1)])
    service.plan()
    service.contact(1, "entered_in_error", 1)
    assert proposed(service) == set()


def test_whom_only_the_practice_may_contact_it_is_asked_to_contact_and_nobody_stopped(service: Service) -> None:
    service.take_in(
        [row(1, is_restricted="Y"), row(2, is_not_to_be_shared="Y"), row(3, refuses_outreach="Y"), row(4, died_on="1")]
    )
    service.plan()
    assert proposed(service) == {
        (PRACTICE, "please_contact_yourselves", "is_restricted"),
        (PRACTICE, "please_contact_yourselves", "is_not_to_be_shared"),
    }


def test_both_practices_are_asked_about_somebody_on_two_registers(service: Service) -> None:
    service.take_in([row(1)])
    service.take_in([row(1)], practice=OTHER_PRACTICE)
    service.plan()
    assert proposed(service) == {(p, "please_answer", "on_two_registers") for p in (PRACTICE, OTHER_PRACTICE)}


def test_the_practice_whose_birthday_differs_is_asked_about_it(service: Service) -> None:
    service.take_in([row(1)], BEFORE)
    service.take_in([row(1, born_on="05/04/1980")], BEFORE, OTHER_PRACTICE)
    service.plan()
    assert proposed(service) == {(OTHER_PRACTICE, "please_answer", "different_birth_date")}


def test_a_row_set_aside_is_asked_about_until_a_newer_extract_has_it_right(service: Service, tmp_path: Path) -> None:
    service.take_in([row(1), row(2, born_on="")], BEFORE)
    service.plan()
    assert proposed(service) == {(PRACTICE, "please_correct", "row_set_aside")}
    service.take_in([row(1), row(2)])
    service.plan()
    assert updates.propose_updates(service.connection, AS_OF) == 0


def test_nobody_is_ever_asked_to_remove_somebody_from_a_register(service: Service) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    service.take_in([row(2)])
    service.plan()
    assert proposed(service) == set()


def test_a_restricted_person_is_named_by_the_nhs_number_alone(service: Service, tmp_path: Path) -> None:
    service.take_in(
        [
            row(1, is_restricted="Y", family_name="Tokenfold", given_name="Tokina"),
            row(2, is_restricted="Y", family_name="Tokenfold", given_name="Tokina", born_on=""),
        ]
    )
    service.plan()
    proposed(service)
    paths = updates.write_practice_files(service.connection, tmp_path, AS_OF)
    assert sorted(paths) == [f"{AS_OF}/practices/{PRACTICE}-{AS_OF}.{ending}" for ending in ("csv", "xlsx")]
    for path in paths:
        text = everything_in(tmp_path / path)
        for number in (nhs_number(1), nhs_number(2)):
            assert number in text.replace(" ", "")
        for secret in ("Tokenfold", "Tokina", "1980", "Fennel", "BB11"):
            assert secret not in text


def test_what_was_sent_is_not_sent_again_another_day_and_is_the_same_the_same_day(
    service: Service, tmp_path: Path
) -> None:
    service.take_in([row(1, is_restricted="Y")])
    service.plan()
    proposed(service)
    first = {path: (tmp_path / path).read_bytes() for path in written(service, tmp_path)}
    again = {path: (tmp_path / path).read_bytes() for path in written(service, tmp_path)}
    assert first
    assert again == first
    assert updates.write_practice_files(service.connection, tmp_path, AS_OF + timedelta(days=1)) == []


def written(service: Service, folder: Path) -> list[str]:
    return updates.write_practice_files(service.connection, folder, AS_OF)


def everything_in(path: Path) -> str:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return "\n".join(" ".join(cells) for cells in csv.reader(file))
    book = load_workbook(path)
    return "\n".join(str(cell) for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line if cell)


def test_the_practice_is_asked_about_a_new_nhs_number_and_a_protected_newcomer_is_named_by_it_alone(
    service: Service, tmp_path: Path
) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    service.take_in([row(3, family_name=row(1)["family_name"], is_restricted="Y"), row(2)])
    service.plan()
    assert proposed(service) == {(PRACTICE, "please_answer", "new_nhs_number")}
    for path in written(service, tmp_path):
        said = everything_in(tmp_path / path)
        assert nhs_number(3) in said.replace(" ", "")
        assert "same person under a new NHS number?" in said
        assert "1980" not in said

"""Answers: a practice gets its failed rows back in its own form; corrected and sent back, they land."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from pipeline.steps import reconcile
from pipeline.steps.answers import write_answers
from tests.factories import AS_OF, PRACTICE, Service, checked, nhs_number, plain_csv, row, send
from tests.steps import extract_forms

OUR_COLUMNS = ["What is wrong", "What to change"]
Rows = list[list[str]]


def answered(service: Service, folder: Path, as_of: date = AS_OF) -> dict[str, Path]:
    """The day's answer files by the end of their name."""
    reconcile.reconcile(service.connection)
    paths = [folder / path for path in write_answers(service.connection, folder, as_of)]
    return {path.name.split("-", 5)[-1]: path for path in paths}


def read(path: Path) -> dict[str, Rows]:
    if path.suffix == ".csv":
        return {path.name: list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))}
    book = openpyxl.load_workbook(path)
    return {s.title: [["" if c is None else str(c) for c in r] for r in s.iter_rows(values_only=True)] for s in book}


def send_back(inbox: Path, path: Path, sheets: dict[str, Rows]) -> None:
    """Lays the corrected file into the practice's folder under the name it came with."""
    target = inbox / PRACTICE / path.name
    if path.suffix == ".csv":
        made = io.StringIO(newline="")
        csv.writer(made).writerows(next(iter(sheets.values())))
        target.write_text(made.getvalue(), encoding="cp1252", newline="")
        return
    with xlsxwriter.Workbook(target) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, cells in enumerate(rows):
                sheet.write_row(at, 0, cells)


def corrected(rows: Rows) -> Rows:
    """What a careful administrator makes of the rows: each fault put right, hopeless rows deleted."""
    made = []
    heading = next(at for at, cells in enumerate(rows) if cells[:2] == OUR_COLUMNS)
    place = {name: at for at, name in enumerate(rows[heading])}
    for cells in rows[heading + 1 :]:
        now = list(cells)
        if "check digit" in cells[0]:
            at = next(place[name] for name in ("NHS Number", "NHS number", "nhs_number") if name in place)
            now[at] = nhs_number(9)
        if "date of birth is blank" in cells[0]:
            now[place["born_on"]] = "04/05/1980"
        if "family name is blank" in cells[0]:
            now[place["family_name"]] = "Broom"
        if "no person stands above" not in cells[0] and "not in the file of patients" not in cells[0]:
            made.append(now)
    return rows[: heading + 1] + made


def plain(inbox: Path) -> None:
    send(inbox, [row(1, **checked(AS_OF)), row(2), row(3, nhs_number="9990000000"), row(4, born_on="")])


@pytest.mark.parametrize(
    ("write", "files", "still_open", "people"),
    [
        (plain, ["corrections.csv"], 0, 4),
        # The row that continues nobody was deleted, so that only the next full extract can settle it.
        (extract_forms.emis, ["corrections.csv"], 1, 3),
        (
            extract_forms.systmone,
            ["corrections_events1.csv", "corrections_events2.csv", "corrections_patients.csv"],
            1,
            3,
        ),
        (extract_forms.workbook, ["corrections.xlsx"], 0, 3),
    ],
    ids=["plain", "emis", "systmone", "workbook"],
)
def test_corrected_rows_sent_back_land_and_their_quarantine_closes(
    service: Service,
    tmp_path: Path,
    write: Callable[[Path], object],
    files: Sequence[str],
    still_open: int,
    people: int,
) -> None:
    write(service.inbox)
    service.land()
    answer = answered(service, tmp_path / "out")
    assert sorted(answer) == sorted([*files, "summary.xlsx"])
    for name in files:
        sheets = {sheet: corrected(rows) if sheet != "About" else rows for sheet, rows in read(answer[name]).items()}
        send_back(service.inbox, answer[name], sheets)
    (again,) = [landed for landed in service.land(AS_OF + timedelta(days=3)) if landed.is_new]
    assert (again.fate, again.rows_quarantined) == ("landed", 0)
    reconcile.reconcile(service.connection)
    assert service.value("select count(*) from registration where state = 'registered'") == people
    assert service.value("select count(*) from quarantine where closed_by_extract_id is null") == still_open
    (correction,) = service.rows("select is_full, is_full_history, fate, extract_on from extract where is_correction")
    assert tuple(correction) == (False, False, "accepted", AS_OF)


def test_a_continued_person_comes_back_whole_and_their_older_results_land(service: Service, tmp_path: Path) -> None:
    extract_forms.emis(service.inbox)
    service.land()
    answer = answered(service, tmp_path / "out")
    sheets = {name: corrected(rows) for name, rows in read(answer["corrections.csv"]).items()}
    send_back(service.inbox, answer["corrections.csv"], sheets)
    service.land(AS_OF + timedelta(days=1))
    reconcile.reconcile(service.connection)
    days = service.rows("select distinct observed_on from observation where person_id = :p", p=service.person(9))
    assert {each.observed_on for each in days} == {extract_forms.CHECKED, date(2022, 3, 2)}


def test_the_rows_stand_in_the_practice_s_own_columns_and_order(service: Service, tmp_path: Path) -> None:
    sent = [row(1), row(2, given_name="=Ada", born_on="")]
    send(service.inbox, sent)
    service.land()
    ((_, rows),) = read(answered(service, tmp_path)["corrections.csv"]).items()
    heading, *cells = rows
    assert heading[:2] == OUR_COLUMNS
    own_heading = plain_csv(sent).decode().splitlines()[0].split(",")
    assert heading[2:] == own_heading
    (only,) = cells
    assert only[1] == "Fill in the date of birth as day/month/year."
    said = dict(zip(heading, only, strict=True))
    assert (said["nhs_number"], said["phone_mobile"], said["address_1"]) == (
        nhs_number(2),
        "07700 900123",
        "4 Fennel Row",
    )
    assert said["given_name"] == "'=Ada", "a spreadsheet must not take a cell for a formula"


def test_a_guarded_cell_sent_back_is_read_as_it_was(service: Service, tmp_path: Path) -> None:
    send(service.inbox, [row(1), row(2, phone_mobile="+44 7700 900123", born_on="")])
    service.land()
    path = answered(service, tmp_path)["corrections.csv"]
    assert "'+44" in path.read_text(encoding="utf-8-sig")
    send_back(service.inbox, path, {name: corrected(rows) for name, rows in read(path).items()})
    service.land(AS_OF + timedelta(days=1))
    reconcile.reconcile(service.connection)
    phones = service.rows("select phone_mobile from registration where person_id = :p", p=service.person(2))
    assert phones[0].phone_mobile
    assert phones == service.rows("select phone_mobile from registration where person_id = :p", p=service.person(1))


@pytest.mark.parametrize("mark", ["is_restricted", "is_not_to_be_shared"])
def test_a_protected_person_s_address_and_phone_are_left_out_and_so_is_what_may_be_one(
    service: Service, tmp_path: Path, mark: str
) -> None:
    send(service.inbox, [row(1), row(2, born_on="", **{mark: "yes"}, where_found="7 Hidden Lane")])
    service.land()
    text = answered(service, tmp_path)["corrections.csv"].read_text(encoding="utf-8-sig")
    assert nhs_number(2) in text
    assert not any(secret in text for secret in ("Fennel", "BB11", "900123", "Hidden"))
    stored = service.value("select cells::text from quarantine_row")
    assert not any(secret in stored for secret in ("Fennel", "BB11", "900123", "Hidden"))


def test_whoever_is_protected_on_the_register_is_protected_in_the_answer(service: Service, tmp_path: Path) -> None:
    service.take_in([row(1), row(2, is_restricted="yes")], AS_OF - timedelta(days=30))
    write_answers(service.connection, tmp_path, AS_OF - timedelta(days=30))
    send(service.inbox, [row(1), row(2, born_on="")])
    service.land()
    text = answered(service, tmp_path)["corrections.csv"].read_text(encoding="utf-8-sig")
    assert nhs_number(2) in text
    assert "Fennel" not in text


def test_corrections_never_say_that_somebody_or_something_is_gone(service: Service, tmp_path: Path) -> None:
    service.take_in([row(1, **checked(date(2026, 6, 1))), row(2)], AS_OF - timedelta(days=30))
    write_answers(service.connection, tmp_path, AS_OF - timedelta(days=30))
    send(service.inbox, [row(1, **checked(date(2026, 6, 1))), row(2, born_on="")])
    service.land()
    path = answered(service, tmp_path)["corrections.csv"]
    send_back(service.inbox, path, {name: corrected(rows) for name, rows in read(path).items()})
    service.land(AS_OF + timedelta(days=1))
    reconcile.reconcile(service.connection)
    assert service.value("select count(*) from registration where state = 'left'") == 0
    assert service.value("select count(*) from observation where retracted_by_extract_id is not null") == 0


@pytest.mark.parametrize("kept", ["the columns", "the name"])
def test_either_the_two_columns_or_the_file_s_name_make_it_a_correction(service: Service, kept: str) -> None:
    rows = [row(1)]
    if kept == "the columns":
        rows = [{"What is wrong": "x", "What to change": "y", **row(1)}]
    send(service.inbox, rows, mark="" if kept == "the columns" else "-corrections")
    service.land()
    assert service.value("select is_correction and not is_full from extract")
    assert service.value("select columns_unknown from extract") == []


def test_a_reference_to_another_practice_s_row_closes_nothing(service: Service, tmp_path: Path) -> None:
    send(service.inbox, [row(1), row(2, nhs_number="9990000000")], practice="Z90002")
    service.land()
    answered(service, tmp_path)
    theirs = service.value("select extract_id from quarantine")
    forged = {"What is wrong": f"(reference {theirs}/0/3)", "What to change": "", **row(5)}
    send(service.inbox, [forged], mark="-corrections")
    service.land()
    reconcile.reconcile(service.connection)
    assert service.value("select count(*) from quarantine where closed_by_extract_id is null") == 1


def test_an_extract_is_answered_once_and_the_same_day_again_with_the_same_bytes(
    service: Service, tmp_path: Path
) -> None:
    plain(service.inbox)
    service.land()
    first = {name: path.read_bytes() for name, path in answered(service, tmp_path / "a").items()}
    assert {name: path.read_bytes() for name, path in answered(service, tmp_path / "b").items()} == first
    assert answered(service, tmp_path / "a", AS_OF + timedelta(days=1)) == {}


def test_a_file_of_which_no_row_could_be_taken_is_answered_once_although_it_is_looked_at_every_day(
    service: Service, tmp_path: Path
) -> None:
    send(service.inbox, [row(1, born_on="")])
    service.land()
    assert sorted(answered(service, tmp_path)) == ["corrections.csv", "summary.xlsx"]
    service.land(AS_OF + timedelta(days=1))
    assert answered(service, tmp_path, AS_OF + timedelta(days=1)) == {}


def test_a_held_file_is_not_answered_before_a_person_has_decided(service: Service, tmp_path: Path) -> None:
    send(service.inbox, [row(1)])
    send(service.inbox, [row(2)], mark="-b")
    service.land()
    assert answered(service, tmp_path) == {}


def test_the_summary_counts_every_row_and_names_who_left(service: Service, tmp_path: Path) -> None:
    before = AS_OF - timedelta(days=30)
    service.take_in([row(1), row(2), row(3, is_restricted="yes"), row(4)], before)
    write_answers(service.connection, tmp_path, before)
    send(service.inbox, [row(1, shoe_size="6"), row(1, shoe_size="6"), row(4, born_on="")])
    service.land()
    ((_, rows),) = read(answered(service, tmp_path)["summary.xlsx"]).items()
    said = {topic: words for topic, words, *_ in rows}
    assert (said["Received"], said["Accepted"], said["Set aside"]) == ("3", "2, of which 1 are exact doubles", "1")
    assert said["1 of them"] == "The date of birth is blank."
    assert said[nhs_number(2)] == row(2)["family_name"]
    assert said[nhs_number(3)] == "restricted record"
    assert row(3)["family_name"] not in str(rows)
    assert nhs_number(4) not in said, "a row set aside is no leaver"
    assert said["Not used"] == "shoe_size"
    assert "corrections.csv" in said["How to correct them"]


def test_what_a_row_was_taken_in_in_spite_of_is_told_by_column(service: Service, tmp_path: Path) -> None:
    send(
        service.inbox,
        [
            row(1, phone_home="ask the daughter", lithium_on="some time"),
            row(2, phone_home="0", is_interpreter_needed="Urdu"),
            row(3, phone_home="none", born_on=""),
        ],
    )
    service.land()
    assert {
        each.person_id: each.warnings for each in service.rows("select person_id, warnings from landed_person")
    } == {
        service.person(1): ["phone_home_not_a_number", "lithium_on_unreadable"],
        service.person(2): ["phone_home_not_a_number", "is_interpreter_needed_unclear"],
    }
    ((_, rows),) = read(answered(service, tmp_path)["summary.xlsx"]).items()
    said = {topic: words for topic, words, *_ in rows}
    assert "Taken in, but please check" in said
    assert said["Home Telephone, in 2 rows"] == (
        "The telephone number cannot be rung as it is written, and is left out."
    )
    assert said["Lithium Last Issued, in 1 row"].startswith("The date cannot be read.")
    assert said["Interpreter Needed, in 1 row"].startswith("The cell says neither yes nor no.")
    assert "daughter" not in str(rows)

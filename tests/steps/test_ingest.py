"""Ingest: every row and every file has a fate, whatever practices send."""

import string
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import openpyxl
import pytest

from pipeline.core.arrivals import Arrival
from pipeline.core.reasons import RowReason
from pipeline.steps import reconcile
from pipeline.steps.collect import collect
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, checked, nhs_number, plain_csv, row, send
from tests.steps import extract_forms

LEDGER = (
    "select form, rows_read, rows_landed, rows_folded, rows_collapsed, rows_staged, rows_quarantined, extract_on "
    "from extract"
)


def plain(inbox: Path) -> None:
    """Five rows: two people, an identical double, a number with a wrong digit, a person without a birthday."""
    send(
        inbox,
        [row(1, **checked(date(2026, 6, 1))), row(2), row(2), row(3, nhs_number="9990000000"), row(4, born_on="")],
    )


@pytest.mark.parametrize(
    ("write", "counts"),
    [
        # read, landed, folded, collapsed, staged, quarantined
        (extract_forms.emis, ("emis", 7, 2, 2, 1, 0, 2)),
        (extract_forms.systmone, ("long", 16, 14, 0, 0, 0, 2)),
        (plain, ("wide", 5, 2, 0, 1, 0, 2)),
        (extract_forms.workbook, ("long", 10, 8, 0, 0, 0, 2)),
    ],
)
def test_every_row_is_accounted_for_in_each_form(
    service: Service, write: Callable[[Path], object], counts: tuple[object, ...]
) -> None:
    write(service.inbox)
    (landed,) = service.land()
    (ledger,) = service.rows(LEDGER)
    assert tuple(ledger) == (*counts, AS_OF)
    assert (landed.fate, landed.rows_read, landed.rows_quarantined) == ("landed", counts[1], counts[-1])
    assert service.value("select count(*) from quarantine") == counts[-1]
    assert service.value("select count(*) from landed_person") == 2
    reconcile.reconcile(service.connection)
    service.flag()
    assert service.status(1) == "up_to_date"


def test_the_reasons_for_a_row_set_aside_are_told_with_its_line(service: Service) -> None:
    plain(service.inbox)
    service.land()
    found = {r.line_no: r.reasons for r in service.rows("select line_no, reasons from quarantine")}
    assert found == {5: [RowReason.NHS_NUMBER_CHECK_DIGIT], 6: [RowReason.BORN_ON_MISSING]}


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"nhs_number": ""}, RowReason.NHS_NUMBER_MISSING),
        ({"nhs_number": "9.99E+09"}, RowReason.NHS_NUMBER_DAMAGED),
        ({"nhs_number": "9990000000"}, RowReason.NHS_NUMBER_CHECK_DIGIT),
        ({"family_name": " "}, RowReason.FAMILY_NAME_MISSING),
        ({"born_on": ""}, RowReason.BORN_ON_MISSING),
        ({"born_on": "05/13/1980"}, RowReason.BORN_ON_UNREADABLE),
        ({"born_on": "1980"}, RowReason.BORN_ON_UNREADABLE),
        ({"born_on": "01/01/1900"}, RowReason.BORN_ON_IMPOSSIBLE),
        ({"born_on": "21/11/2026"}, RowReason.BORN_ON_IMPOSSIBLE),
    ],
)
def test_a_damaged_row_is_set_aside_and_its_neighbour_lands(
    service: Service, said: dict[str, str], reason: RowReason
) -> None:
    send(service.inbox, [row(1), row(2, **said)])
    (landed,) = service.land()
    assert (landed.fate, landed.rows_quarantined) == ("landed", 1)
    assert service.value("select reasons from quarantine") == [reason]


def test_two_rows_of_one_number_that_differ_are_both_set_aside(service: Service) -> None:
    send(service.inbox, [row(1), row(2), row(2, given_name="Beth")])
    service.land()
    assert [r.reasons for r in service.rows("select reasons from quarantine")] == [[RowReason.TWO_ROWS_DIFFER]] * 2
    assert service.value("select count(*) from landed_person") == 1


def test_the_same_file_twice_changes_nothing(service: Service) -> None:
    plain(service.inbox)
    service.land()
    before = service.rows(LEDGER + " order by extract_id")
    (again,) = service.land(AS_OF + timedelta(days=1))
    assert not again.is_new
    assert service.rows(LEDGER + " order by extract_id") == before
    reconcile.reconcile(service.connection)
    assert not service.land()[0].is_new
    assert reconcile.reconcile(service.connection) == 0


def test_a_register_in_which_nothing_changed_is_a_new_extract_of_another_day(service: Service) -> None:
    service.take_in([row(1)], AS_OF - timedelta(days=30))
    service.take_in([row(1)], AS_OF)
    assert service.value("select max(extract_on) from extract where fate = 'accepted'") == AS_OF


def a_file(name: str, content: bytes | str) -> Callable[[Path], None]:
    def lay(inbox: Path) -> None:
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    return lay


def symbolic_link(inbox: Path) -> None:
    (inbox / PRACTICE).mkdir()
    (inbox / "elsewhere").write_bytes(plain_csv([row(1)]))
    (inbox / PRACTICE / "link.csv").symlink_to(inbox / "elsewhere")
    (inbox / "elsewhere").rename(inbox.parent / "elsewhere")


GOOD = plain_csv([row(1)]).decode()
HEADED = "nhs_number,family_name,born_on,bmi_date_1,bmi_term_1"


@pytest.mark.parametrize(
    ("lay", "fate", "reason"),
    [
        (a_file("Z99999/Z99999_20261120.csv", GOOD), "rejected", "practice_unknown"),
        (a_file(f"{PRACTICE}/{OTHER_PRACTICE}_20261120.csv", GOOD), "held", "practices_disagree"),
        (a_file(f"{PRACTICE}/x.csv", f"{HEADED},Practice code\n1,A,04/05/1980,,,{OTHER_PRACTICE}\n"), "held",
         "practices_disagree"),
        (a_file(f"{PRACTICE}/x.csv", f"{nhs_number(1)},Brackwell,04/05/1980\n"), "rejected", "no_header"),
        (a_file(f"{PRACTICE}/x.csv", "nhs_number,family_name\n1,A\n"), "rejected", "columns_missing"),
        (a_file(f"{PRACTICE}/x.csv", f"{HEADED},DOB\n1,A,04/05/1980,,,\n"), "rejected", "column_twice"),
        (a_file(f"{PRACTICE}/{PRACTICE}_20261121.csv", GOOD), "held", "date_after_run"),
        (a_file(f"{PRACTICE}/{PRACTICE}_20261119.csv", f"Report,x\nRun Date,18-Nov-2026\n\n{GOOD}"), "held",
         "dates_disagree"),
        (a_file(f"{PRACTICE}/x.csv", ""), "rejected", "file_empty"),
        (a_file(f"{PRACTICE}/x.csv", " \n\n"), "rejected", "file_empty"),
        (a_file(f"{PRACTICE}/x.csv", b"\xff\xfe"), "rejected", "no_header"),
        (a_file(f"{PRACTICE}/x.csv", b"\xef\xbb\xbf"), "rejected", "no_header"),
        (a_file(f"{PRACTICE}/x.csv", HEADED + "\n"), "rejected", "file_empty"),
        (a_file(f"{PRACTICE}/x.csv", bytes(range(256)) * 40), "rejected", "nul_bytes"),
        (a_file(f"{PRACTICE}/x.csv", GOOD.replace("Brackwell", "Brack\x00well")), "rejected", "nul_bytes"),
        (a_file(f"{PRACTICE}/x.xlsx", b"PK\x03\x04 no workbook"), "rejected", "file_unreadable"),
        (a_file(f"{PRACTICE}/x.csv", "nhs_number,family_name,born_on\n1,A,04/05/1980\n"), "held", "part_missing"),
        (a_file(f"{PRACTICE}/{PRACTICE}_20261120_events1.csv", "NHS number,Event date,Read code description\n1,,x\n"),
         "held", "part_missing"),
        (a_file(f"{PRACTICE}/x.csv", GOOD.replace(nhs_number(1), "1")), "rejected", "nobody_landed"),
        (symbolic_link, "rejected", "file_unreadable"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_kept_back_with_its_reason_while_the_others_land(
    service: Service, lay: Callable[[Path], None], fate: str, reason: str
) -> None:
    lay(service.inbox)
    send(service.inbox, [row(5)], practice=OTHER_PRACTICE)
    outcomes = {(landed.fate, landed.reason) for landed in service.land()}
    assert outcomes == {(fate, reason), ("landed", None)}
    found = service.rows("select fate, fate_reason from extract where fate <> 'landed'")
    assert [tuple(each) for each in found] == [(fate, reason)]


def test_a_directory_named_like_a_file_is_no_extract(service: Service) -> None:
    (service.inbox / PRACTICE / "x.csv").mkdir(parents=True)
    assert collect(service.inbox) == []
    (landed,) = service.land_only([Arrival(PRACTICE, (f"{PRACTICE}/x.csv",))])
    assert (landed.fate, landed.reason) == ("rejected", "file_unreadable")


def test_what_is_told_of_a_file_without_headings_is_not_what_stands_in_it(service: Service) -> None:
    a_file(f"{PRACTICE}/x.csv", f"{nhs_number(1)},Brackwell,04/05/1980\n")(service.inbox)
    service.land()
    detail = service.value("select fate_detail from extract")
    assert "Brackwell" not in detail
    assert nhs_number(1) not in detail


# Hardly to be compressed, so that no index can hold it.
NOTE = "".join(Random(1).choices(string.ascii_letters + string.digits, k=30_000))


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"bmi_term_1": f"Body mass index {NOTE}"}, "value_unreadable"),
        ({"bmi_value_1": f"27.4 {NOTE}"}, "value_unreadable"),
        ({"imd_decile": "9" * 5_000}, None),
        ({"family_name": NOTE, "information_format": NOTE}, None),
        ({"What is wrong": "(reference xabc/0/99999999999)"}, None),
        ({"What is wrong": f"(reference xabc/{'9' * 5_000}/1)"}, None),
        ({"What is wrong": f"(reference x{'a' * 30_000}/0/1)"}, None),
        ({"bmi_date_" + "9" * 5_000: "01/06/2026"}, None),
    ],
)
def test_nothing_too_long_stops_a_run(service: Service, said: dict[str, str], reason: str | None) -> None:
    service.take_in([row(1, **{**checked(date(2026, 6, 1)), **said}), row(2)])
    assert service.value("select fate from extract") == "accepted"
    assert service.value("select count(*) from registration") == 2
    assert [each.reason for each in service.rows("select reason from value_set_aside")] == ([reason] if reason else [])


def test_a_heading_that_lost_its_line_break_is_refused_and_its_person_not_told(service: Service) -> None:
    heading, first, *rest = plain_csv([row(1, **checked(date(2026, 6, 1))), row(2)]).split(b"\r\n")
    a_file(f"{PRACTICE}/x.csv", heading + first + b"\r\n" + b"\r\n".join(rest))(service.inbox)
    (landed,) = service.land()
    assert (landed.fate, landed.reason) == ("rejected", "no_header")
    assert everything_that_holds(service, "Brackwell", "Fennel") == []


def test_what_is_told_of_a_file_of_another_practice_is_its_code_and_no_cell_of_a_slipped_row(service: Service) -> None:
    columns = (
        f"{HEADED},Practice code\n{nhs_number(1)},A,04/05/1980,,,{OTHER_PRACTICE}\n{nhs_number(2)},A,,,,Brackwell\n"
    )
    a_file(f"{PRACTICE}/x.csv", columns)(service.inbox)
    service.land()
    detail = service.value("select fate_detail from extract")
    assert OTHER_PRACTICE in detail
    assert "Brackwell" not in detail


@pytest.mark.parametrize("mark", ["is_restricted", "is_not_to_be_shared"])
@pytest.mark.parametrize("damage", [{}, {"family_name": ""}, {"nhs_number": ""}], ids=["good", "damaged", "unknown"])
def test_no_way_to_a_protected_person_is_stored_anywhere(service: Service, mark: str, damage: dict[str, str]) -> None:
    ways = {
        "address_1": "Tokenfold House", "address_2": "Tokenfold Row", "postcode": "BB77 7ZZ",
        "phone_home": "01632 960777", "phone_mobile": "07700 900777", "email": "tokenfold@example.invalid",
        "lsoa": "E01077777",
    }  # fmt: skip
    service.take_in([row(1), row(2, **{mark: "Y", **ways, **damage})])
    service.plan()
    assert everything_that_holds(service, "Tokenfold", "77 7", "960777", "900777", "tokenfold", "77777") == []


def test_one_protected_row_protects_the_other_rows_of_its_number(service: Service) -> None:
    rows = [row(1), row(2, is_restricted="Y"), row(2, is_restricted="", address_1="Tokenfold House")]
    service.take_in(rows)
    assert everything_that_holds(service, "Tokenfold") == []


def everything_that_holds(service: Service, *tokens: str) -> list[str]:
    tables = [r.tablename for r in service.rows("select tablename from pg_tables where schemaname = 'public'")]
    assert "quarantine" in tables
    return [
        f"{table}: {token}"
        for table in tables
        for token in tokens
        if service.value(f"select count(*) from {table} as t where to_jsonb(t)::text like :like", like=f"%{token}%")
    ]


MARKS = [
    ({"died_on": "01/11/2026"}, "died"), ({"died_on": "in autumn"}, "died"), ({"is_restricted": "Y"}, "is_restricted"),
    ({"is_not_to_be_shared": "yes"}, "is_not_to_be_shared"),
    ({"refuses_outreach": "asked us to stop"}, "refuses_outreach"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "reason"), MARKS)
def test_a_stop_mark_counts_even_in_a_row_that_was_set_aside(
    service: Service, said: dict[str, str], reason: str
) -> None:
    service.take_in([row(1), row(2)], AS_OF - timedelta(days=10))
    service.take_in([row(1), row(2, family_name="", **said)])
    service.plan()
    assert service.value("select count(*) from stops_on(:day) where person_id = :who and reason = :reason",
                         day=AS_OF, who=service.person(2), reason=reason) == 1  # fmt: skip
    assert service.planned(2)[0] in ("stopped", "practice_only")
    assert service.planned(1)[0] == "listed"


@pytest.mark.parametrize(("said", "reason"), MARKS)
@pytest.mark.parametrize("kept_back", ["two_for_one_day", "date_after_run", "practices_disagree", "part_missing"])
def test_a_stop_mark_counts_even_in_a_file_that_is_held(
    service: Service, said: dict[str, str], reason: str, kept_back: str
) -> None:
    service.take_in([row(1, **checked(AS_OF - timedelta(days=2000))), row(2)], AS_OF - timedelta(days=10))
    marked = [row(1, **checked(AS_OF - timedelta(days=2000))), row(2, **said)]
    match kept_back:
        case "two_for_one_day":
            send(service.inbox, marked)
            send(service.inbox, [*marked, row(3)], mark="b")
        case "date_after_run":
            send(service.inbox, marked, AS_OF + timedelta(days=1))
        case "practices_disagree":
            a_file(f"{OTHER_PRACTICE}/{PRACTICE}_20261120.csv", plain_csv(marked))(service.inbox)
        case _:
            columns = ("nhs_number", "family_name", "born_on", *said)
            bare = [",".join(columns), *(",".join(each.get(c, "") for c in columns) for each in marked)]
            a_file(f"{PRACTICE}/{PRACTICE}_20261120.csv", "\n".join(bare))(service.inbox)
    service.land()
    reconcile.reconcile(service.connection)
    held = service.rows("select distinct fate_reason from extract where fate = 'held'")
    assert [each.fate_reason for each in held] == [kept_back]
    service.plan()
    assert service.planned(2)[:2] == ("practice_only" if reason.startswith("is_") else "stopped", reason)
    assert service.planned(1)[0] == "listed"


def test_a_file_over_the_limit_is_told_and_neither_read_nor_kept(service: Service) -> None:
    path = send(service.inbox, [row(1)])
    send(service.inbox, [row(5)], practice=OTHER_PRACTICE)
    limit = path.stat().st_size - 1
    padded = path.read_bytes() + b"\r\n" * 200
    path.write_bytes(padded)
    small = replace(service, settings=replace(service.settings, max_file_bytes=limit + 100))
    outcomes = {landed.practice_code: (landed.fate, landed.reason) for landed in small.land()}
    assert outcomes == {PRACTICE: ("rejected", "file_too_big"), OTHER_PRACTICE: ("landed", None)}
    detail = service.value("select fate_detail from extract where fate = 'rejected'")
    assert path.name in detail
    assert str(len(padded)) in detail
    assert len(list(service.settings.archive_dir.rglob("*/*"))) == 1


def test_a_hidden_sheet_is_taken_in_and_told_beside_the_file_s_fate(service: Service) -> None:
    path = extract_forms.workbook(service.inbox)
    book = openpyxl.load_workbook(path)
    book["Observations"].sheet_state = "hidden"
    book.save(path)
    (landed,) = service.land()
    assert (landed.fate, landed.rows_read) == ("landed", 10)
    assert service.value("select fate_detail from extract") == "Sheet 3 is hidden and was read."
    reconcile.reconcile(service.connection)
    assert service.value("select fate_detail from extract") == "Sheet 3 is hidden and was read."


@pytest.mark.parametrize(
    ("halves", "status"), [(("Systolic", "Diastolic"), "up_to_date"), (("Systolic",), "never_checked")]
)
def test_a_pressure_sent_as_two_entries_completes_a_check_and_a_half_does_not(
    service: Service, halves: tuple[str, ...], status: str
) -> None:
    cells = checked(date(2026, 6, 1), without=["blood_pressure"])
    for number, half in enumerate(halves, start=1):
        cells |= {f"blood_pressure_date_{number}": "01/06/2026", f"blood_pressure_term_{number}": f"{half} pressure"}
        cells |= {f"blood_pressure_value_{number}": "128" if half == "Systolic" else "82"}
    # Somebody else keeps the element in the file: a file without it at all is held.
    service.take_in([row(1, **cells), row(2, **checked(date(2020, 1, 1)))])
    service.flag()
    assert service.status(1) == status
    aside = service.rows("select reason from value_set_aside")
    assert [each.reason for each in aside] == ([] if status == "up_to_date" else ["pressure_half_missing"])

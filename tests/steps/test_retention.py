"""Retention: rows of practices' files leave by class once nobody needs them; what is needed and the ledger stay."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from pipeline.core.region import Retention
from pipeline.errors import DecideDifferently
from pipeline.steps import held, reconcile
from pipeline.steps.housekeeping import delete_old_rows
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, nhs_number, row, send

KEPT = Retention(landed_rows=40, closed_quarantine_rows=20, values_set_aside=30)
LANDED = ("landed_person", "seen_number")
LEDGER = ("extract", "extract_file", "source_file", "register_change", "extract_measure", "registration", "observation")


def days_ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def taken_in(service: Service, rows: Sequence[dict[str, str]], days: int, practice: str = PRACTICE) -> None:
    """An extract of a day that came on that day."""
    send(service.inbox, rows, days_ago(days), practice)
    service.land(days_ago(days))
    reconcile.reconcile(service.connection)


def tidied(service: Service, *, is_dry_run: bool = False) -> dict[str, int]:
    return delete_old_rows(service.connection, KEPT, AS_OF, is_dry_run)


def held_in(service: Service, tables: Sequence[str]) -> dict[str, int]:
    return {table: service.value(f"select count(*) from {table}") for table in tables}


def days_of(service: Service, table: str) -> list[date]:
    found = service.rows(f"select distinct extract_on from {table} inner join extract using (extract_id) order by 1")
    return [each.extract_on for each in found]


@pytest.mark.parametrize(("days", "is_deleted"), [(39, False), (40, True)])
def test_landed_rows_stay_for_their_days_and_the_ledger_for_good(service: Service, days: int, is_deleted: bool) -> None:
    taken_in(service, [row(1), row(2)], days)
    taken_in(service, [row(1), row(2), row(3)], 1)
    ledger = held_in(service, LEDGER)
    assert tidied(service)["landed_rows"] == (4 if is_deleted else 0)
    for table in LANDED:
        assert days_of(service, table) == [*([] if is_deleted else [days_ago(days)]), days_ago(1)]
    assert held_in(service, LEDGER) == ledger
    marked = service.value("select landed_rows_deleted_on from extract where extract_on = :day", day=days_ago(days))
    assert marked == (AS_OF if is_deleted else None)
    assert tidied(service)["landed_rows"] == 0


def test_a_dry_run_counts_and_deletes_nothing(service: Service) -> None:
    taken_in(service, [row(1), row(2)], 60)
    taken_in(service, [row(1), row(2), row(3)], 1)
    assert tidied(service, is_dry_run=True) == {
        "landed_rows": 4,
        "closed_quarantine_rows": 0,
        "values_set_aside": 0,
        "overwritten_rows": 0,
    }
    assert days_of(service, "landed_person") == [days_ago(60), days_ago(1)]
    assert service.value("select count(*) from extract where landed_rows_deleted_on is not null") == 0


def test_the_register_in_force_stays_however_old_and_so_do_the_deltas_on_top_of_it(service: Service) -> None:
    taken_in(service, [row(1), row(2)], 200)
    service.run("update practice_profile set is_full_extract = false where practice_code = :code", code=PRACTICE)
    taken_in(service, [row(2, title="Dr")], 150)
    taken_in(service, [row(3)], 100)
    taken_in(service, [row(1)], 1, OTHER_PRACTICE)
    assert tidied(service)["landed_rows"] == 0


def test_a_held_file_stays_however_old(service: Service) -> None:
    for mark, which in (("a", 1), ("b", 2)):
        send(service.inbox, [row(which)], days_ago(80), mark=mark)
    service.land(days_ago(80))
    reconcile.reconcile(service.connection)
    taken_in(service, [row(1)], 1)
    assert tidied(service)["landed_rows"] == 0
    assert days_of(service, "landed_person") == [days_ago(80), days_ago(1)]


def test_the_rows_of_somebody_staged_stay_until_it_is_settled(service: Service) -> None:
    taken_in(service, [row(1)], 90)
    taken_in(service, [row(1, born_on="05/04/1980"), row(2)], 80, OTHER_PRACTICE)
    taken_in(service, [row(2)], 1, OTHER_PRACTICE)
    assert tidied(service)["landed_rows"] == 0
    taken_in(service, [row(1), row(2)], 0, OTHER_PRACTICE)
    assert tidied(service)["landed_rows"] == 2 + 2
    assert days_of(service, "landed_person") == [days_ago(90), days_ago(1), AS_OF]


def test_a_row_set_aside_keeps_its_words_while_it_is_open_and_its_reasons_for_good(service: Service) -> None:
    taken_in(service, [row(1), row(2, born_on="")], 90)
    assert tidied(service) == {
        "landed_rows": 0,
        "closed_quarantine_rows": 0,
        "values_set_aside": 0,
        "overwritten_rows": 0,
    }
    taken_in(service, [row(1), row(2)], 19)
    assert tidied(service)["closed_quarantine_rows"] == 0
    service.run("update extract set first_as_of = :day where extract_on = :closing", day=days_ago(20),
                closing=days_ago(19))  # fmt: skip
    assert tidied(service)["closed_quarantine_rows"] == 2, "the row as it was read, and as it was sent"
    (left,) = service.rows("select reasons, cells, nhs_number, line_no, closed_by_extract_id from quarantine")
    assert tuple(left[:4]) == (["born_on_missing"], {}, None, 3)
    assert left.closed_by_extract_id
    assert service.value("select count(*) from quarantine_row") == 0
    assert tidied(service)["closed_quarantine_rows"] == 0


def test_the_rows_of_a_rejected_file_lose_their_words_once_a_newer_register_is_in_force(service: Service) -> None:
    path = send(service.inbox, [row(1, born_on="")], days_ago(90))
    service.land(days_ago(90))
    path.unlink()
    assert service.value("select fate from extract") == "rejected"
    assert tidied(service)["closed_quarantine_rows"] == 0
    taken_in(service, [row(1)], 50)
    assert tidied(service)["closed_quarantine_rows"] == 2


def test_values_set_aside_leave_by_their_own_days_and_their_number_stays(service: Service) -> None:
    bad = {"bmi_date_1": "01/06/2026", "bmi_term_1": "Body mass index", "bmi_value_1": "900"}
    taken_in(service, [row(1, **bad)], 31)
    assert tidied(service)["values_set_aside"] == 0, "in force"
    taken_in(service, [row(1)], 1)
    assert tidied(service)["values_set_aside"] == 1
    assert service.value("select values_set_aside from extract where extract_on = :day", day=days_ago(31)) == 1


def test_a_refused_file_whose_rows_are_gone_cannot_be_released_any_more(service: Service) -> None:
    for mark, which in (("a", 1), ("b", 2)):
        send(service.inbox, [row(which)], days_ago(80), mark=mark)
    service.land(days_ago(80))
    reconcile.reconcile(service.connection)
    first, second = (each.extract_id for each in service.rows("select extract_id from extract"))
    held.release_extract(service.connection, first, "A. Brill", "the right one", days_ago(80))
    reconcile.reconcile(service.connection)
    assert tidied(service)["landed_rows"] == 2
    with pytest.raises(DecideDifferently, match="its rows were deleted on 2026-11-20"):
        held.release_extract(service.connection, second, "A. Brill", "after all", AS_OF)


def test_a_stop_mark_of_a_row_that_was_deleted_goes_on_counting(service: Service) -> None:
    taken_in(service, [row(1), row(2, born_on="", died_on="01/06/2026")], 90)
    taken_in(service, [row(1), row(2)], 60)
    assert tidied(service)["closed_quarantine_rows"] == 2
    assert service.value("select count(*) from stops_on(:day) where reason = 'died'", day=AS_OF) == 1
    assert nhs_number(2) in {each.nhs_number for each in service.rows("select nhs_number from registration")}

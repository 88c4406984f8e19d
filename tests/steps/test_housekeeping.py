"""Housekeeping: raw files are deleted when they are old and nobody needs them; the ledger stays."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from pipeline.steps import reconcile
from pipeline.steps.housekeeping import Deleted, delete_old_files
from tests.factories import AS_OF, Service, row, send

OLD = AS_OF - timedelta(days=31)


def archived(service: Service) -> Sequence[str]:
    return sorted(path.name for path in service.settings.archive_dir.rglob("*") if path.is_file())


def tidy(service: Service, as_of: date = AS_OF, *, is_dry_run: bool = False) -> int:
    return delete_old_files(service.connection, service.settings, as_of, is_dry_run).files


def taken_in(service: Service, rows: Sequence[dict[str, str]], on: date) -> None:
    send(service.inbox, rows, on)
    service.land(on)
    reconcile.reconcile(service.connection)


def test_an_old_file_is_deleted_once_and_its_ledger_row_says_when(service: Service) -> None:
    taken_in(service, [row(1)], OLD)
    assert len(archived(service)) == 1
    size = service.value("select byte_count from source_file")
    assert delete_old_files(service.connection, service.settings, AS_OF) == Deleted(1, size)
    assert archived(service) == []
    assert service.value("select deleted_on from source_file") == AS_OF
    assert service.value("select count(*) from registration") == 1
    assert tidy(service, AS_OF + timedelta(days=1)) == 0
    assert service.value("select deleted_on from source_file") == AS_OF


def test_a_dry_run_counts_and_deletes_nothing(service: Service) -> None:
    taken_in(service, [row(1)], OLD)
    assert tidy(service, is_dry_run=True) == 1
    assert len(archived(service)) == 1
    assert service.value("select deleted_on from source_file") is None


@pytest.mark.parametrize(("days", "deleted"), [(29, 0), (30, 1)])
def test_a_file_stays_for_as_many_days_as_were_set(service: Service, days: int, deleted: int) -> None:
    taken_in(service, [row(1)], AS_OF - timedelta(days=days))
    assert tidy(service) == deleted


def test_a_held_file_stays(service: Service) -> None:
    send(service.inbox, [row(1)], OLD)
    send(service.inbox, [row(2)], OLD, mark="-b")
    service.land(OLD)
    reconcile.reconcile(service.connection)
    assert {each.fate for each in service.rows("select fate from extract")} == {"held"}
    assert tidy(service) == 0
    assert len(archived(service)) == 2


def test_a_file_with_an_open_row_set_aside_stays_until_it_is_settled(service: Service) -> None:
    taken_in(service, [row(1), row(2, born_on="")], OLD)
    assert tidy(service) == 0
    taken_in(service, [row(1), row(2)], AS_OF)
    assert tidy(service) == 1
    assert len(archived(service)) == 1, "the new file stays"


def test_a_rejected_file_stays_until_a_newer_register_settles_its_rows(service: Service) -> None:
    path = send(service.inbox, [row(1, born_on="")], OLD)
    service.land(OLD)
    path.unlink()
    assert tidy(service) == 0
    taken_in(service, [row(1)], AS_OF)
    assert tidy(service) == 1


def test_bytes_that_are_needed_by_a_newer_extract_stay(service: Service) -> None:
    taken_in(service, [row(1)], OLD)
    taken_in(service, [row(1)], AS_OF)
    assert len(archived(service)) == 1
    assert tidy(service) == 0


def test_a_file_that_comes_again_after_it_was_deleted_is_kept_anew(service: Service) -> None:
    taken_in(service, [row(1)], OLD)
    tidy(service)
    taken_in(service, [row(1)], AS_OF)
    assert len(archived(service)) == 1
    assert service.value("select deleted_on from source_file") is None


def test_a_deletion_that_was_cut_off_is_finished_by_the_next(service: Service) -> None:
    taken_in(service, [row(1)], OLD)
    for path in service.settings.archive_dir.rglob("*"):
        if path.is_file():
            path.unlink()
    assert tidy(service) == 1
    assert service.value("select deleted_on from source_file") == AS_OF

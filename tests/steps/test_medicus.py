"""Medicus: backslash escapes, archives, and deltas in which only `removed` says that somebody left."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.core.reasons import RowReason
from pipeline.steps import reconcile
from tests.doors.archives import zipped
from tests.factories import AS_OF, PRACTICE, TERMS, Service, checked, nhs_number, row
from tests.oracle import SIX

BEFORE = AS_OF - timedelta(days=14)
JUNE = date(2026, 6, 1)
ENTRIES = ("nhs_number", "element", "observed_on", "value", "unit", "term", "change_type")


def escaped(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> str:
    """Every cell enclosed, quotes and backslashes behind a backslash, lines ended by a line feed alone."""
    cells = [list(columns), *([each.get(column, "") for column in columns] for each in rows)]
    quoted = [['"' + cell.replace("\\", "\\\\").replace('"', '\\"') + '"' for cell in line] for line in cells]
    return "".join(",".join(line) + "\n" for line in quoted)


def patients(*rows: Mapping[str, str]) -> str:
    return escaped(rows, list(dict.fromkeys(column for each in (row(1, change_type=""), *rows) for column in each)))


def entries(which: int, change: str, day: date = JUNE, elements: Sequence[str] = SIX) -> list[dict[str, str]]:
    return [
        {"nhs_number": nhs_number(which), "element": element, "observed_on": f"{day:%d/%m/%Y}",
         "value": TERMS[element][1], "term": TERMS[element][0], "change_type": change}
        for element in elements
    ]  # fmt: skip


def send_zip(inbox: Path, on: date = AS_OF, **members: str) -> Path:
    path = inbox / PRACTICE / f"{PRACTICE}_{on:%Y%m%d}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zipped({f"{name}.csv": content for name, content in members.items()}))
    return path


def take_in(service: Service, on: date = AS_OF, **members: str) -> None:
    send_zip(service.inbox, on, **members)
    service.land(on)
    reconcile.reconcile(service.connection)
    service.flag(on)


def test_a_first_archive_of_added_people_and_entries_is_a_register(service: Service) -> None:
    take_in(
        service,
        patients=patients(
            row(1, change_type="added", address_1='The "Old" Forge \\ Mill, 4'), row(2, change_type="Added")
        ),
        observations=escaped(entries(1, "added"), ENTRIES),
    )
    assert (service.status(1), service.status(2)) == ("up_to_date", "never_checked")
    assert service.value("select address_1 from landed_person where nhs_number = :n", n=nhs_number(1)) == (
        'The "Old" Forge \\ Mill, 4'
    )
    (ledger,) = service.rows("select rows_read, rows_landed, rows_quarantined, is_full, is_full_history from extract")
    assert tuple(ledger) == (8, 8, 0, False, False)


def test_only_removed_says_that_somebody_left(service: Service) -> None:
    service.take_in([row(1, **checked(JUNE)), row(2), row(3)], BEFORE)
    leaves_with_a_number_alone = {"nhs_number": nhs_number(2), "change_type": "removed"}
    take_in(service, patients=patients(row(3, change_type="updated", title="Dr"), leaves_with_a_number_alone))
    assert [service.status(n) for n in (1, 2, 3)] == ["up_to_date", "left", "never_checked"]
    assert service.changes() == {service.person(2): ("left", []), service.person(3): ("changed", ["title"])}
    (ledger,) = service.rows("select rows_read, rows_landed, rows_quarantined from extract where not is_full")
    assert tuple(ledger) == (2, 2, 0)
    take_in(service, AS_OF + timedelta(days=1), patients=patients(row(2, change_type="added")))
    assert service.status(2) == "never_checked", "who is added again is back"


def test_a_delta_of_leavers_alone_is_taken(service: Service) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    take_in(service, patients=patients({"nhs_number": nhs_number(2), "change_type": "removed"}))
    assert (service.status(1), service.status(2)) == ("never_checked", "left")


def test_removed_and_added_in_one_file_is_a_contradiction_that_nobody_wins(service: Service) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    take_in(service, patients=patients(row(1, change_type="updated"), row(2, change_type="added"),
                                       row(2, change_type="removed")))  # fmt: skip
    assert service.status(2) == "never_checked"
    service.plan()
    assert service.planned(2)[:2] == ("stopped", "row_set_aside")
    reasons = [each.reasons for each in service.rows("select reasons from quarantine")]
    assert reasons == [[RowReason.TWO_ROWS_DIFFER]] * 2


@pytest.mark.parametrize("change", ["", "deleted"])
def test_a_change_nobody_knows_sets_the_row_aside_and_takes_nobody_off(service: Service, change: str) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    take_in(
        service,
        patients=patients(row(1, change_type="updated"), row(2, change_type=change)),
        observations=escaped([*entries(1, "added"), *entries(1, change, elements=["bmi"])], ENTRIES),
    )
    assert [each.reasons for each in service.rows("select reasons from quarantine")] == [[RowReason.CHANGE_UNKNOWN]] * 2
    assert (service.status(1), service.status(2)) == ("up_to_date", "never_checked")


def test_an_entry_of_somebody_of_whom_nothing_else_changed_is_theirs(service: Service) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    new = [*entries(1, "added"), *entries(9, "added", elements=["bmi"])]
    take_in(service, observations=escaped(new, ENTRIES))
    assert service.status(1) == "up_to_date"
    assert [each.reasons for each in service.rows("select reasons from quarantine")] == [[RowReason.ROW_WITHOUT_PERSON]]


def test_deltas_that_come_together_are_taken_oldest_first(service: Service) -> None:
    send_zip(service.inbox, BEFORE, patients=patients(row(1, change_type="added")))
    send_zip(service.inbox, AS_OF, observations=escaped(entries(1, "added"), ENTRIES))
    service.land()
    assert reconcile.reconcile(service.connection) == 2
    service.flag()
    assert service.status(1) == "up_to_date"


def test_a_result_removed_is_kept_marked_and_not_counted(service: Service) -> None:
    service.take_in([row(1, **checked(JUNE))], BEFORE)
    take_in(service, observations=escaped(entries(1, "removed", elements=["bmi"]), ENTRIES))
    assert service.status(1) == "never_checked"
    found = service.rows("select element from observation where retracted_by_extract_id is not null")
    assert [each.element for each in found] == ["bmi"]
    take_in(service, AS_OF + timedelta(days=1), observations=escaped(entries(1, "added", elements=["bmi"]), ENTRIES))
    assert service.status(1) == "up_to_date", "recorded again it counts again"


def test_a_leaver_s_stop_mark_counts_and_their_cells_are_not_judged(service: Service) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    take_in(service, patients=patients({"nhs_number": nhs_number(2), "change_type": "removed", "died_on": "soon"}))
    found = service.rows("select person_id, reason from stops_on(:day)", day=AS_OF)
    assert (service.person(2), "died") in [tuple(each) for each in found]


def test_a_delta_of_many_people_without_an_element_lacks_no_part(service: Service) -> None:
    people = range(1, 25)
    service.take_in([row(n, **checked(JUNE)) for n in people], BEFORE)
    weighed = [each for n in people for each in entries(n, "added", AS_OF, ["bmi"])]
    take_in(service, observations=escaped(weighed, ENTRIES))
    assert service.value("select fate from extract where not is_full") == "accepted"


def test_the_day_may_stand_in_the_name_of_a_member(service: Service) -> None:
    path = send_zip(service.inbox, **{"patients_20261118": patients(row(1, change_type="added"))})
    path.rename(path.with_name("medicus.zip"))
    service.land()
    assert service.value("select extract_on from extract") == date(2026, 11, 18)

"""Registers of two practices taken in one by one, and withdrawn, for the tests of withdrawals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.core.arrivals import Arrival
from pipeline.core.region import Intake
from pipeline.steps import reconcile
from pipeline.steps.withdraw import Withdrawal
from pipeline.withdrawal import Again, withdraw_extract
from tests.factories import AS_OF, PRACTICE, Service, checked, row, send

BY, WHY = "R. Tarn", "another practice's file"
BEGIN = AS_OF - timedelta(days=18)
LAST_JUNE, LONG_AGO = date(2026, 6, 1), date(2020, 6, 1)
ANCHOR = 9
FIRST, MISTAKE, SINCE = (BEGIN + timedelta(days=days) for days in (1, 7, 14))


@dataclass(frozen=True)
class Sent:
    """One file of a practice: its rows, and what kind of file its name and columns make it."""

    rows: Sequence[Mapping[str, str]]
    on: date = AS_OF
    practice: str = PRACTICE
    mark: str = ""


def take_in(service: Service, sent: Sent) -> str:
    """Sends one file and brings the register up to it; the extract."""
    path = send(service.inbox, sent.rows, sent.on, sent.practice, sent.mark)
    arrival = Arrival(sent.practice, (path.relative_to(service.inbox).as_posix(),))
    (landed,) = service.land_only([arrival], sent.on)
    reconcile.reconcile(service.connection)
    return landed.extract_id


def withdraw(service: Service, extract: str, why: str = WHY) -> tuple[Withdrawal, list[Again]]:
    return withdraw_extract(service.connection, service.settings, Intake(), extract, BY, why, AS_OF)


def look_again(service: Service) -> None:
    """The next run: the inbox as it is, kept-back files looked at anew."""
    service.land(AS_OF)
    reconcile.reconcile(service.connection)


def full(*rows: Mapping[str, str], on: date = AS_OF, practice: str = PRACTICE, mark: str = "") -> Sent:
    """A full register with somebody in it who has an entry about everything, so that no part is missing."""
    return Sent([*rows, row(ANCHOR, **checked(LAST_JUNE))], on, practice, mark)


def delta(*rows: Mapping[str, str], on: date = AS_OF, practice: str = PRACTICE) -> Sent:
    return Sent([{"change_type": "updated", **each} for each in rows], on, practice, "d")


CHECKED = full(row(1, **checked(LAST_JUNE)), row(2, **checked(LONG_AGO)), on=FIRST)


# Everything that says what we believe, and nothing that says when or in which order it was done.
BELIEVED = {
    "person": "select person_id, nhs_number, born_on, first_extract_id from person",
    "extract": "select * from extract where fate <> 'withdrawn'",
    **{
        table: f"select * from {table}"
        for table in (
            "registration", "observation", "staged_change", "register_change", "quarantine", "quarantine_row",
            "value_set_aside", "stop", "seen_number", "removed_number", "landed_person", "landed_observation",
            "corrected_row", "extract_measure", "overwritten_registration", "unretracted_observation",
        )
    },
}  # fmt: skip


def believed(service: Service) -> dict[str, list[str]]:
    return {table: sorted(str(tuple(each)) for each in service.rows(asked)) for table, asked in BELIEVED.items()}

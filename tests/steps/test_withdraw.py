"""An extract that was withdrawn counts as if it had never come: two services are compared table by table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.core.arrivals import Arrival
from pipeline.core.region import Intake
from pipeline.errors import DecideDifferently
from pipeline.steps import reconcile
from pipeline.steps.held import refuse_extract, release_extract
from pipeline.steps.letters import draft_letters, release_letters, typeset_drafts
from pipeline.steps.updates import propose_updates
from pipeline.steps.withdraw import Withdrawal
from pipeline.withdrawal import Again, withdraw_extract
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, checked, row, send

BY, WHY = "R. Tarn", "another practice's file"
BEGIN = AS_OF - timedelta(days=20)
LAST_JUNE, LONG_AGO = date(2026, 6, 1), date(2020, 6, 1)
ANCHOR = 9
_INBOXES = count()

# Everything that says what we believe, and nothing that says when or in which order it was done.
BELIEVED = {
    "person": "select person_id, nhs_number, born_on, first_extract_id from person where first_extract_id is not null",
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


@dataclass(frozen=True)
class Sent:
    """One file of a practice: its rows, and what kind of file its name and columns make it."""

    rows: Sequence[Mapping[str, str]]
    on: date = AS_OF
    practice: str = PRACTICE
    mark: str = ""


def believed(service: Service) -> dict[str, list[str]]:
    return {table: sorted(str(tuple(each)) for each in service.rows(asked)) for table, asked in BELIEVED.items()}


def take_in(service: Service, sent: Sent) -> str:
    """Sends one file and brings the register up to it; the extract."""
    path = send(service.inbox, sent.rows, sent.on, sent.practice, sent.mark)
    arrival = Arrival(sent.practice, (path.relative_to(service.inbox).as_posix(),))
    (landed,) = service.land_only([arrival], sent.on)
    reconcile.reconcile(service.connection)
    return landed.extract_id


def begin(service: Service, folder: Path) -> Service:
    """The service with an inbox of its own; what it had is as before once the savepoint is rolled back."""
    inbox = folder / f"inbox{next(_INBOXES)}"
    inbox.mkdir()
    return replace(service, inbox=inbox)


def withdraw(service: Service, extract: str, why: str = WHY) -> tuple[Withdrawal, list[Again]]:
    return withdraw_extract(service.connection, service.settings, Intake(), extract, BY, why, AS_OF)


def look_again(service: Service) -> None:
    """The next run: the inbox as it is, kept-back files looked at anew."""
    service.land(AS_OF)
    reconcile.reconcile(service.connection)


def as_if_never(service: Service, folder: Path, files: Sequence[Sent], out: int) -> None:
    """Takes all in and withdraws one; another time takes in the others alone; both believe the same."""
    savepoint = service.connection.begin_nested()
    never = begin(service, folder)
    for at, sent in enumerate(files):
        if at != out:
            take_in(never, sent)
    look_again(never)
    expected = believed(never)
    savepoint.rollback()

    savepoint = service.connection.begin_nested()
    mistaken = begin(service, folder)
    extracts = [take_in(mistaken, sent) for sent in files]
    fate = mistaken.value("select fate from extract where extract_id = :x", x=extracts[out])
    if fate == "accepted":
        withdraw(mistaken, extracts[out])
        look_again(mistaken)
        found = believed(mistaken)
        assert mistaken.value("select fate from extract where extract_id = :x", x=extracts[out]) == "withdrawn"
        for table, rows in expected.items():
            assert found[table] == rows, table
    savepoint.rollback()


def full(*rows: Mapping[str, str], on: date = AS_OF, practice: str = PRACTICE, mark: str = "") -> Sent:
    """A full register with somebody in it who has an entry about everything, so that no part is missing."""
    return Sent([*rows, row(ANCHOR, **checked(LAST_JUNE))], on, practice, mark)


def delta(*rows: Mapping[str, str], on: date = AS_OF, practice: str = PRACTICE) -> Sent:
    return Sent([{"change_type": "updated", **each} for each in rows], on, practice, "d")


_SAID = st.fixed_dictionaries(
    {},
    optional={
        "family_name": st.sampled_from(["Hollin", "Tarn"]),
        "postcode": st.sampled_from(["BB11 1AA", "BB12 6AB"]),
        "born_on": st.sampled_from(["04/05/1980", "05/05/1980", ""]),
        "refuses_outreach": st.sampled_from(["", "Yes"]),
        "died_on": st.sampled_from(["", "01/11/2026"]),
        "remission_on": st.sampled_from(["", "01/02/2026"]),
        "deregistered_on": st.sampled_from(["", "02/11/2026"]),
    },
)
_CHECKS = st.sampled_from([{}, checked(LAST_JUNE), checked(LONG_AGO), checked(LAST_JUNE, without=["bmi", "lipids"])])
_ROWS = st.dictionaries(st.integers(1, 4), st.tuples(_SAID, _CHECKS), max_size=4).map(
    lambda people: [row(which, **said, **checks) for which, (said, checks) in people.items()]
)
_CHANGES = st.sampled_from(["added", "updated", "removed"])


@st.composite
def _files(draw: st.DrawFn) -> list[Sent]:
    files = []
    day = BEGIN
    for at in range(draw(st.integers(2, 5))):
        day += timedelta(days=draw(st.integers(0, 3)))
        practice = draw(st.sampled_from([PRACTICE, PRACTICE, PRACTICE, OTHER_PRACTICE]))
        kind = draw(st.sampled_from(["full", "full", "delta", "corrections"]))
        # The same bytes of the same day would be one extract, however often they come.
        rows = [*draw(_ROWS), row(ANCHOR, given_name=chr(ord("A") + at), **checked(LAST_JUNE))]
        if kind == "delta":
            rows = [{"change_type": draw(_CHANGES), **each} for each in rows]
        files.append(Sent(rows, day, practice, f"-{at}-corrections" if kind == "corrections" else f"-{at}"))
    return files


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(files=_files(), data=st.data())
def test_whatever_came_before_and_after_it_a_withdrawn_extract_has_never_been(
    service: Service, tmp_path: Path, files: list[Sent], data: st.DataObject
) -> None:
    if files:
        as_if_never(service, tmp_path, files, data.draw(st.integers(0, len(files) - 1)))

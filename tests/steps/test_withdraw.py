"""An extract that was withdrawn counts as if it had never come: two services are compared table by table."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import OTHER_PRACTICE, PRACTICE, Service, checked, row
from tests.steps.withdrawals import (
    ANCHOR,
    BEGIN,
    CHECKED,
    FIRST,
    LAST_JUNE,
    LONG_AGO,
    MISTAKE,
    SINCE,
    Sent,
    believed,
    delta,
    full,
    look_again,
    take_in,
    withdraw,
)

_INBOXES = count()


def begin(service: Service, folder: Path) -> Service:
    """The service with an inbox of its own; what it had is as before once the savepoint is rolled back."""
    inbox = folder / f"inbox{next(_INBOXES)}"
    inbox.mkdir()
    return replace(service, inbox=inbox)


def as_if_never(service: Service, folder: Path, files: Sequence[Sent], out: int) -> bool:
    """Takes all in and withdraws one; another time takes in the others alone; both believe the same.

    False where the one was not in force, so that there was nothing to withdraw.
    """
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
    return bool(fate == "accepted")


CASES: dict[str, tuple[list[Sent], int]] = {
    "it was the first of its practice": ([full(row(1), on=MISTAKE)], 0),
    "it had taken people off": ([CHECKED, full(row(1, **checked(LAST_JUNE)), on=MISTAKE)], 1),
    "it had retracted every result": ([CHECKED, full(row(1), row(2), on=MISTAKE)], 1),
    "it had recorded again what was retracted": (
        [CHECKED, full(row(1), row(2), on=FIRST + timedelta(1)), replace(CHECKED, on=MISTAKE)], 2,
    ),
    "it was a delta": (
        [CHECKED, delta(row(1, postcode="BB12 6AB", **checked(LONG_AGO)), row(3), on=MISTAKE)], 1,
    ),
    "a delta came on top": (
        [CHECKED, full(row(1), row(3), on=MISTAKE), delta(row(3, postcode="BB12 6AB"), row(1), on=SINCE)], 1,
    ),
    "a full register came on top": (
        [CHECKED, full(row(1, family_name="Tarn"), row(3), on=MISTAKE), replace(CHECKED, on=SINCE)], 1,
    ),
    "two came on top, one of the same day": (
        [CHECKED, full(row(3), on=MISTAKE), full(row(1), row(2), on=MISTAKE, mark="b"), replace(CHECKED, on=SINCE)], 1,
    ),
    "it was of corrected rows": (
        [
            full(row(1, born_on=""), row(2), on=FIRST),
            Sent([row(1, refuses_outreach="Yes")], MISTAKE, mark="-corrections"),
            full(row(1, born_on=""), row(2), on=SINCE),
        ], 1,
    ),
    "rows of it were corrected": (
        [CHECKED, full(row(1, born_on=""), on=MISTAKE), Sent([row(1)], MISTAKE, mark="-corrections")], 1,
    ),
    "it had set a row with a stop mark aside": (
        [CHECKED, full(row(1, born_on="", refuses_outreach="Yes"), row(2, died_on="01/11/2026"), on=MISTAKE)], 1,
    ),
    "it had settled a contradiction": (
        [CHECKED, full(row(1, born_on="05/05/1980"), on=FIRST + timedelta(1)), full(row(1), row(2), on=MISTAKE)], 2,
    ),
    "another practice was compared with its dates of birth": (
        [
            full(row(1, born_on="06/06/1960"), on=FIRST),
            full(row(1), row(5), on=MISTAKE, practice=OTHER_PRACTICE),
            full(row(1), on=MISTAKE + timedelta(1), practice=OTHER_PRACTICE),
        ], 0,
    ),
    "one on top of it introduced somebody before another practice did": (
        [full(on=FIRST), full(row(5), on=MISTAKE), full(row(5), on=SINCE, practice=OTHER_PRACTICE)], 0,
    ),
    "another practice has its people too": (
        [full(row(1), on=FIRST), full(row(1), row(5), on=MISTAKE, practice=OTHER_PRACTICE)], 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_withdrawn_extract_has_never_been(service: Service, tmp_path: Path, case: str) -> None:
    files, out = CASES[case]
    assert as_if_never(service, tmp_path, files, out), "it was in force"


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


@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(files=_files(), data=st.data())
def test_whatever_came_before_and_after_it_a_withdrawn_extract_has_never_been(
    service: Service, tmp_path: Path, files: list[Sent], data: st.DataObject
) -> None:
    if files:
        as_if_never(service, tmp_path, files, data.draw(st.integers(0, len(files) - 1)))

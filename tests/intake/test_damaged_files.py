"""Damaged files: each has a fate and a reason, the rows nobody touched land unchanged, and the others' files too."""

import logging
from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.identity import person_id
from pipeline.core.reasons import FileReason
from pipeline.steps import reconcile
from tests.factories import AS_OF, Service, row, send
from tests.intake.batches import NEIGHBOUR, PRACTICES, Intake, Landing, folder_of, landings
from tests.intake.blows import OF_TABLES
from tests.intake.byte_blows import of_bytes
from tests.intake.parcels import PLANTED, SHAPES, Parcel, marks_of, parcel_of, register_of
from tests.intake.profile import SOAK, generated


@pytest.fixture(scope="session")
def undamaged(intake: Intake) -> dict[str, Landing]:
    """What each practice's register is where nothing happened to its file, and the neighbour's."""
    with intake.batch() as service:
        for slot in range(len(PRACTICES)):
            lay(service, parcel_of(slot, "wide"))
        send(service.inbox, [row(1), row(2)], practice=NEIGHBOUR)
        service.land()
        found = landings(service, (*PRACTICES, NEIGHBOUR))
    assert all(len(found[code].people) == len(register_of(slot)) for slot, code in enumerate(PRACTICES))
    return found


def lay(service: Service, parcel: Parcel, rng: Random | None = None) -> None:
    files = parcel.packed()
    if rng:
        of_bytes(parcel, files, rng)
    for name, content in files.items():
        (folder_of(service, parcel.code) / name).write_bytes(content)


def damaged(slot: int, seed: int) -> tuple[Parcel, Random | None]:
    """The practice's register in one of its shapes, with one to three blows; bytes are struck last."""
    rng = Random(seed)
    parcel = parcel_of(slot, rng.choice(SHAPES))
    blows = rng.sample(OF_TABLES, rng.choice((0, 1, 1, 1, 2, 3)))
    for blow in blows:
        blow(parcel, rng)
        parcel.story.append(blow.__name__)
    return parcel, rng if not blows or rng.random() < 0.3 else None


def test_what_nobody_touched_lands_unchanged_whatever_happened_to_the_rest(
    intake: Intake, undamaged: dict[str, Landing], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    seen: Counter[str] = Counter()

    @settings(**generated(12))
    @given(st.lists(st.integers(0, 1 << 40), min_size=len(PRACTICES), max_size=len(PRACTICES)))
    def survive(seeds: list[int]) -> None:
        parcels = take_in(intake, undamaged, list(enumerate(seeds)), seen)
        assert PLANTED.lower() not in caplog.text.lower()
        caplog.clear()
        seen.update(story.split()[0] for parcel in parcels for story in parcel.story)

    survive()
    assert min(seen[fate] for fate in ("accepted", "rejected")) > 20 * SOAK, seen
    assert seen["compared"] > 200 * SOAK, seen
    assert seen["counted"] > 60 * SOAK, seen
    assert {blow.__name__ for blow in OF_TABLES} <= seen.keys()


def take_in(
    intake: Intake, undamaged: dict[str, Landing], seeds: Sequence[tuple[int, int]], seen: Counter[str]
) -> list[Parcel]:
    """One batch; where it raises, the file that makes it raise is found by sending each alone."""
    made = [damaged(slot, seed) for slot, seed in seeds]
    parcels = [parcel for parcel, _ in made]
    with intake.batch() as service:
        for parcel, rng in made:
            lay(service, parcel, rng)
        send(service.inbox, [row(1), row(2)], practice=NEIGHBOUR)
        try:
            service.land()
            found = landings(service, (*PRACTICES, NEIGHBOUR))
            reconcile.reconcile(service.connection)
        except Exception as error:
            if len(seeds) == 1:
                error.add_note(f"{seeds}: {parcels[0].shape}, {parcels[0].story}")
                raise
            found = {}
        else:
            ledgers = {each.practice_code: each for each in service.rows("select * from extract")}
            stops = {(each.person_id, each.reason) for each in service.rows("select * from stops_on(:d)", d=AS_OF)}
            assert len(ledgers) == len(seeds) + 1, "one fate a file"
            assert ledgers[NEIGHBOUR].fate == "accepted"
            assert same(found[NEIGHBOUR], undamaged[NEIGHBOUR])
            for parcel, (_, seed) in zip(parcels, seeds, strict=True):
                where = f"slot {parcel.slot}, seed {seed}: {parcel.shape}, {parcel.story}"
                check_ledger(parcel, ledgers[parcel.code], where, seen)
                check_people(parcel, found[parcel.code], undamaged[parcel.code], where, seen)
                if ledgers[parcel.code].fate != "rejected":
                    check_stops(service, parcel, stops, where)
    if not found:
        for each in seeds:
            take_in(intake, undamaged, [each], seen)
        raise AssertionError("together they fail, alone they do not")
    return parcels


def same(one: Landing, other: Landing) -> bool:
    return (one.people, one.entries, one.quarantined) == (other.people, other.entries, other.quarantined)


def check_ledger(parcel: Parcel, ledger: object, where: str, seen: Counter[str]) -> None:
    fate, reason = ledger.fate, ledger.fate_reason  # type: ignore[attr-defined]
    seen[fate] += 1
    assert fate in ("accepted", "held", "rejected"), where
    assert (reason is None) == (fate == "accepted"), where
    assert reason is None or FileReason(reason).sentence, where
    told = f"{ledger.fate_detail} {ledger.columns_unknown}"  # type: ignore[attr-defined]
    assert PLANTED.lower() not in told.lower(), f"{where}: {told}"
    if ledger.rows_read and parcel.rows is not None and not parcel.is_spoiled:  # type: ignore[attr-defined]
        seen["counted"] += 1
        assert ledger.rows_read == parcel.rows, where  # type: ignore[attr-defined]


def check_people(parcel: Parcel, landed: Landing, before: Landing, where: str, seen: Counter[str]) -> None:
    if parcel.is_spoiled or landed.ledger.fate != "landed":
        return
    for number in before.people.keys() - parcel.touched:
        seen["compared"] += 1
        assert number in landed.people, f"{where}: {number} is lost"
        differing = {
            column: (value, landed.people[number][column])
            for column, value in before.people[number].items()
            if value != landed.people[number][column] and column not in parcel.lost | {"warnings"}
        }
        assert not differing, f"{where}: {number} {differing}"
        if number not in parcel.touched_entries and "entries" not in parcel.lost:
            assert landed.entries[number] == before.entries[number], f"{where}: {number}"


def check_stops(service: Service, parcel: Parcel, stops: set[tuple[str, str]], where: str) -> None:
    if parcel.is_spoiled:
        return
    for entry in register_of(parcel.slot):
        if entry.nhs_number not in parcel.touched:
            someone = person_id(service.settings.key, entry.nhs_number)
            lost = parcel.lost | ({"died"} if "died_on" in parcel.lost else set())
            said = {reason for who, reason in stops if who == someone}
            assert marks_of(entry) - lost <= said, f"{where}: {entry.nhs_number}"

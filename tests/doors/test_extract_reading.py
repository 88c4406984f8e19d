"""Extracts read in batches: the same from any number of processes, and no file ends more than itself."""

import gc
import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Settings
from pipeline.core.arrivals import Arrival
from pipeline.core.incoming import Incoming, KeptBack
from pipeline.core.landing import Landing, Reading
from pipeline.core.reasons import FileReason
from pipeline.doors import extract_reading
from pipeline.doors.extract_reading import Batch, Setup, processes_worth, read_batch, read_batches
from tests.factories import nhs_number
from tests.sites import import_validation

AS_OF = date(2026, 11, 20)
HEADING = "nhs_number,family_name,born_on,bmi_date_1,bmi_value_1,bmi_term_1\r\n"


@pytest.fixture(autouse=True)
def _validation() -> None:
    import_validation()


@pytest.fixture
def setup(settings: Settings, tmp_path: Path) -> Setup:
    return Setup(replace(settings, data_dir=tmp_path / "data"), tmp_path / "inbox", AS_OF)


def arrived(setup: Setup, which: int, *, column: str = "") -> Incoming:
    """A practice's file of three people, the last of whom has no birthday."""
    code, name = f"Z9{which:04}", f"Z9{which:04}/register_2026-11-19.csv"
    people = [f"{nhs_number(3 * which + at)},Brackwell,{'' if at == 2 else '04/05/1980'}" for at in range(3)]
    rows = [f"{person},01/02/2026,27.4,Body mass index" for person in people]
    content = (HEADING.replace("family_name", "family_name" + column) + "\r\n".join(rows)).encode()
    (setup.inbox / name).parent.mkdir(parents=True)
    (setup.inbox / name).write_bytes(content)
    return Incoming(f"x{which}", Arrival(code, (name,)), (sha256(content).hexdigest(),), (len(content),))


def told(batches: list[Batch]) -> list[tuple[str, object]]:
    outcomes = [outcome for batch in batches for outcome in batch.outcomes]
    return [(each.incoming.extract_id, each.reason if isinstance(each, KeptBack) else None) for each in outcomes]


def rows(batches: list[Batch], table: str) -> list[str]:
    return "".join(batch.rows.get(table, "") for batch in batches).splitlines()


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract_reading, "_EXTRACTS_A_BATCH", 2)


@pytest.mark.usefixtures("small_batches")
def test_several_processes_read_what_one_reads_in_the_same_order(setup: Setup) -> None:
    incoming = [arrived(setup, which, column=" and more" if which == 3 else "") for which in range(7)]
    alone = list(read_batches(setup, incoming, processes=1))
    together = list(read_batches(setup, incoming, processes=2))
    assert together == alone
    assert [len(batch.outcomes) for batch in alone] == [2, 2, 2, 1]
    assert told(alone)[3] == ("x3", FileReason.COLUMNS_MISSING)
    assert len(rows(alone, "landed_person")) == len(rows(alone, "landed_observation")) == 12
    assert len(rows(alone, "quarantine")) == 6


@pytest.mark.usefixtures("small_batches")
def test_a_file_whose_reading_ends_the_process_is_refused_alone(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    incoming = [arrived(setup, which) for which in range(5)]
    alone = list(read_batches(setup, incoming, processes=1))

    class EndedBySystem(ProcessPoolExecutor):
        """Stands in for the system's killer of processes that want too much memory: it comes for x2."""

        def submit(self, call: Any, *arguments: Any, **options: Any) -> Future[Any]:
            if any(each.extract_id == "x2" for each in arguments[0]):
                return super().submit(_end_this_process)
            return super().submit(call, *arguments, **options)

    monkeypatch.setattr(
        extract_reading, "_pool", lambda processes: EndedBySystem(processes, mp_context=get_context("forkserver"))
    )
    batches = list(read_batches(setup, incoming, processes=2))
    assert told(batches) == [("x0", None), ("x1", None), ("x2", FileReason.FILE_UNREADABLE), ("x3", None), ("x4", None)]
    assert rows(batches, "landed_person") == [row for row in rows(alone, "landed_person") if not row.startswith("x2,")]


def _end_this_process() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_file_that_changed_since_it_was_found_waits_for_the_next_run(setup: Setup) -> None:
    first, second = arrived(setup, 0), arrived(setup, 1)
    with (setup.inbox / first.arrival.paths[0]).open("ab") as file:
        file.write(b"\r\nstill being written")
    (setup.inbox / second.arrival.paths[0]).unlink()
    batch = read_batch(setup, [first, second, arrived(setup, 2)])
    assert told([batch]) == [("x0", FileReason.FILE_UNREADABLE), ("x1", FileReason.FILE_UNREADABLE), ("x2", None)]
    assert batch.archived.keys() == set(arrived_hashes(batch, "x2")), "what is half there is not kept under its hash"


def arrived_hashes(batch: Batch, extract_id: str) -> tuple[str, ...]:
    (found,) = (each.incoming for each in batch.outcomes if each.incoming.extract_id == extract_id)
    return found.sha256


def test_a_delta_is_left_for_whom_it_speaks_of(setup: Setup) -> None:
    batch = read_batch(setup, [arrived(setup, 0, column=",change_type"), arrived(setup, 1)])
    assert [type(outcome) for outcome in batch.outcomes] == [Reading, Landing]
    assert {row.split(",")[0] for row in rows([batch], "landed_person")} == {"x1"}


def test_a_batch_leaves_the_collector_as_it_was(setup: Setup) -> None:
    assert gc.isenabled()
    read_batch(setup, [arrived(setup, 0)])
    assert gc.isenabled()


@pytest.mark.parametrize(("megabytes", "some"), [(0, False), (5, False), (100, True)])
def test_processes_are_started_only_for_much(megabytes: int, some: bool) -> None:
    incoming = [Incoming("x", Arrival("Z90001", ("a",)), ("0",), (megabytes * 1_000_000,))]
    assert processes_worth([]) == 1
    assert 1 <= processes_worth(incoming) <= 16
    assert (processes_worth(incoming) > 1) == (some and len(os.sched_getaffinity(0)) > 1)

"""Statuses and ranks of everybody, beside the same window in DuckDB and the rule said naively in Python.

`python -m benchmarks.rule --help`. The people and their results are put straight into the tables. Our own steps run as
the day calls them, in a process of their own; the statements are watched from outside. The aims are printed beside the
figures; what is asserted is that DuckDB and the naive rule find what we find.
"""

import json
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from sqlalchemy import Connection, text

from benchmarks.apart import NotRun, installed, said_by
from benchmarks.county import Country
from benchmarks.measuring import Measured, measured
from benchmarks.naive_rule import judge_sample
from benchmarks.rule_tables import OBSERVATIONS_A_PERSON, change_some, fill_tables, write_plain
from benchmarks.statements import watching
from benchmarks.taking_in import prepare
from pipeline.config import Settings, settings_from
from pipeline.doors.db import Database, open_database
from pipeline.doors.embedded_postgres import remove_cluster
from pipeline.steps import flag, prioritise, runs

AS_OF = date(2026, 11, 20)
_WINDOW = Path(__file__).resolve().parent / "window"
_SKIPPABLE = {"next", "duckdb", "naive"}


@dataclass(frozen=True)
class Planned:
    """Seconds of the two steps and of their statements, and how many people have each status."""

    flag: float
    prioritise: float
    by_statement: dict[str, float]
    statuses: dict[str, int]
    listed: int


def main(
    people: Annotated[int, typer.Option(help="People in all; 640,000 is England.")] = 64_000,
    practices: Annotated[int, typer.Option(help="Practices they are registered with; 6,300 is England.")] = 640,
    seed: Annotated[int, typer.Option(help="The same seed gives the same people.")] = 1,
    sample: Annotated[int, typer.Option(help="The naive rule judges this many people.")] = 2_000,
    skip: Annotated[str, typer.Option(help="What to leave out: next, duckdb, naive, with commas.")] = "",
) -> None:
    """Prints seconds, memory, where the time goes, and how they compare."""
    left_out = {name.strip() for name in skip.split(",") if name.strip()}
    if unknown := left_out - _SKIPPABLE:
        raise typer.BadParameter(f"{', '.join(sorted(unknown))}: expected of {', '.join(sorted(_SKIPPABLE))}")
    with _workplace() as folder:
        settings = settings_from({"SMI_LIVE": "false", "SMI_DATA_DIR": str(folder / "data")})
        country = Country(seed, people, practices, AS_OF)
        try:
            with open_database(settings) as database:
                _measure(database, settings, folder, country, min(sample, people), left_out)
        finally:
            remove_cluster(settings.data_dir)


def _measure(
    database: Database, settings: Settings, folder: Path, country: Country, sample: int, left_out: set[str]
) -> None:
    started = perf_counter()
    prepare(database, country.write_reference(folder / "reference"))
    fill_tables(database, country)
    rows = country.people * OBSERVATIONS_A_PERSON
    print(f"{country.people:,} people in {len(country.practices):,} practices, {rows:,} observations")
    print(f"put into the tables in {perf_counter() - started:.0f} s")
    first = measured(database, plan, settings, AS_OF)
    _say_ours("first run, everybody new", first)
    if "duckdb" not in left_out:
        _compare_with_duckdb(database, folder, first)
    if "naive" not in left_out:
        _compare_with_naive(database, country.people, sample, first)
    if "next" not in left_out:
        tomorrow = AS_OF + timedelta(days=1)
        changed = change_some(database, tomorrow)
        again = measured(database, plan, settings, tomorrow)
        _say_ours(f"the next day, every practice sent again, {changed:,} people checked since", again)
        ratio = again.result.flag / first.result.flag
        _say_ratio("statuses of the next day / of the first", ratio, "0.2 or less")


def plan(settings: Settings, as_of: date) -> Planned:
    """Runs the two steps that decide who and in which order, as the day runs them."""
    with open_database(settings) as database, watching(database.engine) as by_statement:
        with database.transaction() as connection:
            region = runs.region_in_force(connection)
            run_id = runs.begin_run(connection, as_of, region)
        started = perf_counter()
        with database.transaction() as connection:
            flag.flag(connection, run_id, as_of, region.rule_on(as_of))
        between = perf_counter()
        with database.transaction() as connection:
            prioritise.prioritise(connection, as_of, region)
        ended = perf_counter()
        with database.transaction() as connection:
            runs.finish_run(connection, run_id)
            statuses = _counted(connection, "select status, count(*) from recall_status where to_run_id is null")
            ranked = _counted(connection, f"select disposition, count(*) from plan_item where as_of = '{as_of}'")
    return Planned(between - started, ended - between, dict(by_statement), statuses, ranked.get("listed", 0))


def _counted(connection: Connection, statement: str) -> dict[str, int]:
    return dict(connection.execute(text(f"{statement} group by 1 order by 1")).all())


def _compare_with_duckdb(database: Database, folder: Path, ours: Measured[Planned]) -> None:
    people, observations = write_plain(database, folder / "plain")
    try:
        python = installed("window", _WINDOW / "requirements.txt")
        told = json.loads(said_by([python, _WINDOW / "statuses.py", people, observations, AS_OF.isoformat()]))
    except NotRun as reason:
        print(f"DuckDB: not run: {reason}")
        return
    if told["statuses"] != ours.result.statuses:
        raise NotTheSame(f"DuckDB finds {told['statuses']}, we find {ours.result.statuses}.")
    print(f"DuckDB {told['version']}, the same window in memory, the files read before; nothing is kept of it on disk")
    print(
        f"    {told['seconds']:.1f} s; processor {told['processor']:.1f} s, {told['megabytes']:,.0f} MB with the data"
    )
    window = ours.result.by_statement.get("flag/work_out_statuses", 0.0)
    window += ours.result.by_statement.get("flag/gather_check_records", 0.0)
    _say_ratio("our statuses, stored as intervals / DuckDB", ours.result.flag / told["seconds"], "3 or less")
    _say_ratio("our window alone / DuckDB", window / told["seconds"], "none")


def _compare_with_naive(database: Database, people: int, sample: int, ours: Measured[Planned]) -> None:
    seconds, statuses = judge_sample(database, sample, AS_OF)
    scaled = seconds * people / sample
    print(f"the naive rule in Python (tests/oracle.py), one process: {seconds:.1f} s for {sample:,} people of them,")
    print(f"    which is {scaled:,.0f} s for all, scaled, not run; reading them not counted; the same statuses")
    _say_ratio("our statuses / naive Python, scaled", ours.result.flag / scaled, "none")
    if not statuses:
        raise NotTheSame("The naive rule judged nobody.")


def _say_ours(title: str, ours: Measured[Planned]) -> None:
    found = ours.result
    print(f"{title}: statuses {found.flag:.1f} s, plan and ranks {found.prioritise:.1f} s")
    print(f"    {ours.cost}")
    print("    " + ", ".join(f"{name} {count:,}" for name, count in found.statuses.items()))
    print(f"    {found.listed:,} people listed and ranked. Seconds by statement, the slowest first:")
    steps: Counter[str] = Counter()
    for name, seconds in sorted(found.by_statement.items(), key=lambda each: -each[1]):
        steps[name.partition("/")[0]] += seconds
        if seconds >= 0.05:
            print(f"        {seconds:7.2f}  {name}")
    outside = found.flag + found.prioritise - sum(steps.values())
    print(f"        {outside:7.2f}  outside statements: the contact policy, what is read and copied, commits")


def _say_ratio(what: str, ratio: float, aim: str) -> None:
    print(f"    {what}: {ratio:.2f}    [aim: {aim}]")


@contextmanager
def _workplace() -> Iterator[Path]:
    """A folder that goes with the benchmark, also where it is told to stop."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="bench-rule-") as name:
        yield Path(name)


class NotTheSame(Exception):
    """Somebody else finds other statuses, so one of the two is wrong and no figure means anything."""


if __name__ == "__main__":
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(main)
    app()

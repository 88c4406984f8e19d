"""From practices' files to a reconciled register, beside what the same machine does without us.

`python -m benchmarks.intake --help`. Files are made, taken in by our own steps, and the same content is loaded by
others, each in a process of its own against the same embedded PostgreSQL. The aims are printed beside the figures;
nothing is asserted but that every file was accepted.
"""

import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from benchmarks.apart import NotRun
from benchmarks.county import FORMS, Country, Written
from benchmarks.dve_run import all_in_one, check_with_engine, install
from benchmarks.floor import load_bytes
from benchmarks.measuring import Measured, measured
from benchmarks.pandas_load import load_with_pandas
from benchmarks.plain_tables import Plain, write_plain_tables
from benchmarks.taking_in import TakenIn, check_rows, prepare, take_in
from pipeline.config import Settings, settings_from
from pipeline.doors.db import Database, open_database
from pipeline.doors.embedded_postgres import remove_cluster
from pipeline.doors.extracts import read_tables

AS_OF = date(2026, 11, 20)
_SKIPPABLE = {"next", "floor", "pandas", "dve"}


def main(
    people: Annotated[int, typer.Option(help="People in all; 640,000 is England.")] = 20_000,
    practices: Annotated[int, typer.Option(help="Practices they are registered with; 6,300 is England.")] = 200,
    seed: Annotated[int, typer.Option(help="The same seed gives the same files.")] = 1,
    sample: Annotated[int, typer.Option(help="pandas and the data validation engine get this many people.")] = 20_000,
    skip: Annotated[str, typer.Option(help="What to leave out: next, floor, pandas, dve, with commas.")] = "",
) -> None:
    """Prints our own seconds, memory and shares of time, and how they compare."""
    left_out = {name.strip() for name in skip.split(",") if name.strip()}
    if unknown := left_out - _SKIPPABLE:
        raise typer.BadParameter(f"{', '.join(sorted(unknown))}: expected of {', '.join(sorted(_SKIPPABLE))}")
    with _workplace() as folder:
        country = Country(seed, people, practices, AS_OF)
        reference = country.write_reference(folder / "reference")
        settings = settings_from({"SMI_LIVE": "false", "SMI_DATA_DIR": str(folder / "data")})
        first = folder / "first"
        started = perf_counter()
        written = country.write_day(first)
        _say_what_was_written(written, practices, perf_counter() - started)
        _say_columns(country, first)
        try:
            with open_database(settings) as database:
                prepare(database, reference)
                ours = measured(database, take_in, settings, first, AS_OF)
                _say_ours(ours, people)
                plain = write_plain_tables(database, folder / "plain", min(sample, people))
                _compare(database, settings, folder, country, ours, plain, left_out)
        finally:
            remove_cluster(settings.data_dir)


@contextmanager
def _workplace() -> Iterator[Path]:
    """A folder that goes with the benchmark, also where it is told to stop."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="bench-intake-") as name:
        yield Path(name)


def _compare(
    database: Database,
    settings: Settings,
    folder: Path,
    country: Country,
    ours: Measured[TakenIn],
    plain: Plain,
    left_out: set[str],
) -> None:
    if "floor" not in left_out:
        floor = measured(database, load_bytes, settings, folder / "first", plain.typed_observations)
        _say_floor(floor, ours)
    if "pandas" not in left_out:
        theirs = measured(database, load_with_pandas, settings, plain.people, plain.observations)
        _say_pandas(theirs, ours, country.people, plain)
    if "dve" not in left_out:
        _compare_row_checks(database, folder, ours.result, country.people, plain)
    if "next" not in left_out:
        written = country.write_day(folder / "next", days_later=1)
        again = measured(database, take_in, settings, folder / "next", AS_OF + timedelta(days=1))
        _say_next_day(again, ours, written)


def _compare_row_checks(database: Database, folder: Path, ours: TakenIn, people: int, plain: Plain) -> None:
    own = measured(database, check_rows, plain.by_practice, AS_OF)
    seconds, judged = own.result
    print(f"(c) the ten row checks alone, on {judged:,} people in {len(plain.by_practice):,} plain CSV files,")
    print("    no library's import counted")
    print(f"    ours: {seconds:.1f} s; {own.cost}")
    print("    data-validation-engine 0.9.0 of NHS England, on DuckDB, in one thread:")
    try:
        install()
        for title, submitted in (
            ("one file of them all", all_in_one(plain.by_practice, folder / "all")),
            ("a file per practice", plain.by_practice[0].parent),
        ):
            theirs = measured(database, check_with_engine, submitted, folder / f"work of {title}")
            checked = theirs.result
            if checked.records != judged:
                raise NotRun(f"It passed {checked.records:,} of {judged:,} people who are all acceptable.")
            parts = ", ".join(f"{name} {spent:.1f}" for name, spent in checked.by_service.items())
            print(f"    {title}: {checked.seconds:.1f} s ({parts}); {theirs.cost}")
            _say_ratio("our row checks / theirs", seconds / checked.seconds, "0.1 or less")
            whole = (ours.seconds / people) / (checked.seconds / judged)
            _say_ratio("our whole intake / theirs, per person", whole, "0.1 or less")
    except NotRun as reason:
        print(f"    not run: {reason}")


def _say_what_was_written(written: Written, practices: int, seconds: float) -> None:
    forms = ", ".join(f"{form} {count:,}" for form, count in sorted(written.by_form.items()))
    print(f"{written.people:,} people, {practices:,} practices ({forms}), {written.observations:,} observations")
    print(f"{written.files:,} files, {written.bytes / 1e6:,.1f} MB, {written.rows:,} rows; written in {seconds:.0f} s")


def _say_columns(country: Country, inbox: Path) -> None:
    said = []
    for form in FORMS:
        practice = next((each for each in country.practices if each.form == form), None)
        if practice is not None:
            paths = sorted((inbox / practice.code).iterdir())
            tables = [table for path in paths for table in read_tables(0, path)]
            said.append(f"{form} {' + '.join(str(max(map(len, table.rows), default=0)) for table in tables)}")
    print(f"columns: {', '.join(said)}")


def _say_ours(ours: Measured[TakenIn], people: int) -> None:
    taken = ours.result
    print(f"ours, first day: {taken.seconds:.1f} s (ingest {taken.ingest:.1f}, reconcile {taken.reconcile:.1f})")
    print(f"    {people / taken.seconds:,.0f} people a second; {taken.extracts:,} extracts, {taken.rows:,} rows read")
    print(f"    {ours.cost}    [aim at England's size: under 300 s and 2,000 MB on 2 cores]")
    print("    shares of time: " + ", ".join(f"{name} {share:.0f}%" for name, share in taken.shares.items()))


def _say_floor(floor: Measured[tuple[float, float]], ours: Measured[TakenIn]) -> None:
    lines, observations = floor.result
    print("(a) the floor: COPY of the files' lines into a one-column table, and of the typed observations into a")
    print("    table with the key and checks of `observation`, both ordinary (logged) tables")
    print(f"    {lines + observations:.1f} s (lines {lines:.1f}, observations {observations:.1f}); {floor.cost}")
    _say_ratio(
        "ours / floor", ours.result.seconds / (lines + observations), "3 or less", ours.processor / floor.processor
    )


def _say_pandas(theirs: Measured[float], ours: Measured[TakenIn], people: int, plain: Plain) -> None:
    print(f"(b) pandas read_csv and to_sql, no checks, from two plain CSV files of {plain.people_in_sample:,} people")
    print(f"    {theirs.result:.1f} s for {plain.observations_in_sample:,} observations; {theirs.cost}")
    per_person = plain.people_in_sample / people
    ratio, processor = ours.result.seconds / theirs.result, ours.processor / theirs.processor
    _say_ratio("ours / pandas, per person", ratio * per_person, "less than 1", processor * per_person)


def _say_next_day(again: Measured[TakenIn], ours: Measured[TakenIn], written: Written) -> None:
    taken = again.result
    print(f"the next day, 2% of people changed, everybody sent again: {written.files:,} files, {written.rows:,} rows")
    print(f"    {taken.seconds:.1f} s (ingest {taken.ingest:.1f}, reconcile {taken.reconcile:.1f}); {again.cost}")
    print("    shares of time: " + ", ".join(f"{name} {share:.0f}%" for name, share in taken.shares.items()))
    ratio, processor = taken.seconds / ours.result.seconds, again.processor / ours.processor
    _say_ratio("next day / first day", ratio, "0.33 or less", processor)


def _say_ratio(what: str, ratio: float, aim: str, processor: float | None = None) -> None:
    also = "" if processor is None else f" (of processor time: {processor:.2f})"
    print(f"    {what}: {ratio:.2f}{also}    [aim: {aim}]")


if __name__ == "__main__":
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(main)
    app()

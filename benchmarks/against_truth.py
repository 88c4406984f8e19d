"""A synthetic county through the pipeline, from files to plan, beside the truth it was made from.

`python -m benchmarks.against_truth --help`. Everybody is compared in everything the rule says of them; of a county of
the published shape, the counts by sub-ICB and element too, beside those published. Ends with 1 where anything differs.
"""

import csv
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from sqlalchemy import text

from pipeline import day
from pipeline.commands.synthetic import Shape
from pipeline.config import Settings, settings_from
from pipeline.core.identity import person_id
from pipeline.doors import shipped
from pipeline.doors.db import Database, open_database
from pipeline.doors.embedded_postgres import remove_cluster
from pipeline.steps import collect, flag, prioritise, reconcile, runs
from pipeline.steps.reference import load_reference
from pipeline.steps.regions import load_region
from pipeline.synthetic import synthesise, synthesise_published
from pipeline.synthetic.published import PUBLISHED
from pipeline.synthetic.vocabulary import ELEMENTS

AS_OF = date(2026, 11, 20)
ASKED = ("never_checked", "overdue", "due", "up_to_date")
MEASURES = ("register", "all_six", *ELEMENTS)
_STATUSES = "select * from recall_status where to_run_id is null"
_COUNTS = """
select
    region_pcn.sub_icb_code,
    count(*) as register,
    count(*) filter (where is_counted_nationally) as all_six,
    {elements}
from recall_status
inner join practice_pcn using (practice_code)
inner join region_pcn using (pcn_code)
where
    to_run_id is null
    and recall_status.status in ('never_checked', 'overdue', 'due', 'up_to_date')
    and from_on <= :as_of
    and (to_on is null or to_on >= :as_of)
group by region_pcn.sub_icb_code
"""
_HAS = "count(*) filter (where '{0}' <> all(missing_elements || out_of_date_elements || declined_elements)) as {0}"

Counts = dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class Compared:
    """How many people were compared in full, how many differ in what, and how many had no status or one too many."""

    people: int
    differing: Mapping[str, int]
    statuses: Mapping[str, int]

    @property
    def is_same(self) -> bool:
        return not any(self.differing.values())


def main(
    shape: Annotated[Shape, typer.Option(help="ordinary, or published: the counts of Q4 2023/24.")] = Shape.ORDINARY,
    people: Annotated[int, typer.Option(help="People of an ordinary county.")] = 20_000,
    practices: Annotated[int, typer.Option(help="Practices of an ordinary county.")] = 200,
    seed: Annotated[int, typer.Option(help="The same seed makes the same county.")] = 1,
) -> None:
    """Prints what was compared and what differs."""
    with tempfile.TemporaryDirectory(prefix="against-truth-") as name:
        folder, started = Path(name), perf_counter()
        if shape is Shape.PUBLISHED:
            synthesise_published(folder, seed=seed, as_of=AS_OF)
        else:
            synthesise(folder, seed=seed, people=people, practices=practices, as_of=AS_OF)
        between = perf_counter()
        settings = settings_from({"SMI_LIVE": "false", "SMI_DATA_DIR": str(folder / "data")})
        try:
            with open_database(settings) as database:
                run_to_plan(database, settings, folder, AS_OF)
                truth = read_truth(folder)
                compared = compare(database, settings, truth)
                made, ran = between - started, perf_counter() - between
                print(f"{len(truth):,} entries on registers; made in {made:.0f} s, run and compared in {ran:.0f} s")
                _say(compared)
                is_same = compared.is_same
                if shape is Shape.PUBLISHED:
                    generated, reported = counted_in_truth(truth), counted_by_pipeline(database, AS_OF)
                    _say_fit(generated, reported)
                    is_same = is_same and generated == reported
        finally:
            remove_cluster(settings.data_dir)
    if not is_same:
        raise typer.Exit(1)


def run_to_plan(database: Database, settings: Settings, folder: Path, as_of: date) -> None:
    """Takes a county's inbox in and makes the plan of the day, as the day does."""
    with database.transaction() as connection:
        load_region(connection, shipped.REGIONS / "lancashire-and-south-cumbria", is_live=False)
        load_reference(connection, sorted((folder / "reference").glob("*.csv")))
        region = runs.region_in_force(connection)
        run_id = runs.begin_run(connection, as_of, region)
    inbox = folder / "inbox"
    day.take_in(database, settings, inbox, collect.collect(inbox), as_of, lambda _: None)
    with database.transaction() as connection:
        reconcile.reconcile(connection, region.intake)
    with database.transaction() as connection:
        flag.flag(connection, run_id, as_of, region.rule_on(as_of))
    with database.transaction() as connection:
        prioritise.prioritise(connection, as_of, region)


def read_truth(folder: Path) -> list[dict[str, str]]:
    """The people of a county's truth, a row for each register somebody is on."""
    with (folder / "truth" / "people.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def compare(database: Database, settings: Settings, truth: Sequence[Mapping[str, str]]) -> Compared:
    """Everybody of the truth beside what the pipeline stored; of people on two registers the status alone."""
    with database.transaction() as connection:
        found = {row["person_id"]: dict(row) for row in connection.execute(text(_STATUSES)).mappings()}
    expected = {person_id(settings.key, row["nhs_number"]): row for row in truth if row["expected_status"]}
    differing: Counter[str] = Counter({"no status, or one nobody expects": len(set(found) ^ set(expected))})
    for who in set(found) & set(expected):
        row = expected[who]
        wanted, said = _wanted(row), _said(found[who])
        names = ("status",) if row["expected_status"] == "on_two_registers" else tuple(wanted)
        differing.update({name: wanted[name] != said[name] for name in names})
    statuses = Counter(row["expected_status"] for row in expected.values())
    return Compared(len(expected), differing, dict(sorted(statuses.items())))


def _wanted(row: Mapping[str, str]) -> dict[str, str]:
    said = {"status": row["expected_status"]}
    for name in (
        "practice_code", "last_complete_on", "last_check_done_on", "last_element_on", "last_blood_pressure_on",
        "missing", "out_of_date", "declined", "is_counted_nationally", "is_counted_by_qof", "outreach_route",
    ):  # fmt: skip
        said[name] = row[name]
    return said


def _said(row: Mapping[str, object]) -> dict[str, str]:
    said = {name: str(row[name] or "") for name in row if name.endswith(("_on", "_route", "_code", "status"))}
    for name in ("missing", "out_of_date", "declined"):
        elements = row[f"{name}_elements"]
        assert isinstance(elements, list)
        said[name] = " ".join(elements)
    for name in ("is_counted_nationally", "is_counted_by_qof"):
        said[name] = "yes" if row[name] else "no"
    return said


def counted_in_truth(truth: Sequence[Mapping[str, str]]) -> Counts:
    """By sub-ICB, in the order of MEASURES: who is asked, who has all six, who has each element."""
    counts: dict[str, Counter[str]] = {}
    for row in truth:
        if row["expected_status"] in ASKED:
            own = counts.setdefault(row["sub_icb_code"], Counter())
            lacking = {*row["missing"].split(), *row["out_of_date"].split(), *row["declined"].split()}
            own.update({"register": 1, "all_six": not lacking})
            own.update(element for element in ELEMENTS if element not in lacking)
    return {code: tuple(own[name] for name in MEASURES) for code, own in sorted(counts.items())}


def counted_by_pipeline(database: Database, as_of: date) -> Counts:
    """The same of what the pipeline stored, by the sub-ICB of the network each practice is in."""
    statement = _COUNTS.format(elements=",\n    ".join(_HAS.format(element) for element in ELEMENTS))
    with database.transaction() as connection:
        rows = connection.execute(text(statement), {"as_of": as_of}).all()
    return {code: tuple(counts) for code, *counts in sorted(rows, key=lambda row: row[0])}


def _say(compared: Compared) -> None:
    print(f"{compared.people:,} people compared: " + ", ".join(f"{n} {c:,}" for n, c in compared.statuses.items()))
    for name, count in compared.differing.items():
        print(f"    {name:<34}{count:6,} wrong")


def _say_fit(generated: Counts, reported: Counts) -> None:
    heading = "".join(f"{name.replace('_', ' '):>16}" for name in MEASURES)
    print(f"{'published, made, reported':<42}{heading}")
    totals = [[0] * len(MEASURES) for _ in range(3)]
    for area in PUBLISHED:
        published = (area.register, area.all_six, *map(area.with_element, ELEMENTS))
        told = (published, generated[area.sub_icb_code], reported[area.sub_icb_code])
        for total, counts in zip(totals, told, strict=True):
            total[:] = [before + count for before, count in zip(total, counts, strict=True)]
        _say_counts(f"{area.sub_icb_code} {area.name}", told)
    _say_counts("all eight", totals)
    worst = max(
        abs(made / generated[area.sub_icb_code][0] - count / area.register)
        for area in PUBLISHED
        for made, count in zip(
            generated[area.sub_icb_code], (area.register, area.all_six, *map(area.with_element, ELEMENTS)), strict=True
        )
    )
    print(f"largest difference of a share, made from published: {100 * worst:.2f} percentage points")
    print("reported equals made" if generated == reported else "reported DIFFERS from made")


def _say_counts(title: str, told: Sequence[Sequence[int]]) -> None:
    for place, counts in enumerate(told):
        name = f"{title}, {('published', 'made', 'reported')[place]}"
        cells = (f"{count:>8,} {100 * count / counts[0]:>6.1f}%" for count in counts)
        print(f"{name:<42}" + "".join(cells))


if __name__ == "__main__":
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(main)
    app()

"""`smi-outreach region`: check a region pack, put it in force, show the one that is and what it leaves open."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy import Connection

from pipeline.commands.shell import AsOf, console, day_of, shell
from pipeline.core.fault import describe_faults
from pipeline.core.plan_reasons import DispositionReason
from pipeline.doors import db
from pipeline.doors.whole_files import write_whole
from pipeline.errors import CorrectReferenceData
from pipeline.steps.coverage_gaps import gaps_on
from pipeline.steps.region_pcns import fill_pcns
from pipeline.steps.regions import check_region, load_region, read_region

app = typer.Typer(help="Who covers whom, by which rule: check a region pack, load it, show what is in force.")

_Pack = Annotated[Path, typer.Argument(help="The folder of the pack.")]


@app.command()
def check(pack: _Pack) -> None:
    """List every fault of a pack by file and line, then what it leaves open; touches no database."""
    found, faults = read_region(pack)
    if found is None:
        raise CorrectReferenceData(f"{len(faults)} to correct in {pack.name}:\n{describe_faults(faults, most=200)}")
    out = console()
    out.print(f"{pack.name}: no faults.")
    for day, pcns in found.roll_out:
        out.print(f"From {day} {pcns} of {len(found.content['pcns'])} PCNs are covered.")
    if found.warnings:
        said = describe_faults(list(found.warnings), most=200)
        out.print(f"\nIt can be loaded, and leaves this open:\n{said}", markup=False, soft_wrap=True)
    only_live = check_region(pack, is_live=True)
    if only_live:
        out.print(f"\nBefore real people are loaded:\n{describe_faults(only_live)}", markup=False, soft_wrap=True)


@app.command()
def load(pack: _Pack) -> None:
    """Put a pack in force; the same content again changes nothing."""
    with shell() as s, s.database.transaction() as connection:
        version = load_region(connection, pack, s.settings.is_live)
        state = "is now in force" if version.is_new else "was already in force: nothing was changed"
        s.console.print(f"{version.name}, version {version.region_version_id}, {state}.")
        if version.left_open:
            s.console.print(
                f"It leaves {version.left_open} things open: `smi-outreach region check {pack}`", soft_wrap=True
            )


@app.command()
def show(as_of: AsOf = "") -> None:
    """Show the region in force: rules, providers, whom they cover on a day, what is to be confirmed."""
    on = day_of(as_of)
    with shell() as s, s.database.transaction() as connection:
        settings = db.rows(connection, "region/settings")
        if not settings:
            s.console.print("No region is in force. Load one with `smi-outreach region load PACK`.")
            return
        region = settings[0]
        live = f"live from {region.live_from}" if region.live_from else "not live: nobody has given a first day"
        pauses = (
            f", {region.days_between_rounds} days between them, looked at again after {region.review_after_days}"
            if region.days_between_rounds
            else ""
        )
        s.console.print(
            f"{region.name} ({region.region_code}), version {region.region_version_id}, {live}.\n"
            f"{region.minimum_days_between_contacts} days at least between contacts, "
            f"{region.maximum_attempts} attempts at most in each of {region.rounds} rounds"
            f"{pauses}; a register is too old after "
            f"{region.register_too_old_after_days} days.\n"
        )
        tables: tuple[tuple[str, str, dict[str, date]], ...] = (
            (f"Rules, and the one in force on {on}", "region/rules", {"as_of": on}),
            ("The steps of a round", "region/steps", {}),
            ("Providers and their partners", "region/providers", {}),
            (f"Practices on {on}", "region/coverage_on", {"as_of": on}),
            (f"Local plans on {on}", "region/local_plans_on", {"as_of": on}),
            (f"Workers on {on}", "region/workers_on", {"as_of": on}),
            ("Whom workers ring", "region/safety", {}),
            ("Venues and their clinic days", "region/venues", {}),
            ("Services to point people to", "region/services", {}),
            ("To be confirmed by the commissioner", "region/to_confirm", {}),
        )
        for title, query, binds in tables:
            _show(s.console, connection, title, query, binds)


@app.command()
def gaps(
    as_of: AsOf = "",
    people: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write everybody concerned as a CSV of opaque ids.")
    ] = None,
) -> None:
    """List the practices that reach no provider on a day, which may be to come: why, and how many people wait there."""
    on = day_of(as_of)
    with shell() as s, s.database.transaction() as connection:
        found = gaps_on(connection, on)
        if people:
            write_whole(people, found.people_csv)
        waiting = len(found.people)
        s.console.print(
            f"On {on} {len(found.practices)} practices reach no provider; the service is for {waiting} people there."
        )
        for reason in dict.fromkeys(row.coverage_reason for row in found.practices):
            rows = [row for row in found.practices if row.coverage_reason == reason]
            sentence = DispositionReason(reason).sentence
            s.console.print(f"\n[bold]{reason.replace('_', ' ')}[/]: {sentence}", soft_wrap=True)
            for row in rows:
                pcn = f"{row.pcn_name or row.pcn_code} ({row.pcn_code})" if row.pcn_code else "no PCN"
                where = ", ".join(filter(None, (pcn, row.place_name, row.provider_code)))
                s.console.print(
                    escape(f"  {row.practice_code} {row.practice_name}: {row.people} people; {where}"), soft_wrap=True
                )


@app.command()
def pcns(
    pack: _Pack,
    source: Annotated[Path, typer.Option("--from", help="ePCN.xlsx, or its sheet PCNDetails as CSV.")],
    sub_icb: Annotated[list[str], typer.Option(help="Code of a sub-ICB of the region; give it again for each.")],
    as_of: AsOf = "",
) -> None:
    """Fill pcns.csv from the published list; rows that are there stay, a person gives each new one its place."""
    on = day_of(as_of)
    done = fill_pcns(pack, source, [code.strip().upper() for code in sub_icb], on)
    out = console()
    out.print(f"PCNs added to {pack.name}: {len(done.added)}. Give each its place_code in pcns.csv.")
    for code in done.closed:
        out.print(f"{code} is in pcns.csv and no open PCN of these sub-ICBs on {on}: end its coverage, or take it out.")


def _show(console: Console, connection: Connection, title: str, query: str, binds: dict[str, date]) -> None:
    rows = db.execute(connection, query, **binds)
    columns = list(rows.keys())
    table = Table(*(name.replace("_", " ") for name in columns), title=title, title_justify="left")
    for row in rows:
        table.add_row(*("" if cell is None else escape(str(cell)) for cell in row))
    console.print(table, "")

"""`smi-outreach region`: check a region pack, put it in force, show the one that is."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from pipeline.commands.shell import AsOf, console, day_of, shell
from pipeline.core.fault import describe_faults
from pipeline.doors import db
from pipeline.errors import CorrectReferenceData
from pipeline.steps.regions import check_region, load_region

app = typer.Typer(help="Who covers whom, by which rule: check a region pack, load it, show what is in force.")

_Pack = Annotated[Path, typer.Argument(help="The folder of the pack.")]


@app.command()
def check(pack: _Pack) -> None:
    """List every fault of a pack by file and line; touches no database."""
    faults = check_region(pack)
    if faults:
        raise CorrectReferenceData(f"{len(faults)} to correct in {pack.name}:\n{describe_faults(faults, most=200)}")
    out = console()
    out.print(f"{pack.name}: no faults.")
    only_live = check_region(pack, is_live=True)
    if only_live:
        out.print(f"Before real people are loaded:\n{describe_faults(only_live)}", markup=False)


@app.command()
def load(pack: _Pack) -> None:
    """Put a pack in force; the same content again changes nothing."""
    with shell() as s, s.database.transaction() as connection:
        version = load_region(connection, pack, s.settings.is_live)
        state = "is now in force" if version.is_new else "was already in force: nothing was changed"
        s.console.print(f"{version.name}, version {version.region_version_id}, {state}.")


@app.command()
def show(as_of: AsOf = "") -> None:
    """Show the region in force: rule, providers, whom they cover on a day, what is to be confirmed."""
    on = day_of(as_of)
    with shell() as s, s.database.transaction() as connection:
        settings = db.rows(connection, "region/settings")
        if not settings:
            s.console.print("No region is in force. Load one with `smi-outreach region load PACK`.")
            return
        region = settings[0]
        s.console.print(
            f"{region.name} ({region.region_code}), version {region.region_version_id}, "
            f"{f'live from {region.live_from}' if region.live_from else 'not live: nobody has given a first day'}.\n"
            f"A letter first, {region.days_after_letter} days' wait after it, "
            f"{region.minimum_days_between_contacts} days at least between contacts, "
            f"{region.maximum_attempts} attempts at most; a register is too old after "
            f"{region.register_too_old_after_days} days.\n"
        )
        tables: tuple[tuple[str, str, dict[str, date]], ...] = (
            (f"Rules, and the one in force on {on}", "region/rules", {"as_of": on}),
            ("Providers", "region/providers", {}),
            (f"Practices on {on}", "region/coverage_on", {"as_of": on}),
            ("To be confirmed by the commissioner", "region/to_confirm", {}),
        )
        for title, query, binds in tables:
            rows = db.execute(connection, query, **binds)
            columns = list(rows.keys())
            table = Table(*(name.replace("_", " ") for name in columns), title=title, title_justify="left")
            for row in rows:
                table.add_row(*("" if cell is None else escape(str(cell)) for cell in row))
            s.console.print(table, "")

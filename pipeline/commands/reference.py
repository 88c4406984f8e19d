"""`smi-outreach reference`: load published and own reference files, and see where they stand."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.commands.shell import AsOf, day_of, shell
from pipeline.steps.reference import load_reference
from pipeline.steps.reference_state import ReferenceState, report_reference

app = typer.Typer(help="Practices, PCNs and who belongs where: load the files, report what they say.")


@app.command()
def load(files: Annotated[list[Path], typer.Argument(help="ePCN.xlsx, CSV files; any order.")]) -> None:
    """Load reference files, told apart by their content; the same file again changes nothing."""
    with shell() as s, s.database.transaction() as connection:
        report = load_reference(connection, files)
        table = Table("file", "what it is", "rows", "passed over", "speaks of", "")
        for one in report.tables:
            name = f"{one.file} ({one.sheet})" if one.sheet else one.file
            table.add_row(
                escape(name),
                one.kind.value.replace("_", " "),
                str(one.rows),
                str(one.passed_over),
                one.vintage_on.isoformat() if one.vintage_on else "",
                "loaded" if one.is_new else "already loaded",
            )
        s.console.print(table)
        s.console.print(
            f"Now known: {report.pcns} PCNs, {report.practices} practices, {report.profiles} profiles, "
            f"{report.agreements} sharing agreements."
        )


@app.command()
def report(
    as_of: AsOf = "",
    before: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="Also list who moved PCN since this day.")] = "",
) -> None:
    """Show open PCNs, practices in one, none or several, movers, and where files disagree."""
    on, since = day_of(as_of), day_of(before) if before else None
    with shell() as s, s.database.transaction() as connection:
        _print(s.console, report_reference(connection, on, since), on, since)


def _print(console: Console, state: ReferenceState, on: date, before: date | None) -> None:
    several, none = len(state.in_several_pcns), len(state.in_no_pcn)
    console.print(f"On {on}: {len(state.open_pcns)} open PCNs; {len(state.in_one_pcn)} practices in exactly one,")
    console.print(f"{none} in none, {several} in several.\n")
    _table(
        console,
        "Open PCNs",
        ("code", "name", "sub-ICB", "practices"),
        [(pcn.pcn_code, pcn.name, pcn.sub_icb_code or "", str(pcn.practices)) for pcn in state.open_pcns],
    )
    _table(
        console,
        "Practices in no PCN",
        ("code", "name", "last relationship ended"),
        [(one.practice_code, one.name, str(one.last_to_on or "never in one")) for one in state.in_no_pcn],
    )
    _table(
        console,
        "Practices in several PCNs",
        ("code", "name", "PCNs"),
        [(one.practice_code, one.name, " ".join(one.pcn_codes)) for one in state.in_several_pcns],
    )
    if before:
        _table(
            console,
            f"Practices that changed PCN between {before} and {on}",
            ("code", "name", "from", "to"),
            [
                (one.practice_code, one.name, " ".join(one.pcn_codes_before), " ".join(one.pcn_codes))
                for one in state.movers
            ],
        )
    _table(
        console,
        "Where a practice map and ePCN's own dates disagree",
        ("code", "name", "on", "map says", "ePCN says"),
        [
            (one.practice_code, one.name, one.vintage_on.isoformat(), one.map_says, one.epcn_says)
            for one in state.disagreements
        ],
    )
    _table(
        console,
        "Practices that some file gives no PCN",
        ("code", "name", "what each file says"),
        [
            (
                one.practice_code,
                one.name,
                "; ".join(f"{kind.replace('_', ' ')} {on or ''}: {said}" for kind, on, said in one.says),
            )
            for one in state.unallocated
        ],
    )
    _table(
        console,
        "Own rows that are not used: a published file names the practice",
        ("code", "name", "PCN", "from"),
        [(one.practice_code, one.name, one.pcn_code, one.from_on.isoformat()) for one in state.overruled],
    )


def _table(console: Console, title: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    if not rows:
        console.print(f"{title}: none.\n")
        return
    table = Table(*columns, title=f"{title} ({len(rows)})", title_justify="left")
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    console.print(table, "")

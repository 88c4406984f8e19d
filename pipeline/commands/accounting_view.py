"""The accounting and the kept-back files as tables a person reads."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy import Row

from pipeline.core.reasons import FileReason
from pipeline.steps.accounting import Accounting

_SCOPES = {
    "rows": "Rows of the files in force",
    "register": "People on registers, one recall status each",
    "overdue": "People overdue, one disposition each",
}


def show_accounting(console: Console, accounting: Accounting) -> None:
    """Prints the day's accounting and whether its sums hold."""
    table = Table(title=f"Accounting as of {accounting.as_of}", title_justify="left", show_edge=False, pad_edge=False)
    table.add_column("what")
    table.add_column("reason")
    table.add_column("count", justify="right")
    for scope, heading in _SCOPES.items():
        table.add_section()
        table.add_row(f"[bold]{heading}[/]", "", "")
        total = 0
        for line in accounting.totals:
            if line.scope != scope:
                continue
            reason = "" if line.reason == line.line else line.reason.replace("_", " ")
            table.add_row(f"  {line.line.replace('_', ' ')}", reason, f"{line.people:,}")
            total += 0 if line.line == "rows read" else line.people
        table.add_row("  [bold]together[/]", "", f"[bold]{total:,}[/]")
    console.print(table)
    for each in accounting.sums:
        mark = "[green]holds[/]" if each.holds else "[bold red]FAILS[/]"
        console.print(f"  {mark}  {each.what}: {each.one_side:,} = {each.other_side:,}")


def show_kept_back(console: Console, kept_back: Sequence[Row[Any]]) -> None:
    """Prints every file that was held or rejected, with the sentence of its reason."""
    if not kept_back:
        return
    console.print(f"\n[bold]Files kept back: {len(kept_back)}[/]")
    for extract in kept_back:
        detail = f" {extract.fate_detail}" if extract.fate_detail else ""
        where = extract.inbox_paths or extract.practice_code or "inbox"
        console.print(f"  {where} ({extract.fate}): {FileReason(extract.fate_reason).sentence}{detail}", soft_wrap=True)

"""The accounting and the kept-back files as tables a person reads."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy import Row

from pipeline.core.funnel import STAGES
from pipeline.core.plan_reasons import disposition_sentence
from pipeline.core.reasons import FileReason
from pipeline.steps.accounting import Accounting

_WHOLE = "rows read"
_SCOPES: dict[str, tuple[str, tuple[str, ...]]] = {
    "rows": (
        "Rows of the files in force, one fate each",
        ("landed", "folded", "collapsed", "staged", "quarantined"),
    ),
    "register": (
        "People on registers, one recall status each",
        ("never_checked", "overdue", "due", "up_to_date"),
    ),
    "overdue": (
        "People overdue or never checked, one disposition each",
        (
            *("listed", "waiting_until", "waiting_capacity", "stopped", "practice_only"),
            *("uncovered", "no_agreement", "staged"),
        ),
    ),
    "funnel": ("People overdue now or within a year, how far each has come", STAGES),
}


def _place(line: Row[Any], order: tuple[str, ...]) -> tuple[int, str, str]:
    return (order.index(line.line) if line.line in order else len(order), line.line, line.reason)


def show_accounting(console: Console, accounting: Accounting) -> None:
    """Prints the day's accounting and whether its sums hold."""
    table = Table(title=f"Accounting as of {accounting.as_of}", title_justify="left", show_edge=False, pad_edge=False)
    table.add_column("what")
    table.add_column("reason")
    table.add_column("count", justify="right")
    for scope, (heading, order) in _SCOPES.items():
        lines = sorted(
            (line for line in accounting.totals if line.scope == scope), key=lambda line: _place(line, order)
        )
        total = sum(line.people for line in lines if line.line != _WHOLE)
        table.add_section()
        table.add_row(f"[bold]{heading}[/]", "", f"[bold]{total:,}[/]")
        for line in lines:
            if line.line != _WHOLE:
                reason = "" if line.reason == line.line else line.reason.replace("_", " ")
                table.add_row(f"  {line.line.replace('_', ' ')}", reason, f"{line.people:,}")
    console.print(table)
    for each in accounting.sums:
        mark = "[green]holds[/]" if each.holds else "[bold red]FAILS[/]"
        console.print(f"  {mark}  {each.what}: {each.one_side:,} = {each.other_side:,}")


def show_kept_back(console: Console, kept_back: Sequence[Row[Any]]) -> None:
    """Prints every file that was held, rejected or withdrawn, with the sentence of its reason."""
    if not kept_back:
        return
    console.print(f"\n[bold]Files kept back: {len(kept_back)}[/]")
    for extract in kept_back:
        detail = escape(f" {extract.fate_detail}") if extract.fate_detail else ""
        where = escape(extract.inbox_paths or extract.practice_code or "inbox")
        console.print(f"  {where} ({extract.fate}): {FileReason(extract.fate_reason).sentence}{detail}", soft_wrap=True)


def show_left_out(console: Console, practices: Sequence[Row[Any]]) -> None:
    """Prints the practices whose overdue people reach no provider's list, and why."""
    if not practices:
        return
    console.print(f"\n[bold]Practices whose people are on nobody's list: {len(practices)}[/]")
    for practice in practices:
        sentence = disposition_sentence(practice.reason)
        console.print(
            f"  {practice.scope_code} {escape(practice.name)}: {practice.people} people. {sentence}", soft_wrap=True
        )
    console.print("  Without provider or agreement, with PCN and people by opaque id: `smi-outreach region gaps`")


def show_late(console: Console, newest: Sequence[Row[Any]]) -> None:
    """Prints the practices whose next register is overdue by their own rhythm, and who was drafted a reminder."""
    late = [practice for practice in newest if practice.is_late and practice.extract_on]
    if not late:
        return
    console.print(f"\n[bold]Practices whose register is late: {len(late)}[/]")
    for practice in late:
        reminded = f"reminder drafted on {practice.reminded_on}" if practice.reminded_on else "no reminder drafted"
        console.print(
            f"  {practice.practice_code} {escape(practice.name)}: last register of {practice.extract_on}, the next was "
            f"due on {practice.due_on}; {reminded}.",
            soft_wrap=True,
        )

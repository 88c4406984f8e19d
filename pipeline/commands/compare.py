"""`smi-outreach compare`: who would enter and leave the service under another rule or on another day."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy import Connection, Row

from pipeline.commands.shell import Bars, day_of, shell
from pipeline.core.comparison import Comparison, Move, Side
from pipeline.core.fault import describe_faults
from pipeline.core.plan_reasons import RecallStatus
from pipeline.core.region import Region, Rule
from pipeline.errors import CorrectReferenceData, DecideDifferently
from pipeline.steps import compare as step
from pipeline.steps import flag, regions, runs

_Days = Annotated[
    list[str] | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="The day; twice to compare two.")
]
_Rules = Annotated[
    list[str] | None,
    typer.Option("--rule", metavar="RULE", help="The day a rule of the pack in force is from, or a pack's folder."),
]


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""

    @app.command()
    def compare(
        rule: _Rules = None,
        as_of: _Days = None,
        people: Annotated[
            Path | None, typer.Option(metavar="FILE", help="Write whose status differs, by opaque id, as CSV.")
        ] = None,
    ) -> None:
        """Shows who would enter and leave the service: two rules (--rule twice) or two days (--as-of twice).

        Nothing is stored and no run is made. Registers are as they are now.
        """
        days = [day_of(text) for text in as_of or [""]]
        with shell() as opened, opened.database.transaction() as connection:
            first, second = _sides(runs.region_in_force(connection), rule or [], days)
            with connection.begin_nested() as attempt, Bars() as bars:
                _work_out(connection, first, second, bars)
                found, pcns = step.read_comparison(connection), step.by_pcn(connection, second)
                written = step.write_people(connection, people) if people else None
                attempt.rollback()
        show_comparison(opened.console, first, second, found, pcns)
        if written is not None:
            opened.console.print(f"\n{written:,} people written to {people}.", markup=False, soft_wrap=True)


def _work_out(connection: Connection, first: Side, second: Side, bars: Bars) -> None:
    bars.begin("copy records", None)
    step.shadow(connection)
    bars.begin("gather", None)
    flag.gather(connection, first.as_of, first.rule)
    bars.begin("first", None)
    flag.judge(connection, first.as_of, first.rule)
    step.keep_first(connection)
    if step.needs_gathering_again(first, second):
        bars.begin("gather again", None)
        flag.gather(connection, second.as_of, second.rule)
    bars.begin("second", None)
    flag.judge(connection, second.as_of, second.rule)
    bars.begin("compare", None)


def _sides(region: Region, rules: Sequence[str], days: Sequence[date]) -> tuple[Side, Side]:
    if max(len(rules), len(days)) != 2:
        raise DecideDifferently("Two things are compared: give --rule twice, or --as-of twice.")
    found = [_rule(region, said) for said in rules]
    sides = []
    for at in range(2):
        day = days[at % len(days)]
        name, rule = found[at % len(found)] if found else (_named(region.rule_on(day)), region.rule_on(day))
        sides.append(Side(name, rule, day))
    if (sides[0].rule, sides[0].as_of) == (sides[1].rule, sides[1].as_of):
        raise DecideDifferently("Both are the same rule on the same day: there is nothing to compare.")
    return sides[0], sides[1]


def _rule(region: Region, said: str) -> tuple[str, Rule]:
    """A rule of the pack in force by the day it is from, or the newest of a pack that need not be loaded."""
    known = {rule.effective_from.isoformat(): rule for rule in region.rules}
    if said in known:
        return _named(known[said]), known[said]
    if not Path(said).is_dir():
        raise DecideDifferently(
            f"--rule is {said!r}: expected the day a rule of the pack in force is from ({', '.join(sorted(known))}), "
            "or the folder of a pack."
        )
    pack, faults = regions.read_region(Path(said))
    if pack is None:
        raise CorrectReferenceData(f"The pack {Path(said).name} has faults:\n{describe_faults(faults)}")
    newest = max(pack.rules, key=lambda rule: rule.effective_from)
    return f"{_named(newest)} of {Path(said).name}", newest


def _named(rule: Rule) -> str:
    return f"rule from {rule.effective_from}"


def show_comparison(console: Console, first: Side, second: Side, found: Comparison, pcns: Sequence[Row[Any]]) -> None:
    """Prints both sides, the moves between them, and whom it concerns by network."""
    console.print(f"A  {first.words}\nB  {second.words}", markup=False, soft_wrap=True)
    counts = _table("\nPeople by status and route", "status", "route", "A", "B", "B - A")
    for status, route, before, after in found.statuses():
        counts.add_row(_words(status), _words(route), f"{before:,}", f"{after:,}", f"{after - before:+,}")
    console.print(counts)
    columns, matrix = found.matrix()
    moved = _table("\nFrom A (rows) to B (columns); who stays is left out", "", *map(_words, columns))
    for status, row in matrix.items():
        cells = ("" if column == status or not row[column] else f"{row[column]:,}" for column in columns)
        moved.add_row(_words(status), *cells)
    console.print(moved)
    _show_moves(console, "Entering the service", found.entering())
    _show_moves(console, "Leaving the service", found.leaving())
    table = _table("\nBy primary care network on B's day", "network", "A", "B", "entering", "leaving")
    for each in pcns:
        name = f"{each.pcn_code} {each.pcn_name or ''}".strip() if each.pcn_code else "in no network"
        figures = (each.first_people, each.second_people, each.entering, each.leaving)
        table.add_row(escape(name), *(f"{figure:,}" for figure in figures))
    console.print(table)


def _show_moves(console: Console, title: str, moves: Sequence[Move]) -> None:
    console.print(f"\n{title}: {sum(move.people for move in moves):,}", markup=False)
    for move in moves:
        status = move.second[0]
        why = RecallStatus(status).sentence if status in set(RecallStatus) else ""
        before, after = _words(move.first[1]), _words(move.second[1])
        console.print(f"  {move.people:>9,}  {before} -> {after}. {why}".rstrip(), markup=False, soft_wrap=True)


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left", show_edge=False, pad_edge=False)
    for at, heading in enumerate(headings):
        table.add_column(heading, justify="left" if at == 0 or heading == "route" else "right")
    return table


def _words(code: str) -> str:
    return code.replace("_", " ")

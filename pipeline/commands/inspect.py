"""`smi-outreach inspect`: how a practice's files are understood, before anything is taken in."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table as View

from pipeline.commands.shell import console
from pipeline.config import settings_from
from pipeline.core.extract_shapes import understand
from pipeline.core.practice_map import MEANINGS, renamed
from pipeline.core.raw_register import NotUnderstood, RawRegister, Table
from pipeline.doors import extracts, practice_maps
from pipeline.errors import CheckInbox


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""

    @app.command()
    def inspect(
        files: Annotated[
            list[Path] | None, typer.Argument(help="The files of one extract (SystmOne: all parts).")
        ] = None,
        practice: Annotated[str, typer.Option(metavar="ODS", help="Use this practice's own map of headings.")] = "",
        columns: Annotated[bool, typer.Option("--columns", help="List what a heading can mean.")] = False,
    ) -> None:
        """Shows how files are understood: headings, people, entries, whose and of which day. Takes nothing in.

        Shows no value of any patient. A heading that means nothing yet is listed with what to add to the map.
        """
        view = console()
        if columns:
            view.print("\n".join(sorted(MEANINGS)))
            return
        if not files:
            raise CheckInbox("Name the files to look at: `smi-outreach inspect FILE ...`.")
        own_names = practice_maps.practice_map(settings_from().practice_map_dir, practice)
        tables: list[Table] = []
        try:
            for path in files:
                if not path.is_file():
                    raise CheckInbox(f"{path} is not a file.")
                tables += [renamed(table, own_names) for table in extracts.read_tables(len(tables), path)]
            register = understand(tables)
        except NotUnderstood as problem:
            view.print(f"[bold red]Not understood:[/] {problem.reason.sentence} {problem.detail}", soft_wrap=True)
            return
        _show(view, tables, register)


def _show(view: Console, tables: list[Table], register: RawRegister) -> None:
    names = {table.part: table.name for table in tables}
    shown = View("file or sheet", "line", "heading", "means")
    for heading in register.headings:
        meaning = heading.meaning or "[bold red]nothing yet[/]"
        shown.add_row(escape(names[heading.part]), str(heading.line_no), escape(heading.text), meaning)
    view.print(shown)
    view.print(
        f"Form: {register.form}. {len(register.people):,} rows of people, {len(register.entries):,} entries, "
        f"{register.rows_folded:,} continuation rows, {len(register.orphans):,} rows without a person."
    )
    view.print(f"Practice named inside: {', '.join(sorted(register.practice_codes)) or 'none'}.")
    view.print(f"Date named inside: {', '.join(sorted(register.date_texts)) or 'none'}.")
    if register.unknown_columns:
        view.print("\nTo give these headings a meaning, write into SMI_PRACTICE_MAPS/<ODS code>.toml:", soft_wrap=True)
        view.print("\n\\[columns]")
        for unknown in sorted(set(register.unknown_columns)):
            view.print(f'"{escape(unknown)}" = ""')

"""`smi-outreach explain` and `accesses`: one person's whole story, and who looked at whose."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from pipeline.commands.shell import AsOf, day_of, shell
from pipeline.commands.whom import Person, asked
from pipeline.core.story import Chapter
from pipeline.core.whom import number_refused
from pipeline.errors import DecideDifferently
from pipeline.steps import explain as step


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""

    @app.command()
    def explain(
        person: Person,
        by: Annotated[str, typer.Option(metavar="NAME", help="Who looks.")],
        why: Annotated[str, typer.Option(metavar="TEXT", help="Why, for the log of accesses.")],
        as_of: AsOf = "",
        as_json: Annotated[bool, typer.Option("--json", help="The same with all facts, for machines.")] = False,
    ) -> None:
        """Tells one person's whole story, as it was known on a day: no name, no address, no result.

        The look is logged before anything is shown.
        """
        day = day_of(as_of)
        with shell() as opened:
            whom = asked(opened, person)
            with opened.database.transaction() as connection:
                step.log_access(connection, whom, by, why, day)
            with opened.database.transaction() as connection:
                chapters = step.explain(connection, whom, day)
            if as_json:
                told = {"person_id": whom.person_id, "as_of": day, "chapters": [asdict(each) for each in chapters]}
                typer.echo(json.dumps(told, default=str, ensure_ascii=False, indent=2))
            else:
                opened.console.print(f"{whom.person_id} as of {day}", markup=False, style="bold")
                show_story(opened.console, chapters)

    @app.command()
    def accesses(
        person: Annotated[str, typer.Option(metavar="ID", help="Only looks at this person's story.")] = "",
    ) -> None:
        """Lists who looked at whose story, when and why, the newest first."""
        if refused := number_refused(person, "--person"):
            raise DecideDifferently(refused)
        with shell() as opened, opened.database.transaction() as connection:
            found = step.accesses(connection, person.strip() or None)
            if not found:
                opened.console.print("Nobody has looked.")
                return
            table = Table(show_edge=False, pad_edge=False)
            for heading in ("looked at", "person", "by", "as of", "why"):
                table.add_column(heading)
            for row in found:
                looked_at = f"{row.looked_at:%Y-%m-%d %H:%M:%S}"
                table.add_row(looked_at, row.person_id, _plain(row.looked_by), str(row.as_of), _plain(row.why))
            opened.console.print(table)


def show_story(console: Console, chapters: Sequence[Chapter]) -> None:
    """Prints the chapters, a line for each thing that happened."""
    for chapter in chapters:
        console.print(f"\n{chapter.title}", markup=False, style="bold")
        for line in chapter.lines:
            console.print(f"  {line}", markup=False, soft_wrap=True)


def _plain(text: str) -> str:
    return text.replace("[", r"\[")

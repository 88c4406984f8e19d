"""The PERSON of a command line: an id as an argument, an NHS number only where nobody sees and no shell remembers."""

import sys
from getpass import getpass
from typing import Annotated

import typer

from pipeline.commands.shell import Shell
from pipeline.core.whom import Whom
from pipeline.steps.whom import whom_of_id, whom_of_number

Person = Annotated[
    str,
    typer.Argument(
        metavar="PERSON", help="A person's, worklist item's or letter's id; - asks for an NHS number and shows nothing."
    ),
]


def asked(opened: Shell, person: str) -> Whom:
    """Whom PERSON names; asks for the number where it is `-` (a line of standard input where nobody sits there)."""
    if person.strip() == "-":
        typed = getpass("NHS number: ") if sys.stdin.isatty() else sys.stdin.readline()
        return whom_of_number(opened.settings.key, typed)
    with opened.database.transaction() as connection:
        return whom_of_id(connection, person)

"""`smi-outreach assign`: somebody is given to another partner or worker of a provider, and stays there."""

from typing import Annotated

import typer

from pipeline.commands.shell import AsOf, day_of, shell
from pipeline.commands.whom import Person, asked
from pipeline.day import check_day
from pipeline.steps import assignment, runs, whom
from pipeline.steps.assignment import Holder

PANEL = "Worklists"


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command("assign", rich_help_panel=PANEL)(assign)


def assign(
    person: Person,
    provider: Annotated[str, typer.Option(metavar="CODE", help="The provider that covers the person.")],
    by: Annotated[str, typer.Option(metavar="NAME", help="Who decided.")],
    why: Annotated[str, typer.Option(metavar="TEXT", help="Why, for the audit.")],
    partner: Annotated[str, typer.Option(metavar="CODE", help="A partner of it; left out: the provider itself.")] = "",
    worker: Annotated[str, typer.Option(metavar="CODE", help="A worker_code of workers.csv.")] = "",
    as_of: AsOf = "",
) -> None:
    """Gives somebody to another partner or worker of their provider, from the next plan on and until said otherwise."""
    day = day_of(as_of)
    with shell() as opened:
        check_day(opened.settings, day)
        who = asked(opened, person)
        with opened.database.transaction() as connection:
            whom.require_known(connection, who)
            family = whom.family_of(connection, who)
            wanted = Holder(provider.strip(), partner.strip() or None, worker.strip() or None)
            region = runs.region_in_force(connection)
            chosen = assignment.assign_person(connection, region, family, wanted, by, why, day)
    told = ", ".join(filter(None, (chosen.provider_code, chosen.partner_code, chosen.worker_code)))
    opened.console.print(f"From the next plan on the person is with {told}, until somebody says otherwise.")

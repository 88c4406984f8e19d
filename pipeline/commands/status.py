"""`smi-outreach status`, `reasons`, `key` and `seal-key`."""

import base64
import secrets

import typer
from rich.table import Table

from pipeline.commands.accounting_view import show_accounting, show_kept_back, show_late, show_left_out
from pipeline.commands.funnel import show_funnel
from pipeline.commands.outcomes import show_rung_through
from pipeline.commands.plans import show_plans
from pipeline.commands.shell import AsOf, console, day_of, shell
from pipeline.commands.stops import show_stopped
from pipeline.core.reason_catalogue import catalogue
from pipeline.doors import db
from pipeline.doors.sealed_files import new_age_identity
from pipeline.doors.suites import read_suite
from pipeline.steps import minding, runs, staged, staged_outcomes, visit_risk
from pipeline.steps.accounting import read_accounting
from pipeline.steps.funnel import read_funnel


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""

    @app.command()
    def status(as_of: AsOf = "") -> None:
        """Shows the newest accounting, the funnel, files kept back, and the newest extract of every practice."""
        with shell() as opened, opened.database.transaction() as connection:
            newest = day_of(as_of) if as_of else db.value(connection, "accounting/last_as_of")
            if newest is None:
                opened.console.print("Nothing has run yet. Begin with `smi-outreach run --inbox DIR --outbox DIR`.")
                return
            show_accounting(opened.console, read_accounting(connection, newest))
            show_funnel(opened.console, read_funnel(connection, newest, runs.region_in_force(connection)))
            show_kept_back(opened.console, db.rows(connection, "accounting/extracts_kept_back"))
            show_left_out(opened.console, db.rows(connection, "accounting/practices_left_out", as_of=newest))
            if waiting := staged.waiting(connection, newest, runs.region_in_force(connection).rule_on(newest)):
                opened.console.print(f"\nPeople who wait for a person to settle: {len(waiting)}. `smi-outreach staged`")
            if outcomes_waiting := staged_outcomes.waiting_outcomes(connection):
                said = f"Outcomes that wait for a person: {len(outcomes_waiting)}. `smi-outreach outcomes`"
                opened.console.print(f"\n{said}")
            show_rung_through(opened.console, staged_outcomes.rung_through(connection, newest))
            show_stopped(opened.console, connection, newest)
            if notes := minding.unread(connection, newest):
                opened.console.print(f"\nNotes that wait to be read: {len(notes)}. `smi-outreach notes`")
            if overdue := visit_risk.overdue(connection, newest):
                opened.console.print(f"\nWords on visiting to be asked again: {len(overdue)}. `smi-outreach risks`")
            show_plans(opened.console, connection, newest)
            table = Table(title="\nNewest extract per practice", title_justify="left", show_edge=False, pad_edge=False)
            for heading in ("practice", "name", "system", "extract of", "extract", ""):
                table.add_column(heading)
            newest_extracts = db.rows(connection, "accounting/newest_extracts", as_of=newest)
            show_late(opened.console, newest_extracts)
            for row in newest_extracts:
                late = "[bold red]late[/]" if row.is_late else ""
                table.add_row(
                    row.practice_code,
                    row.name,
                    row.system or "",
                    str(row.extract_on or "none yet"),
                    row.extract_id or "",
                    late,
                )
            opened.console.print(table)

    @app.command()
    def reasons() -> None:
        """Prints every reason code with its sentence, as docs/reasons.md holds it."""
        typer.echo(catalogue(read_suite()), nl=False)

    @app.command()
    def key() -> None:
        """Makes a new SMI_KEY. Keep it in your secrets store: without it archived files cannot be read."""
        console().print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())

    @app.command("seal-key")
    def seal_key() -> None:
        """Makes a new SMI_AGE_IDENTITY, for your secrets store, and the public key that providers seal answers with."""
        identity, recipient = new_age_identity()
        shown = console()
        shown.print(f"SMI_AGE_IDENTITY={identity}", soft_wrap=True)
        shown.print(f"For providers, who seal what they send with it: {recipient}", soft_wrap=True)

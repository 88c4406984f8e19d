"""`smi-outreach housekeeping`: what was kept long enough is deleted."""

from dataclasses import asdict
from typing import Annotated

import typer

from pipeline.commands.shell import AsOf, day_of, shell
from pipeline.day import check_day
from pipeline.steps.housekeeping import delete_old_files, delete_old_rows
from pipeline.steps.runs import region_in_force


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""

    @app.command()
    def housekeeping(
        as_of: AsOf = "",
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help="Only say what would be deleted; change nothing.")
        ] = False,
    ) -> None:
        """Deletes archived raw files after SMI_ARCHIVE_DAYS (30 unless set), and rows by the region's [retention].

        Never of the register in force, of a held file, or what is open or staged; the ledger stays.
        """
        day = day_of(as_of)
        with shell() as opened:
            check_day(opened.settings, day)
            with opened.database.only_run(), opened.database.transaction() as connection:
                # Before a file is deleted: without a region pack nothing may be.
                retention = region_in_force(connection).retention
                deleted = delete_old_files(connection, opened.settings, day, dry_run)
                rows = delete_old_rows(connection, retention, day, dry_run)
            did = "would be deleted; nothing was changed" if dry_run else "deleted"
            opened.console.print(
                f"{deleted.files:,} archived files ({deleted.bytes:,} bytes) older than "
                f"{opened.settings.archive_days} days {did}."
            )
            for name, days in asdict(retention).items():
                opened.console.print(f"{rows[name]:,} rows of {name} older than {days} days {did}.", markup=False)

"""`smi-outreach database`: the database by itself."""

import typer

from pipeline.commands.shell import console, shell
from pipeline.config import settings_from
from pipeline.doors.embedded_postgres import remove_cluster
from pipeline.errors import DecideDifferently

app = typer.Typer(no_args_is_help=True, help="The database: make it ready, or remove one of synthetic data.")


@app.command()
def migrate() -> None:
    """Makes the database ready (every command does this first)."""
    with shell() as opened:
        opened.console.print("The database is ready.")


@app.command()
def remove() -> None:
    """Removes the embedded database of SMI_DATA_DIR. Only ever for synthetic data."""
    settings = settings_from()
    if settings.is_live or settings.database_url:
        raise DecideDifferently("Only an embedded database of synthetic data (SMI_LIVE=false) can be removed this way.")
    remove_cluster(settings.data_dir)
    console().print("The embedded database is removed.")

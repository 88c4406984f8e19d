"""`smi-outreach database`: the database by itself."""

import typer

from pipeline.commands.shell import shell

app = typer.Typer(no_args_is_help=True, help="The database: make it, reach it.")


@app.command()
def migrate() -> None:
    """Makes the database ready (every command does this first)."""
    with shell() as opened:
        opened.console.print("The database is ready.")


@app.command()
def keep_running() -> None:
    """Keeps the embedded PostgreSQL running until stopped, and prints its URL on the first line."""
    import signal

    with shell() as opened:
        typer.echo(opened.database.url)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})

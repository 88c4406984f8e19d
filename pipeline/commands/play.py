"""`smi-outreach play`: invented workers fill in a day's lists."""

import csv
import io
from itertools import groupby
from typing import Annotated

import typer

from pipeline.commands.shell import AsOf, Inbox, day_of, shell
from pipeline.config import settings_from
from pipeline.doors import db
from pipeline.doors.whole_files import write_whole
from pipeline.errors import DecideDifferently
from pipeline.steps import runs
from pipeline.synthetic.outreach import play_day, play_plans


def add_to(app: typer.Typer) -> None:
    """Adds the command to the command line."""

    @app.command()
    def play(
        inbox: Inbox,
        seed: Annotated[int, typer.Option(help="The same seed has the workers do the same.")] = 1,
        as_of: AsOf = "",
    ) -> None:
        """Invented workers fill in a day's lists and plans, which come back in the inbox for the next day's run.

        For synthetic data alone. Run the day, release its letters, play it, run the next day: weeks of outreach.
        """
        day = day_of(as_of)
        if settings_from().is_live:
            raise DecideDifferently("Nobody plays with real people's lists. Set SMI_LIVE=false for synthetic data.")
        with shell() as opened, opened.database.transaction() as connection:
            runs.require_run(connection, day)
            items = db.records(connection, "synthetic/day_items", as_of=day)
            for provider_code, group in groupby(items, key=lambda item: str(item["provider_code"])):
                listed = list(group)
                returned = play_day(listed, seed, day)
                for name, rows in (("", returned), ("-plans", play_plans(returned, seed, day))):
                    if rows:
                        folder = inbox / "outcomes" / provider_code
                        write_whole(folder / f"{provider_code}-{day}{name}.csv", _csv(rows))
                opened.console.print(f"{provider_code}: {len(returned)} of {len(listed)} rows filled in.")


def _csv(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(dict.fromkeys(heading for row in rows for heading in row)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()

"""All mutants of the rule against its tests: `python -m tests.rule.try_mutants`, which is `make mutants`.

Prints what was killed, by what, and what lives and why nobody could notice. Ends with 1 where a mutant lives that
changes something, or one that was said to change nothing is noticed.
"""

import sys
import tempfile
import warnings
from itertools import chain
from pathlib import Path
from time import perf_counter

from sqlalchemy import Connection

from pipeline.config import settings_from
from pipeline.doors.db import open_database
from pipeline.doors.embedded_postgres import remove_cluster
from tests.factories import a_service
from tests.rule import scenes
from tests.rule.mutants import OF_THE_RULE, ORDER, REMEMBERED
from tests.rule.mutating import Verdict, try_mutants

PEOPLE = 150


def main() -> int:
    """Prints the table; 1 where a verdict is not the one expected."""
    # Hypothesis is used to make people, not to test: outside pytest it would say so.
    warnings.simplefilter("ignore")
    started = perf_counter()
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        settings = settings_from({"SMI_LIVE": "false", "SMI_DATA_DIR": f"{name}/data"})
        try:
            with open_database(settings) as database:
                with database.transaction() as connection:
                    a_service(connection, settings, Path(name))
                with database.engine.connect() as connection:
                    verdicts = _all(connection)
        finally:
            remove_cluster(settings.data_dir)
    for verdict in sorted(verdicts, key=lambda each: bool(each.killed_by)):
        _say(verdict)
    wrong = [verdict for verdict in verdicts if not verdict.is_as_said]
    killed = sum(bool(verdict.killed_by) for verdict in verdicts)
    print(
        f"{len(verdicts)} mutants: {killed} killed, {len(verdicts) - killed} live, {len(wrong)} not as they should; "
        f"{perf_counter() - started:.0f} s"
    )
    return 1 if wrong else 0


def _all(connection: Connection) -> list[Verdict]:
    def say(scene: str, alive: int) -> None:
        print(f"... {scene}: {alive} live", file=sys.stderr)

    judged = list(chain(scenes.stories(), scenes.other_files(PEOPLE), scenes.made_up(PEOPLE)))
    return [
        *try_mutants(connection, OF_THE_RULE, judged, say),
        *try_mutants(connection, REMEMBERED, list(scenes.days_after(PEOPLE)), say),
        *try_mutants(connection, ORDER, [*scenes.ranks(12), *scenes.silent_values()], say),
    ]


def _say(verdict: Verdict) -> None:
    mutant = verdict.mutant
    end = f"killed by {verdict.killed_by}: {verdict.noticed}" if verdict.killed_by else "LIVES"
    print(f"{mutant.target:<28} {mutant.meaning}\n    {end}")
    if mutant.survives:
        print(f"    said to change nothing: {mutant.survives}")


if __name__ == "__main__":
    sys.exit(main())

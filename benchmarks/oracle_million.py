"""A million made-up people judged by the database and by the naive rule, person by person.

`python -m benchmarks.oracle_million --help`. Every batch is entered, judged and forgotten. The first who is judged
otherwise is made as plain as can be and printed, and the rest is not run.
"""

import random
import signal
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from pipeline.config import settings_from
from pipeline.doors.db import Database, open_database
from pipeline.doors.embedded_postgres import remove_cluster
from pipeline.steps import runs
from pipeline.steps.flag import flag
from pipeline.steps.regions import load_region
from tests.factories import a_run, enter
from tests.oracle import Judgement, Person, TheRule, judge
from tests.rule.conftest import known_statuses, rule_of
from tests.rule.histories import DAYS, RULES, a_person, pick, smallest
from tests.steps.region_packs import write_pack

_A_BATCH = 10_000


def main(
    people: Annotated[int, typer.Option(help="How many people in all.")] = 1_000_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same people.")] = 1,
) -> None:
    """Prints how many were compared, in what seconds, and how many of each status there were."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    numbers = random.Random(seed)
    seen: Counter[str] = Counter()
    started = perf_counter()
    with tempfile.TemporaryDirectory(prefix="oracle-") as name:
        settings = settings_from({"SMI_LIVE": "false", "SMI_DATA_DIR": str(Path(name) / "data")})
        try:
            with open_database(settings) as database:
                with database.transaction() as connection:
                    load_region(connection, write_pack(Path(name) / "pack"), is_live=False)
                while seen.total() < people:
                    seen.update(_compare(database, numbers, min(_A_BATCH, people - seen.total())))
                    print(f"{seen.total():>9,} people alike after {perf_counter() - started:,.0f} s")
        finally:
            remove_cluster(settings.data_dir)
    print(f"{seen.total():,} people, seed {seed}: the database and the naive rule say the same of everybody, in every")
    print("date, element, count and route. " + ", ".join(f"{status} {count:,}" for status, count in seen.most_common()))


def _compare(database: Database, generator: random.Random, count: int) -> Counter[str]:
    as_of, rule = pick(generator.randrange, DAYS, RULES)
    people = [a_person(generator.randrange, as_of) for _ in range(count)]
    expected = [judge(person, as_of, rule) for person in people]
    found = _judged(database, people, as_of, rule)
    for person, want, got in zip(people, expected, found, strict=True):
        if want != got:
            _tell(database, person, as_of, rule)
    return Counter(want.status for want in expected)


def _judged(database: Database, people: list[Person], as_of: date, rule: TheRule) -> list[Judgement]:
    with database.engine.connect() as connection:
        enter(connection, people)
        flag(connection, a_run(connection, as_of, runs.region_in_force(connection)), as_of, rule_of(rule))
        found = known_statuses(connection)
        connection.rollback()
    return [found[f"p{at}"] for at in range(len(people))]


def _tell(database: Database, person: Person, as_of: date, rule: TheRule) -> None:
    plain = smallest(person, lambda each: _judged(database, [each], as_of, rule)[0] != judge(each, as_of, rule))
    print(f"As of {as_of} by {rule},\n{plain}\nshould be\n{judge(plain, as_of, rule)}\nand is")
    print(_judged(database, [plain], as_of, rule)[0])
    sys.exit(1)


if __name__ == "__main__":
    typer.run(main)

"""The same window in DuckDB, in memory: `python statuses.py PEOPLE.csv OBSERVATIONS.csv AS_OF`.

Runs in an environment of its own, with nothing of this project in it. Reading the files is not counted. Prints
seconds, the peak of memory and how many people have each status, as JSON.
"""

import json
import resource
import sys
from pathlib import Path
from time import perf_counter

import duckdb

STATEMENT = Path(__file__).with_name("statuses.sql")


def main(people: str, observations: str, as_of: str) -> None:
    """Prints one line of JSON."""
    connection = duckdb.connect(":memory:")
    connection.execute("create table person as select * from read_csv(?)", [people])
    connection.execute("create table observation as select * from read_csv(?)", [observations])
    loaded = resource.getrusage(resource.RUSAGE_SELF)
    started = perf_counter()
    connection.execute(STATEMENT.read_text().replace(":as_of", f"date '{as_of}'"))
    seconds = perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_SELF)
    found = dict(connection.execute("select status, count(*) from status_now group by status").fetchall())
    print(
        json.dumps(
            {
                "version": duckdb.__version__,
                "seconds": seconds,
                "processor": used.ru_utime + used.ru_stime - loaded.ru_utime - loaded.ru_stime,
                "megabytes": used.ru_maxrss / 1024,
                "statuses": found,
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:4])

"""What many would write first: `read_csv` and `to_sql` of the same people and observations, with no check at all."""

from pathlib import Path
from time import perf_counter

from sqlalchemy import text

from pipeline.config import Settings
from pipeline.doors.db import open_database

_ROWS_A_CHUNK = 50_000


def load_with_pandas(settings: Settings, people: Path, observations: Path) -> float:
    """Seconds for both files, already plain CSV, which favours pandas, as its import does that is not counted."""
    # Only the process that measures pandas may hold it: the others import this module too.
    import pandas as pd  # noqa: PLC0415

    started = perf_counter()
    with open_database(settings) as database:
        try:
            for path in (people, observations):
                for frame in pd.read_csv(path, chunksize=_ROWS_A_CHUNK):
                    frame.to_sql(f"pandas_{path.stem}", database.engine, index=False, if_exists="append")
            return perf_counter() - started
        finally:
            with database.transaction() as connection:
                connection.execute(text("drop table if exists pandas_people, pandas_observations"))

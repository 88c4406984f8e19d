"""Runs NHS England's data validation engine over submitted files: `python check.py SUBMITTED WORK RULES`.

Runs in an environment of its own, with nothing of this project in it. Its four services run as its own pipeline
calls them, on DuckDB, in one thread: with more, its one connection is shared between them and it stands still.
Prints seconds by service and how many records were passed, as JSON.
"""

import json
import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter

import duckdb
from dve.core_engine.backends.implementations.duckdb.auditing import DDBAuditingManager
from dve.pipeline.duckdb_pipeline import DDBDVEPipeline


def main(submitted: Path, work: Path, rules: Path) -> None:
    """Prints one line of JSON."""
    logging.disable(logging.WARNING)
    work.mkdir(parents=True)
    audit = DDBAuditingManager(f"{work}/audit.duckdb")
    pipeline = DDBDVEPipeline(str(work), audit, duckdb.connect(":memory:"), str(rules), str(submitted))
    seconds = {}
    begun = perf_counter()

    def timed(name, step, *arguments):
        started = perf_counter()
        outcome = step(*arguments)
        seconds[name] = perf_counter() - started
        return outcome

    files = list(pipeline._get_submission_files_for_run())
    with ThreadPoolExecutor(1) as pool, audit:
        received, _ = timed("receive", pipeline.audit_received_file_step, pool, files)
        transformed, failed = timed("transform", pipeline.file_transformation_step, pool, received)
        kept, _ = timed("contract", pipeline.data_contract_step, pool, transformed)
        passed, refused, _ = timed("rules", pipeline.business_rule_step, pool, kept)
        timed("report", pipeline.error_report_step, pool, [*passed, *refused], failed)
    total = perf_counter() - begun
    records = sum(status.number_of_records or 0 for _, status in passed)
    print(json.dumps({"seconds": total, "by_service": seconds, "files": len(passed), "records": records}))


if __name__ == "__main__":
    main(*(Path(argument).resolve() for argument in sys.argv[1:4]))

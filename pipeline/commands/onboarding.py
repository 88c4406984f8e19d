"""`smi-outreach onboard` and `trial`: a practice's first steps."""

import re
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.markup import escape

from pipeline.commands.shell import AsOf, Outbox, Shell, day_of, shell
from pipeline.core.arrivals import Arrival
from pipeline.core.reasons import FileReason
from pipeline.day import check_day
from pipeline.doors import db
from pipeline.doors.register_template_files import template_csv, template_workbook
from pipeline.doors.whole_files import write_whole
from pipeline.errors import CheckInbox, DecideDifferently
from pipeline.steps import answers, ingest, reconcile

_ODS_CODE = re.compile(r"[A-Z][0-9]{5}")


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    app.command()(onboard)
    app.command()(trial)


def onboard(
    practice: Annotated[str, typer.Argument(metavar="ODS", help="The practice's ODS code.")],
    outbox: Outbox,
    as_of: AsOf = "",
) -> None:
    """Writes a blank register for a practice, as CSV and XLSX, and shows what is known of it."""
    day, code = day_of(as_of), practice.strip().upper()
    with shell() as opened, opened.database.transaction() as connection:
        known = db.execute(connection, "onboarding/practice", practice_code=code, as_of=day).one_or_none()
    if known is None:
        raise DecideDifferently(
            f"{practice!r} is no known practice. Add it with `smi-outreach reference load` (practices.csv), "
            "then run again."
        )
    about = (known.practice_code, known.practice_name)
    folder = outbox / "onboarding" / known.practice_code
    write_whole(folder / f"{known.practice_code} register template.csv", template_csv(*about))
    write_whole(folder / f"{known.practice_code} register template.xlsx", template_workbook(*about, day))
    agreement = "none"
    if known.agreement_reference:
        until = f" to {known.agreement_to_on}" if known.agreement_to_on else ""
        agreement = f"{known.agreement_reference}, from {known.agreement_from_on}{until}"
    sends = "no profile yet: a full register with all results is expected every 30 days"
    if known.system:
        register = "full register" if known.is_full_extract else "changes only"
        history = "all results" if known.is_full_history else "newest results only"
        sends = f"{known.system}, {register}, {history}, every {known.expected_every_days} days"
    opened.console.print(
        escape(
            f"{known.practice_name} ({known.practice_code})\n"
            f"PCN:       {known.pcn_name or 'none'} {known.pcn_code or ''}\n"
            f"Provider:  {known.provider_name or 'none'} ({known.coverage_reason.replace('_', ' ')})\n"
            f"Agreement: {agreement}\n"
            f"Sends:     {sends}\n"
            f"Templates: {folder}\n"
            "What to ask for and how to send it: docs/for-practices.md"
        ),
        soft_wrap=True,
    )


def trial(
    files: Annotated[list[Path], typer.Argument(help="The files of one extract (SystmOne: all parts).")],
    practice: Annotated[str, typer.Option(metavar="ODS", help="The practice's ODS code.")],
    outbox: Outbox,
    as_of: AsOf = "",
) -> None:
    """Gives a practice's files the full answer, below OUTBOX/trial, without accepting anything.

    The files are taken in and compared with the register in a transaction that is rolled back.
    """
    day, code = day_of(as_of), practice.strip().upper()
    if not _ODS_CODE.fullmatch(code):
        raise DecideDifferently(f"--practice is {practice!r}: expected an ODS code such as P81001.")
    missing = [path for path in files if not path.is_file()]
    if missing:
        raise CheckInbox(f"{missing[0]} is not a file.")
    if len({path.name for path in files}) < len(files):
        raise CheckInbox("Two of the files have one name: the parts of a report are told apart by their names.")
    with shell() as opened:
        check_day(opened.settings, day)
        with TemporaryDirectory() as folder:
            inbox = Path(folder) / "inbox"
            (inbox / code).mkdir(parents=True)
            for path in files:
                shutil.copyfile(path, inbox / code / path.name)
            _try(opened, outbox, inbox, Arrival(code, tuple(sorted(f"{code}/{path.name}" for path in files))), as_of)


def _try(opened: Shell, outbox: Path, inbox: Path, arrival: Arrival, as_of: str) -> None:
    day = day_of(as_of)
    # What would be archived goes with the folder of the trial.
    settings = replace(opened.settings, data_dir=inbox.parent)
    with opened.database.only_run(), opened.database.transaction() as connection:
        attempt = connection.begin_nested()
        (landed,) = ingest.ingest(connection, settings, inbox, [arrival], day)
        reconcile.reconcile(connection)
        fate = db.one(connection, "ingest/extract_fates", extract_ids=[landed.extract_id])
        paths = answers.write_trial_answer(connection, outbox / "trial", day, landed.extract_id)
        attempt.rollback()
    opened.console.print(f"A trial: nothing was accepted. The files would be {fate.fate}.")
    if fate.fate_reason:
        opened.console.print(escape(FileReason(fate.fate_reason).sentence), soft_wrap=True)
    if not landed.is_new:
        opened.console.print("These very files were taken in before and have had their answer.")
    elif paths:
        opened.console.print(f"Rows: {landed.rows_read:,} received, {landed.rows_quarantined:,} set aside.")
    for path in paths:
        opened.console.print(escape(str(outbox / "trial" / path)), soft_wrap=True)

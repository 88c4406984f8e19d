"""What an operator must act on. Each class is named after the action and carries its exit code.

Expected bad things (a quarantined row, a held file, a letter that cannot be sent) are not errors:
they are recorded with their reason and the run goes on.
"""

import traceback


class OperatorMustAct(Exception):
    """Base of every error the shell prints as one sentence. It never carries patient data."""

    exit_code = 1


class CorrectConfiguration(OperatorMustAct):
    """A setting is missing or wrong."""

    exit_code = 2


class CheckInbox(OperatorMustAct):
    """The inbox is not there, is not a folder, or holds nothing to read."""

    exit_code = 3


class StartDatabase(OperatorMustAct):
    """The database cannot be reached or started."""

    exit_code = 4


class FreeDiskSpace(OperatorMustAct):
    """The disk is full or the folder cannot be written."""

    exit_code = 5


class FreePort(OperatorMustAct):
    """A port that was asked for is taken."""

    exit_code = 6


class WaitForOtherRun(OperatorMustAct):
    """Another run holds this database."""

    exit_code = 7


class CorrectReferenceData(OperatorMustAct):
    """A reference file or region pack has faults; the sentence names file and line."""

    exit_code = 8


class ResolveAccounting(OperatorMustAct):
    """A sum of the accounting fails and cannot be pinned to one practice."""

    exit_code = 9


class DecideDifferently(OperatorMustAct):
    """A person's decision cannot be carried out as it stands (nothing to release, no name given, ...)."""

    exit_code = 10


def where_it_broke(error: BaseException) -> str:
    """The kind of an unforeseen fault and the places it came through, without its text.

    A database's complaint quotes the row and a failed conversion quotes the value: both may be a person's.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = "; ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    state = getattr(getattr(error, "orig", error), "sqlstate", None)
    return (
        f"{type(error).__module__}.{type(error).__qualname__}{f' (SQLSTATE {state})' if state else ''} at {places}. "
        "Nothing of this step was kept. The fault's own text may quote a person's details and is left out: "
        "with synthetic data (SMI_LIVE=false) `smi-outreach run` shows it."
    )

"""Keeps what a step was working on out of Airflow's logs when it fails.

Airflow writes an exception's text, and the texts of those it came from, into the task's log. A database's
complaint quotes the row, a failed conversion quotes the value: both are people's details. What leaves a task
is therefore either an error meant for the operator, which never quotes any, or where it broke and nothing else.
"""

from types import TracebackType

from pipeline.errors import OperatorMustAct, where_it_broke


class StepBroke(Exception):
    """A step failed in a way nobody foresaw; says the kind of fault and the places, never the values."""


class Discreet:
    """Lets an operator's error through without what caused it; anything else leaves as StepBroke."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None or not isinstance(error, Exception):
            return
        told = error if isinstance(error, OperatorMustAct) else StepBroke(where_it_broke(error))
        try:
            raise told from None
        finally:
            # "from None" only hides the earlier error, which still hangs there for whoever looks.
            told.__context__ = None

"""An extract on its way in: what is known of it before its files are opened, and why it may go no further."""

from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.core.arrivals import Arrival
from pipeline.core.extract_origin import Settled
from pipeline.core.reasons import FileReason

HELD = frozenset(
    {
        FileReason.PRACTICES_DISAGREE,
        FileReason.DATES_DISAGREE,
        FileReason.DATE_AFTER_RUN,
        FileReason.PART_MISSING,
        FileReason.STOP_COLUMN_UNKNOWN,
    }
)


@dataclass(frozen=True)
class Incoming:
    """One extract as it lies in the inbox, and what the practice's profile and people's decisions say of it."""

    extract_id: str
    arrival: Arrival
    sha256: tuple[str, ...] = ()
    byte_counts: tuple[int, ...] = ()
    is_practice_known: bool = True
    is_full: bool = True
    is_full_history: bool = True
    settled: Settled = field(default_factory=Settled)
    # What a person released it from although its rows were never compared.
    released_from: FileReason | None = None
    # The same bytes, of the same day, may lie in the inbox several times.
    copies: int = 1

    @property
    def is_released_in_part(self) -> bool:
        """Whether entries are missing: then what it does not show was not deleted."""
        return self.released_from == FileReason.PART_MISSING


class Mark(NamedTuple):
    """A stop mark in a row or file that was kept back: its other faults are no reason to write to somebody."""

    person_id: str
    mark: str


@dataclass(frozen=True)
class KeptBack:
    """An extract that is not used, or not yet: why, and whom it says to leave alone."""

    incoming: Incoming
    reason: FileReason
    detail: str = ""
    is_releasable: bool = False
    marks: list[Mark] = field(default_factory=list)

    @property
    def fate(self) -> str:
        return "held" if self.reason in HELD else "rejected"

"""What a worker said of one contact, and how two sayings about the same row of a list go together."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from pipeline.core.worklist import Outcome


@dataclass(frozen=True)
class Said:
    """What came of one contact. Elements are (element, done or declined); nothing here is a result."""

    outcome: Outcome | None = None
    contacted_on: date | None = None
    call_back_on: date | None = None
    time_of_day: str | None = None
    channel: str | None = None
    booked_for: date | None = None
    booked_at: str | None = None
    booked_where: str | None = None
    booked_with: str | None = None
    why_not: str | None = None
    elements: tuple[tuple[str, str], ...] = ()
    results_held_by: str | None = None
    results_sent_on: date | None = None
    refuses: tuple[str, ...] = ()
    safe_contact: tuple[str, ...] = ()
    mind_words: str | None = None
    note: str | None = None

    def content(self) -> dict[str, Any]:
        """The same for the database: only what was said, days as text."""
        return {name: _plain(value) for name, value in asdict(self).items() if value not in (None, ())}


def said_from(content: Mapping[str, Any]) -> Said:
    """What `content` was made of."""
    return Said(**{name: _READ.get(name, str)(value) for name, value in content.items()})


def without(said: Said, names: Iterable[str]) -> Said:
    """The same with these left out."""
    blank: dict[str, Any] = {name: () if name in _SEVERAL else None for name in names}
    return replace(said, **blank)


def joined(before: Said, now: Said) -> Said | None:
    """Both in one where the second only adds to the first or repeats it; None where they contradict each other.

    A cell that was cleared takes nothing back: that is what `entered in error` is for. Words that
    go on from what was written before replace it.
    """
    both: dict[str, Any] = {}
    for field in fields(Said):
        one, other = getattr(before, field.name), getattr(now, field.name)
        if field.name in ("refuses", "safe_contact"):
            both[field.name] = tuple(sorted({*one, *other}))
        elif field.name == "elements":
            both[field.name] = _elements(one, other)
            if both[field.name] is None:
                return None
        elif one is None or other is None or one == other:
            both[field.name] = one if other is None else other
        elif field.name in _WORDS and (one in other or other in one):
            both[field.name] = max(one, other, key=len)
        else:
            return None
    return Said(**both)


_WORDS = ("booked_where", "booked_with", "why_not", "results_held_by", "mind_words", "note")
_SEVERAL = ("elements", "refuses", "safe_contact")
_DAYS = ("contacted_on", "call_back_on", "booked_for", "results_sent_on")
_READ: dict[str, Any] = {
    "outcome": Outcome,
    **dict.fromkeys(_DAYS, date.fromisoformat),
    **dict.fromkeys(("refuses", "safe_contact"), tuple),
    "elements": lambda pairs: tuple(sorted(pairs.items())),
}


def _elements(
    one: tuple[tuple[str, str], ...], other: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...] | None:
    found = dict(one)
    for element, state in other:
        if found.setdefault(element, state) != state:
            return None
    return tuple(sorted(found.items()))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return dict(value) if value and isinstance(value[0], tuple) else list(value)
    return str(value)

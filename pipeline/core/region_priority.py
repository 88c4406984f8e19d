"""The bands and the order of a pack: every reason known, once, and a band for everybody."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from pipeline.core.fault import Fault
from pipeline.core.region import Priority
from pipeline.core.region_toml import FILE, Lines

# Without these two, people of one band would be told apart by an id alone.
MEASURES = ("longest_gap", "most_missing")
# Whoever is in the plan has exactly one of these.
_ONE_EACH = frozenset(reason for band in Priority().bands for reason in band)
_HARD_TO_REACH = "hard_to_reach"


def check_priority(
    bands: Sequence[Mapping[str, Any]],
    order: Sequence[str],
    sentences: Mapping[str, tuple[str, str]],
    is_hard_to_reach_included: bool,
    lines: Lines,
) -> Iterator[Fault]:
    """Faults of [[band]] and of `order`; `sentences` are those of every known reason, for both kinds of readers."""
    needed = _ONE_EACH if is_hard_to_reach_included else _ONE_EACH - {_HARD_TO_REACH}
    placed: dict[str, int] = {}
    for index, band in enumerate(bands):
        before = set(placed)
        for at, reason in enumerate(band["reasons"]):
            line = lines.of_value("band", index, "reasons", reason, band["reasons"][:at].count(reason))
            yield from _check_reason(reason, sentences, (), line)
            if reason in placed:
                problem = f"{reason} is already in a band, on line {placed[reason]}"
                yield Fault(FILE, line, problem, "Keep it in one band: the first would take everybody", "reasons")
            placed.setdefault(reason, line)
        # A band that waits for a rule to include the hard to reach is empty until then, and no mistake.
        if needed <= before and _HARD_TO_REACH not in band["reasons"]:
            problem = f"nobody can be in band {index + 1}: those before it take everybody"
            remedy = f"Take it out, or give it one of {', '.join(sorted(needed))}"
            yield Fault(FILE, lines.of("band", index), problem, remedy)
    for reason in sorted(needed - placed.keys()):
        problem = f"no band has {reason}, so whoever has that reason alone would be in no band"
        yield Fault(FILE, lines.of("band", len(bands) - 1), problem, f"Add {reason} to a [[band]]")
    yield from _check_order(order, sentences, lines)


def _check_order(order: Sequence[str], sentences: Mapping[str, tuple[str, str]], lines: Lines) -> Iterator[Fault]:
    for at, entry in enumerate(order):
        line = lines.of_value("priority", 0, "order", entry, order[:at].count(entry))
        yield from _check_reason(entry, sentences, MEASURES, line)
        if entry in order[:at]:
            yield Fault(FILE, line, f"{entry} is given twice in order", "Keep the first of the two", "order")
    for measure in MEASURES:
        if measure not in order:
            problem = f"order lacks {measure}: people of one band would be told apart by nothing that says why"
            yield Fault(FILE, lines.of("priority", 0, "order"), problem, f"Add {measure}", "order")


def _check_reason(
    reason: str, sentences: Mapping[str, tuple[str, str]], besides: Collection[str], line: int
) -> Iterator[Fault]:
    if reason in besides:
        return
    if reason not in sentences:
        known = ", ".join([*besides, *sentences])
        yield Fault(FILE, line, f"{reason!r} is no reason that this software knows", f"Use only {known}")
    elif not all(sentences[reason]):
        problem = f"the reason {reason} has no sentence, so nobody could be told why they come first"
        yield Fault(FILE, line, problem, "Use a reason of docs/reasons.md")

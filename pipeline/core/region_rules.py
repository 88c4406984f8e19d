"""The dated rules of a pack: no two of one day, and none that changes what days already run were judged by."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pipeline.core.fault import Fault
from pipeline.core.region import Rule
from pipeline.core.region_toml import FILE, Lines

# What a rule says from its day on.
DATED = ("years_without_check", "minimum_age", "includes_hard_to_reach", "confirmation_days")


def check_rules(rules: Sequence[Mapping[str, Any]], lines: Lines) -> Iterator[Fault]:
    """Faults between the rules of one pack: none at all, or two of one date."""
    if not rules:
        yield Fault(FILE, 0, "there is no [[rule]]", "Say whom the service is for, and from which day")
    yield from check_days("rule", "effective_from", rules, lines)


def check_days(section: str, key: str, dated: Sequence[Mapping[str, Any]], lines: Lines) -> Iterator[Fault]:
    """Faults of two sections of a kind for one day."""
    seen: dict[str, int] = {}
    for index, each in enumerate(dated):
        line, day = lines.of(section, index, key), str(each[key])
        if day in seen:
            problem = f"a {section} of {day} is already on line {seen[day]}"
            yield Fault(FILE, line, problem, "Keep one of the two, or give the later one its own date", key)
        seen.setdefault(day, line)


def check_history(
    rules: Sequence[Rule], in_force: Sequence[Rule], newest_run_on: date | None, lines: Lines
) -> Iterator[Fault]:
    """Faults of a pack beside the version in force: what days were judged by must stay readable.

    A rule may be added from the newest day that was run on. No rule changes its values under its date. One that had
    begun by the newest run stays; one that had not may be taken out, and may then come back changed.
    """
    before = {rule.effective_from: rule for rule in in_force}
    newest = newest_run_on or date.min
    for index, rule in enumerate(rules):
        day = rule.effective_from
        if day in before:
            yield from _check_unchanged(rule, before[day], index, lines)
        elif day < newest:
            problem = f"{newest} was already run, and a new rule of {day} would judge days that are past"
            line = lines.of("rule", index, "effective_from")
            yield Fault(FILE, line, problem, f"Let it begin on {newest} or later", "effective_from")
    for day in sorted(before.keys() - {rule.effective_from for rule in rules}):
        if day <= newest:
            problem = f"the rule of {day} is gone, and days were judged by it"
            yield Fault(FILE, 0, problem, "Put it back as it was; a later [[rule]] takes its place from its day on")


def _check_unchanged(rule: Rule, before: Rule, index: int, lines: Lines) -> Iterator[Fault]:
    for key in DATED:
        if getattr(rule, key) != getattr(before, key):
            said = str(getattr(before, key)).lower()
            problem = f"the rule of {rule.effective_from} in force says {key} = {said}"
            remedy = "Leave that rule as it is, and add a [[rule]] with an effective_from of its own for the change"
            yield Fault(FILE, lines.of("rule", index, key) or lines.of("rule", index), problem, remedy, key)

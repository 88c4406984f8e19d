"""The data engineer's page of a day: counts, codes and sentences, and nothing that stands in a patient's row."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.core.column_names import usual_heading
from pipeline.core.reasons import UNJUDGED_ROW_SENTENCES, FileReason, ValueReason, read_warning
from pipeline.core.register_contract import PERSON_COLUMNS
from pipeline.core.suites import Suite

LIKE_A_VALUE = "(looks like a value: not shown)"

# What a heading does not look like: long numbers, days, addresses, whole sentences.
_VALUE = re.compile(
    r"\d\D{0,2}\d\D{0,2}\d\D{0,2}\d\D{0,2}\d\D{0,2}\d"
    r"|\b\d{1,2}[/.-]\w{1,9}[/.-]\d{2,4}\b"
    r"|@"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
    re.IGNORECASE,
)
_LONGEST = 60


@dataclass(frozen=True)
class Rule:
    """One reason or warning of a row: what it says, what it does, and how many rows of how many practices it met."""

    code: str
    severity: str
    sentence: str
    rows: int
    practices: int


@dataclass(frozen=True)
class Filled:
    """A column of the register: the extracts in which somebody has it, and how many people have it."""

    name: str
    heading: str
    extracts: int
    people: int


def shown_heading(heading: str) -> str:
    """The heading as the page may show it: one that looks like somebody's value is not repeated."""
    text = " ".join(heading.split())
    return LIKE_A_VALUE if len(text) > _LONGEST or _VALUE.search(text) else text


def headings_shown(columns: Iterable[str]) -> list[str]:
    """Headings that were not understood, each once."""
    return list(dict.fromkeys(shown_heading(column) for column in columns))


def file_sentence(reason: str | None) -> str:
    """Why a file was kept back, in words; blank for one that was not."""
    return FileReason(reason).sentence if reason else ""


def value_sentence(reason: str) -> str:
    """Why a value is not counted, in words."""
    return ValueReason(reason).sentence


def rules(suite: Suite, failed: Sequence[Any]) -> list[Rule]:
    """Every reason for which a row can be set aside, the expectations first, with what it met on the day."""
    rows, practices = _counted((row.reason, row.row_count) for row in failed)
    return [
        Rule(
            reason,
            "structure" if reason in UNJUDGED_ROW_SENTENCES else suite[reason].severity,
            sentence,
            rows[reason],
            practices[reason],
        )
        for reason, sentence in sorted(suite.row_sentences.items(), key=lambda each: each[0] in UNJUDGED_ROW_SENTENCES)
    ]


def warning_rules(suite: Suite, warned: Sequence[Any]) -> list[Rule]:
    """Every warning with what it met on the day, over all columns."""
    rows: Counter[str] = Counter()
    practices: dict[str, set[str]] = {}
    for row in warned:
        kind = read_warning(row.warning)[1]
        rows[kind] += row.row_count
        practices.setdefault(kind, set()).add(row.practice_code)
    return [
        Rule(kind, suite[kind].severity, sentence, rows[kind], len(practices.get(kind, ())))
        for kind, sentence in suite.warning_sentences.items()
    ]


def warnings_by_column(suite: Suite, warned: Sequence[Any]) -> list[tuple[str, str, int, int]]:
    """(column, sentence, rows, practices) of every warning that was met, the most frequent first."""
    rows, practices = _counted((row.warning, row.row_count) for row in warned)
    found = []
    for code, count in sorted(rows.items(), key=lambda each: (-each[1], each[0])):
        column, kind = read_warning(code)
        found.append((usual_heading(column), suite[kind].sentence, count, practices[code]))
    return found


def failed_by_practice(failed: Sequence[Any]) -> tuple[list[str], list[tuple[str, list[int]]]]:
    """The reasons that were met, and for every practice with a row set aside how many rows met each."""
    reasons = sorted({row.reason for row in failed})
    found: dict[str, Counter[str]] = {}
    for row in failed:
        found.setdefault(row.practice_code, Counter())[row.reason] += row.row_count
    return reasons, [(practice, [counts[reason] for reason in reasons]) for practice, counts in sorted(found.items())]


def columns_filled(extracts: Sequence[Mapping[str, Any]]) -> list[Filled]:
    """The register's columns in their order, with how often they hold something."""
    names = [column for column in PERSON_COLUMNS if extracts and column in extracts[0]]
    return [
        Filled(
            name,
            usual_heading(name),
            sum(1 for extract in extracts if extract[name]),
            sum(extract[name] for extract in extracts),
        )
        for name in names
    ]


def _counted(pairs: Iterable[tuple[str, int]]) -> tuple[Counter[str], Counter[str]]:
    """How many rows, and how many lines (one a practice), each code has."""
    rows, lines = Counter[str](), Counter[str]()
    for code, count in pairs:
        rows[code] += count
        lines[code] += 1
    return rows, lines

"""Readings of single cells of a returned list: days, times of day, choices, and what may stop contact."""

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches

from pipeline.core.safe_contact import SafeContact
from pipeline.core.values import ReadDate, read_date, read_text
from pipeline.core.worklist import REFUSABLE, Outcome

# What a worker writes without thinking, and what no register holds: a weekday before, 20th, a year of two digits.
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_ORDINAL = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"^(\d{1,2}[/.\- ](?:\d{1,2}|[A-Za-z]{3,9})[/.\- ])(\d{2})$")
_CLOCK = re.compile(r"^([01]?\d|2[0-3])[:.h]?([0-5]\d)(?::[0-5]\d)?(?:\.0+)?$")
_TWELVE = re.compile(r"^(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?(?::[0-5]\d)?\s*([ap])\.?m\.?$", re.IGNORECASE)
_FRACTION = re.compile(r"^0?\.\d+$")
_MINUTES = 24 * 60

_DONE = {"done": "done", "yes": "done", "y": "done", "x": "done", "✓": "done", "declined": "declined"}
_CHANNEL_WORDS = {
    "phone": "call", "telephone": "call", "ring": "call", "calls": "call", "phone calls": "call", "mobile": "call",
    "sms": "text", "texts": "text", "text message": "text", "text messages": "text", "post": "letter",
    "letters": "letter", "home visit": "visit", "visits": "visit", "e-mail": "email", "emails": "email",
}  # fmt: skip
# A misspelt outcome of these words may say that nobody is to contact the person.
_MAY_STOP = (
    (Outcome.REPORTED_DEAD, re.compile(r"\b(dead|died|deceased|death|passed (away|on))\b", re.IGNORECASE)),
    (Outcome.COMPLAINT, re.compile(r"\bcompla", re.IGNORECASE)),
    (
        Outcome.DECLINED_SERVICE,
        re.compile(
            r"\b(do not|don.?t|dont|stop|no more|never)\b.*\b(call|contact|ring|phone|visit|writ|us)|\bopt(ed)?[ -]?out"
            r"|\brefus|\bunsubscribe",
            re.IGNORECASE,
        ),
    ),
    (Outcome.MOVED_AWAY, re.compile(r"\bmoved\b", re.IGNORECASE)),
)


def read_day(text: str) -> ReadDate:
    """The day of a cell, in any form a register may have and in those that workers write besides."""
    words = _ORDINAL.sub(r"\1", _WEEKDAY.sub("", " ".join(text.split())))
    if short := _SHORT_YEAR.match(words):
        words = f"{short[1]}20{short[2]}"
    return read_date(words)


def read_time(text: str) -> str | None:
    """The time as 09:30 where one can be read; else the words as they stand, for people to read."""
    words = " ".join(text.split())
    if clock := _CLOCK.match(words):
        return f"{int(clock[1]):02}:{clock[2]}"
    if twelve := _TWELVE.match(words):
        hour = int(twelve[1]) % 12 + (12 if twelve[3].lower() == "p" else 0)
        return f"{hour:02}:{twelve[2] or '00'}"
    if _FRACTION.match(words):
        minutes = round(float(words) * _MINUTES)
        return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
    return read_text(words)


def read_choice(text: str, choices: Mapping[str, str]) -> str | None:
    """The code of a label (or code) of a closed list; None where it is neither."""
    folded = folded_words(text)
    return next((code for code, label in choices.items() if folded in (code, folded_words(label))), None)


def read_outcome(text: str) -> Outcome | None:
    """The outcome of a label or code, however its letters are written."""
    return next((each for each in Outcome if folded_words(text) in (each.value, folded_words(each.label))), None)


def nearest_outcome(text: str) -> Outcome | None:
    """The one outcome a misspelt label is likely meant to be: for the sentence that asks, never to be taken."""
    labels = {folded_words(each.label): each for each in Outcome}
    found = get_close_matches(folded_words(text), labels, n=1, cutoff=0.75)
    return labels[found[0]] if found else None


def may_stop(text: str) -> Outcome | None:
    """The stop that a text which is no outcome may mean: what may be a stop and is not understood is one."""
    return next((outcome for outcome, words in _MAY_STOP if words.search(text)), None)


def read_element(text: str) -> str | None:
    """`done` or `declined`; None where the text is neither, a value above all."""
    return _DONE.get(folded_words(text))


def read_refusals(text: str) -> tuple[str, ...] | None:
    """The ways of contact that are not to be used again; None where one of them is not understood."""
    found = [_channel(part) for part in _parts(text)]
    return None if None in found else tuple(sorted({each for each in found if each}))


def _channel(part: str) -> str | None:
    folded = folded_words(part)
    folded = _CHANNEL_WORDS.get(folded, folded)
    return folded if folded in REFUSABLE else None


def read_safe_contact(text: str) -> tuple[tuple[str, ...], str | None]:
    """The codes of what to mind, and the words that are of no closed list."""
    labels = {str(each): each.label for each in SafeContact}
    parts = [(part, read_choice(part, labels)) for part in _parts(text, spares_and=True)]
    codes = tuple(sorted({code for _, code in parts if code}))
    return codes, read_text("; ".join(part for part, code in parts if not code))


def folded_words(text: str) -> str:
    """The text as it is compared: small letters, single spaces."""
    return " ".join(text.split()).casefold()


def _parts(text: str, *, spares_and: bool = False) -> list[str]:
    between = r"[;\n]" if spares_and else r"[;,/\n&+]|\band\b"
    return [part.strip() for part in re.split(between, text, flags=re.IGNORECASE) if part.strip()]


def is_between(day: date, first: date, last: date) -> bool:
    """Whether a day lies between two others, both counted."""
    return first <= day <= last

"""What stands behind a request to a practice, in words: where it comes from, what was booked or done. Never a value."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pipeline.core.worklist import ELEMENTS


def evidence(content: Mapping[str, Any]) -> str:
    """One line a practice can follow up; blank where nothing but the request itself is known."""
    if "channels" in content:
        return f"Not by {' or '.join(content['channels'])}"
    if "source" not in content:
        return ""
    said = [f"{'Letter' if content.get('outcome', 'sent') == 'sent' else 'Worklist item'} {content['source']}"]
    said += _booking(content)
    said += _check(content)
    said += [f"Why: {content['why_not']}"] if content.get("why_not") else []
    said += [f"Note: {content['note']}"] if content.get("note") else []
    return ". ".join(part.rstrip(".") for part in said)


def _booking(content: Mapping[str, Any]) -> Iterator[str]:
    if content.get("held_on"):
        at = f" at {content['held_at']}" if content.get("held_at") else ""
        yield f"Booked for {_day(content['held_on'])}{at}"
    if content.get("held_where"):
        yield f"Where: {content['held_where']}"
    if content.get("held_by"):
        yield f"With: {content['held_by']}"


def _check(content: Mapping[str, Any]) -> Iterator[str]:
    if "done" in content:
        done = content["done"]
        yield (
            f"Done: {_elements(done)}" if done else "Which parts were done is not said" if done is None else "None done"
        )
    if content.get("declined"):
        yield f"Declined: {_elements(content['declined'])}"
    if content.get("delivered_by"):
        yield f"By: {content['delivered_by']}"
    if content.get("results_held_by"):
        yield f"Results are with: {content['results_held_by']}"
    if content.get("results_sent_on"):
        yield f"Results went to you on {_day(content['results_sent_on'])}"


def _elements(codes: list[str]) -> str:
    return ", ".join(label.lower() for code, label in ELEMENTS.items() if code in codes)


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"

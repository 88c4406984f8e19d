"""The steps of a pack's contact policy: an order in which each can be taken."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.core.contact_steps import LETTERS, Step
from pipeline.core.fault import Fault
from pipeline.core.region_toml import FILE, Lines


def check_steps(steps: Sequence[Mapping[str, Any]], lines: Lines) -> Iterator[Fault]:
    """Faults between the steps: a letter twice, the second letter first, something after the desktop review."""
    order = [each["step"] for each in steps]
    for at, step in enumerate(order):
        line = lines.of("step", at, "step")
        if at == 0 and steps[0]["wait_days"]:
            problem = "the first step waits for nothing"
            yield Fault(FILE, lines.of("step", 0, "wait_days"), problem, "Give wait_days = 0 or leave it out")
        if step in LETTERS and step in order[:at]:
            problem = f"{step} is given twice, and a letter goes once a round"
            yield Fault(FILE, line, problem, "Keep one; letter_again is the second letter", "step")
        if step == Step.LETTER_AGAIN and Step.LETTER not in order[:at]:
            yield Fault(
                FILE, line, "letter_again has no letter before it", "Put letter before it, or use letter", "step"
            )
        if step == Step.DESKTOP_REVIEW and at + 1 < len(order):
            problem = "desktop_review is not the last step"
            yield Fault(FILE, line, problem, "Put it last: it is for whom every other step did not reach", "step")

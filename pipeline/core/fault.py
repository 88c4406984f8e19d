"""A fault in a file that somebody keeps by hand: where it is, what is wrong, what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to correct; `line` is 0 where the whole file is meant, `column` and `sheet` may help."""

    file: str
    line: int
    problem: str
    remedy: str
    column: str = ""
    sheet: str = ""

    def __str__(self) -> str:
        place = [self.file]
        if self.sheet:
            place.append(f"sheet {self.sheet}")
        if self.line:
            place.append(f"{'row' if self.sheet else 'line'} {self.line}")
        if self.column:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.problem}. {self.remedy}."


def describe_faults(faults: list[Fault], most: int = 20) -> str:
    """The faults as lines of text, in order of place, no more than `most` of them."""
    lines = [str(fault) for fault in sorted(faults)[:most]]
    if len(faults) > most:
        lines.append(f"... and {len(faults) - most} more.")
    return "\n".join(lines)

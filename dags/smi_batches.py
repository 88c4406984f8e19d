"""Which practices are landed together, as one mapped task."""

from collections import Counter
from collections.abc import Iterable

EXTRACTS_A_BATCH = 25


def practice_batches(practice_codes: Iterable[str], size: int = EXTRACTS_A_BATCH) -> list[list[str]]:
    """Practices in batches of about `size` extracts, one code given per extract; none is in two batches.

    All extracts of a practice share a batch, so that no two tasks ever land the same one.
    """
    batches: list[list[str]] = []
    extracts = size
    for code, count in sorted(Counter(practice_codes).items()):
        if extracts + count > size:
            batches.append([])
            extracts = 0
        batches[-1].append(code)
        extracts += count
    return batches

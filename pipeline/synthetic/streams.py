"""Random numbers that can be repeated: one stream for each thing that is drawn."""

import random
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")


def stream(seed: int, *names: str | int) -> random.Random:
    """A generator of its own for what the names say, so that one more practice reshuffles no other."""
    return random.Random("/".join(str(part) for part in (seed, *names)))


def drawn(rng: random.Random, shares: Sequence[tuple[T, float]]) -> T:
    """One of the values, each as often as its share of the sum of all shares."""
    totals = list(accumulate(share for _, share in shares))
    mark = rng.random() * totals[-1]
    return next((value for (value, _), total in zip(shares, totals, strict=True) if mark < total), shares[-1][0])

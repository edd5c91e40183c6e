"""Ratios of running times within one run."""

import statistics
import time
from collections.abc import Callable

ROUNDS = 400


def ratio(function: Callable[[], object], base: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of the ratios of adjacent runs."""
    ratios = []
    for _ in range(rounds):
        start = time.perf_counter()
        base()
        middle = time.perf_counter()
        function()
        ratios.append((time.perf_counter() - middle) / (middle - start))
    return statistics.median(ratios)

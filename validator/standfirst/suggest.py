"""What was probably meant, for messages that say "did you mean"."""

from collections.abc import Collection
from difflib import get_close_matches

MAX_CANDIDATES = 500
MAX_LENGTH = 80


class Suggestions:
    """Finds the nearest of some words. Comparing takes time, so after a number of answers it stops giving any."""

    def __init__(self, answers: int = 100) -> None:
        self._left = answers

    def nearest(self, word: str, candidates: Collection[str], cutoff: float = 0.6) -> str | None:
        """The candidate that is nearest to ``word``, or ``None`` if none is near or there are too many."""
        if self._left <= 0 or len(word) > MAX_LENGTH or len(candidates) > MAX_CANDIDATES:
            return None
        self._left -= 1
        near = get_close_matches(word, candidates, 1, cutoff)
        return near[0] if near else None

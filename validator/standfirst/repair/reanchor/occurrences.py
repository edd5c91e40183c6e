"""Where many strings stand in a text, found in few passes, so that the cost grows with the text and not with its square."""

from collections import defaultdict
from collections.abc import Iterable

_KEY = 8
"""By how many of its first code points a string is looked up."""


def find_all(text: str, needles: Iterable[str]) -> dict[str, list[int]]:
    """The offsets, in code points and in order, at which each of ``needles`` begins; overlapping ones count."""
    by_length: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    found: dict[str, list[int]] = {}
    for needle in set(needles):
        found[needle] = []
        if needle:
            key = needle[:_KEY]
            by_length[len(key)][key].append(needle)
    for length, keys in by_length.items():
        for start in range(len(text) - length + 1):
            key = text[start : start + length]
            if key in keys:
                for needle in keys[key]:
                    if len(needle) == length or text.startswith(needle, start):
                        found[needle].append(start)
    return found

"""Texts rewritten piece by piece, with the way back: which place of the text a place of the rewritten text was.

An edit replaces a stretch of the text. What is not replaced keeps its characters, so both ends of an edit can be found
again, and the inside of a replaced stretch cannot.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping

Edit = tuple[int, int, str]
"""Start and end in the text, in code points, and what stands there instead."""


class Rewrite:
    """A rewritten text. ``text`` is what it has become, ``folded`` what surfaces are compared with."""

    def __init__(self, source: str, edits: Iterable[Edit], fold: Mapping[int, str] | None = None) -> None:
        parts: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._source: list[tuple[int, int]] = []
        at = length = 0
        for start, end, new in edits:
            parts += (source[at:start], new)
            length += start - at
            self._starts.append(length)
            length += len(new)
            self._ends.append(length)
            self._source.append((start, end))
            at = end
        parts.append(source[at:])
        self.text = "".join(parts)
        self.fold = fold
        self.folded = self.text if fold is None else self.text.translate(fold)

    def back(self, offset: int, *, end: bool = False) -> int | None:
        """The place of the source, in code points, of a place of the rewritten text; ``None`` inside a replacement.

        Where something was left out, a stretch begins behind it and, with ``end``, ends before it.
        """
        edit = bisect_right(self._starts, offset) - 1
        if end and edit >= 0 and self._starts[edit] == self._ends[edit] == offset:
            return self._source[edit][0]
        if edit < 0:
            return offset
        if offset >= self._ends[edit]:
            return self._source[edit][1] + offset - self._ends[edit]
        return self._source[edit][0] if offset == self._starts[edit] else None


class Chain:
    """Rewrites one after the other: the last one's text, and the way back through all of them."""

    def __init__(self, rewrites: tuple[Rewrite, ...], source: str) -> None:
        self._rewrites = rewrites
        self.source = source
        self.text = rewrites[-1].text if rewrites else source
        folds = [rewrite.fold for rewrite in rewrites if rewrite.fold is not None]
        self.fold = folds[-1] if folds else None
        self.folded = self.text if self.fold is None else self.text.translate(self.fold)

    def back(self, offset: int, *, end: bool = False) -> int | None:
        """The place of the source of a place of the last text; ``None`` where there is none."""
        place: int | None = offset
        for rewrite in reversed(self._rewrites):
            if place is None:
                return None
            place = rewrite.back(place, end=end)
        return place


def edits_by(pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str]) -> Callable[[str], list[Edit]]:
    """Edits that put ``new`` in the place of every match. What the match gives back unchanged is no edit."""

    def edits(text: str) -> list[Edit]:
        found = []
        for match in pattern.finditer(text):
            put = new if isinstance(new, str) else new(match)
            if put != match.group():
                found.append((match.start(), match.end(), put))
        return found

    return edits

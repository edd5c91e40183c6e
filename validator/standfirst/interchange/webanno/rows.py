"""The rows of a document: its sentences and tokens, and the text that a file of them holds."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from standfirst.interchange.ids import Ids
from standfirst.interchange.protocol import Settings
from standfirst.interchange.tokens import SENTENCE, TOKEN, Stretch, tokenised
from standfirst.interchange.webanno.text import filling
from standfirst.model import Document, Segment
from standfirst.model.annotations import Fragment
from standfirst.model.derive import span
from standfirst.offsets.units import length


class Rows(NamedTuple):
    """The sentences of a text, each with its tokens, in code points of it, and the text that a file holds.

    ``shifts`` say for each sentence how much further on it stands there.
    """

    sentences: tuple[tuple[Stretch, ...], ...]
    text: str
    starts: list[int]
    shifts: list[int]
    tokens: list[Stretch]

    def position(self, place: int) -> int:
        """How many tokens begin before the one that a place is in, or is behind."""
        return bisect_right(self.tokens, place, key=lambda token: token[0]) - 1

    def token(self, place: int) -> Stretch | None:
        """The token that a place is in, at its begin, or at its end if no other begins there."""
        at = self.position(place)
        if at < 0:
            return None
        start, end = self.tokens[at]
        return (start, end) if place <= end else None

    def holds(self, fragment: Fragment) -> bool:
        """Whether a fragment begins and ends in tokens, and not at an end of white space."""
        first = self.token(fragment.start)
        if fragment.start == fragment.end:
            return first is not None
        last = self.token(fragment.end - 1)
        return first is not None and last is not None and fragment.start < first[1] and fragment.end <= last[1]

    def moved(self, start: int, end: int) -> Stretch:
        """Where a stretch, which begins and ends in tokens, is in the text of the file."""
        return start + self._shift(start), end + self._shift(max(start, end - 1))

    def _shift(self, place: int) -> int:
        return self.shifts[bisect_right(self.starts, place) - 1]

    def segments(self, taken: Iterable[str]) -> tuple[Segment, ...]:
        """Sentences and tokens as a reader makes them, which knows ids that are taken."""
        ids = Ids()
        for name in taken:
            ids.take("", name)
        found = []
        for tokens in self.sentences:
            for kind, (start, end) in (
                (SENTENCE, (tokens[0][0], tokens[-1][1])),
                *((TOKEN, token) for token in tokens),
            ):
                place = span(self.text, self.moved(start, end))
                found.append(Segment(id=ids.take("segments"), kind=kind, span=place))
        return tuple(found)


def rows_of(document: Document, settings: Settings) -> Rows:
    """The rows of a document: its own sentences and tokens, and others where it has none."""
    found = tokenised(document, settings.tokeniser, legal=_is_form)
    pieces: list[str] = []
    starts, shifts = [], []
    size = at = 0
    for number, tokens in enumerate(found.sentences):
        start, end = tokens[0][0], tokens[-1][1]
        pieces.append(filling(length(document.text[at:start], "utf16"), first=number == 0))
        size += len(pieces[-1])
        starts.append(start)
        shifts.append(size - start)
        pieces.append(document.text[start:end])
        size += end - start
        at = end
    return Rows(found.sentences, "".join(pieces), starts, shifts, found.tokens)


def _is_form(words: str) -> bool:
    return words.split() == [words]

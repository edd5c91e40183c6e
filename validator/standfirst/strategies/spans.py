"""Places in a text: single positions, spans of stretches, and the fragments made of them. Offsets are code points."""

import re
from bisect import bisect_left

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from standfirst.model import Fragment

Stretch = tuple[int, int]
Stretches = tuple[Stretch, ...]

# What converters get wrong stands around everything that is not ASCII, control characters, markup and quotes.
_HOT = re.compile(r"""[^ !#-%(-;=?-\[\]-~]""")

_shapes = st.integers(0, 9)

# Positions are drawn from a range that does not depend on the text: what was drawn keeps its meaning while the text shrinks.
# The first numbers count places that hurt, from the beginning or from the end; the others, all places.
_positions = st.integers(0, 1023)
_HURTING = 704
_lengths = st.integers(1, 8)
_steps = st.sampled_from((1, 2, 3, 4, 5, 6, 8, 0, None, None))
_shares = st.integers(0, 255)

# How much context a fragment stores: mostly none, then the full 32 code points, then less, or on one side only.
_contexts = st.sampled_from(
    ((0, 0),) * 14 + ((32, 32), (32, 32), (1, 1), (5, 5), (1, 0), (0, 1), (32, 0), (0, 32), (7, 31))
)


class Places:
    """The places of one text that has a character which is no white space; ``draw`` is that of a composite strategy."""

    def __init__(self, draw: st.DrawFn, text: str) -> None:
        self.draw = draw
        self.text = text
        self.length = len(text)
        hot = {0, self.length}
        for match in _HOT.finditer(text):
            hot.update((match.start(), match.end()))
        self._hot = sorted(hot)
        self._solid = [position for position, character in enumerate(text) if not character.isspace()]

    def position(self) -> int:
        """A position, with a preference for those where offsets go wrong."""
        drawn = self.draw(_positions)
        if drawn < _HURTING:
            number = drawn // 2 % len(self._hot)
            return self._hot[-1 - number if drawn % 2 else number]
        if self.length <= 1023 - _HURTING:
            return (drawn - _HURTING) % (self.length + 1)
        return self.draw(st.integers(0, self.length))

    def stretches(self, *, zero_width: bool = False, most: int = 3, trim: bool = True) -> Stretches:
        """One or more stretches, in order and disjoint."""
        shape = self.draw(_shapes)
        if shape == 9 and zero_width:
            position = self.position()
            return ((position, position),)
        if shape in (7, 8) and most > 1:
            count = 2 if most == 2 or shape == 7 else most
            points = self._points(2 * count)
            pairs = list(zip(points[::2], points[1::2], strict=True))
            found = self._apart(pairs, trim=trim, zero_width=zero_width, touching=shape == 7)
            return found or (self._character(points[0], trim=trim),)
        start = self.position()
        end = min(start + self.draw(_lengths), self.length) if shape not in (5, 6) else self.position()
        start, end = min(start, end), max(start, end)
        return (self._trimmed(start, end, trim=trim) or self._character(start, trim=trim),)

    def _points(self, count: int) -> list[int]:
        """Positions in order, mostly near each other: then there is little text between them that shrinking must keep."""
        points = [self.position()]
        while len(points) < count:
            step = self.draw(_steps)
            points.append(self.position() if step is None else min(points[-1] + step, self.length))
        return sorted(points)

    def within(self, stretch: Stretch) -> Stretch:
        """A stretch inside ``stretch``, which has no white space at its ends."""
        start, end = stretch
        width = end - start + 1
        points = sorted((start + self.draw(_shares) % width, end - self.draw(_shares) % width))
        return self._trimmed(points[0], points[1], trim=True) or stretch

    def outside(self, stretch: Stretch, taken: Stretches) -> Stretch | None:
        """The longest piece of ``stretch`` that is outside of those that are ``taken``, the first of several."""
        start, end = stretch
        edges = [start, *(min(max(point, start), end) for place in sorted(taken) for point in place), end]
        pieces = (self._trimmed(left, right, trim=True) for left, right in zip(edges[::2], edges[1::2], strict=True))
        return max(filter(None, pieces), key=lambda piece: piece[1] - piece[0], default=None)

    def fragment(self, stretch: Stretch) -> Fragment:
        """The fragment of ``stretch``, sometimes with the text beside it."""
        return self.span((stretch,))[0]

    def span(self, stretches: Stretches) -> tuple[Fragment, ...]:
        """The fragments of ``stretches``, sometimes with the text beside them."""
        before, after = self.draw(_contexts)
        text = self.text
        return tuple(
            Fragment(
                start=start,
                end=end,
                text=text[start:end],
                prefix=text[max(0, start - before) : start] or None,
                suffix=text[end : end + after] or None,
            )
            for start, end in stretches
        )

    def _apart(self, pairs: list[Stretch], *, trim: bool, zero_width: bool, touching: bool) -> Stretches:
        """Those of ``pairs`` that are something, without what meets its neighbour."""
        kept: list[Stretch] = []
        for start, end in pairs:
            stretch = self._trimmed(start, end, trim=trim)
            if stretch is None and zero_width:
                stretch = (start, start)
            if stretch is None:
                continue
            empty = stretch[0] == stretch[1] or (kept and kept[-1][0] == kept[-1][1])
            if kept and kept[-1][1] == stretch[0] and (empty or not touching):
                continue
            kept.append(stretch)
        return tuple(kept)

    def _trimmed(self, start: int, end: int, *, trim: bool) -> Stretch | None:
        """The stretch, without white space at its ends if ``trim``; ``None`` where nothing is left."""
        if trim:
            surface = self.text[start:end]
            start += len(surface) - len(surface.lstrip())
            end -= len(surface) - len(surface.rstrip())
        return (start, end) if start < end else None

    def _character(self, position: int, *, trim: bool) -> Stretch:
        """The stretch of one character at ``position`` or beside it."""
        if trim:
            index = bisect_left(self._solid, position)
            position = self._solid[min(index, len(self._solid) - 1)]
        position = min(position, self.length - 1)
        return position, position + 1


@st.composite
def _spans(draw: st.DrawFn, text: str, zero_width: bool, max_fragments: int, trim: bool) -> Stretches:
    return Places(draw, text).stretches(zero_width=zero_width, most=max_fragments, trim=trim)


def spans(
    text: str, *, zero_width: bool = False, max_fragments: int = 3, trim: bool = True
) -> st.SearchStrategy[Stretches]:
    """Spans of ``text``: tuples of one or more ``(start, end)`` in code points, in order and disjoint.

    Their ends prefer the positions where offsets go wrong: around characters outside ASCII, line ends and markup, and
    at both ends of the text.

    :param zero_width: whether a stretch may be empty
    :param max_fragments: how many stretches a span has, at most
    :param trim: whether no stretch begins or ends with white space
    :raises InvalidArgument: where ``text`` has no such stretch, for it is empty or, with ``trim``, white space only
    """
    if not (text.strip() if trim else text):
        raise InvalidArgument(
            f"{text!r} has no stretch to draw: it needs a character" + " that is no white space" * trim
        )
    if max_fragments < 1:
        raise InvalidArgument(f"max_fragments is {max_fragments}; a span has at least one fragment")
    return _spans(text, zero_width, max_fragments, trim)

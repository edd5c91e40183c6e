"""Tokens and sentences, for formats that are made of them: named tokenisers, and the segments of a document.

``words`` cuts at white space, and before and behind everything that is neither letter nor digit: a run of letters and digits
is a token, a number keeps the point or comma between its digits, every other character is a token of its own. In scripts
without blanks every character is one. ``spaces`` cuts at white space alone. No token ends inside a grapheme cluster.

A sentence ends with its line, or behind ``.``, ``!``, ``?`` or ``…`` and closing marks, where white space follows, and then no
lower-case letter; not behind an initial. Offsets are code points.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from standfirst.errors import UsageError
from standfirst.model import Document
from standfirst.model.references import SPAN_MEMBERS
from standfirst.offsets.boundaries import inside_graphemes, is_unspaced

Stretch = tuple[int, int]

TOKEN = "token"
SENTENCE = "sentence"
"""The kinds of segments that are taken for tokens and for sentences."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\U0010ffff"
_SPACES = re.compile(r"\S+")
_WORDS = re.compile(rf"\d+(?:[.,]\d+)+|[{_UNSPACED}]|[^\W{_UNSPACED}]+|\S")
_TOKENISERS = {"words": _WORDS, "spaces": _SPACES}

TOKENISERS = tuple(_TOKENISERS)
"""The names of the tokenisers."""

_LINES = re.compile(r"[^\r\n\x85\u2028\u2029]*")
_ENDS = re.compile(r"[.!?…。！？]+[\"'’”»)\]]*\s+")
_INITIAL = re.compile(r"(?:^|\W)\w\.$")


def tokens(text: str, name: str = "words") -> list[Stretch]:
    """The tokens of ``text``, in its order: disjoint, not empty, without white space, and covering all else.

    :raises UsageError: where no tokeniser has the name
    """
    pattern = _TOKENISERS.get(name)
    if pattern is None:
        raise UsageError(f"there is no tokeniser {name!r}; there are {', '.join(TOKENISERS)}")
    found = [match.span() for match in pattern.finditer(text) if match[0].strip()]
    if text.isascii():
        return found
    starts = [start for start, _ in found]
    inside = inside_graphemes(text, starts) | {start for start in starts if _follows_a_mark(text, start)}
    return _joined(found, inside) if inside else found


def _follows_a_mark(text: str, start: int) -> bool:
    """Whether a letter stands behind a combining mark: the word goes on, though marks are no letters."""
    return (
        start > 1
        and text[start].isalnum()
        and not is_unspaced(text[start])
        and unicodedata.category(text[start - 1])[0] == "M"
        and text[start - 2].isalnum()
        and not is_unspaced(text[start - 2])
    )


def _joined(found: Iterable[Stretch], inside: set[int]) -> list[Stretch]:
    """Stretches with those made one that touch at a place of ``inside``."""
    whole: list[Stretch] = []
    for start, end in found:
        if start in inside and whole and whole[-1][1] == start:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


def sentences(text: str) -> list[Stretch]:
    """The sentences of ``text``, in its order: disjoint, without white space at their ends, and covering all else."""
    found = []
    for line in _LINES.finditer(text):
        start, end = line.span()
        for stop in _ENDS.finditer(text, start, end):
            if stop.end() < end and _is_end(text, start, stop):
                found.append((start, stop.end()))
                start = stop.end()
        found.append((start, end))
    trimmed = ((start, end, text[start:end]) for start, end in found)
    return [(end - len(words.lstrip()), start + len(words.rstrip())) for start, end, words in trimmed if words.strip()]


def _is_end(text: str, start: int, stop: re.Match[str]) -> bool:
    following = text[stop.end()]
    return not following.islower() and _INITIAL.search(text, start, stop.start() + 1) is None


def cut(stretches: Iterable[Stretch], edges: Iterable[int]) -> list[Stretch]:
    """Tokens with a further edge wherever one of ``edges`` (code points) lies inside one."""
    places = sorted(set(edges))
    found: list[Stretch] = []
    for start, end in stretches:
        inside = places[bisect_right(places, start) : bisect_left(places, end)]
        points = [start, *inside, end]
        found += pairwise(points)
    return found


def span_edges(document: Document, layers: Iterable[str]) -> set[int]:
    """Where the spans of the layers begin and end, in code points. Segments, and spans without width, do not count."""
    wanted = set(layers) - {"segments"}
    return {edge for stretch in _places(document, wanted) for edge in stretch}


def _places(document: Document, wanted: Iterable[str]) -> Iterator[Stretch]:
    for row in SPAN_MEMBERS:
        if row.layer not in wanted:
            continue
        for record in document.layer(row.layer):
            value = getattr(record, row.member)
            for one in (value,) if row.shape == "fragment" else value or ():
                if one is not None and one.start < one.end:
                    yield one.start, one.end


class Tokenisation(NamedTuple):
    """The tokens of a text, sentence by sentence, in code points; none is empty.

    ``tokens_made`` and ``sentences_made`` say that the segments of the document did not have all of them.
    """

    sentences: tuple[tuple[Stretch, ...], ...]
    tokens_made: bool
    sentences_made: bool

    @property
    def tokens(self) -> list[Stretch]:
        """All tokens, in the order of the text."""
        return [token for sentence in self.sentences for token in sentence]


def tokenised(
    document: Document,
    name: str = "words",
    *,
    legal: Callable[[str], bool] = lambda words: words.split() == [words],
    edges: Iterable[int] = (),
    whole: Iterable[str] = (),
) -> Tokenisation:
    """The tokens and sentences of a document: its segments, and where there are none what the tokeniser ``name`` makes.

    Segments count that are one stretch, do not overlap one before, and, if tokens, are ``legal`` by their words. Tokens
    are cut at ``edges``. A sentence that is made does not end inside a span of a layer of ``whole``.
    """
    text = document.text
    marked = _segments(document, TOKEN, legal)
    found = _filled(marked, text, name)
    if edges:
        found = cut(found, edges)
    begun = _segments(document, SENTENCE, lambda words: bool(words.strip()))
    made = begun or _unbroken(sentences(text), document, whole)
    grouped = _grouped(found, made)
    hulls = [(one[0][0], one[-1][1]) for one in grouped]
    return Tokenisation(tuple(grouped), found != marked, hulls != begun)


def _segments(document: Document, kind: str, legal: Callable[[str], bool]) -> list[Stretch]:
    stretches = sorted(
        (one.span[0].start, one.span[0].end)
        for one in document.layer("segments")
        if one.kind == kind and len(one.span) == 1
    )
    found: list[Stretch] = []
    for start, end in stretches:
        if start < end and (not found or found[-1][1] <= start) and legal(document.text[start:end]):
            found.append((start, end))
    return found


def _filled(marked: list[Stretch], text: str, name: str) -> list[Stretch]:
    """Tokens that are there, and made ones in what they leave."""
    found: list[Stretch] = []
    at = 0
    for start, end in [*marked, (len(text), len(text))]:
        found += ((at + one, at + two) for one, two in tokens(text[at:start], name))
        if start < end:
            found.append((start, end))
        at = end
    return found


def _unbroken(stretches: list[Stretch], document: Document, layers: Iterable[str]) -> list[Stretch]:
    """Sentences, those made one that a span goes over."""
    starts = [start for start, _ in stretches]
    inner: set[int] = set()
    for start, end in _places(document, set(layers)):
        inner.update(starts[bisect_right(starts, start) : bisect_left(starts, end)])
    joined: list[Stretch] = []
    for start, end in stretches:
        if start in inner and joined:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _grouped(found: list[Stretch], stretches: list[Stretch]) -> list[tuple[Stretch, ...]]:
    """The tokens of each sentence, by where they begin; those before, between and behind sentences are ones too."""
    starts = [start for start, _ in stretches]
    groups: dict[tuple[int, bool], list[Stretch]] = {}
    for token in found:
        number = bisect_right(starts, token[0]) - 1
        groups.setdefault((number, number >= 0 and token[0] < stretches[number][1]), []).append(token)
    return [tuple(group) for group in groups.values()]

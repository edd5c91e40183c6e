"""Boundaries in a text: grapheme clusters (UAX 29), combining marks, words. Offsets are code points."""

import re
import unicodedata
from collections.abc import Iterable

# Characters between which there is always a grapheme boundary: grapheme cluster break "Other", neither pictographic nor
# part of an Indic conjunct. A safe subset, in ranges that hold no other class; a test tries every pair of it against the
# full algorithm. LF is in it because only CR joins a LF, and CR is not.
_PLAIN = (
    "\n -~\xa1-\xa8\xaa-\xac\xaf-\u02ff\u0370-\u0482\u048a-\u0590\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3"
    "\u1e00-\u1fff\u2010-\u2027\u2030-\u203b\u20a0-\u20bf\u3001-\u3029\u3031-\u303c\u3041-\u3096\u30a1-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff9d"
)
# The bytes of plain characters up to U+02FF in UTF-8: what is left of a text without them may be plain too, or not.
_PLAIN_BYTES = bytes([0x0A, *range(0x20, 0x7F), *range(0x80, 0xC0), *range(0xC3, 0xCC)])
_COMPLEX = re.compile(f"[^{_PLAIN}]")


def grapheme_breaks(text: str) -> list[int]:
    """Every grapheme boundary of ``text``, the first 0, the last ``len(text)``; for an empty text ``[0]``."""
    if text.isascii() and "\r" not in text:
        return list(range(len(text) + 1))
    from wcwidth import iter_graphemes  # imported where needed: it costs as much as the rest of a run

    breaks = [0]
    position = 0
    for cluster in iter_graphemes(text):
        position += len(cluster)
        breaks.append(position)
    return breaks


def complex_positions(text: str) -> list[int]:
    """The positions of characters that can be part of a longer grapheme cluster, or are invisible; in most texts none."""
    if text.isascii() and "\r" not in text and "\x7f" not in text:
        return []
    if not text.encode("utf-8", "surrogatepass").translate(None, _PLAIN_BYTES):
        return []
    return [match.start() for match in _COMPLEX.finditer(text)]


def inside_graphemes(text: str, offsets: Iterable[int], complexes: Iterable[int] | None = None) -> set[int]:
    """Those of ``offsets`` that lie inside a grapheme cluster of ``text``.

    The clusters are only computed where an offset stands beside a character of ``complexes``, which are the
    :func:`complex_positions` of the text.
    """
    positions = complex_positions(text) if complexes is None else complexes
    suspects = {*positions, *(position + 1 for position in positions)}.intersection(offsets)
    if not suspects:
        return set()
    return suspects.difference(grapheme_breaks(text))


def before_combining(text: str, offsets: Iterable[int], complexes: Iterable[int] | None = None) -> set[int]:
    """Those of ``offsets`` that stand between a character and a combining mark on it (general category M)."""
    positions = complex_positions(text) if complexes is None else complexes
    return {
        offset
        for offset in set(positions).intersection(offsets)
        if offset > 0 and unicodedata.category(text[offset])[0] == "M"
    }


def inside_words(text: str, offsets: Iterable[int]) -> set[int]:
    """Those of ``offsets`` that have a letter or digit on both sides, both of scripts that put spaces between words."""
    end = len(text)
    return {
        offset
        for offset in offsets
        if 0 < offset < end
        and (pair := text[offset - 1 : offset + 1]).isalnum()
        and not (is_unspaced(pair[0]) or is_unspaced(pair[1]))
    }


def is_unspaced(character: str) -> bool:
    """Whether names end inside written words in the script: Thai, Lao, Myanmar, Khmer, Chinese, Japanese, Korean."""
    return (
        "\u0e00" <= character <= "\u0eff"
        or "\u1000" <= character <= "\u109f"
        or "\u1780" <= character <= "\u17ff"
        or character >= "\u2e80"
    )

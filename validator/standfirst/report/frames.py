"""The two frames of a finding: the line of its file, and the article, with carets under what is meant."""

import unicodedata
from collections.abc import Iterable

from standfirst.finding import Excerpt, Finding
from standfirst.report.escape import visible

AROUND = 40
"""How many columns are shown on either side of what is marked."""

_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))
_TEXT = "/text"


def frames(finding: Finding, *, ascii: bool = False) -> list[str]:
    """The lines of the frames of a finding; none where its place is not known.

    A finding on the article's text itself has one: the line of its file would show the same words once more.
    """
    region, words = finding.region, finding.excerpt
    shown: list[tuple[str, Excerpt]] = []
    if region is not None and region.excerpt is not None and not (words is not None and finding.pointer == _TEXT):
        shown.append((str(finding.line or region.line), region.excerpt))
    if words is not None:
        shown.append(("text", words))
    gutter = max((len(label) for label, _ in shown), default=0) + 2
    return [line for label, excerpt in shown for line in _frame(label.rjust(gutter), excerpt, ascii=ascii)]


def _frame(label: str, excerpt: Excerpt, *, ascii: bool) -> Iterable[str]:
    before, marked, after = _whole(excerpt.before, excerpt.marked, excerpt.after)
    before = _clipped(before, cut=excerpt.cut_before, from_end=True, ascii=ascii)
    marked = visible(marked, ascii=ascii)
    after = _clipped(after, cut=excerpt.cut_after, from_end=False, ascii=ascii)
    start, end = width(before), width(before + marked)
    yield f"{label} | {_isolated((before, marked, after))}".rstrip()
    yield f"{' ' * len(label)} | {' ' * start}{'^' * max(1, end - start)}"


def _whole(before: str, marked: str, after: str) -> tuple[str, str, str]:
    """The parts with what is marked widened to whole graphemes: half of one cannot be shown."""
    line = before + marked + after
    if line.isascii():
        return before, marked, after
    start, end = len(before), len(before) + len(marked)
    position = 0
    for grapheme in _graphemes(line):
        behind = position + len(grapheme)
        if position < start < behind:
            start = position
        if position < end < behind:
            end = behind
        position = behind
    return line[:start], line[start:end], line[end:]


def _clipped(text: str, *, cut: bool, from_end: bool, ascii: bool) -> str:
    """So much of ``text``, made visible, as fits beside what is marked, in whole graphemes; with dots where there was more."""
    shown = [visible(grapheme, ascii=ascii) for grapheme in _graphemes(text)]
    kept: list[str] = []
    room = AROUND
    for grapheme in reversed(shown) if from_end else shown:
        room -= width(grapheme)
        if room < 0:
            break
        kept.append(grapheme)
    dots = "" if not cut and len(kept) == len(shown) else "..." if ascii else "…"
    return dots + "".join(reversed(kept)) if from_end else "".join(kept) + dots


def _graphemes(text: str) -> Iterable[str]:
    if text.isascii():
        return text
    from wcwidth import iter_graphemes

    graphemes: Iterable[str] = iter_graphemes(text)
    return graphemes


def _isolated(parts: tuple[str, str, str]) -> str:
    """The parts in one line. Where some run from right to left, each is kept in its place.

    In a terminal that reorders such words each part is then ordered in itself, and the carets stand under the right one.
    """
    line = "".join(parts)
    if line.isascii() or not any(unicodedata.bidirectional(one) in _RIGHT_TO_LEFT for one in line):
        return line
    return "".join(f"{_ISOLATE}{part}{_END_ISOLATE}" for part in parts if part)


def width(text: str) -> int:
    """The columns that ``text`` takes on a terminal."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    columns: int = wcswidth(text)
    return columns if columns >= 0 else len(text)

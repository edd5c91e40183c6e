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
    before, marked, after = (visible(part, ascii=ascii) for part in (excerpt.before, excerpt.marked, excerpt.after))
    dots = "..." if ascii else "…"
    before = _clipped(before, dots, cut=excerpt.cut_before, from_end=True)
    after = _clipped(after, dots, cut=excerpt.cut_after, from_end=False)
    start, end = width(before), width(before + marked)
    if marked and start and end == start:
        start -= 1  # a mark on the character before it takes no column of its own
    yield f"{label} | {_isolated((before, marked, after))}".rstrip()
    yield f"{' ' * len(label)} | {' ' * start}{'^' * max(1, end - start)}"


def _clipped(text: str, dots: str, *, cut: bool, from_end: bool) -> str:
    """So much of ``text`` as fits beside what is marked, ended where a grapheme ends; with dots where there was more."""
    if text.isascii():
        kept = text[-AROUND:] if from_end else text[:AROUND]
    else:
        from wcwidth import iter_graphemes

        graphemes = [*iter_graphemes(text)]
        kept, room = "", AROUND
        for grapheme in reversed(graphemes) if from_end else graphemes:
            room -= width(grapheme)
            if room < 0:
                break
            kept = grapheme + kept if from_end else kept + grapheme
    if not cut and len(kept) == len(text):
        return kept
    return dots + kept if from_end else kept + dots


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

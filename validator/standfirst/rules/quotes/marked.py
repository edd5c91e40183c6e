"""The quotation marks of the text: what stands between which of them. Offsets are code points.

Marks are paired paragraph by paragraph, by the marks that the document's language uses and by the pairs that are the same
everywhere. What is left over at the end of a paragraph is open; it is explained where the next paragraph begins with the same
mark, for a quote of several paragraphs opens in each and closes in the last only. Single marks are apostrophes as often as
quotation marks: between letters they are never looked at, elsewhere they count only where they make a pair.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from standfirst.rules.facts import Facts

DOUBLE = frozenset('"“”„‟«»「」『』〝〞〟＂״')
SINGLE = frozenset("'‘’‚‛‹›")
_MARK = re.compile(f"[{''.join(sorted(DOUBLE | SINGLE))}]")

GENERAL = ("“”", "‘’", "«»", "‹›", "「」", "『』", '""', "''", "〝〟", "„“", "„”", "‚‘", "‚’", "＂＂")
"""Pairs that may stand in any text; those of the language go before."""

_PUNCTUATION = frozenset(".,;:!?…)]}—–")
_ELISION = re.compile(r"['’](?:[A-Za-z]|\d+s?)(?![\w'’])|['’]n['’]")
"""What is left of a word: Dutch ’s and ’t, the ’90s, rock ’n’ roll."""
_DEEPEST = 12
"""How many marks can be open at once: more is no text, and would cost a search each."""
_FURTHEST = 50
"""How many marks further on can decide about one."""


def joins(character: str) -> bool:
    """Whether a character can stand beside an apostrophe within a word.

    Letters of scripts with case, Hebrew letters, and digits. In others, as in Korean or Chinese, nothing stands between a
    quotation and the particle behind it, and a single mark is a quotation mark.
    """
    return character.isdigit() or (
        character.isalpha() and (character.lower() != character.upper() or "\u0590" <= character <= "\u05ff")
    )


class Stretch(NamedTuple):
    """What stands between two marks, both included. ``closed`` is false where the mark is open at the paragraph's end."""

    start: int
    end: int
    closed: bool = True


class Marked(NamedTuple):
    """The marked stretches of a text in its order, and the places of marks that have no partner."""

    stretches: tuple[Stretch, ...]
    unpaired: tuple[int, ...]


def marked(facts: Facts) -> Marked:
    """The marked stretches of the document's text."""
    text = facts.text
    if _MARK.search(text) is None:
        return Marked((), ())
    known = facts.of(pairs)
    stretches: list[Stretch] = []
    unpaired: list[int] = []
    paragraphs = [(start, end) for start, end in _paragraphs(facts) if _MARK.search(text, start, end)]
    begins = {start: _first_mark(text, start, end) for start, end in paragraphs}
    for number, (start, end) in enumerate(paragraphs):
        closed, lone, left = _Paragraph(text, start, end, known).read()
        stretches += closed
        unpaired += lone
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        again = begins[following[0]] if following is not None and not text[end : following[0]].strip() else None
        for place in left:
            if again is not None and text[place] == text[again]:
                stretches.append(Stretch(place, end, closed=False))
            else:
                unpaired.append(place)
    return Marked(tuple(sorted(stretches)), tuple(sorted(unpaired)))


class Pairs(NamedTuple):
    """The pairs of marks (as two characters each), the marks that open, and those that close."""

    pairs: frozenset[str]
    openers: frozenset[str]
    closers: frozenset[str]


def pairs(facts: Facts) -> Pairs:
    """The pairs of marks in the document's language, and those that may stand in any text."""
    own = {marks.opening + marks.closing for marks in facts.quotation.marks} if facts.quotation is not None else set()
    openers, closers = ({pair[side] for pair in own} for side in (0, 1))
    # A pair that is turned round elsewhere („…“, “…”; »…«, «…») is read as this language has it.
    general = {pair for pair in GENERAL if pair[0] not in closers - openers and pair[1] not in openers - closers}
    found = frozenset(own | general)
    return Pairs(found, frozenset(pair[0] for pair in found), frozenset(pair[1] for pair in found))


def _paragraphs(facts: Facts) -> Iterator[tuple[int, int]]:
    """The zones, and where there are none, the lines."""
    if facts.zones:
        for zone in facts.zones:
            yield zone.start, zone.end
        return
    for line in re.finditer(r"[^\r\n]+", facts.text):
        yield line.start(), line.end()


def _first_mark(text: str, start: int, end: int) -> int | None:
    """The place of the mark that a paragraph begins with."""
    while start < end and (text[start].isspace() or text[start] in "—–-"):
        start += 1
    return start if start < end and text[start] in DOUBLE | SINGLE else None


class _Paragraph:
    """The reading of one paragraph: which of its marks belong together."""

    def __init__(self, text: str, start: int, end: int, known: Pairs) -> None:
        self.text, self.start, self.end = text, start, end
        self.pairs, self.openers = known.pairs, known.openers
        self.stack: list[int] = []
        self.closed: list[Stretch] = []
        self.lone: list[int] = []

    def read(self) -> tuple[list[Stretch], list[int], list[int]]:
        """What is closed, what has no partner, and what is open at the end. Single marks without a partner are apostrophes."""
        for match in _MARK.finditer(self.text, self.start, self.end):
            place = match.start()
            if match[0] in SINGLE:
                self._single(place)
            elif not self._is_no_mark(place):
                self._double(place)
        return self.closed, self.lone, [place for place in self.stack if self.text[place] in DOUBLE]

    def _before(self, place: int) -> str:
        return self.text[place - 1] if place > self.start else " "

    def _behind(self, place: int) -> str:
        return self.text[place + 1] if place + 1 < self.end else " "

    def _is_no_mark(self, place: int) -> bool:
        """Whether a straight mark stands within a word (as in Hebrew abbreviations) or behind a number, for inches."""
        if self.text[place] not in '"״':
            return False
        before, behind = self._before(place), self._behind(place)
        if before.isalpha() and behind.isalpha():
            return True
        return before.isdigit() and not behind.isalnum() and not any(self.text[one] == '"' for one in self.stack)

    def _double(self, place: int) -> None:
        mark = self.text[place]
        partner = self._partner(mark)
        if partner is not None:
            self._close(partner, place)
        elif mark in self.openers:
            self._open(place)
        else:
            self.lone.append(place)

    def _open(self, place: int) -> None:
        self.stack.append(place)
        if len(self.stack) > _DEEPEST:
            oldest = self.stack.pop(0)
            if self.text[oldest] in DOUBLE:
                self.lone.append(oldest)

    def _partner(self, mark: str) -> int | None:
        """The position in the stack of the mark that ``mark`` closes, the innermost first."""
        for position in range(len(self.stack) - 1, -1, -1):
            if self.text[self.stack[position]] + mark in self.pairs:
                return position
        return None

    def _close(self, position: int, place: int) -> None:
        """Pair two marks; what was opened between them and not closed has no partner."""
        self.closed.append(Stretch(self.stack[position], place + 1))
        self.lone += [one for one in self.stack[position + 1 :] if self.text[one] in DOUBLE]
        del self.stack[position:]

    def _single(self, place: int) -> None:
        before, behind = self._before(place), self._behind(place)
        if (joins(before) and joins(behind)) or _ELISION.match(self.text, place, self.end):
            return  # an apostrophe
        mark = self.text[place]
        position = self._partner(mark)
        if position is not None and not before.isspace() and not joins(behind) and not self._may_be_apostrophe(place):
            self._close(position, place)
        elif mark in self.openers and not joins(before) and not behind.isspace():
            self._open(place)

    def _may_be_apostrophe(self, place: int) -> bool:
        """Whether a mark behind a letter (the dogs’ barking) leaves the closing to one further on, behind punctuation."""
        before = self._before(place)
        if before in _PUNCTUATION or not before.isalpha():
            return False
        for match in islice(_MARK.finditer(self.text, place + 1, self.end), _FURTHEST):
            other = match.start()
            if match[0] == self.text[place]:
                if self._before(other) in _PUNCTUATION:
                    return True
            elif match[0] in self.openers and match[0] in SINGLE:
                return False
        return False

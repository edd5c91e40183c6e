"""The quotation marks of the text: what stands between which of them. Offsets are code points.

Marks are paired paragraph by paragraph, by the marks that the document's language uses and by the pairs that are the same
everywhere. What is left over at the end of a paragraph is open; it is explained where the next paragraph begins with the same
mark, for a quote of several paragraphs opens in each and closes in the last only; French and Spanish may begin it with the mark
that closes. Single marks are apostrophes as often as quotation marks: between letters they are never looked at, elsewhere they
count only where they make a pair.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from standfirst.data import Quotation
from standfirst.rules.facts import Facts

DOUBLE = frozenset('"“”„‟«»「」『』〝〞〟＂״')
SINGLE = frozenset("'‘’‚‛‹›")
_MARK = re.compile(f"[{''.join(sorted(DOUBLE | SINGLE))}]")

GENERAL = ("“”", "‘’", "«»", "‹›", "「」", "『』", '""', "''", "〝〟", "„“", "„”", "‚‘", "‚’", "＂＂")
"""Pairs that may stand in any text; those of the language go before."""

_WITHIN_WORDS = '"״'
"""The marks that can stand in a word, or for inches."""
_PUNCTUATION = frozenset(".,;:!?…)]}—–")
_ELISION = re.compile(r"['’](?:[A-Za-z]|\d+s?)(?![\w'’])|['’]n['’]")
"""What is left of a word: Dutch ’s and ’t, the ’90s, rock ’n’ roll."""
_RESUMING = frozenset(("«»",))
_SPANISH_RESUMING = frozenset(("«»", "“”"))
"""Marks that open, each with the one that a further paragraph of the quote may begin with. In Spanish, curly ones as well."""
_SPANISH = frozenset(("es", "ca", "eu", "gl"))
_PREFIX = re.compile(r"(?<![\w\"״])ו?(?:לכש|כש|מש|ש)?(?:מה|[הבלמכ])?$")
"""Hebrew words that are written together with the next, before a quotation mark as well: ‘and’, ‘that’, ‘the’, ‘in’."""
_FEET = re.compile(r"\d['’′] ?\d+$")
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


def _stands_alone(character: str) -> bool:
    """Whether a character is a letter that no apostrophe joins to another, as in Chinese."""
    return character.isalpha() and not joins(character)


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
    resuming = _SPANISH_RESUMING if facts.primary_language in _SPANISH else _RESUMING
    resumed: tuple[int, str] | None = None
    for number, (start, end) in enumerate(paragraphs):
        plain = by_turns(text, start, end, known) if resumed is None else None
        if plain is not None:
            stretches += plain
            continue
        paragraph = Paragraph(text, start, end, known, resumed)
        closed, lone, left = paragraph.read()
        stretches += closed
        unpaired += lone
        resumed = None
        if not left:
            continue
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        again = (
            _first_mark(text, *following) if following is not None and not text[end : following[0]].strip() else None
        )
        for place in left:
            mark = paragraph.mark(place)
            if again is not None and mark + text[again] in resuming:
                resumed = again, mark
            if again is not None and (mark == text[again] or resumed is not None):
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
    return _pairs(facts.quotation)


@lru_cache(100)
def _pairs(language: Quotation | None) -> Pairs:
    own = {marks.opening + marks.closing for marks in language.marks} if language is not None else set()
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


def by_turns(text: str, start: int, end: int, known: Pairs) -> list[Stretch] | None:
    """The marked stretches of a paragraph in which double marks open and close by turns, as in most; ``None`` of any other."""
    closed: list[Stretch] = []
    opened = -1
    for match in _MARK.finditer(text, start, end):
        place, mark = match.start(), match[0]
        before = text[place - 1] if place > start else " "
        behind = text[place + 1] if place + 1 < end else " "
        if mark in SINGLE:
            if not (joins(before) and joins(behind)):
                return None
        elif mark in _WITHIN_WORDS and (before.isdigit() or (before.isalpha() and behind.isalpha())):
            return None
        elif opened < 0:
            if mark not in known.openers:
                return None
            opened = place
        elif text[opened] + mark in known.pairs:
            closed.append(Stretch(opened, place + 1))
            opened = -1
        else:
            return None
    return closed if opened < 0 else None


class Paragraph:
    """The reading of one paragraph: which of its marks belong together."""

    def __init__(self, text: str, start: int, end: int, known: Pairs, resumed: tuple[int, str] | None) -> None:
        """``resumed``: a mark that would close, but begins a further paragraph of a quote, and the mark that it stands for."""
        self.text, self.start, self.end = text, start, end
        self.pairs, self.openers = known.pairs, known.openers
        self.resumed = resumed
        self.stack: list[int] = []
        self.closed: list[Stretch] = []
        self.lone: list[int] = []

    def read(self) -> tuple[list[Stretch], list[int], list[int]]:
        """What is closed, what has no partner, and what is open at the end. Single marks without a partner are apostrophes."""
        for match in _MARK.finditer(self.text, self.start, self.end):
            place = match.start()
            if self.resumed is not None and place == self.resumed[0]:
                self._open(place)
            elif match[0] in SINGLE:
                self._single(place)
            elif not self._is_no_mark(place):
                self._double(place)
        return self.closed, self.lone, [place for place in self.stack if self.text[place] in DOUBLE]

    def mark(self, place: int) -> str:
        """The mark at a place; of one that resumes a quote, the mark that opened it."""
        return self.resumed[1] if self.resumed is not None and place == self.resumed[0] else self.text[place]

    def _before(self, place: int) -> str:
        return self.text[place - 1] if place > self.start else " "

    def _behind(self, place: int) -> str:
        return self.text[place + 1] if place + 1 < self.end else " "

    def _is_no_mark(self, place: int) -> bool:
        """Whether a straight mark stands within a word (as in Hebrew abbreviations) or behind a number, for inches."""
        if self.text[place] not in _WITHIN_WORDS:
            return False
        before, behind = self._before(place), self._behind(place)
        is_open = any(self.text[one] == self.text[place] for one in self.stack)
        if before.isalpha() and behind.isalpha():
            return is_open or not self._is_prefixed(place)
        if not before.isdigit() or behind.isalnum():
            return False
        return (
            not is_open
            or _FEET.search(self.text[max(self.start, place - 8) : place]) is not None
            or self._closes_later(place)
        )

    def _is_prefixed(self, place: int) -> bool:
        """Whether a mark within a Hebrew word opens a quotation behind a prefix: then a mark at the end of a word closes it.

        In an abbreviation it stands before the last letter.
        """
        prefix = _PREFIX.search(self.text[max(0, place - 6) : place])
        if prefix is None or not prefix[0] or place + 2 >= self.end or not self.text[place + 2].isalpha():
            return False
        for other in self._same_further_on(place):
            before, behind = self._before(other), self._behind(other)
            if not (before.isalpha() and behind.isalpha()):
                return not before.isspace() and not behind.isalnum()
        return False

    def _closes_later(self, place: int) -> bool:
        """Whether the next mark that is not behind a number closes, so that one behind a number is for inches."""
        for other in self._same_further_on(place):
            if not self._before(other).isdigit():
                return not self._before(other).isspace() and not self._behind(other).isalnum()
        return False

    def _same_further_on(self, place: int) -> Iterator[int]:
        """Where the mark at a place stands again, the next ones."""
        for _ in range(_FURTHEST):
            found = self.text.find(self.text[place], place + 1, self.end)
            if found < 0:
                return
            place = found
            yield place

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
            if self.mark(self.stack[position]) + mark in self.pairs:
                return position
        return None

    def _close(self, position: int, place: int) -> None:
        """Pair two marks; what was opened between them and not closed has no partner."""
        self.closed.append(Stretch(self.stack[position], place + 1))
        self.lone += [one for one in self.stack[position + 1 :] if self.text[one] in DOUBLE]
        del self.stack[position:]

    def _single(self, place: int) -> None:
        before, behind = self._before(place), self._behind(place)
        if joins(before) and joins(behind):
            return  # an apostrophe
        if not _stands_alone(before) and _ELISION.match(self.text, place, self.end):
            return
        mark = self.text[place]
        position = self._partner(mark)
        # A letter that joins nothing tells a quotation from an apostrophe, whatever stands on the other side of the mark.
        ends, begins = not joins(behind) or _stands_alone(before), not joins(before) or _stands_alone(behind)
        if position is not None and not before.isspace() and ends and not self._may_be_apostrophe(place):
            self._close(position, place)
        elif mark in self.openers and begins and not behind.isspace():
            self._open(place)

    def _may_be_apostrophe(self, place: int) -> bool:
        """Whether a mark behind a letter (the dogs’ barking) leaves the closing to one further on, behind punctuation."""
        before = self._before(place)
        if not before.isalpha() or _stands_alone(before):
            return False
        for match in islice(_MARK.finditer(self.text, place + 1, self.end), _FURTHEST):
            other = match.start()
            if match[0] == self.text[place]:
                if self._before(other) in _PUNCTUATION:
                    return True
            elif match[0] in self.openers and match[0] in SINGLE:
                return False
        return False

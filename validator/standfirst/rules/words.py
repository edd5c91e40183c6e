"""The words of a document's text, and its sentences, found once for all rules. Offsets are code points."""

import re
from bisect import bisect_right

from standfirst.data.languages.forms import folded
from standfirst.data.languages.words import Word, words
from standfirst.rules.facts import Facts


def text_words(facts: Facts) -> tuple[Word, ...]:
    """The words of the text, clitics apart; none where the language has no data."""
    return tuple(words(facts.text, facts.words)) if facts.words is not None else ()


def vocabulary(facts: Facts) -> frozenset[str]:
    """Every word of the text as lists have it, clitics not apart: the fast way to know that a word is not there."""
    return frozenset(_RUN.findall(folded(facts.text)))


_RUN = re.compile(r"\w+")
_END = re.compile(r"[.!?…。！？।؟][\"'”’»“)\]」』]*\s+|[\r\n]+\s*|[。！？]")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*$")


def sentence_starts(facts: Facts) -> list[int]:
    """Where sentences begin: from the segments of kind sentence if there are any, otherwise behind final punctuation.

    A full stop behind an abbreviation, an initial or a number ends none.
    """
    segments = [segment.span[0].start for segment in facts.document.segments or () if segment.kind == "sentence"]
    if segments:
        return sorted({0, *segments})
    starts = [0]
    abbreviations = facts.words.abbreviations if facts.words is not None else frozenset()
    for match in _END.finditer(facts.text):
        if match[0].startswith(".") and "\n" not in match[0]:
            before = _LAST_WORD.search(facts.text, max(starts[-1], match.start() - 20), match.start())
            if before is not None and (len(before[0]) == 1 or folded(before[0]) in abbreviations):
                continue
        starts.append(match.end())
    return starts


def sentence_at(facts: Facts, offset: int) -> int:
    """The number of the sentence that a code point lies in, from 0."""
    return bisect_right(facts.of(sentence_starts), offset) - 1

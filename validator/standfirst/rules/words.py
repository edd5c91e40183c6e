"""The words of a document's text, and its sentences, found once for all rules. Offsets are code points."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from unicodedata import is_normalized

from standfirst.data.languages import Language
from standfirst.data.languages.forms import folded, with_straight_apostrophes
from standfirst.data.languages.words import Word, listed, words
from standfirst.rules.facts import Facts
from standfirst.rules.stretches import merged


def text_words(facts: Facts) -> tuple[Word, ...]:
    """The words of the text, clitics apart; none where the language has no data."""
    return tuple(words(facts.text, facts.words)) if facts.words is not None else ()


def vocabulary(facts: Facts) -> frozenset[str]:
    """Every word of the text as lists have it: the fast way to know that a word is not there.

    Clitics are not apart; of a word to which one is glued (``would`` in ``wouldn't``) both it and the word are there.
    """
    apart = facts.of(_spaced)
    runs = apart.split() if apart is not None else _RUN.findall(facts.of(aligned) or folded(facts.text))
    return frozenset((*runs, *facts.of(_bearers)))


def _spaced(facts: Facts) -> str | None:
    """The aligned text with a blank for all that is in no word, and one more on each side.

    To find a word between blanks is faster than any pattern. ``None`` for a text with what Windows-1252 does not have, for
    which each character is no byte.
    """
    text = facts.of(aligned)
    if text is None:
        return None
    try:
        letters = text.encode("cp1252")
    except UnicodeEncodeError:
        return None
    return f" {letters.translate(_BLANKED).decode('cp1252')} "


def _bearers(facts: Facts) -> frozenset[str]:
    """The words to which an enclitic is glued."""
    text = facts.of(aligned) or folded(facts.text)
    return frozenset(word for clitic in _glued(facts.words) for word in _before(clitic, text))


def _glued(language: Language | None) -> tuple[str, ...]:
    """The enclitics of a language that no apostrophe or hyphen parts from the word before."""
    return tuple(clitic for clitic in language.enclitics if clitic[0].isalpha()) if language is not None else ()


def _before(clitic: str, text: str) -> Iterator[str]:
    """The words that a clitic is glued to."""
    at = text.find(clitic)
    while at >= 0:
        start = at
        while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            start -= 1
        yield text[start:at]
        at = text.find(clitic, at + 1)


def aligned(facts: Facts) -> str | None:
    """The text as lists have it, each code point at its own offset; ``None`` where folding moves some."""
    text = facts.text
    if text.isascii():
        return text.lower()
    found = with_straight_apostrophes(text).casefold()
    return found if len(found) == len(text) and facts.nfc and is_normalized("NFC", found) else None


def occurrences(facts: Facts, entries: frozenset[str], known: AbstractSet[int] = frozenset()) -> list[Word]:
    """Where entries of a list stand in the text: the longest ones, disjoint, in order. None without data of the language.

    The same as :func:`~standfirst.data.languages.words.listed` finds among the words of the text, at a fraction of the
    cost where only few entries occur: words are taken apart only around them. Left out are those that begin at one of the
    offsets (code points) in ``known``: where the annotation accounts for most, they need no look.
    """
    language, text = facts.words, facts.of(aligned)
    if language is None:
        return []
    if text is None:
        return [word for word in listed(facts.of(text_words), entries) if word.start not in known]
    there = facts.of(vocabulary)
    found: list[Word] = []
    regions: list[tuple[int, int]] = []
    long = [entry for entry in _long(entries) if _last_runs(entry) <= there]
    for entry in (*(entries & there), *long):
        token = 0  # the end of the last token that was looked at: there may be thousands of places in it
        for start, end in _places(facts, text, entry):
            if not long and not _is_joined(text, start, end):
                if start not in known:
                    found.append(Word(start, end, entry))
            elif start >= token:
                regions.append(_region(text, start, end, entry))
                token = _end_of_token(text, end)
    for region in merged(regions):
        apart = list(words(facts.text, language, *region))
        found += (word for word in listed(apart, entries))
    return sorted({word for word in found if word.start not in known})


def _is_joined(text: str, start: int, end: int) -> bool:
    """Whether an apostrophe or a hyphen joins a word to another, so that clitics have to be taken apart."""
    behind = text[end : end + 1]
    return text[start - 1 : start] in _JOINTS or behind in _JOINTS or behind.isalnum()


@cache
def _long(entries: frozenset[str]) -> tuple[str, ...]:
    """The entries that the vocabulary cannot have: of several words, or with an apostrophe or a hyphen."""
    return tuple(entry for entry in entries if not entry.isalnum())


@cache
def _last_runs(entry: str) -> frozenset[str]:
    """The last run of letters of each word of an entry: what the vocabulary must have, although clitics are not apart."""
    return frozenset(_RUN.findall(word)[-1] for word in entry.split())


def _places(facts: Facts, text: str, entry: str) -> Iterator[tuple[int, int]]:
    """Where an entry may stand in the aligned text: the places of its first word."""
    first, apart = entry.partition(" ")[0], facts.of(_spaced)
    if not first.isalnum():
        return _found(text, first, first)
    if apart is not None and "_" not in apart and first not in facts.of(_bearers):
        return _found(apart, f" {first} ", first)
    return (match.span() for match in _whole(first, _glued(facts.words)).finditer(text))


def _found(text: str, sought: str, word: str) -> Iterator[tuple[int, int]]:
    """The places of a word by those at which what is sought for it begins."""
    at = text.find(sought)
    while at >= 0:
        yield at, at + len(word)
        at = text.find(sought, at + 1)


@cache
def _whole(word: str, glued: tuple[str, ...]) -> re.Pattern[str]:
    """A word by itself. It stands first in the pattern, and what is before it is looked at from behind: the engine finds what
    begins with letters faster than anything else.
    """
    clitics = "".join(f"(?={re.escape(clitic)})|" for clitic in glued)
    return re.compile(rf"{re.escape(word)}(?<![^\W_]{re.escape(word)})(?:{clitics}(?![^\W_]))")


def _region(text: str, start: int, end: int, entry: str) -> tuple[int, int]:
    """Everything between white space around the place of an entry's first word, and as many words more as it has."""
    while start and not text[start - 1].isspace():
        start -= 1
    found = _TOKENS[entry.count(" ")].match(text, end)
    return start, found.end() if found is not None else len(text)


def _end_of_token(text: str, offset: int) -> int:
    """Where white space comes next."""
    found = _TOKENS[0].match(text, offset)
    return found.end() if found is not None else len(text)


_TOKENS = [re.compile(rf"\S*(?:\s+\S+){{0,{count}}}") for count in range(4)]
_RUN = re.compile(r"\w+")
_BLANKED = "".join(re.sub(r"\W", " ", bytes((byte,)).decode("cp1252", "replace")) for byte in range(256)).encode(
    "cp1252"
)
_JOINTS = frozenset(("'", "_", "\u2010", "\u2011", "-", *map(chr, range(0x0300, 0x0370))))
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

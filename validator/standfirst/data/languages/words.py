"""The words of a text, with what is written together taken apart: ``don't``, ``dit-il``, ``l'homme``."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from standfirst.data.languages import Language
from standfirst.data.languages.forms import folded

_WORD = re.compile("[^\\W_][\\w\u0300-\u036f]*(?:['\u2019\u02bc\u2010\u2011-][^\\W_][\\w\u0300-\u036f]*)*['\u2019]?")
_JOINTS = re.compile("['\u2019\u02bc\u2010\u2011-]")

_HYPHENS = re.compile("[\u2010\u2011-]")

_LONGEST = 4  # words in an entry of a list


class Word(NamedTuple):
    """A word: where it stands, in code points, and its :func:`folded` form, which need not be as long."""

    start: int
    end: int
    form: str


def words(text: str, language: Language, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """The words between two offsets (code points), in order and disjoint; text between them is no word.

    A clitic of the language is a word of its own: English ``n't``, French ``l'`` and the ``il`` of ``a-t-il``. The hyphens
    of enclitics, and French euphonic ``t``, belong to no word. An apostrophe after a word is part of it in a proclitic only.
    """
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        if _JOINTS.search(match[0]):
            yield from _apart(text, match.start(), match.end(), language)
        else:
            yield Word(match.start(), match.end(), folded(match[0]))


def listed(sequence: Sequence[Word], entries: Collection[str]) -> Iterator[Word]:
    """Where entries of a list stand in a sequence of words, such as ``expected to``: the longest ones, disjoint, in order."""
    index = 0
    while index < len(sequence):
        for length in range(min(_LONGEST, len(sequence) - index), 0, -1):
            form = " ".join(word.form for word in sequence[index : index + length])
            if form in entries:
                yield Word(sequence[index].start, sequence[index + length - 1].end, form)
                index += length
                break
        else:
            index += 1


def _apart(text: str, start: int, end: int, language: Language) -> Iterator[Word]:
    for joint in _JOINTS.finditer(text, start, end):
        form = folded(text[start : joint.end()])
        if form not in language.proclitics:
            break
        yield Word(start, joint.end(), form)
        start = joint.end()
    if text[start:end].endswith(("'", "\u2019")):
        end -= 1
    after: list[Word] = []
    while (length := _enclitic(text, start, end, language)) > 0:
        bare = end - len(_HYPHENS.split(text[end - length : end])[-1])
        after.append(Word(bare, end, folded(text[bare:end])))
        end -= length
    if start < end:
        yield Word(start, end, folded(text[start:end]))
    yield from reversed(after)


def _enclitic(text: str, start: int, end: int, language: Language) -> int:
    """How many characters before ``end`` are an enclitic; 0 if none, or if nothing would stand before it."""
    return max(
        (
            len(enclitic)
            for enclitic in language.enclitics
            if end - len(enclitic) > start and _HYPHENS.sub("-", folded(text[end - len(enclitic) : end])) == enclitic
        ),
        default=0,
    )

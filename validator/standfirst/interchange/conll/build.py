"""Documents out of tokens: the text that they make, and what their tags say."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from standfirst.interchange.build import Builder
from standfirst.interchange.conll.tags import Tagged
from standfirst.interchange.labels import add_labelled
from standfirst.interchange.tokens import SENTENCE, TOKEN, Stretch


class Words(NamedTuple):
    """A sentence: the words of its tokens, the line of each, and the spans of each column."""

    forms: tuple[str, ...]
    lines: tuple[int, ...]
    columns: tuple[tuple[Tagged, ...], ...]


def joined(sentences: Iterable[Sequence[str]]) -> str:
    """The text of tokens, where there is no other: words joined by a blank, sentences by a line feed."""
    return "\n".join(" ".join(words) for words in sentences)


def places_of(sentences: Iterable[Sequence[str]]) -> list[list[Stretch]]:
    """Where the words stand in the text of :func:`joined`, in code points."""
    at = 0
    places = []
    for words in sentences:
        found = []
        for word in words:
            found.append((at, at + len(word)))
            at += len(word) + 1
        places.append(found)
    return places


def add_all(builder: Builder, sentences: Sequence[Words], places: Sequence[Sequence[Stretch]]) -> None:
    """Add the sentences and tokens at these places, and what the columns say of them."""
    for stretches in places:
        builder.add("segments", kind=SENTENCE, span=builder.span((stretches[0][0], stretches[-1][1])))
        for stretch in stretches:
            builder.add("segments", kind=TOKEN, span=builder.span(stretch))
    for words, stretches in zip(sentences, places, strict=True):
        for spans in words.columns:
            for label, first, end in spans:
                span = builder.span((stretches[first][0], stretches[end - 1][1]))
                add_labelled(builder, label, span, line=words.lines[first])

"""What becomes an element in the text, and which element gives way where two cross.

Elements nest, annotations need not. Each kind is placed after those before it in :data:`KINDS`, and within a kind the
longer before the shorter, then in order of the text and of the document. What crosses an element that is already there is
split around it where that makes sense, and otherwise left out. Names, times and quantities come first: half of a name
names nobody. Sentences come next, since tools count them; then what TEI itself splits, since a quote in two parts is still
read as one: quotes, quotation marks, triggers, cues. Tokens come last: there are many, and they are made again easily.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from standfirst.model import Document, Fragment

Stretch = tuple[int, int]

SENTENCE = "sentence"
TOKEN = "token"


class Kind(NamedTuple):
    """A kind of element. ``depth`` orders elements over the same stretch, the lowest outside; ``splits`` says that an
    element of this kind is split where it crosses another. ``part`` names a member of the annotation that has an element
    beside the annotation's own, or is empty.
    """

    name: str
    depth: int
    splits: bool
    part: str = ""


MENTION = Kind("mention", 10, splits=False)
TIME = Kind("time", 8, splits=False)
QUANTITY = Kind("quantity", 9, splits=False)
SENTENCE_KIND = Kind("segment", 0, splits=False)
QUOTE = Kind("quote", 2, splits=True)
MARK = Kind("mark", 3, splits=True)
VERBATIM = Kind("quote verbatim", 4, splits=True, part="verbatim")
TRIGGER = Kind("event mention", 7, splits=True)
CUE = Kind("quote cue", 6, splits=True, part="cue")
SOURCE = Kind("quote source", 5, splits=True, part="source")
ADDRESSEE = Kind("quote addressee", 5, splits=True, part="addressee")
SEGMENT = Kind("segment", 1, splits=True)
TOKEN_KIND = Kind("segment", 11, splits=False)

KINDS = (
    MENTION,
    TIME,
    QUANTITY,
    SENTENCE_KIND,
    QUOTE,
    MARK,
    VERBATIM,
    TRIGGER,
    CUE,
    SOURCE,
    ADDRESSEE,
    SEGMENT,
    TOKEN_KIND,
)
"""Every kind, in the order in which they are placed."""

_PRIORITY = {kind: number for number, kind in enumerate(KINDS)}
_SEGMENTS = {SENTENCE: SENTENCE_KIND, TOKEN: TOKEN_KIND}


class Item(NamedTuple):
    """An element to be: its kind, its annotation, its stretches (code points, in order) and a number among its like.

    ``number`` tells the verbatim parts of one quote apart; it is 1 for everything else.
    """

    kind: Kind
    record: Any
    stretches: tuple[Stretch, ...]
    number: int = 1


def items_of(document: Document) -> list[Item]:
    """Everything that is to become an element in the text, in the order in which it is to be placed."""
    items = list(_items(document))
    keys = [(_PRIORITY[item.kind], -_length(item), item.stretches[0][0], order) for order, item in enumerate(items)]
    return [items[key[-1]] for key in sorted(keys)]


def _items(document: Document) -> Iterator[Item]:
    for mention in document.layer("mentions"):
        yield Item(MENTION, mention, _stretches(mention.span))
    for time in document.layer("times"):
        yield Item(TIME, time, _stretches(time.span))
    for quantity in document.layer("quantities"):
        yield Item(QUANTITY, quantity, _stretches(quantity.span))
    for segment in document.layer("segments"):
        yield Item(_SEGMENTS.get(segment.kind, SEGMENT), segment, _stretches(segment.span))
    for mark in document.layer("marks"):
        yield Item(MARK, mark, _stretches((mark.fragment,)))
    for mention in document.layer("event_mentions"):
        yield Item(TRIGGER, mention, _stretches(mention.trigger))
    yield from _quotes(document)


def _quotes(document: Document) -> Iterator[Item]:
    """The elements of quotes. What is verbatim and between marks of that quote is one element, not two."""
    marked = {
        (mark.quote, mark.fragment.start, mark.fragment.end)
        for mark in document.layer("marks")
        if mark.function == "verbatim"
    }
    for quote in document.layer("quotes"):
        yield Item(QUOTE, quote, _stretches(quote.content))
        for kind in (CUE, SOURCE, ADDRESSEE):
            span = getattr(quote, kind.part)
            if span:
                yield Item(kind, quote, _stretches(span))
        for number, fragment in enumerate(quote.verbatim or (), 1):
            if (quote.id, fragment.start, fragment.end) not in marked:
                yield Item(VERBATIM, quote, _stretches((fragment,)), number)


def _stretches(span: tuple[Fragment, ...]) -> tuple[Stretch, ...]:
    return tuple((fragment.start, fragment.end) for fragment in span)


def _length(item: Item) -> int:
    return sum(end - start for start, end in item.stretches)

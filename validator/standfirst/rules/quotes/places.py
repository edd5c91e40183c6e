"""Where the parts of quotes are, as plain pairs of offsets in code points, made once for all rules of the family."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from standfirst.model import Fragment, Quote
from standfirst.rules.facts import Facts
from standfirst.rules.graph import find
from standfirst.rules.protocol import Problem

Places = tuple[tuple[int, int], ...]


class Parts(NamedTuple):
    """A quote, its position in the layer, and the places of its parts; a part that is absent has none.

    ``verbatim`` is ``None`` if it is absent. ``content`` has at least one place. Quotes with the same content hold one object,
    so that ``is`` compares contents, however many fragments they have.
    """

    quote: Quote
    position: int
    content: Places
    cue: Places
    source: Places
    verbatim: Places | None


def parts(facts: Facts) -> list[Parts]:
    """The parts of every quote whose offsets and surfaces are right, in the order of the layer."""
    contents: dict[Places, Places] = {}
    return [
        Parts(
            quote,
            position,
            contents.setdefault(content, content),
            _places(quote.cue or ()),
            _places(quote.source or ()),
            None if quote.verbatim is None else _places(quote.verbatim),
        )
        for position, quote in enumerate(facts.document.quotes or ())
        if facts.is_sound(quote)
        for content in (_places(quote.content),)
    ]


def parts_by_id(facts: Facts) -> dict[str, Parts]:
    """The parts of quotes by id. Of several with one id it is the first."""
    return {one.quote.id: one for one in reversed(facts.of(parts))}


def problem(one: Parts, facts: Facts, message: str, range: tuple[int, int], **more: Any) -> Problem:
    """A problem of a quote. ``member`` says where in it, as the rest of a JSON Pointer."""
    below = facts.pointer("quotes", one.position) + more.pop("member", "")
    return Problem(message, range=range, below=below, annotation=one.quote.id, **more)


def _places(fragments: Sequence[Fragment]) -> Places:
    return tuple([(fragment.start, fragment.end) for fragment in fragments])


def hull(places: Places) -> tuple[int, int]:
    """From the first code point of a span to its last."""
    return places[0][0], places[-1][1]


def ancestors(quote: Quote, facts: Facts) -> Iterator[Quote]:
    """The quotes that a quote is in, by its parents; a circle is gone round once."""
    seen = {quote.id}
    while quote.parent is not None and quote.parent not in seen:
        seen.add(quote.parent)
        found = find(facts, "quotes", quote.parent)
        if found is None:
            return
        quote = found
        yield quote


def said(text: str, start: int, end: int) -> str:
    """The words from ``start`` to ``end``, for a message: on one line, and clipped."""
    return f"‘{text[start:end] if end - start <= 60 else f'{text[start : start + 40]} … {text[end - 15 : end]}'}’"

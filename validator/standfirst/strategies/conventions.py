"""Units, conventions, and documents whose offsets are written by one."""

from typing import NamedTuple

from hypothesis import strategies as st

from standfirst.model import LAYERS, Document, Fragment
from standfirst.offsets.boundaries import grapheme_breaks
from standfirst.offsets.convention import ENDS, Convention
from standfirst.offsets.units import UNITS, Unit

_UNITS: st.SearchStrategy[Unit] = st.sampled_from(UNITS)
_CONVENTIONS = st.builds(Convention, _UNITS, st.sampled_from((0, 1)), st.sampled_from(ENDS))


class Encoded(NamedTuple):
    """A document, and its spans as another tool writes them.

    ``offsets`` are two numbers for each stretch of ``stretches``, which are code points, half-open, from 0. Stretches that
    the convention has no numbers for, inside of grapheme clusters, are left out of both.
    """

    document: Document
    convention: Convention
    stretches: tuple[tuple[int, int], ...]
    offsets: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The text that the offsets are of."""
        return self.document.text


def units() -> st.SearchStrategy[Unit]:
    """What offsets may count: code points, UTF-16 code units, UTF-8 bytes, grapheme clusters."""
    return _UNITS


def conventions() -> st.SearchStrategy[Convention]:
    """Ways to write stretches: a unit, the first number, what the second number says."""
    return _CONVENTIONS


def encoded(
    document: st.SearchStrategy[Document] | None = None, convention: st.SearchStrategy[Convention] | None = None
) -> st.SearchStrategy[Encoded]:
    """Documents with their spans as another tool writes them.

    :param document: where documents come from, :func:`documents` by default
    :param convention: where conventions come from, :func:`conventions` by default
    """
    from standfirst.strategies.documents import documents

    return st.builds(
        _encoded, documents() if document is None else document, _CONVENTIONS if convention is None else convention
    )


def _encoded(document: Document, convention: Convention) -> Encoded:
    stretches = tuple(dict.fromkeys(_stretches(document)))
    if convention.unit == "grapheme":
        breaks = set(grapheme_breaks(document.text))
        stretches = tuple(stretch for stretch in stretches if breaks.issuperset(stretch))
    return Encoded(document, convention, stretches, tuple(convention.encode(document.text, stretches)))


def _stretches(value: object) -> list[tuple[int, int]]:
    if isinstance(value, Fragment):
        return [(value.start, value.end)]
    if isinstance(value, Document):
        return [place for layer in LAYERS for place in _stretches(value.layer(layer))]
    if isinstance(value, tuple):
        return [place for one in value for place in _stretches(one)]
    if hasattr(value, "__struct_fields__"):
        return [place for name in value.__struct_fields__ for place in _stretches(getattr(value, name))]
    return []

"""Documents that a format can hold exactly, and those that it cannot by one thing."""

from collections.abc import Callable
from typing import NamedTuple

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from msgspec.structs import replace

from standfirst.formats import FORMATS, Loss
from standfirst.interchange import FOREIGN, Settings, codec
from standfirst.model import LAYERS, Document

Keep = Callable[[Document], tuple[Document, tuple[Loss, ...]]]

_ALONE = ("zones", "segments", "agents", "language", "meta", "attributes", "unknown", "quantities")
"""Members of a document that nothing else depends on."""


class Outside(NamedTuple):
    """A document that a format cannot hold, by one member of the document; and what the format holds of it."""

    document: Document
    member: str
    held: Document


def _keep(format: str) -> Keep | None:
    """What tells the part of a document that a format holds; ``None`` where that is all of every document."""
    if format in FOREIGN:
        found = codec(FOREIGN[format])
        return lambda document: found.keep(document, Settings(id=document.id))
    if format not in FORMATS or not FORMATS[format].readable:
        known = [name for name, form in FORMATS.items() if form.readable]
        raise InvalidArgument(f"{format!r} is no format that is read; there are {', '.join((*known, *FOREIGN))}")
    return None


def held(document: st.SearchStrategy[Document], format: str) -> st.SearchStrategy[Document]:
    """The part of documents that a format holds exactly. :raises InvalidArgument: where there is no such format"""
    keep = _keep(format)
    return document if keep is None else document.map(lambda whole: keep(whole)[0])


def outside(format: str, document: st.SearchStrategy[Document] | None = None) -> st.SearchStrategy[Outside]:
    """Documents just outside of what a format can hold: one member says more than it has a place for.

    :param document: where documents come from, :func:`documents` by default
    :raises InvalidArgument: where the format holds every document, or there is no such format
    """
    from standfirst.strategies.documents import documents

    keep = _keep(format)
    if keep is None or FOREIGN[format].whole:
        raise InvalidArgument(f"{format!r} holds every document")
    source = documents() if document is None else document
    return st.builds(lambda whole, number: _outside(whole, number, keep), source, st.integers(0, 255))


def _outside(whole: Document, number: int, keep: Keep) -> Outside:
    inside, _ = keep(whole)
    found = []
    for member in _ALONE:
        more = replace(inside, **{member: getattr(whole, member)})
        if more != inside and _is_independent(member, whole, inside) and keep(more)[1]:
            found.append((member, more))
    if not found:  # the format holds all that is there: a language it cannot say is always something
        found = [("language", replace(inside, language="de" if inside.language != "de" else "fr"))]
    member, more = found[number % len(found)]
    return Outside(more, member, keep(more)[0])


def _is_independent(member: str, whole: Document, inside: Document) -> bool:
    """Whether a member refers to nothing that may not be there, and nothing refers to what it takes the place of."""
    value = getattr(whole, member)
    if member == "unknown":
        return all(one.annotation == "" for one in value)
    if member not in ("agents", *LAYERS):
        return True
    if member in LAYERS and whole.text != inside.text:  # a format that makes a text of its own moves every place
        return False
    taken = {one.id for layer in ("agents", *LAYERS) for one in getattr(inside, layer) or ()}
    free = all(getattr(one, "annotator", None) is None and one.id not in taken for one in value or ())
    return free and getattr(inside, member) is None

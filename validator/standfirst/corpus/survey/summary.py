"""What is kept of a document for the rules of corpora: small, so that the document need not be."""

from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from standfirst.corpus.survey.habits import Habits, habits_of
from standfirst.corpus.survey.shingles import Signature, signature
from standfirst.model import Document, Entity
from standfirst.model.references import TAG_MEMBERS
from standfirst.rules.facts import Facts

DENSE = ("mentions", "quotes", "event_mentions")
"""The layers of which every article has some, in proportion to its length."""


class Named(NamedTuple):
    """An entity by its name: its type, one link of it (``""`` for both parts where it has none), its id and its place."""

    name: str
    type: str
    scheme: str
    link: str
    id: str
    pointer: str


class Summary(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The facts of one document. ``text`` is a hash of the text, ``length`` counts its code points.

    ``dense`` counts the annotations of the layers in ``DENSE`` that cover the whole text, as far as anything is said of
    that; ``used`` counts the tags of each list of the scheme; ``drafts`` counts annotations of status *draft*.
    """

    text: bytes
    signature: Signature
    source: str | None
    entities: tuple[Named, ...] = ()
    language: str
    length: int
    license: str
    scheme: str | None
    dense: dict[str, int] = {}
    used: dict[str, dict[str, int]] = {}
    drafts: int = 0
    habits: Habits = {}


class _Stored(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The part of a summary that no column of the database holds."""

    language: str
    length: int
    license: str
    scheme: str | None
    dense: dict[str, int]
    used: dict[str, dict[str, int]]
    drafts: int
    habits: Habits


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Stored)
_NO_SIGNATURE = Signature(0, b"")


def summarise(facts: Facts) -> Summary:
    """The summary of a document; where annotations were left out by the reader, of its text and metadata alone."""
    document = facts.document
    whole = not facts.omissions.count
    return Summary(
        text=blake2b(document.text.encode("utf-8", "surrogatepass"), digest_size=16).digest(),
        signature=signature(document.text),
        source=document.meta.source_id,
        language=facts.primary_language,
        length=len(document.text),
        license=document.meta.license,
        scheme=document.scheme,
        entities=tuple(_named(facts)) if whole else (),
        dense=_dense(facts) if whole else {},
        used=_used(facts) if whole else {},
        drafts=sum(annotation.status == "draft" for annotation in facts.columns.annotations),
        habits=habits_of(facts) if whole else {},
    )


def partly_covered(document: Document) -> frozenset[str]:
    """The layers that are declared to cover a part of the text, or nothing."""
    declared = document.coverage
    if declared is None:
        return frozenset()
    extents = ((layer, getattr(declared, layer)) for layer in declared.__struct_fields__)
    return frozenset(layer for layer, coverage in extents if coverage is not None and coverage.extent != "full")


def encode_summary(summary: Summary) -> bytes:
    """A summary as it waits in the database."""
    return _ENCODER.encode(_Stored(**{name: getattr(summary, name) for name in _Stored.__struct_fields__}))


def decode_summary(data: bytes) -> Summary:
    """A summary as it waited in the database, without what stands in columns of its own."""
    stored = _DECODER.decode(data)
    members = {name: getattr(stored, name) for name in _Stored.__struct_fields__}
    return Summary(text=b"", signature=_NO_SIGNATURE, source=None, **members)


def _named(facts: Facts) -> Iterator[Named]:
    """The entities that have a name; the name of one that gives none is the longest by which it is mentioned."""
    document = facts.document
    longest: dict[str, str] = {}
    for mention in document.mentions or ():
        if mention.level == "NAM" and mention.reading is None:
            surface = " ".join(fragment.text for fragment in mention.span)
            known = longest.get(mention.entity, "")
            if (len(surface), surface) > (len(known), known):
                longest[mention.entity] = surface
    for position, entity in enumerate(document.entities or ()):
        name = " ".join((entity.name or longest.get(entity.id, "")).split())
        if name and not entity.generic:
            yield from _rows(entity, name, facts.pointer("entities", position))


def _rows(entity: Entity, name: str, pointer: str) -> Iterator[Named]:
    links = sorted({(link.scheme, link.id) for link in entity.links or ()}) or [("", "")]
    for scheme, link in links:
        yield Named(name, entity.type, scheme, link, entity.id, pointer)


def _dense(facts: Facts) -> dict[str, int]:
    partial = partly_covered(facts.document)
    layers = ((layer, getattr(facts.document, layer)) for layer in DENSE if layer not in partial)
    return {layer: len(annotations) for layer, annotations in layers if annotations is not None}


def _used(facts: Facts) -> dict[str, dict[str, int]]:
    """How often each tag of the scheme is used, list by list."""
    scheme = facts.scheme
    used: dict[str, dict[str, int]] = {}
    if scheme is None:
        return used

    held: list[tuple[str | None, list[str | None]]] = [
        (row.tags, [getattr(annotation, row.member) for annotation in facts.document.layer(row.layer)])
        for row in TAG_MEMBERS
    ]
    held.append(("roles", [*facts.columns.arg_roles]))
    for name, values in held:
        if name is not None and name in scheme.tags:
            allowed, counts = scheme.tags[name], used.setdefault(name, {})
            for value in values:
                if value is not None and value in allowed:
                    counts[value] = counts.get(value, 0) + 1
    return {name: counts for name, counts in used.items() if counts}

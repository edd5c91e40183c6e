"""The document: an article's text with its annotations (format 1.0), and how to make a changed one."""

from typing import Any, Self

import msgspec
from msgspec import Struct

from standfirst.model import edit
from standfirst.model.annotations import (
    Agent,
    Annotation,
    Entity,
    Event,
    EventMention,
    Fragment,
    Mark,
    Mention,
    Quantity,
    Quote,
    Relation,
    Segment,
    Time,
    Zone,
)
from standfirst.model.derive import fingerprint, fragment, span
from standfirst.model.header import Coverage, Fingerprint, Meta
from standfirst.model.values import Attributes

FORMAT_VERSION = "1.0"


def _format_version() -> str:
    # A factory rather than a default: members that equal their default are not written, and this one always is.
    return FORMAT_VERSION


class Unknown(Struct, frozen=True, gc=False):
    """A member that format 1.0 does not know, kept for the round trip.

    ``annotation`` is the id of the annotation or agent that holds it, or ``""`` for the document itself; ``path`` is the
    JSON Pointer from there to the member (RFC 6901); ``json`` is its value as compact JSON with sorted keys.
    """

    annotation: str
    path: str
    json: str


class Document(
    Struct,
    frozen=True,
    gc=False,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    repr_omit_defaults=True,
    rename={"schema": "$schema"},
):
    """An article with its annotations.

    Offsets count Unicode code points over ``text`` exactly as stored. A layer that is ``None`` was not annotated; an
    empty one was annotated and nothing was found. ``unknown`` holds members of later or foreign versions of the format.
    """

    schema: str | None = None
    standfirst: str = msgspec.field(default_factory=_format_version)
    id: str
    language: str
    meta: Meta
    text: str
    fingerprint: Fingerprint
    scheme: str | None = None
    agents: tuple[Agent, ...] | None = None
    coverage: Coverage | None = None
    zones: tuple[Zone, ...] | None = None
    segments: tuple[Segment, ...] | None = None
    entities: tuple[Entity, ...] | None = None
    mentions: tuple[Mention, ...] | None = None
    times: tuple[Time, ...] | None = None
    quantities: tuple[Quantity, ...] | None = None
    quotes: tuple[Quote, ...] | None = None
    marks: tuple[Mark, ...] | None = None
    events: tuple[Event, ...] | None = None
    event_mentions: tuple[EventMention, ...] | None = None
    relations: tuple[Relation, ...] | None = None
    attributes: Attributes | None = None
    unknown: tuple[Unknown, ...] = ()

    @classmethod
    def create(cls, text: str, *, id: str, language: str, license: str, **members: Any) -> Self:
        """A document over ``text`` with its fingerprint. ``members`` are further members of the document."""
        meta = members.pop("meta", None) or Meta(license=license)
        return cls(id=id, language=language, meta=meta, text=text, fingerprint=fingerprint(text), **members)

    def layer(self, name: str) -> tuple[Any, ...]:
        """The annotations of a layer, empty where the layer is absent."""
        annotations: tuple[Any, ...] | None = getattr(self, name)
        return annotations or ()

    def fragment(self, start: int, end: int, *, context: bool | None = None) -> Fragment:
        """The fragment from ``start`` to ``end``, in code points, with its surface and, where it is needed, its context.

        :raises OffsetError: unless ``0 <= start <= end <= len(text)``
        """
        return fragment(self.text, start, end, context=context)

    def span(self, *stretches: tuple[int, int]) -> tuple[Fragment, ...]:
        """The span of the given ``(start, end)`` stretches, in code points.

        :raises OffsetError: where a stretch lies outside the text
        """
        return span(self.text, *stretches)

    def find(self, annotation_id: str) -> Annotation:
        """The annotation with this id. :raises EditError: where there is none"""
        layer, position = edit.place(self, annotation_id)
        found: Annotation = getattr(self, layer)[position]
        return found

    def add(self, *annotations: Annotation) -> Self:
        """This document with ``annotations`` at the end of their layers; surfaces and contexts are taken from the text.

        What they refer to must be there, or be added with them; a zone must stand behind the last one. Whether spans
        end at words, and tags are the scheme's, is for :func:`standfirst.validate` to say.

        :raises OffsetError: where an annotation's offsets are no stretch of the text, or a zone is empty or out of order
        :raises EditError: where an id is taken or is no id, a reference leads nowhere, or a value is not of its type
        """
        return msgspec.structs.replace(self, **edit.added(self, annotations))

    def replace(self, annotation_id: str | None = None, /, **members: Any) -> Self:
        """This document with members of one annotation changed, or, without an id, members of the document itself.

        A list will do where the document has a tuple. Of an annotation, surfaces and contexts are taken from the text
        anew. A new ``text`` brings its fingerprint with it; every annotation, with its context, and every range of
        coverage must still fit it. Unknown members that stood in what is replaced go with it.

        :raises OffsetError: where an offset, a surface or a context does not fit the text, or zones are out of order
        :raises EditError: where no annotation has the id, a member is unknown, a value is not what the member may hold,
            or a reference would lead nowhere: from another annotation, or from coverage
        """
        return msgspec.structs.replace(self, **edit.replaced(self, annotation_id, members))

    def remove(self, *annotation_ids: str) -> Self:
        """This document without these annotations, and without the unknown members that stood in them.

        :raises EditError: where an id is unknown, or another annotation, or coverage, still refers to one of them
        """
        return msgspec.structs.replace(self, **edit.removed(self, annotation_ids))

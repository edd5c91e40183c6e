"""A document flattened into columns: lists over all annotations, so that many values are looked at in one go.

Readers prove the form of names on columns, and rules look for what is wrong; both only look closer where a column shows
that something could be.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, compress
from operator import attrgetter
from typing import Any, NamedTuple

from standfirst.model.annotations import Annotation, Arg, Fragment
from standfirst.model.document import Document
from standfirst.model.layers import LAYERS
from standfirst.model.references import (
    ARG_SPAN,
    REFERENCE_MEMBERS,
    SPAN_MEMBERS,
    TAG_MEMBERS,
    ReferenceMember,
    SpanMember,
    TagMember,
)

_Row = SpanMember | ReferenceMember | TagMember
_ROWS: tuple[_Row, ...] = (*SPAN_MEMBERS, *REFERENCE_MEMBERS, *TAG_MEMBERS)
_GETTERS = {row: attrgetter(row.member) for row in _ROWS}

Spans = list[tuple[Fragment, ...]]


class Stretch(NamedTuple):
    """The part of the columns that belongs to one member: its spans, none where it holds a lone fragment, and fragments."""

    spans: slice
    fragments: slice
    continuous: bool


class Columns:
    """The columns of one document. Offsets are code points.

    ``annotations``: every annotation, layer by layer. ``ids_by_layer``: the ids of each layer and of the agents that are
    there. ``args``, ``arg_kinds``: the arguments of all event mentions, and their kinds. ``spans``: every span and every
    list of fragments that is not empty, member by member. ``fragments``: every fragment, of these and alone; ``starts``,
    ``ends`` and ``surfaces`` are theirs. ``discontinuous``: the positions of the spans with more than one fragment.
    ``places``: where the spans and fragments of each member stand in these columns. What not every reader and rule needs
    is made when it is first asked for.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        layers = [(layer, records) for layer in LAYERS if (records := getattr(document, layer))]
        self.annotations: list[Annotation] = list(chain.from_iterable([records for _, records in layers]))
        self.ids_by_layer = {layer: [record.id for record in records] for layer, records in layers}
        if document.agents:
            self.ids_by_layer["agents"] = [agent.id for agent in document.agents]
        self.args: list[Arg] = list(
            chain.from_iterable(filter(None, [mention.args for mention in document.event_mentions or ()]))
        )
        self.arg_kinds: list[str] = [arg.kind for arg in self.args]
        self.spans: Spans = []
        self.fragments: list[Fragment] = []
        self.places: dict[tuple[str, str], Stretch] = {}
        for row in SPAN_MEMBERS:
            annotations = getattr(document, row.layer)
            if annotations:
                self._add(row, filter(None, map(_GETTERS[row], annotations)))
        if self.args:
            self._add(ARG_SPAN, filter(None, [arg.span for arg in self.args]))
        self.starts = [fragment.start for fragment in self.fragments]
        self.ends = [fragment.end for fragment in self.fragments]
        self.surfaces = [fragment.text for fragment in self.fragments]

    def _add(self, row: SpanMember, values: Iterable[Any]) -> None:
        """Add what one member holds, leaving out where it is absent."""
        spans, fragments = len(self.spans), len(self.fragments)
        if row.shape == "fragment":
            self.fragments += values
        else:
            self.spans += values
            self.fragments += chain.from_iterable(self.spans[spans:])
        held = slice(spans, len(self.spans)), slice(fragments, len(self.fragments))
        continuous = row.shape == "fragment" or len(self.spans) - spans == len(self.fragments) - fragments
        if len(self.fragments) > fragments:
            self.places[row.layer, row.member] = Stretch(*held, continuous)

    @cached_property
    def discontinuous(self) -> list[int]:
        """The positions of the spans with more than one fragment."""
        return [
            position
            for place in self.places.values()
            if not place.continuous
            for position, span in enumerate(self.spans[place.spans], place.spans.start)
            if len(span) > 1
        ]

    @property
    def ids(self) -> list[str]:
        """The id of every annotation and agent."""
        return [*chain.from_iterable(self.ids_by_layer.values())]

    @cached_property
    def decorated(self) -> list[int]:
        """The positions of the annotations that have a confidence, an annotator or attributes: in most documents few."""
        return [
            position
            for position, annotation in enumerate(self.annotations)
            if annotation.confidence is not None
            or annotation.annotator is not None
            or annotation.attributes is not None
        ]

    @property
    def _decorated(self) -> Iterator[Annotation]:
        return map(self.annotations.__getitem__, self.decorated)

    @cached_property
    def attributes(self) -> list[dict[str, Any]]:
        """The attributes of everything that has any."""
        holders: Iterable[Any] = chain(self._decorated, self.document.agents or (), (self.document,))
        return [holder.attributes for holder in holders if holder.attributes]

    @cached_property
    def annotators(self) -> set[str]:
        """Every agent that is named as an annotator."""
        annotators: set[Any] = {annotation.annotator for annotation in self._decorated}
        annotators.discard(None)
        return annotators

    @property
    def confidences(self) -> list[float]:
        """Every confidence that is stated."""
        return [record.confidence for record in self._decorated if record.confidence is not None]

    @cached_property
    def arg_roles(self) -> list[str]:
        """The role of every argument."""
        return [arg.role for arg in self.args]

    @cached_property
    def arg_refs(self) -> list[str | None]:
        """The id that every argument refers to; ``None`` for a span."""
        return [arg.ref for arg in self.args]

    @cached_property
    def arg_owners(self) -> list[int]:
        """The position of the event mention that every argument belongs to."""
        mentions = enumerate(self.document.event_mentions or ())
        return [position for position, mention in mentions for _ in mention.args or ()]

    def args_of(self, kind: str, *columns: Iterable[Any]) -> Iterator[Any]:
        """What columns of arguments have at those of one kind, as tuples if they are several."""
        values: Iterable[Any] = columns[0] if len(columns) == 1 else zip(*columns, strict=True)
        return compress(values, map(kind.__eq__, self.arg_kinds))

    @cached_property
    def references(self) -> dict[ReferenceMember, set[Any]]:
        """The ids that each member refers to, without the absent ones; members that refer to nothing are left out."""
        references: dict[ReferenceMember, set[Any]] = {}
        for row in REFERENCE_MEMBERS:
            annotations = getattr(self.document, row.layer)
            if annotations:
                values = map(_GETTERS[row], annotations)
                found = set(chain.from_iterable(filter(None, values))) if row.many else set(values)
                found.discard(None)
                if found:
                    references[row] = found
        return references

    @cached_property
    def tags(self) -> dict[TagMember, set[Any]]:
        """The tags that each member uses, without the absent ones; members that use none are left out."""
        tags: dict[TagMember, set[Any]] = {}
        for row in TAG_MEMBERS:
            annotations = getattr(self.document, row.layer)
            if annotations:
                found = set(map(_GETTERS[row], annotations))
                found.discard(None)
                if found:
                    tags[row] = found
        return tags

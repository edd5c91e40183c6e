"""A document flattened into columns: lists over all annotations, so that many values are looked at in one go.

Each column is made when it is first asked for. Readers prove the form of names with them, rules look for what is wrong;
both only look closer where a column shows that something could be.
"""

from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any

from standfirst.model.annotations import Annotation, Arg, Fragment
from standfirst.model.document import LAYERS, Document
from standfirst.model.references import (
    ARG_SPAN,
    REFERENCE_MEMBERS,
    SPAN_MEMBERS,
    TAG_MEMBERS,
    ReferenceMember,
    SpanMember,
    TagMember,
)

_attributes, _annotator, _confidence, _args = map(attrgetter, ("attributes", "annotator", "confidence", "args"))
_span, _kind, _ref = map(attrgetter, ("span", "kind", "ref"))
_Row = SpanMember | ReferenceMember | TagMember
_ROWS: tuple[_Row, ...] = (*SPAN_MEMBERS, *REFERENCE_MEMBERS, *TAG_MEMBERS)
_GETTERS: dict[_Row, "attrgetter[Any]"] = {row: attrgetter(row.member) for row in _ROWS}

Spans = list[tuple[Fragment, ...]]


class Columns:
    """The columns of one document. Offsets are code points."""

    def __init__(self, document: Document) -> None:
        self.document = document

    # Annotations and what they all may carry.

    @cached_property
    def annotations(self) -> list[Annotation]:
        """Every annotation, layer by layer."""
        document = self.document
        return list(chain.from_iterable(filter(None, [getattr(document, layer) for layer in LAYERS])))

    @cached_property
    def ids(self) -> list[str]:
        """The id of every annotation and agent."""
        return [*chain.from_iterable(self.ids_by_layer.values())]

    @cached_property
    def ids_by_layer(self) -> dict[str, list[str]]:
        """The ids of each layer, and of the agents."""
        document = self.document
        return {
            layer: [record.id for record in records]
            for layer in ("agents", *LAYERS)
            if (records := getattr(document, layer))
        }

    @cached_property
    def _decorated(self) -> list[Annotation]:
        """The annotations that have a confidence, an annotator or attributes, which in most documents are few."""
        return [
            annotation
            for annotation in self.annotations
            if annotation.confidence is not None
            or annotation.annotator is not None
            or annotation.attributes is not None
        ]

    @cached_property
    def attributes(self) -> list[dict[str, Any]]:
        """The attributes of everything that has any."""
        holders = chain(self._decorated, self.document.agents or (), (self.document,))
        return list(filter(None, map(_attributes, holders)))

    @cached_property
    def annotators(self) -> set[str]:
        """Every agent that is named as an annotator."""
        annotators: set[Any] = set(map(_annotator, self._decorated))
        annotators.discard(None)
        return annotators

    @cached_property
    def confidences(self) -> list[float]:
        """Every confidence that is stated."""
        return [value for value in map(_confidence, self._decorated) if value is not None]

    @cached_property
    def args(self) -> list[Arg]:
        """Every argument of every event mention."""
        return list(chain.from_iterable(filter(None, map(_args, self.document.event_mentions or ()))))

    @cached_property
    def arg_kinds(self) -> list[str]:
        """The kind of every argument."""
        return list(map(_kind, self.args))

    @cached_property
    def arg_refs(self) -> set[str]:
        """The ids that arguments refer to."""
        refs: set[Any] = set(map(_ref, self.args))
        refs.discard(None)
        return refs

    # References and tags.

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

    # Places in the text.

    @cached_property
    def members(self) -> list[tuple[SpanMember, Spans]]:
        """The spans of each member that holds any; a lone fragment counts as a span of one."""
        members: list[tuple[SpanMember, Spans]] = []
        for row in SPAN_MEMBERS:
            annotations = getattr(self.document, row.layer)
            if not annotations:
                continue
            values = map(_GETTERS[row], annotations)
            if row.shape == "span":
                spans = list(filter(None, values))
            elif row.shape == "fragment":
                spans = list(zip(filter(None, values), strict=True))
            else:
                spans = list(zip(chain.from_iterable(filter(None, values)), strict=True))
            members.append((row, spans))
        if self.args:
            members.append((ARG_SPAN, list(filter(None, map(_span, self.args)))))
        return members

    @cached_property
    def spans(self) -> Spans:
        """Every span of the document, member by member."""
        return list(chain.from_iterable([spans for _, spans in self.members]))

    @cached_property
    def fragments(self) -> list[Fragment]:
        """Every fragment of the document, in the order of :attr:`spans`."""
        return list(chain.from_iterable(self.spans))

    @cached_property
    def starts(self) -> list[int]:
        """The start of every fragment."""
        return [fragment.start for fragment in self.fragments]

    @cached_property
    def ends(self) -> list[int]:
        """The end of every fragment."""
        return [fragment.end for fragment in self.fragments]

    @cached_property
    def surfaces(self) -> list[str]:
        """The stored surface of every fragment."""
        return [fragment.text for fragment in self.fragments]

    @cached_property
    def discontinuous(self) -> list[int]:
        """The positions of the spans with more than one fragment."""
        if len(self.spans) == len(self.fragments):
            return []
        return [position for position, size in enumerate(map(len, self.spans)) if size > 1]

    @cached_property
    def places(self) -> dict[tuple[str, str], "Stretch"]:
        """Where the spans of each member stand among all spans and among all fragments."""
        places: dict[tuple[str, str], Stretch] = {}
        span = fragment = 0
        continuous = not self.discontinuous
        for row, spans in self.members:
            fragments = len(spans) if continuous or row.shape != "span" else sum(map(len, spans))
            places[row.layer, row.member] = Stretch(
                slice(span, span + len(spans)), slice(fragment, fragment + fragments)
            )
            span, fragment = span + len(spans), fragment + fragments
        return places


class Stretch:
    """The part of the columns that belongs to one member."""

    __slots__ = ("fragments", "spans")

    def __init__(self, spans: slice, fragments: slice) -> None:
        self.spans = spans
        self.fragments = fragments

    @property
    def continuous(self) -> bool:
        """Whether every span of the member has one fragment."""
        spans: int = self.spans.stop - self.spans.start
        fragments: int = self.fragments.stop - self.fragments.start
        return spans == fragments

"""Where a document holds spans, and which member may refer to what: the tables that readers, rules and writers share."""

from typing import Literal, NamedTuple

Shape = Literal["span", "fragment", "fragments"]

ANY_LAYER = (
    "zones",
    "segments",
    "entities",
    "mentions",
    "times",
    "quantities",
    "quotes",
    "marks",
    "events",
    "event_mentions",
    "relations",
)
"""What may stand at either end of a relation."""


class SpanMember(NamedTuple):
    """A member that holds places in the text; ``shape`` tells a span from one fragment and from a plain list."""

    layer: str
    member: str
    shape: Shape
    zero_width: bool


class ReferenceMember(NamedTuple):
    """A member that holds the id of another annotation, or a list of ids; ``targets`` are the layers it may be in."""

    layer: str
    member: str
    many: bool
    targets: tuple[str, ...]


class TagMember(NamedTuple):
    """A member that holds a tag; ``tags`` is the list of a scheme that has it, ``None`` where no scheme says."""

    layer: str
    member: str
    tags: str | None


SPAN_MEMBERS: tuple[SpanMember, ...] = (
    SpanMember("segments", "span", "span", zero_width=True),
    SpanMember("mentions", "span", "span", zero_width=True),
    SpanMember("mentions", "head", "fragment", zero_width=False),
    SpanMember("times", "span", "span", zero_width=False),
    SpanMember("quantities", "span", "span", zero_width=False),
    SpanMember("quotes", "content", "span", zero_width=False),
    SpanMember("quotes", "cue", "span", zero_width=False),
    SpanMember("quotes", "source", "span", zero_width=False),
    SpanMember("quotes", "addressee", "span", zero_width=False),
    SpanMember("quotes", "verbatim", "fragments", zero_width=False),
    SpanMember("marks", "fragment", "fragment", zero_width=False),
    SpanMember("event_mentions", "trigger", "span", zero_width=True),
)
"""Every member that holds places in the text, but for the arguments of event mentions (:data:`ARG_SPAN`)."""

ARG_SPAN = SpanMember("event_mentions", "args", "span", zero_width=True)
"""The spans of arguments: each element of ``args`` may hold one."""

PLACE_MEMBERS: dict[str, str] = {
    "segments": "span",
    "mentions": "span",
    "times": "span",
    "quantities": "span",
    "quotes": "content",
    "marks": "fragment",
    "event_mentions": "trigger",
}
"""The member that says where an annotation of a layer is."""

REFERENCE_MEMBERS: tuple[ReferenceMember, ...] = (
    ReferenceMember("zones", "repeats", many=False, targets=("zones",)),
    ReferenceMember("mentions", "entity", many=False, targets=("entities",)),
    ReferenceMember("times", "anchor", many=False, targets=("times",)),
    ReferenceMember("quotes", "source_mention", many=False, targets=("mentions",)),
    ReferenceMember("quotes", "speaker", many=True, targets=("entities",)),
    ReferenceMember("quotes", "addressee_entity", many=True, targets=("entities",)),
    ReferenceMember("quotes", "via", many=False, targets=("entities",)),
    ReferenceMember("quotes", "parent", many=False, targets=("quotes",)),
    ReferenceMember("marks", "quote", many=False, targets=("quotes",)),
    ReferenceMember("event_mentions", "event", many=False, targets=("events",)),
    ReferenceMember("event_mentions", "reports", many=False, targets=("quotes",)),
    ReferenceMember("event_mentions", "attributed_to", many=False, targets=("quotes",)),
    ReferenceMember("relations", "from_", many=False, targets=ANY_LAYER),
    ReferenceMember("relations", "to", many=False, targets=ANY_LAYER),
)
"""Every member that holds ids, but for ``annotator`` (agents), coverage and arguments."""

ARG_TARGETS: dict[str, str] = {
    "mention": "mentions",
    "time": "times",
    "quantity": "quantities",
    "quote": "quotes",
    "event": "event_mentions",
}
"""The layer that an argument's ``ref`` points into, by the argument's kind."""

TAG_MEMBERS: tuple[TagMember, ...] = (
    TagMember("zones", "kind", "zones"),
    TagMember("segments", "kind", "segments"),
    TagMember("segments", "type", None),
    TagMember("entities", "type", "entities"),
    TagMember("mentions", "reading", "entities"),
    TagMember("quantities", "type", "quantities"),
    TagMember("events", "type", "events"),
    TagMember("event_mentions", "type", "events"),
    TagMember("event_mentions", "tense", "tenses"),
    TagMember("event_mentions", "phase", "phases"),
    TagMember("relations", "type", "relations"),
)
"""Every member that holds a tag, but for the roles of arguments and the schemes of links."""

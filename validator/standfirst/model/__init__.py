"""The document as plain, frozen data. No input or output happens here."""

from standfirst.model.annotations import (
    Agent,
    Annotation,
    Arg,
    Entity,
    Event,
    EventMention,
    Fragment,
    Link,
    Mark,
    Mention,
    Quantity,
    Quote,
    Record,
    Relation,
    Segment,
    Span,
    Time,
    Zone,
)
from standfirst.model.document import FORMAT_VERSION, Document, Unknown
from standfirst.model.header import Coverage, Fingerprint, LayerCoverage, Lengths, Meta, Publisher, Range
from standfirst.model.layers import LAYERS
from standfirst.registration import register

__all__ = [
    "FORMAT_VERSION",
    "LAYERS",
    "Agent",
    "Annotation",
    "Arg",
    "Coverage",
    "Document",
    "Entity",
    "Event",
    "EventMention",
    "Fingerprint",
    "Fragment",
    "LayerCoverage",
    "Lengths",
    "Link",
    "Mark",
    "Mention",
    "Meta",
    "Publisher",
    "Quantity",
    "Quote",
    "Range",
    "Record",
    "Relation",
    "Segment",
    "Span",
    "Time",
    "Unknown",
    "Zone",
]

register()

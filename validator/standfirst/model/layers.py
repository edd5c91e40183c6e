"""The layers of a document."""

from standfirst.model.annotations import (
    Annotation,
    Entity,
    Event,
    EventMention,
    Mark,
    Mention,
    Quantity,
    Quote,
    Relation,
    Segment,
    Time,
    Zone,
)

LAYERS: dict[str, type[Annotation]] = {
    "zones": Zone,
    "segments": Segment,
    "entities": Entity,
    "mentions": Mention,
    "times": Time,
    "quantities": Quantity,
    "quotes": Quote,
    "marks": Mark,
    "events": Event,
    "event_mentions": EventMention,
    "relations": Relation,
}
"""Every layer of a document, in schema order, with the type of its annotations."""

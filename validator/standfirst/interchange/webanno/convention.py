"""How a document is said in the format: layers of ours beside DKPro's named entities.

* A mention is DKPro's ``NamedEntity``: ``value`` is the type of its entity, ``identifier`` its first link, ``entity`` its
  entity: mentions with the same word there are of one entity.
* Every other annotation with a place is a span of a layer of ours, ``label`` its type. An event mention has its arguments in
  slots; the cue, the source, the addressee and the verbatim words of a quote, and what a span has behind its first fragment,
  are in slots too, and lead to spans of the layer ``Part``.
* A relation is one of the format's; an entity or an event stands in it by its first mention.
* ``id`` is the id, and ``members``, as JSON, what is left. What the first mention of an entity or an event says of that is
  its member ``shared``.
"""

import re
from typing import Any, NamedTuple

import msgspec

from standfirst.interchange.uima.layout import NAMED_ENTITY
from standfirst.interchange.uima.structures import ANNOTATION
from standfirst.interchange.webanno.header import Column, Layer
from standfirst.model.references import PLACE_MEMBERS

PACKAGE = "standfirst.tsv."
PART = PACKAGE + "Part"
RELATION = PACKAGE + "Relation"
SLOT = PACKAGE + "Slot"

ID, LABEL, MEMBERS, ENTITY, EVENT, IDENTIFIER, VALUE = (
    "id", "label", "members", "entity", "event", "identifier", "value",
)  # fmt: skip
PARTS, ARGS = "parts", "args"
SHARED, COUNTS, ORDER = "shared", "counts", "order"
"""Names in the JSON that are no members: what is shared, how many slots each argument takes, the order of relations."""


class Kind(NamedTuple):
    """How the annotations of a layer are said: the type, the columns, and the member that the label says, if any."""

    layer: str
    type: str
    columns: tuple[str, ...]
    label: str | None

    @property
    def place(self) -> str:
        """The member that says where an annotation is."""
        return PLACE_MEMBERS[self.layer]


_OURS = (ID, LABEL, MEMBERS)

KINDS: dict[str, Kind] = {
    "mentions": Kind("mentions", NAMED_ENTITY, (ENTITY, ID, IDENTIFIER, MEMBERS, VALUE), None),
    "times": Kind("times", PACKAGE + "Time", _OURS, "type"),
    "quantities": Kind("quantities", PACKAGE + "Quantity", _OURS, "type"),
    "quotes": Kind("quotes", PACKAGE + "Quote", _OURS, "form"),
    "marks": Kind("marks", PACKAGE + "Mark", _OURS, "function"),
    "event_mentions": Kind("event_mentions", PACKAGE + "EventMention", (EVENT, *_OURS), "type"),
}
"""How each layer with a place is said, but for segments, which are the rows."""

OF_TYPES = {kind.type: kind for kind in KINDS.values()}


def is_ours(layer: Layer) -> bool:
    """Whether a layer of a file is one of ours: named entities are, if they have all our columns."""
    if layer.type != NAMED_ENTITY:
        return layer.type.startswith(PACKAGE)
    return {column.feature for column in layer.columns} >= set(KINDS["mentions"].columns)


def layer_of(kind: Kind, first: int, slots: set[str]) -> Layer:
    """The layer of a kind in a file that is written; ``slots`` are the slots that its annotations have."""
    columns = [Column("value", name) for name in kind.columns]
    for slot in (ARGS, PARTS):
        if slot in slots:
            columns += (Column("slot", slot, SLOT), Column("target", slot, ANNOTATION))
    return Layer("span", kind.type, tuple(columns), first)


# What ends a line for readers that go beyond LF.
_CONTROL = re.compile("[\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")


def members_of(left: dict[str, Any]) -> str:
    """Members as JSON that stands in one line for every reader."""
    said = msgspec.json.encode(left, order="deterministic").decode("utf-8")
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", said)

"""How a document is said in brat, where brat leaves it open: labels of quotes and their parts, attributes, notes.

* A mention is a ``T`` line with the type of its entity. Mentions of one entity, and events that are one, stand in ``Equiv``.
* A quote is an event of the type ``Quote``; its trigger is its content, and its roles are those of :data:`PARTS` and
  :data:`PERSONS`. A person is named by the first mention of the entity.
* Members that are words are attributes of the same name; links are ``N`` lines, comments ``AnnotatorNotes``.
* What is left stands, as JSON, in a note of the type ``standfirst`` on the same annotation.
"""

import re
from typing import Any, get_args

import msgspec

from standfirst.model.values import TimeType

NOTE = "standfirst"
COMMENT = "AnnotatorNotes"
REFERENCE = "Reference"

QUOTE = "Quote"
MARK = "Mark"
SPAN = "Span"
PARTS = {"cue": "Cue", "source": "Source", "addressee": "Addressee", "verbatim": "Verbatim"}
"""The spans of a quote, by the member: the label of the annotation and its role."""
PERSONS = {"speaker": "Speaker", "addressee_entity": "Addressed", "via": "Via", "source_mention": "Attribution"}
"""The members of a quote that name entities or a mention, each with its role."""
PARENT = "Parent"

TIMES = frozenset(get_args(TimeType))
QUANTITIES = frozenset(("MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY", "AGE"))
RESERVED = TIMES | QUANTITIES | {QUOTE, MARK, SPAN, *PARTS.values()}
"""Labels that are not taken for the type of an entity unless a note says so."""

COMMON = ("confidence", "uncertain", "status")
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "mentions": (*COMMON, "level"),
    "entities": ("name", "nil", "group", "generic"),
    "times": (*COMMON, "value", "mod", "quant", "freq"),
    "quantities": (*COMMON, "value", "unit"),
    "quotes": (*COMMON, "form", "medium", "function", "polarity", "attribution"),
    "marks": (*COMMON, "function", "open_end"),
    "event_mentions": (*COMMON, "class_", "realis", "polarity", "tense", "phase"),
    "relations": COMMON,
}
"""The members that are attributes of the same name, by layer."""

# What ends a line for readers that go beyond LF, and the tab.
_CONTROL = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")


def is_plain(words: object) -> bool:
    """Whether something can stand as it is in a line of brat's."""
    return isinstance(words, str) and bool(words) and words == words.strip() and _CONTROL.search(words) is None


def is_label(tag: str) -> bool:
    """Whether a tag can be the type of an annotation in brat: it has no colon, which ends a type there."""
    return ":" not in tag


def is_role(role: str) -> bool:
    """Whether a role can be one in brat: it ends in no digit, which would count it."""
    return is_label(role) and not role[-1].isdigit()


def label_of(tag: str) -> str:
    """The label that stands for a tag."""
    return tag.replace(":", "_")


def role_of(role: str) -> str:
    """The role that stands for a role, without a number at its end."""
    return label_of(role).rstrip("0123456789") or "role"


def note_of(members: dict[str, Any]) -> str:
    """Members as the words of a note, one line for every reader."""
    said = msgspec.json.encode(members, order="deterministic").decode("utf-8")
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", said)

"""The element that each item becomes: its name and its attributes (TEI P5, checked with 4.12.0).

Attributes are written here without the identity of a part: ``xml:id``, ``next`` and ``prev`` are the writer's.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from standfirst.formats.tei.expressions import written_number
from standfirst.formats.tei.markup import quoted, word
from standfirst.formats.tei.table import entity_form
from standfirst.formats.tei_inline import kinds
from standfirst.formats.tei_inline.kinds import Item, Kind
from standfirst.formats.tei_inline.w3c import is_duration, is_when
from standfirst.model import Annotation, EventMention, Mark, Mention, Quantity, Quote, Segment, Time
from standfirst.model.names import is_tag

_NAMES = {"person": "persName", "org": "orgName", "place": "placeName", "object": "name"}

DIRECT = {"direct": "true", "indirect": "false", "mixed": "inapplicable", "free": "false", None: "unknown"}
"""``said/@direct`` by form. Without the attribute TEI takes a quote for direct; ``free`` is not told from ``indirect``."""

_ALOUD = {"speech": "true", "thought": "false", "writing": "inapplicable", "unspecified": "unknown"}

_BARRED = {
    "w": frozenset(("persName", "orgName", "placeName", "name", "said", "date", "time", "measure", "num", "s")),
    "date": frozenset(("said",)),
    "time": frozenset(("said",)),
}


def is_barred(name: str, parent: str) -> bool:
    """Whether TEI has no element ``name`` right in a ``parent``; in a ``seg`` in it, it may stand."""
    return name in _BARRED.get(parent, ())


class Element(NamedTuple):
    """An element's name and its attributes, each with a blank before it."""

    name: str
    attributes: str


class Context(NamedTuple):
    """What elements are made with: the type of each entity, and the ids of annotations that have no element."""

    entity_types: Mapping[str, str]
    absent: Collection[str]


def element(item: Item, context: Context) -> Element:
    """The element of an item."""
    return _MAKERS[item.kind](item.record, context)


def nested_sentence(segment: Segment) -> Element:
    """The element of a sentence inside a sentence, where TEI has no ``s``."""
    return Element("seg", _typed(segment.kind, segment.type) + common(segment))


def common(annotation: Annotation) -> str:
    """The attributes that every annotation may have."""
    certain = f' cert="{written_number(annotation.confidence)}"' if annotation.confidence is not None else ""
    return certain + (f' resp="#{annotation.annotator}"' if annotation.annotator is not None else "")


def _mention(mention: Mention, context: Context) -> Element:
    type_ = context.entity_types[mention.entity]
    reading = f' role="{quoted(word(mention.reading))}"' if mention.reading is not None else ""
    attributes = f'{_typed(type_, mention.level)}{reading} ref="#{mention.entity}"'
    return Element(_NAMES[entity_form(type_)], attributes + common(mention))


def _time(time: Time, context: Context) -> Element:
    attributes = _typed(time.type) + _reference(time.anchor, context)
    if time.value is not None:
        name = "when" if is_when(time.value) else "dur" if is_duration(time.value) else "n"
        attributes += f' {name}="{quoted(time.value)}"'
    return Element("time" if time.type == "TIME" else "date", attributes + common(time))


def _quantity(quantity: Quantity, context: Context) -> Element:
    """A bare number is a ``num``; what has a unit, or no value that is a number, a ``measure``."""
    value, attributes = quantity.value, _typed(quantity.type)
    if isinstance(value, str):
        attributes += f' n="{quoted(value)}"'
    elif value is not None and quantity.unit is None:
        return Element("num", f'{attributes} value="{written_number(value)}"{common(quantity)}')
    elif value is not None:
        attributes += f' quantity="{written_number(value)}"'
    if quantity.unit is not None and is_tag(quantity.unit):
        attributes += f' unit="{quoted(word(quantity.unit))}"'
    return Element("measure", attributes + common(quantity))


def _sentence(segment: Segment, context: Context) -> Element:
    return Element("s", _typed(segment.type) + common(segment))


def _token(segment: Segment, context: Context) -> Element:
    return Element("w", _typed(segment.type) + common(segment))


def _segment(segment: Segment, context: Context) -> Element:
    return nested_sentence(segment)


def _quote(quote: Quote, context: Context) -> Element:
    attributes = f' direct="{DIRECT[quote.form]}"'
    if quote.medium is not None:
        attributes += f' aloud="{_ALOUD[quote.medium]}"'
    for name, entities in (("who", quote.speaker), ("toWhom", quote.addressee_entity)):
        if entities:
            attributes += f' {name}="#{" #".join(entities)}"'
    if quote.level is not None:
        attributes += f' n="{quote.level}"'
    return Element("said", attributes + _reference(quote.parent, context) + common(quote))


def _verbatim(quote: Quote, context: Context) -> Element:
    return Element("q", f'{_typed("verbatim")} corresp="#{quote.id}"')


def _mark(mark: Mark, context: Context) -> Element:
    return Element("q", _typed(mark.function) + _reference(mark.quote, context) + common(mark))


def _trigger(mention: EventMention, context: Context) -> Element:
    return Element("seg", f'{_typed("event", mention.type)} corresp="#{mention.event}"{common(mention)}')


def _part_of_quote(part: str) -> Callable[[Quote, Context], Element]:
    return lambda quote, context: Element("seg", f'{_typed(part)} corresp="#{quote.id}"')


def _typed(type_: str | None, subtype: str | None = None) -> str:
    attributes = f' type="{quoted(word(type_))}"' if type_ is not None else ""
    return attributes + (f' subtype="{quoted(word(subtype))}"' if subtype is not None else "")


def _reference(target: str | None, context: Context) -> str:
    return f' corresp="#{target}"' if target is not None and target not in context.absent else ""


_MAKERS: dict[Kind, Callable[[Any, Context], Element]] = {
    kinds.MENTION: _mention,
    kinds.TIME: _time,
    kinds.QUANTITY: _quantity,
    kinds.SENTENCE_KIND: _sentence,
    kinds.QUOTE: _quote,
    kinds.MARK: _mark,
    kinds.VERBATIM: _verbatim,
    kinds.TRIGGER: _trigger,
    kinds.CUE: _part_of_quote("cue"),
    kinds.SOURCE: _part_of_quote("source"),
    kinds.ADDRESSEE: _part_of_quote("addressee"),
    kinds.SEGMENT: _segment,
    kinds.TOKEN_KIND: _token,
}

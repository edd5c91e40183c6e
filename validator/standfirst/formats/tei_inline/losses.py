"""What inline markup does not hold, found annotation by annotation."""

from collections.abc import Collection, Iterable

from standfirst.formats.registry import Loss
from standfirst.formats.tei_inline.kinds import Item
from standfirst.model import LAYERS, Agent, Annotation, Document, Relation
from standfirst.model.names import is_tag
from standfirst.model.references import SPAN_MEMBERS

_SINGULAR = {
    "zones": "zone",
    "segments": "segment",
    "mentions": "mention",
    "times": "time",
    "quantities": "quantity",
    "quotes": "quote",
    "marks": "mark",
    "event_mentions": "event mention",
    "relations": "relation",
    "agents": "agent",
}
"""The layers that lose something. Entities and events are written whole."""

_HELD = {
    "zones": ("kind", "start", "end", "repeats"),
    "segments": ("kind", "span", "type"),
    "mentions": ("entity", "span", "level", "reading"),
    "times": ("type", "span", "value", "anchor"),
    "quantities": ("type", "span", "value", "unit"),
    "quotes": (
        "content", "cue", "source", "speaker", "addressee", "addressee_entity", "verbatim", "level", "parent", "form",
        "medium",
    ),
    "marks": ("fragment", "function", "quote"),
    "event_mentions": ("event", "trigger", "type"),
    "relations": ("type", "from_", "to"),
    "agents": ("kind", "name"),
}  # fmt: skip
"""The members that are held, beside ``id``, ``confidence`` and ``annotator``; ``start`` and ``end`` by the block itself."""

_SHARED = frozenset(("uncertain", "status", "comment", "source_id", "attributes"))
_LISTS = ("speaker", "addressee_entity", "verbatim")
_REFERENCES = {"times": "anchor", "quotes": "parent", "marks": "quote"}

NO_PLACE = "the element has no place for it"
_EMPTY = "an empty list has no form in an attribute"
_ABSENT = "what it refers to is left out"
_END_ABSENT = "one of its ends is left out"


def _unheld(layer: str, type_: type[Annotation] | type[Agent]) -> tuple[tuple[str, str], ...]:
    """The members that no element of a layer holds, each with the kind of its loss."""
    held = {"id", "confidence", "annotator", *_HELD[layer]}
    names = [name for name in type_.__struct_fields__ if name not in held]
    return tuple(
        (name, name if name in _SHARED else f"{_SINGULAR[layer]} {name.strip('_').replace('_', ' ')}") for name in names
    )


_TYPES: dict[str, type[Annotation] | type[Agent]] = {**LAYERS, "agents": Agent}
_UNHELD = {layer: _unheld(layer, _TYPES[layer]) for layer in _HELD}


class Ledger:
    """Losses as they are found, by kind and reason, in the order of the first of each."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], list[str]] = {}
        self._counts: dict[tuple[str, str], int] = {}

    def add(self, kind: str, why: str, *ids: str, count: int = 1) -> None:
        """Enter a loss of ``kind``: in the annotations ``ids``, or in what has no id."""
        self._found.setdefault((kind, why), []).extend(ids)
        self._counts[kind, why] = self._counts.get((kind, why), 0) + count

    def losses(self) -> tuple[Loss, ...]:
        """Everything that was entered."""
        return tuple(
            Loss(kind, self._counts[kind, why], tuple(dict.fromkeys(ids)), why)
            for (kind, why), ids in self._found.items()
        )


def losses_of(
    document: Document, left_out: Iterable[tuple[Item, str]], relations_out: Iterable[Relation], absent: Collection[str]
) -> tuple[Loss, ...]:
    """Everything that a file does not hold of ``document``.

    :param left_out: the items without an element, and why
    :param relations_out: the relations that lack an end
    :param absent: the ids of annotations that are not in the file at all
    """
    ledger = Ledger()
    for item, why in left_out:
        ledger.add(item.kind.name, why, item.record.id)
    for relation in relations_out:
        ledger.add("relation", _END_ABSENT, relation.id)
    for layer in _HELD:
        _add_members(ledger, document, layer, absent)
    _add_values(ledger, document, absent)
    _add_contexts(ledger, document, absent)
    if document.coverage is not None:
        declared = [one for one in document.coverage.__struct_fields__ if getattr(document.coverage, one) is not None]
        ledger.add("coverage", NO_PLACE, count=max(1, len(declared)))
    if document.attributes is not None:
        ledger.add("document attributes", NO_PLACE)
    for member in document.unknown:
        ledger.add("unknown members", NO_PLACE, *filter(None, [member.annotation]))
    return ledger.losses()


def _add_members(ledger: Ledger, document: Document, layer: str, absent: Collection[str]) -> None:
    """The members that have no place. What is left out as a whole has lost them with the rest."""
    for record in getattr(document, layer) or ():
        if record.id not in absent:
            for name, kind in _UNHELD[layer]:
                if getattr(record, name) is not None:
                    ledger.add(kind, NO_PLACE, record.id)


def _add_values(ledger: Ledger, document: Document, absent: Collection[str]) -> None:
    """The values that a member's place does not take."""
    for quote in document.layer("quotes"):
        if quote.id in absent:
            continue
        if quote.form == "free":
            ledger.add("quote form", "free quotes are not told from indirect ones", quote.id)
        for name in _LISTS:
            if getattr(quote, name) == ():
                ledger.add(f"quote {name.replace('_', ' ')}", _EMPTY, quote.id)
    for quantity in document.layer("quantities"):
        if quantity.id not in absent and quantity.unit is not None and not is_tag(quantity.unit):
            ledger.add("quantity unit", "a unit is one word in TEI", quantity.id)
    for layer, name in _REFERENCES.items():
        for record in document.layer(layer):
            if record.id not in absent and getattr(record, name) in absent:
                ledger.add(f"{_SINGULAR[layer]} {name}", _ABSENT, record.id)


def _add_contexts(ledger: Ledger, document: Document, absent: Collection[str]) -> None:
    """The contexts of fragments, which stand beside them in the text anyway."""
    for layer, member, shape, _ in SPAN_MEMBERS:
        for record in document.layer(layer):
            value = getattr(record, member)
            if value is None or record.id in absent:
                continue
            fragments = (value,) if shape == "fragment" else value
            if any(fragment.prefix is not None or fragment.suffix is not None for fragment in fragments):
                ledger.add("contexts", "that a context was stored is not said; it is the text beside", record.id)

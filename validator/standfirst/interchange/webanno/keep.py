"""What the format holds of a document: sentences and tokens, and annotations that begin and end in tokens."""

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import structs

from standfirst.formats import Loss
from standfirst.interchange.bars import RELATIONS_OF_RELATIONS, UNMENTIONED
from standfirst.interchange.capability import ALL, Bar, Capability
from standfirst.interchange.keep import keep as keep_held
from standfirst.interchange.keep import with_contexts, without_dangling
from standfirst.interchange.losses import Losses
from standfirst.interchange.protocol import Settings
from standfirst.interchange.webanno.rows import Rows, rows_of
from standfirst.model import LAYERS, Document
from standfirst.model.annotations import Fragment
from standfirst.model.derive import fingerprint
from standfirst.model.references import SPAN_MEMBERS

_MEMBERS = ALL - {"annotator"}
_SLOTS = "the layer `standfirst.tsv.{0}`: its type as `label`, what has no column as JSON in `members`"


def _joining_segments(document: Document) -> Callable[[Any], bool]:
    segments = {one.id for one in document.layer("segments")}
    return lambda record: record.from_ in segments or record.to in segments


_NO_ENDS = Bar(
    "relations", "relations", "the format numbers tokens and sentences anew: nothing refers to them", _joining_segments
)

CAPABILITY = Capability(
    {
        **dict.fromkeys(
            ("entities", "mentions", "times", "quantities", "quotes", "marks", "events", "event_mentions", "relations"),
            _MEMBERS,
        ),
        "segments": frozenset(),
    },
    discontinuous=True,
    zero_width=True,
    ids=True,
    bars=(*UNMENTIONED, RELATIONS_OF_RELATIONS, _NO_ENDS),
    notes={
        "text": "that of each sentence; between sentences a line feed and blanks, as many as the offsets leave room for, and "
        "nothing behind the last; a text that lies beside the file, or is given, is aligned to",
        "segments": "tokens are rows, and sentences their groups; where a document has none they are made",
        "entities": "the type is the `value` of its mentions, the first link their `identifier`; mentions with the same word "
        "in `entity` are of one. INCEpTION's chains are read; none are written, for a span would stand in two layers",
        "mentions": "DKPro's `NamedEntity`, with the columns `entity`, `id` and `members` besides; spans begin and end in "
        "tokens, and those without width stand in one or at its end",
        "times": _SLOTS.format("Time"),
        "quantities": _SLOTS.format("Quantity"),
        "quotes": _SLOTS.format("Quote")
        + "; cue, source, addressee and verbatim words are in slots that lead to parts",
        "marks": _SLOTS.format("Mark"),
        "events": "mentions with the same word in `event` are of one",
        "event_mentions": _SLOTS.format("EventMention") + "; arguments are slots",
        "relations": "the relation layer `standfirst.tsv.Relation`; an entity or an event stands in it by its first mention",
        "discontinuous": "fragments behind the first are in slots that lead to parts",
    },
)


def keep(document: Document, settings: Settings) -> tuple[Document, tuple[Loss, ...]]:
    """The part of ``document`` that the format can hold, and what is left out."""
    losses = Losses()
    rows = rows_of(document, settings)
    document = _in_tokens(document, rows, losses)
    document, lost = keep_held(document, CAPABILITY)
    document = _ordered(document, losses)
    made = _relaid(document, rows)
    _report(document, made, losses)
    return made, (*losses.all(), *lost)


def _in_tokens(document: Document, rows: Rows, losses: Losses) -> Document:
    """The document without places that do not begin and end in tokens, and without what needs them."""
    why = "they do not begin and end in tokens"
    layers: dict[str, Any] = {}
    for row in SPAN_MEMBERS:
        if row.layer == "segments":
            continue
        kept = []
        for record in layers.get(row.layer, document.layer(row.layer)):
            if all(map(rows.holds, _fragments(getattr(record, row.member)))):
                kept.append(record)
            elif row.member in _required(row.layer):
                losses.add(row.layer, [record.id], why)
            else:
                losses.add(f"{row.layer}.{row.member}", [record.id], why)
                kept.append(structs.replace(record, **{row.member: None}))
        if getattr(document, row.layer) is not None:
            layers[row.layer] = kept
    mentions = []
    for mention in layers.get("event_mentions", ()):
        args = tuple(arg for arg in mention.args or () if all(map(rows.holds, arg.span or ())))
        if len(args) < len(mention.args or ()):
            losses.add("event_mentions.args", [mention.id], why)
            mention = structs.replace(mention, args=args or None)
        mentions.append(mention)
    if mentions:
        layers["event_mentions"] = mentions
    document = structs.replace(document, **{name: tuple(records) for name, records in layers.items()})
    return without_dangling(document, losses)


def _required(layer: str) -> frozenset[str]:
    from standfirst.interchange.capability import required_members

    return required_members(LAYERS[layer])


def _fragments(value: Any) -> tuple[Fragment, ...]:
    return (value,) if isinstance(value, Fragment) else value or ()


def _ordered(document: Document, losses: Losses) -> Document:
    """Entities and events in the order of their first mentions, in which alone a file has them."""
    for layer, mentions, member in (("entities", "mentions", "entity"), ("events", "event_mentions", "event")):
        records = document.layer(layer)
        first: dict[str, int] = {}
        for number, mention in enumerate(document.layer(mentions)):
            first.setdefault(getattr(mention, member), number)
        ordered = tuple(sorted(records, key=lambda record: first[record.id]))
        if ordered != records:
            ids = [one.id for one in records]
            losses.add(f"{layer} (order)", ids, "they stand in the order of their first mentions")
            document = structs.replace(document, **{layer: ordered})
    return document


def _relaid(document: Document, rows: Rows) -> Document:
    """The document over the text that a file of these rows holds, with their tokens and sentences."""
    text = rows.text
    layers: dict[str, Any] = {}
    for layer in LAYERS:
        records = document.layer(layer)
        if layer == "segments":
            layers[layer] = rows.segments(_ids(document)) or None
        elif records:
            layers[layer] = tuple([with_contexts(_moved(one, rows), text) for one in records])
    return structs.replace(document, text=text, fingerprint=fingerprint(text), **layers)


def _ids(document: Document) -> Iterator[str]:
    for layer in LAYERS:
        if layer != "segments":
            yield from (record.id for record in document.layer(layer))


def _moved(value: Any, rows: Rows) -> Any:
    """An annotation, or what it holds, at the same words of the other text."""
    if isinstance(value, Fragment):
        start, end = rows.moved(value.start, value.end)
        return Fragment(start=start, end=end, text=value.text)
    if isinstance(value, tuple):
        return tuple([_moved(one, rows) for one in value])
    if not hasattr(value, "__struct_fields__"):
        return value
    members = {name: getattr(value, name) for name in value.__struct_fields__}
    return structs.replace(
        value, **{name: _moved(held, rows) for name, held in members.items() if isinstance(held, (Fragment, tuple))}
    )


def _report(kept: Document, made: Document, losses: Losses) -> None:
    """Say what is otherwise in the text and its segments."""
    if kept.text != made.text:
        losses.add(
            "text", (), "the format has none between sentences, nor behind the last: a line feed and blanks stand there"
        )
    if kept.segments != made.segments:
        known = {(one.kind, one.span[0].start, one.span[-1].end) for one in made.layer("segments")}
        others = [
            one.id for one in kept.layer("segments") if (one.kind, one.span[0].start, one.span[-1].end) not in known
        ]
        why = "tokens and sentences are made for the format, or made to fit; it has no others, and numbers them"
        losses.add("segments", others, why)
    contexts = [
        one.id
        for layer in LAYERS
        if layer != "segments" and kept.text != made.text
        for one, other in zip(kept.layer(layer), made.layer(layer), strict=True)
        if one != other
    ]
    if contexts:
        losses.add("contexts", contexts, "offsets and contexts are those of the text that the file holds")

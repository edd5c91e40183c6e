"""What brat holds of a document."""

from typing import Any

from msgspec import structs

from standfirst.formats import Loss
from standfirst.interchange.bars import RELATIONS_OF_RELATIONS, UNMENTIONED
from standfirst.interchange.brat.write import LINE_BREAK
from standfirst.interchange.capability import ALL, Bar, Capability
from standfirst.interchange.keep import keep as keep_held
from standfirst.interchange.losses import Losses
from standfirst.interchange.protocol import Settings
from standfirst.model import Document
from standfirst.model.annotations import Fragment
from standfirst.model.references import SPAN_MEMBERS

_MEMBERS = ALL - {"annotator", "source_id"}  # ids are brat's own, and who made what is told by folders there
_ENDS = "brat cuts a span at line breaks: one at its beginning or its end cannot be said"


def _broken(value: Any) -> bool:
    """Whether a fragment begins or ends with a line break, whatever white space is beside it."""
    fragments = (value,) if isinstance(value, Fragment) else value or ()
    return any(
        found.start() == 0 or found.end() == len(one.text)
        for one in fragments
        for found in LINE_BREAK.finditer(one.text)
    )


def _has_broken_place(record: Any) -> bool:
    members = [row.member for row in SPAN_MEMBERS if isinstance(getattr(record, row.member, None), (tuple, Fragment))]
    args = getattr(record, "args", None) or ()
    return any(_broken(getattr(record, member)) for member in members) or any(_broken(arg.span) for arg in args)


_PLACED = ("mentions", "times", "quantities", "quotes", "marks", "event_mentions")

CAPABILITY = Capability(
    {**dict.fromkeys((*_PLACED, "entities", "events", "relations"), _MEMBERS)},
    discontinuous=True,
    zero_width=True,
    bars=(
        *(Bar(layer, layer, _ENDS, lambda _: _has_broken_place) for layer in _PLACED),
        RELATIONS_OF_RELATIONS,
        *UNMENTIONED,
    ),
    notes={
        "entities": "the type is that of the text-bound annotation, the name an attribute, links are N lines; mentions of "
        "one entity stand in an Equiv line",
        "mentions": "text-bound annotations",
        "times": "text-bound annotations of the type of the time expression",
        "quantities": "text-bound annotations of the type of the quantity",
        "quotes": "events of the type Quote, whose trigger is the content, with the roles Cue, Source, Addressee, Verbatim, "
        "Speaker, Addressed, Via, Attribution and Parent",
        "marks": "text-bound annotations of the type Mark",
        "events": "mentions of one event stand in an Equiv line",
        "event_mentions": "events, their roles numbered from the second of a kind on; which digits belong to a role tells the "
        "`annotation.conf` of the folder",
        "relations": "R lines; an entity or an event stands in them by its first mention",
    },
    options={
        "merge": "`newline` (the default) makes fragments one that only a line break is between; `never` does not"
    },
)


def keep(document: Document, settings: Settings) -> tuple[Document, tuple[Loss, ...]]:
    """The part of ``document`` that brat can hold, and what is left out."""
    losses = Losses()
    document = _with_merged_fragments(document, losses)
    kept, lost = keep_held(document, CAPABILITY)
    kept, lost = _in_order(kept, lost, document)
    return kept, (*losses.all(), *lost)


def _with_merged_fragments(document: Document, losses: Losses) -> Document:
    """The document with fragments made one that only a line break is between: brat does not tell them from one."""
    why = "brat does not tell fragments that only a line break is between from one fragment"
    for row in SPAN_MEMBERS:
        if row.layer == "segments":
            continue
        records = []
        for record in document.layer(row.layer):
            value = getattr(record, row.member)
            merged = _merged(document, value) if isinstance(value, tuple) and row.shape == "span" else value
            if merged != value:
                losses.add(f"{row.layer}.{row.member}", [record.id], why)
                record = structs.replace(record, **{row.member: merged})
            records.append(record)
        if records:
            document = structs.replace(document, **{row.layer: tuple(records)})
    mentions = []
    for mention in document.layer("event_mentions"):
        args = mention.args
        if args is not None:
            args = tuple(
                structs.replace(arg, span=_merged(document, arg.span)) if arg.span is not None else arg for arg in args
            )
            if args != mention.args:
                losses.add("event_mentions.args", [mention.id], why)
                mention = structs.replace(mention, args=args)
        mentions.append(mention)
    return structs.replace(document, event_mentions=tuple(mentions)) if mentions else document


def _merged(document: Document, span: tuple[Fragment, ...]) -> tuple[Fragment, ...]:
    places = [(one.start, one.end) for one in span]
    merged = merged_places(document.text, places)
    return span if merged == places else document.span(*merged)


def merged_places(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places, in code points, with those made one that only white space with a line break is between."""
    merged = places[:1]
    for start, end in places[1:]:
        gap = text[merged[-1][1] : start]
        if gap.isspace() and "\n" in gap:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _in_order(kept: Document, lost: tuple[Loss, ...], document: Document) -> tuple[Document, tuple[Loss, ...]]:
    """Entities and events in the order of their first mentions, in which alone brat has them."""
    from standfirst.interchange.ids import renumbered

    losses = Losses()
    for layer, mentions, member in (("entities", "mentions", "entity"), ("events", "event_mentions", "event")):
        records = getattr(kept, layer)
        if not records:
            continue
        first: dict[str, int] = {}
        for number, mention in enumerate(kept.layer(mentions)):
            first.setdefault(getattr(mention, member), number)
        ordered = tuple(sorted(records, key=lambda record: first[record.id]))
        if ordered != records:
            losses.add(
                f"{layer} (order)", [one.id for one in records], "they stand in the order of their first mentions"
            )
            kept = structs.replace(kept, **{layer: ordered})
    found = losses.all()
    return (renumbered(kept), (*lost, *found)) if found else (kept, lost)

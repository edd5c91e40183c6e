"""Whole documents, valid by construction: no finding at error level is possible."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, get_args

import msgspec
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from msgspec.structs import replace

from standfirst.model import (
    LAYERS,
    Annotation,
    Coverage,
    Document,
    EventMention,
    LayerCoverage,
    Meta,
    Publisher,
    Quote,
    Range,
    Time,
    Unknown,
)
from standfirst.model.derive import fingerprint
from standfirst.model.values import Extent
from standfirst.strategies import events, quotes, records, values
from standfirst.strategies.holding import held
from standfirst.strategies.maker import Maker, Members
from standfirst.strategies.texts import texts

_strings = values.strings


def _publisher(maker: Maker) -> Publisher:
    return Publisher(name=maker.draw(values.filled), links=None if maker.rarely() else maker.links())


def _coverage(maker: Maker) -> Coverage:
    return Coverage(**maker.members(_COVERAGE))


def _layer_coverage(maker: Maker) -> LayerCoverage:
    return LayerCoverage(extent=maker.draw(_extents), **maker.members(_LAYER_COVERAGE))


def _zones(maker: Maker) -> tuple[str, ...]:
    return maker.references("zones")


def _ranges(maker: Maker) -> tuple[Range, ...]:
    return tuple(Range(start=start, end=end) for start, end in maker.places.stretches(trim=False))


_lists = st.lists(_strings, max_size=2).map(tuple)
_extents: st.SearchStrategy[Extent] = st.sampled_from(get_args(Extent))
_LAYER_COVERAGE = Members(0.8, zones=_zones, ranges=_ranges, policy=_strings)
_COVERAGE = Members(4, **dict.fromkeys(LAYERS, _layer_coverage))
_META = Members(
    5,
    rights=_strings,
    source_id=_strings,
    headline=_strings,
    byline=_strings,
    authors=_lists,
    dateline=_strings,
    publisher=_publisher,
    url=values.urls,
    date_created=values.dates,
    date_published=values.dates,
    date_modified=values.dates,
    accessed=values.dates,
    dct=values.dates,
    section=_strings,
    subjects=_lists,
    genre=_strings,
    credit=_strings,
    correction=_strings,
    word_count=values.counts,
    comment=_strings,
)
_DOCUMENT = Members(0.7, schema=values.schemas, attributes=values.attributes)
_schemes = st.sampled_from((None, None, values.NEWS))
_document_ids = st.sampled_from(("d", "doc-1", "A.b_c-1", "m1", "x" * 80))
_texts = texts(max_atoms=56)
_MAKERS: dict[str, Any] = {
    "segments": records.segment,
    "entities": records.entity,
    "mentions": records.mention,
    "times": records.time,
    "quantities": records.quantity,
    "quotes": quotes.quote,
    "marks": records.mark,
    "events": records.event,
    "event_mentions": events.event_mention,
    "relations": events.relation,
}
_REVERSIBLE = (Time, Quote, EventMention)

_unknown_counts = st.sampled_from((1, 0, 2, 3))
_unknown_names = st.sampled_from(
    ("x-note", "futureMember", "_", "a/b", "a~b~1", "é", "😀", "", " ", "x]]>", "\\u0001", "__proto__", "x\ny", "Text")
)


def documents(
    *,
    layers: Iterable[str] | None = None,
    unknown: bool = False,
    text: st.SearchStrategy[str] | None = None,
    format: str | None = None,
) -> st.SearchStrategy[Document]:
    """Valid documents over the whole of format 1.0: every layer, every member, every kind of value.

    Each layer is absent, empty or has a few annotations; each optional member is there or not.

    :param layers: the layers that may be there, all by default; mentions need entities, and event mentions events
    :param unknown: whether documents may hold members that the format does not know
    :param text: where texts come from: XML 1.0 characters, one of which is no white space
    :param format: the name of a format that can hold the documents exactly; any of ours can hold them all
    :raises InvalidArgument: where ``layers`` names something that is no layer, or ``format`` no format that is read
    """
    allowed = tuple(LAYERS) if layers is None else tuple(layers)
    strangers = sorted(set(allowed).difference(LAYERS))
    if strangers:
        raise InvalidArgument(f"{strangers[0]!r} is no layer; the layers are {', '.join(LAYERS)}")
    found = _documents(_texts if text is None else text, frozenset(allowed), unknown)
    return found if format is None else held(found, format)


@st.composite
def _documents(
    draw: st.DrawFn, text_strategy: st.SearchStrategy[str], layers: frozenset[str], unknown: bool
) -> Document:
    text = draw(text_strategy)
    scheme = draw(_schemes)
    maker = Maker(draw, text, scheme)
    agents = maker.layer(records.agent)
    made = _layers(maker, layers)
    document = Document(
        id=draw(_document_ids),
        language=draw(values.languages),
        meta=Meta(license=draw(values.licenses), **maker.members(_META)),
        text=text,
        fingerprint=fingerprint(text),
        scheme=scheme,
        agents=agents,
        coverage=_coverage(maker) if maker.coin() else None,
        **made,
        **maker.members(_DOCUMENT),
    )
    return _with_unknown(maker, document) if unknown else document


def _layers(maker: Maker, allowed: Collection[str]) -> dict[str, Any]:
    """The layers, each after those that it refers to."""
    made: dict[str, Any] = {"zones": records.zones(maker)} if "zones" in allowed else {}
    for name, make in _MAKERS.items():
        if name not in allowed:
            continue
        annotations: tuple[Annotation, ...] | None = maker.layer(make)
        if annotations and len(annotations) > 1 and isinstance(annotations[0], _REVERSIBLE) and maker.coin():
            annotations = annotations[::-1]  # so that references point forward as well as back
        made[name] = annotations
    return made


def _with_unknown(maker: Maker, document: Document) -> Document:
    """The document with members that no version of the format knows, in any of its objects, in the order of paths."""
    holders = list(_holders(document))
    found: dict[tuple[str, ...], Unknown] = {}
    for _ in range(maker.draw(_unknown_counts)):
        annotation, layer, position, path = maker.choice(holders)
        name = maker.draw(_unknown_names)
        value = msgspec.json.encode(maker.draw(values.json_values), order="deterministic").decode("utf-8")
        pointer = "".join("/" + token.replace("~", "~0").replace("/", "~1") for token in (*path, name))
        where = (layer, position, *path, name) if layer else (*path, name)
        found[where] = Unknown(annotation, pointer, value)
    return replace(document, unknown=tuple(found[where] for where in sorted(found)))


Holder = tuple[str, str, str, tuple[str, ...]]


def _holders(document: Document) -> Iterator[Holder]:
    """Every object that an unknown member may be in: its annotation, layer and position, and the path from there."""
    yield "", "", "", ()
    yield "", "", "", ("meta",)
    yield "", "", "", ("fingerprint",)
    yield "", "", "", ("fingerprint", "lengths")
    if document.meta.publisher is not None:
        yield "", "", "", ("meta", "publisher")
    if document.coverage is not None:
        yield "", "", "", ("coverage",)
        yield from (
            ("", "", "", ("coverage", layer)) for layer in LAYERS if getattr(document.coverage, layer) is not None
        )
    for position, agent in enumerate(document.agents or ()):
        yield agent.id, "agents", str(position), ()
    for layer in LAYERS:
        for position, annotation in enumerate(document.layer(layer)):
            place = annotation.id, layer, str(position)
            yield *place, ()
            for path in _inner(annotation):
                yield *place, path


def _inner(annotation: Any) -> Iterator[tuple[str, ...]]:
    """The paths of the objects inside an annotation."""
    for name, member in zip(annotation.__struct_encode_fields__, annotation.__struct_fields__, strict=True):
        value = getattr(annotation, member)
        if name in ("attributes", "speaker", "addressee_entity"):
            continue
        if isinstance(value, tuple):
            yield from ((name, str(index)) for index in range(len(value)))
        elif name in ("head", "fragment") and value is not None:
            yield (name,)

"""Annotations of every layer, valid by construction. Each function makes one annotation, or ``None`` for a duplicate.

A member that holds an id refers only to what was made before, so that nothing is circular.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, get_args

from hypothesis import strategies as st
from msgspec.structs import replace

from standfirst.model import (
    Agent,
    Entity,
    Event,
    Mark,
    Mention,
    Quantity,
    Segment,
    Time,
    Zone,
)
from standfirst.model import values as closed
from standfirst.model.names import DCT
from standfirst.strategies import values
from standfirst.strategies.maker import Maker, Members, annotation_members


def _one_of(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


def _links(maker: Maker) -> Any:
    return maker.links()


def _to(layer: str) -> Callable[[Maker], str | None]:
    return lambda maker: maker.reference(layer)


def _tag(name: str) -> Callable[[Maker], str]:
    return lambda maker: maker.tag(name)


_strings = values.strings
_flags = st.booleans()
_agent_kinds = _one_of(closed.AgentKind)
_time_types = _one_of(closed.TimeType)

_AGENT = Members(1, version=_strings, url=values.urls, comment=_strings, attributes=values.attributes)
_COMMON = annotation_members(1.5)
_SEGMENT = annotation_members(2, type=values.tags)
_ENTITY = annotation_members(2.8, name=_strings, links=_links, nil=_flags, group=_flags, generic=_flags)
_MENTION = annotation_members(2.6, head=st.just("head"), level=_one_of(closed.MentionLevel), reading=_tag("entities"))
_TIME = annotation_members(
    2.8,
    value=st.just(""),
    anchor=lambda maker: maker.choice((DCT, *maker.ids.get("times", ()))),
    mod=_strings,
    quant=_strings,
    freq=_strings,
)
_QUANTITY = annotation_members(2.2, value=st.one_of(values.integers, values.floats, _strings), unit=_strings)
_MARK = annotation_members(2.2, function=_one_of(closed.MarkFunction), quote=_to("quotes"), open_end=_flags)
_EVENT = annotation_members(2, name=_strings, links=_links)


def agent(maker: Maker) -> Agent:
    """An agent."""
    members = maker.members(_AGENT)
    return Agent(id=maker.id("agents", "a"), kind=maker.draw(_agent_kinds), name=maker.draw(values.filled), **members)


def zones(maker: Maker) -> tuple[Zone, ...] | None:
    """The layer of zones: with gaps, touching, or covering the text from end to end."""
    drawn = maker.layer(_zone_parts)
    if not drawn:
        return None if drawn is None else ()
    if maker.coin():
        starts = sorted(part.start for part in drawn)
        starts[0] *= maker.coin()  # half of them leave nothing out at the beginning either
        places = list(zip(starts, [*starts[1:], maker.places.length], strict=True))
    else:
        points = sorted(point for part in drawn for point in (part.start, part.end))
        places = list(zip(points[::2], points[1::2], strict=True))
    made = [
        (Zone(id=maker.id("zones", "z"), kind=part.kind, start=start, end=end, **part.members), part.repeats)
        for part, (start, end) in zip(drawn, places, strict=True)
        if start < end
    ]
    return _with_repeats(made, earlier=maker.coin())


class _ZoneParts(NamedTuple):
    start: int
    end: int
    kind: str
    repeats: int
    members: dict[str, Any]


def _zone_parts(maker: Maker) -> _ZoneParts:
    position = maker.places.position
    repeats = maker.draw(_repeats)
    return _ZoneParts(position(), position(), maker.tag("zones"), repeats, maker.members(_COMMON))


_repeats = st.sampled_from((0, 0, 0, 1, 2))


def _with_repeats(made: list[tuple[Zone, int]], *, earlier: bool) -> tuple[Zone, ...]:
    """The zones, some of which repeat one before them, or, unless ``earlier``, one after them."""
    zones = [zone for zone, _ in made]
    for index, (zone, distance) in enumerate(made):
        other = index - distance if earlier else index + distance
        if distance and 0 <= other < len(zones):
            zones[index] = replace(zone, repeats=zones[other].id)
    return tuple(zones)


def segment(maker: Maker) -> Segment | None:
    """A segment; unlike all other spans, its span may begin and end with white space."""
    kind, members = maker.tag("segments"), maker.members(_SEGMENT)
    stretches = maker.places.stretches(zero_width=True, trim=False)
    if not maker.is_new("segment", kind, members.get("type"), stretches):
        return None
    return Segment(id=maker.id("segments", "s"), kind=kind, span=maker.places.span(stretches), **members)


def entity(maker: Maker) -> Entity:
    """An entity."""
    members = maker.members(_ENTITY)
    if members.get("links"):
        members.pop("nil", None)  # what is in no knowledge base has no link
    made = Entity(id=maker.id("entities", "e"), type=maker.tag("entities"), **members)
    maker.entities[made.id] = made
    return made


def mention(maker: Maker) -> Mention | None:
    """A mention of an entity that is there already."""
    entity = maker.entities.get(maker.reference("entities") or "")
    places = maker.places
    stretches = places.stretches(zero_width=True)
    members = maker.members(_MENTION)
    if entity is None or not maker.is_new("mention", entity.type, stretches):
        return None
    filled = [stretch for stretch in stretches if stretch[0] < stretch[1]]
    if members.pop("head", None) and filled:
        members["head"] = places.fragment(places.within(maker.choice(filled)))
    made = Mention(id=maker.id("mentions", "m"), entity=entity.id, span=places.span(stretches), **members)
    maker.mentions[made.id] = made
    return made


def time(maker: Maker) -> Time | None:
    """A time expression, perhaps anchored to one made before or to the document's own time."""
    type_, stretches = maker.draw(_time_types), maker.places.stretches()
    members = maker.members(_TIME)
    if "value" in members:
        members["value"] = maker.draw(values.time_values(type_))
    if not maker.is_new("time", type_, stretches):
        return None
    return Time(id=maker.id("times", "t"), type=type_, span=maker.places.span(stretches), **members)


def quantity(maker: Maker) -> Quantity | None:
    """A quantity."""
    type_, stretches = maker.tag("quantities"), maker.places.stretches()
    members = maker.members(_QUANTITY)
    if not maker.is_new("quantity", type_, stretches):
        return None
    return Quantity(id=maker.id("quantities", "n"), type=type_, span=maker.places.span(stretches), **members)


def mark(maker: Maker) -> Mark | None:
    """A stretch between quotation marks."""
    (stretch,) = maker.places.stretches(most=1)
    members = maker.members(_MARK)
    if not maker.is_new("mark", stretch):
        return None
    return Mark(id=maker.id("marks", "k"), fragment=maker.places.fragment(stretch), **members)


def event(maker: Maker) -> Event:
    """An event."""
    members = maker.members(_EVENT)
    made = Event(id=maker.id("events", "v"), type=maker.tag("events"), **members)
    maker.events[made.id] = made
    return made

"""Event mentions and relations as their scheme has them: roles of the type, fillers of the role, ends of the right layers."""

from typing import Any, get_args

from hypothesis import strategies as st

from standfirst.data import Scheme, shipped_scheme
from standfirst.data.schemes import Ends
from standfirst.model import Arg, EventMention, Relation
from standfirst.model import values as closed
from standfirst.model.references import ARG_TARGETS
from standfirst.strategies.maker import Maker, annotation_members
from standfirst.strategies.spans import Stretches


def _one_of(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


_arg_kinds: tuple[closed.ArgKind, ...] = (
    "span",
    "event",
    "mention",
    "quote",
    "time",
    "quantity",
    "event",
    "event",
    "mention",
)
_least_args = st.sampled_from((1, 0, 2, 3))
_EVENT_MENTION = annotation_members(
    2.6,
    class_=_one_of(closed.EventClass),
    realis=_one_of(closed.Realis),
    polarity=_one_of(closed.Polarity),
    tense=lambda maker: maker.tag("tenses"),
    phase=lambda maker: maker.tag("phases"),
    reports=lambda maker: maker.reference("quotes"),
    attributed_to=lambda maker: maker.reference("quotes"),
)
_RELATION = annotation_members(1.5)


def _scheme(maker: Maker) -> Scheme | None:
    return shipped_scheme(maker.scheme) if maker.scheme is not None else None


def event_mention(maker: Maker) -> EventMention | None:
    """A mention of an event that is there already, of its type, inside the quote that it is attributed to."""
    event = maker.events.get(_chosen(maker) or "")
    trigger = maker.places.stretches(zero_width=True)
    members = maker.members(_EVENT_MENTION)
    if event is None:
        return None
    if "attributed_to" in members:
        trigger = _inside(maker, trigger, members["attributed_to"])
    if not maker.rarely():
        members["args"] = maker.some(lambda each: arg(each, event.id), 4, least=maker.draw(_least_args))
    if not maker.is_new("event_mention", event.type, trigger):
        return None
    span = maker.places.span(trigger)
    made = EventMention(id=maker.id("event_mentions", "x"), event=event.id, type=event.type, trigger=span, **members)
    maker.told[made.id] = event.id
    return made


def _chosen(maker: Maker) -> str | None:
    """An event, sometimes the first that nothing tells of yet: arguments that are events need a second one."""
    name, coin = maker.reference("events"), maker.coin()
    untold = [event for event in maker.events if event not in maker.told.values()]
    return untold[0] if untold and coin else name


def _inside(maker: Maker, trigger: Stretches, name: str) -> Stretches:
    """A trigger in the content of a quote: where it is, if it is in it, or else a part of the content."""
    content = [(fragment.start, fragment.end) for fragment in maker.quotes[name].content]
    if all(any(first <= start and end <= last for first, last in content) for start, end in trigger):
        return trigger
    return (maker.places.within(maker.choice(content)),)


def arg(maker: Maker, event: str) -> Arg | None:
    """An argument of a mention of ``event``: something made before, or a span; ``None`` where the role takes neither."""
    role, kind, other, often = maker.tag("roles"), maker.choice(_arg_kinds), _other(maker, event), maker.coin()
    if other is not None and (often or maker.coin() or maker.coin()):
        kind = "event"  # there are seldom two events, so that by chance alone there would be few
    scheme = _scheme(maker)
    if scheme is not None:
        allowed = scheme.event_types[maker.events[event].type].roles
        roles = sorted(scheme.roles if allowed is None else allowed)
        role = role if role in roles else maker.choice(roles)
        kinds = scheme.roles[role].kinds
        kind = kind if kind in kinds else maker.choice([each for each in _arg_kinds if each in kinds])
    ref = None if kind == "span" else other if kind == "event" else maker.reference(ARG_TARGETS[kind])
    if ref is not None:
        return Arg(role=role, kind=kind, ref=ref)
    if scheme is not None and "span" not in scheme.roles[role].kinds:
        return None
    return Arg(role=role, kind="span", span=maker.places.span(maker.places.stretches(zero_width=True, most=2)))


def _other(maker: Maker, event: str) -> str | None:
    """A mention of another event, if there is one: none is its own participant."""
    return maker.choice([name for name, told in maker.told.items() if told != event] or [None])


def relation(maker: Maker) -> Relation | None:
    """A relation between annotations that its type may join; any two where the document has no scheme."""
    members = maker.members(_RELATION)
    type_, scheme = maker.tag("relations"), _scheme(maker)
    ends = (
        (None, None) if scheme is None else (scheme.relation_types[type_].source, scheme.relation_types[type_].target)
    )
    from_, to = (maker.choice(_named(maker, end) or [""]) for end in ends)
    if not from_ or not to:
        return None
    return Relation(id=maker.id("relations", "r"), type=type_, from_=from_, to=to, **members)


def _named(maker: Maker, end: Ends | None) -> list[str]:
    """The ids of what an end of a relation may be."""
    return [
        name
        for layer, names in maker.ids.items()
        if layer != "agents" and (end is None or layer in end.layers)
        for name in names
    ]

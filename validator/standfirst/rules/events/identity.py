"""Several mentions of one event, and events among their own participants."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from standfirst.finding import ERROR, NOTE, WARNING
from standfirst.rules.events.places import (
    Told,
    filler,
    in_text_order,
    name_of,
    place_of,
    problem,
    said,
    told,
    told_by_id,
)
from standfirst.rules.facts import Facts, Node
from standfirst.rules.graph import by_id
from standfirst.rules.protocol import Needs, Problem, rule
from standfirst.rules.time.expressions import possible
from standfirst.rules.time.values import days, weekday

_MENTIONS = Needs(layers=("event_mentions",))
_EVENTS = Needs(layers=("events", "event_mentions"))


@rule("EVT013", "event-coref-type", ERROR, "semantics", "document", needs=_EVENTS)
def event_coref_type(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A mention of an event has the type of the event, and so the same as every other mention of it."""
    types = {event.id: event.type for event in reversed(facts.document.events or ())}
    if all(types.get(one.event, one.type) == one.type for one in facts.document.event_mentions or ()):
        return
    for one in facts.of(told):
        type_ = types.get(one.mention.event, one.mention.type)
        if type_ != one.mention.type:
            yield problem(
                one,
                facts,
                f"{one.words} is a {one.mention.type}, and mentions the event {one.mention.event!r}, a {type_}",
                member="/type",
                expected=type_,
                found=one.mention.type,
                help="correct one of the types, or let it mention another event",
            )


def _repeated(facts: Facts) -> list[list[Told]]:
    """The mentions of each event that has several, in the order of the text."""
    mentions = facts.document.event_mentions or ()
    times = Counter([mention.event for mention in mentions])
    if len(times) == len(mentions):
        return []
    events: dict[str, list[Told]] = {}
    for position, mention in enumerate(mentions):
        if times[mention.event] > 1 and facts.is_sound(mention):
            events.setdefault(mention.event, []).append(Told(mention, position))
    return [in_text_order(mentions) for mentions in events.values() if len(mentions) > 1]


@rule("EVT014", "event-coref-realis", WARNING, "semantics", "document", needs=_MENTIONS)
def event_coref_realis(_node: Node, facts: Facts) -> Iterator[Problem]:
    """All mentions of one event agree in realis and polarity."""
    for mentions in facts.of(_repeated):
        for member in ("realis", "polarity"):
            stated = [(one, value) for one in mentions if (value := getattr(one.mention, member)) is not None]
            first = next(iter(stated), None)
            for one, value in stated[1:]:
                if first is not None and value != first[1]:
                    yield problem(
                        one,
                        facts,
                        f"the {member} of {one.words} is {value}, and that of {first[0].words}, which mentions the same "
                        f"event {one.mention.event!r}, is {first[1]}",
                        member=f"/{member}",
                        expected=first[1],
                        found=value,
                        help="what has happened and what may happen are two events",
                    )
                    break  # one of a kind says it


Days = tuple[date, date] | int


def _stated(one: Told, facts: Facts) -> list[Days]:
    """The days, or the days of the week, that the times of an event mention name."""
    found: list[Days] = []
    for arg in one.mention.args or ():
        if arg.kind != "time":
            continue
        time = filler(facts, arg)
        if time is None:
            continue
        value = facts.of(possible).get(time.value or "")
        if time.type not in ("DATE", "TIME") or time.mod is not None or value is None or value.kind != "date":
            return []  # what is vague, or lasts, agrees with everything
        known: Days | None = days(value) or weekday(value)
        if known is None:
            return []
        found.append(known)
    return found


def _agree(first: Days, second: Days) -> bool:
    if isinstance(first, int) and isinstance(second, int):
        return first == second
    if isinstance(first, int) or isinstance(second, int):
        (start, end), number = (second, first) if isinstance(first, int) else (first, second)  # type: ignore[misc]
        return start != end or start.isoweekday() == number
    return first[0] <= second[1] and second[0] <= first[1]


@rule("EVT015", "event-coref-time", NOTE, "semantics", "document", needs=Needs(layers=("event_mentions", "times")))
def event_coref_time(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The times of all mentions of one event can be the same time."""
    for mentions in facts.of(_repeated):
        dated = [(one, stated) for one in mentions if one.mention.phase is None and (stated := _stated(one, facts))]
        if len(dated) < 2:
            continue
        (first, days_of_first), *rest = dated
        for one, stated in rest:
            if any(_agree(ours, theirs) for ours in stated for theirs in days_of_first):
                continue
            yield problem(
                one,
                facts,
                f"{one.words} is dated {_dates(one, facts)}, and {first.words}, which mentions the same event "
                f"{one.mention.event!r}, is dated {_dates(first, facts)}",
                member="/args",
                found=_dates(one, facts),
                expected=_dates(first, facts),
                help="are these two events, or is a value wrong?",
            )
            break


def _dates(one: Told, facts: Facts) -> str:
    times = [filler(facts, arg) for arg in one.mention.args or () if arg.kind == "time"]
    return ", ".join(f"{said(time.span)} {time.value}" for time in times if time is not None)


@rule("EVT016", "arg-self", ERROR, "semantics", "document", needs=_MENTIONS)
def arg_self(_node: Node, facts: Facts) -> Iterator[Problem]:
    """No event is its own participant, by another of its mentions either."""
    columns, mentions = facts.columns, facts.document.event_mentions or ()
    if "event" not in columns.arg_kinds:
        return
    known = by_id(facts, "event_mentions")
    told_of = columns.args_of("event", columns.arg_owners, columns.arg_refs)
    if not any(ref in known and known[ref].event == mentions[position].event for position, ref in told_of):
        return
    for one in facts.of(told):
        for index, arg in enumerate(one.mention.args or ()):
            other = facts.of(told_by_id).get(arg.ref or "") if arg.kind == "event" else None
            # The mention itself: REF004.
            if other is None or other.mention.id == one.mention.id or other.mention.event != one.mention.event:
                continue
            yield problem(
                one,
                facts,
                f"the {arg.role} of {one.words} is {other.words}, and both mention the event {one.mention.event!r}",
                arg=index,
                found=arg.ref,
                help="remove the argument, or let the two mention two events",
            )


@rule("EVT017", "duplicate-arg", WARNING, "semantics", "document", needs=_MENTIONS)
def duplicate_arg(_node: Node, facts: Facts) -> Iterator[Problem]:
    """No argument of an event mention is there twice with the same role."""
    columns, mentions = facts.columns, facts.document.event_mentions or ()
    fillers = [*zip(columns.arg_owners, columns.arg_refs, strict=True)]
    if len(set(fillers)) == len(fillers):
        return
    suspects = sorted({position for (position, _), times in Counter(fillers).items() if times > 1})
    for one in [Told(mentions[position], position) for position in suspects if facts.is_sound(mentions[position])]:
        args = one.mention.args or ()
        seen: set[object] = set()
        for index, arg in enumerate(args):
            key = arg.role, arg.kind, arg.ref, place_of(facts, arg) if arg.kind == "span" else None
            if key in seen:
                yield problem(
                    one,
                    facts,
                    f"{name_of(facts, arg)} is twice the {arg.role} of {one.words}",
                    arg=index,
                    found=arg.ref,
                    help="remove one of the two arguments",
                )
            seen.add(key)


RULES = (
    event_coref_type,
    event_coref_realis,
    event_coref_time,
    arg_self,
    duplicate_arg,
)

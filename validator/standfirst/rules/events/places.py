"""Event mentions and their arguments with their places, made once for all rules of the family. Offsets are code points."""

from typing import Any, NamedTuple

from standfirst.model import Arg, EventMention, Mention
from standfirst.model.references import ARG_TARGETS
from standfirst.rules.facts import Facts
from standfirst.rules.graph import by_id, find
from standfirst.rules.protocol import Problem
from standfirst.rules.stretches import stretches

Places = tuple[tuple[int, int], ...]


class Told(NamedTuple):
    """An event mention whose offsets are right, and its position in the layer."""

    mention: EventMention
    position: int

    @property
    def trigger(self) -> Places:
        """The places of its trigger."""
        return tuple([(fragment.start, fragment.end) for fragment in self.mention.trigger])

    @property
    def words(self) -> str:
        """The words of its trigger and its id, for a message."""
        return f"{said(self.mention.trigger)} ({self.mention.id})"


def said(span: Any) -> str:
    """The words of a span, for a message: on one line, and clipped."""
    words = " … ".join(fragment.text for fragment in span).replace("\n", " ")
    return f"‘{words if len(words) <= 60 else words[:40] + ' … ' + words[-15:]}’"


def told(facts: Facts) -> list[Told]:
    """The event mentions whose offsets and surfaces are right, in the order of the layer."""
    return [
        Told(mention, position)
        for position, mention in enumerate(facts.document.event_mentions or ())
        if facts.is_sound(mention)
    ]


def told_by_id(facts: Facts) -> dict[str, Told]:
    """The event mentions by id. Of several with one id it is the first."""
    return {one.mention.id: one for one in reversed(facts.of(told))}


def played(facts: Facts) -> list[tuple[int, str, Mention]]:
    """Every argument that is a mention, where both it and the event mention have right offsets.

    The position of the event mention, the role, and the mention of the entity.
    """
    mentions, columns = by_id(facts, "mentions"), facts.columns
    found = [
        (position, role, mention)
        for position, role, ref in columns.args_of("mention", columns.arg_owners, columns.arg_roles, columns.arg_refs)
        if (mention := mentions.get(ref)) is not None
    ]
    if not facts.unsound:
        return found
    events = facts.document.event_mentions or ()
    return [one for one in found if facts.is_sound(events[one[0]]) and facts.is_sound(one[2])]


def in_text_order(events: list[Told]) -> list[Told]:
    """Event mentions sorted by where they stand; at one place by id."""
    return sorted(events, key=lambda one: (one.trigger, one.mention.id, one.mention.type))


def hull(places: Places) -> tuple[int, int]:
    """From the first code point of a span to its last."""
    return places[0][0], places[-1][1]


def filler(facts: Facts, arg: Arg) -> Any:
    """The annotation that an argument refers to, if it is there and its offsets are right; ``None`` for a span."""
    if arg.kind == "span":
        return None
    found = find(facts, ARG_TARGETS[arg.kind], arg.ref)
    return found if facts.is_sound(found) else None


def place_of(facts: Facts, arg: Arg) -> Places | None:
    """Where an argument stands, if that is known."""
    if arg.kind == "span":
        return tuple((fragment.start, fragment.end) for fragment in arg.span) if arg.span else None
    found = filler(facts, arg)
    return stretches(ARG_TARGETS[arg.kind], found) if found is not None else None


def name_of(facts: Facts, arg: Arg) -> str:
    """What an argument is, for a message: its words and its id."""
    if arg.kind == "span":
        return said(arg.span or ())
    found = filler(facts, arg)
    if found is None:
        return f"{arg.kind} {arg.ref!r}"
    words = "".join(facts.text[start:end] for start, end in stretches(ARG_TARGETS[arg.kind], found)[:1])
    return f"‘{words if len(words) <= 40 else words[:37] + '…'}’ ({arg.ref})"


def problem(one: Told, facts: Facts, message: str, *, arg: int | None = None, **more: Any) -> Problem:
    """A problem of an event mention, or of its argument at an index. ``member`` says where in it."""
    below = facts.pointer("event_mentions", one.position)
    places: Places | None = None
    if arg is not None:
        below += f"/args/{arg}"
        places = place_of(facts, (one.mention.args or ())[arg])
    below += more.pop("member", "")
    place = more.pop("range", None) or hull(places or one.trigger)
    return Problem(message, range=place, below=below, annotation=one.mention.id, **more)

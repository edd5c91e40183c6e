"""Mentions as rules look at them: names with their heads, and pronouns with what they say. Offsets are code points."""

from typing import Any, NamedTuple

from standfirst.data.languages import Pronoun
from standfirst.model import Fragment, Mention
from standfirst.rules.facts import Facts
from standfirst.rules.graph import positions
from standfirst.rules.protocol import Problem


class Named(NamedTuple):
    """A mention that is a name: the head's place and surface, or the mention's where it has no head and is in one part."""

    mention: Mention
    start: int
    end: int
    name: str


class Said(NamedTuple):
    """A mention that is a pronoun: one word, its place, and its readings, of which there is at least one."""

    mention: Mention
    start: int
    end: int
    readings: tuple[Pronoun, ...]


_REFERRING = ("personal", "possessive", "reflexive")


def names(facts: Facts) -> list[Named]:
    """The mentions of level NAM whose offsets are right, in the order of the text."""
    found: list[Named] = []
    for mention in facts.document.mentions or ():
        if mention.level == "NAM" and facts.is_sound(mention):
            fragment = mention.head or (mention.span[0] if len(mention.span) == 1 else None)
            if fragment is not None and fragment.text:
                found.append(Named(mention, fragment.start, fragment.end, fragment.text))
    return sorted(found, key=lambda one: (one.start, one.end, one.mention.id))


def pronouns(facts: Facts) -> list[Said]:
    """The mentions of level PRO that refer to somebody by a word of the language, in the order of the text.

    Only personal, possessive and reflexive pronouns: an indefinite or a demonstrative one needs nobody to be named.
    """
    words = facts.words
    if words is None:
        return []
    known: dict[str, tuple[Pronoun, ...]] = {}
    found: list[Said] = []
    for mention in facts.document.mentions or ():
        if mention.level != "PRO" or len(mention.span) != 1 or not facts.is_sound(mention):
            continue
        fragment = mention.head or mention.span[0]
        surface = fragment.text
        if surface not in known:
            readings = words.readings(surface)
            known[surface] = readings if all(one.kind in _REFERRING for one in readings) else ()
        if known[surface]:
            found.append(Said(mention, fragment.start, fragment.end, known[surface]))
    return sorted(found, key=lambda one: (one.start, one.end, one.mention.id))


def problem(facts: Facts, mention: Mention, message: str, *, member: str = "", **more: Any) -> Problem:
    """A problem of a mention, at its place. ``member`` says where in it, as the rest of a JSON Pointer."""
    position = facts.of(_mention_positions)[id(mention)]
    place = (mention.span[0].start, mention.span[-1].end)
    return Problem(
        message,
        range=more.pop("range", place),
        below=facts.pointer("mentions", position) + member,
        annotation=mention.id,
        **more,
    )


def _mention_positions(facts: Facts) -> dict[int, int]:
    return positions(facts, "mentions")


def surface(span: tuple[Fragment, ...]) -> str:
    """The words of a span, for a message."""
    return " … ".join(fragment.text for fragment in span)

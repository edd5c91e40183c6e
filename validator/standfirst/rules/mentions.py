"""Mentions as rules look at them: names with their heads, and pronouns with what they say. Offsets are code points."""

from functools import lru_cache
from operator import lt
from typing import Any, NamedTuple, TypeVar

from standfirst.data.languages import Pronoun, language_data
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


class Voice(NamedTuple):
    """What a pronoun says of whom it means; ``None`` where its readings differ.

    ``gender`` is only given where it can be but one person: *he*, *she*.
    """

    person: int | None
    singular: bool
    gender: str | None


class Said(NamedTuple):
    """A mention that is a pronoun: one word, its place, and what it says."""

    mention: Mention
    start: int
    end: int
    voice: Voice


One = TypeVar("One", Named, Said)
_REFERRING = ("personal", "possessive", "reflexive")


def by_level(facts: Facts) -> dict[str | None, list[Mention]]:
    """The mentions of each level, in the order of the layer; ``None`` for those without one."""
    found: dict[str | None, list[Mention]] = {}
    for mention in facts.document.mentions or ():
        found.setdefault(mention.level, []).append(mention)
    return found


def names(facts: Facts) -> list[Named]:
    """The mentions of level NAM whose offsets are right, in the order of the text."""
    sound = not facts.unsound
    found: list[Named] = []
    for mention in facts.of(by_level).get("NAM", ()):
        if sound or facts.is_sound(mention):
            fragment = mention.head or (mention.span[0] if len(mention.span) == 1 else None)
            if fragment is not None and fragment.text:
                found.append(Named(mention, fragment.start, fragment.end, fragment.text))
    return _in_text_order(found)


def by_name(facts: Facts) -> dict[str, list[Named]]:
    """The mentions of each name, in the order of the text."""
    found: dict[str, list[Named]] = {}
    for one in facts.of(names):
        found.setdefault(one.name, []).append(one)
    return found


def pronouns(facts: Facts) -> list[Said]:
    """The mentions of level PRO that refer to somebody by a word of the language, in the order of the text.

    Only personal, possessive and reflexive pronouns: an indefinite or a demonstrative one needs nobody to be named.
    """
    words, sound = facts.words, not facts.unsound
    if words is None:
        return []
    code = words.code
    found: list[Said] = []
    for mention in facts.of(by_level).get("PRO", ()):
        if len(mention.span) != 1 or not (sound or facts.is_sound(mention)):
            continue
        fragment = mention.head or mention.span[0]
        voice = _voice(code, fragment.text)
        if voice is not None:
            found.append(Said(mention, fragment.start, fragment.end, voice))
    return _in_text_order(found)


def _in_text_order(found: list[One]) -> list[One]:
    """Names or pronouns in the order of the text, at one place by id. Most layers have that order already."""
    starts = [one.start for one in found]
    if all(map(lt, starts, starts[1:])):
        return found
    return sorted(found, key=lambda one: (one.start, one.end, one.mention.id))


@lru_cache(10_000)
def readings_of(language: str, surface: str) -> tuple[Pronoun, ...]:
    """What a word of a language, as it stands in a text, may be as a pronoun. Few words are, and all texts have them."""
    words = language_data(language)
    return words.readings(surface) if words is not None else ()


@lru_cache(10_000)
def _voice(language: str, surface: str) -> Voice | None:
    """What all readings of a word agree in; ``None`` where there are none, or one refers to nobody."""
    readings = readings_of(language, surface)
    if not readings or not all(one.kind in _REFERRING for one in readings):
        return None
    persons, genders = {one.person for one in readings}, {one.gender for one in readings}
    person = persons.pop() if len(persons) == 1 else None
    singular = all(one.number == "singular" for one in readings)
    gender = genders.pop() if len(genders) == 1 and singular and person == 3 else None
    return Voice(person, singular, gender if gender in ("masculine", "feminine") else None)


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

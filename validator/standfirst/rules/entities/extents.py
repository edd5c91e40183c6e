"""Mentions by themselves: the head, the level, the reading, and mentions in mentions. Offsets are code points."""

from collections.abc import Iterator
from functools import lru_cache

from standfirst.data.languages import language_data
from standfirst.finding import ERROR, NOTE, WARNING
from standfirst.rules.facts import Facts, Node
from standfirst.rules.graph import find
from standfirst.rules.mentions import names, problem, readings_of, surface
from standfirst.rules.protocol import Needs, Problem, rule

_LONGEST_PRONOUN = 12
_DEEPEST = 30
"""How many mentions around a mention are looked at."""


@rule("ENT001", "head-outside", ERROR, "semantics", "document")
def head_outside(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The head of a mention lies in one of its fragments."""
    for mention in facts.document.mentions or ():
        head, span = mention.head, mention.span
        if head is None or (span[0].start <= head.start and head.end <= span[0].end) or not facts.is_sound(mention):
            continue
        if not any(part.start <= head.start and head.end <= part.end for part in span):
            yield problem(
                facts,
                mention,
                f"the head ‘{head.text}’ of {mention.id!r} is not inside its span ‘{surface(span)}’",
                member="/head",
                range=(head.start, head.end),
                help="correct the head's offsets, or the span's",
            )


@rule("ENT002", "level-vs-surface", WARNING, "semantics", "document", needs=Needs(layers=("mentions",)))
def level_vs_surface(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A mention of level PRO is a pronoun, one of level NAM has a capital letter, and a pronoun is neither NAM nor NOM."""
    words = facts.words
    for mention in facts.document.mentions or ():
        level = mention.level
        if level is None:
            continue
        said = mention.span[0].text if len(mention.span) == 1 else surface(mention.span)
        if level == "NAM":
            name = mention.head.text if mention.head is not None else said
            if not name or name[0].isupper():
                continue
            # A digit makes a name as well (“49ers”); scripts without case have no capitals.
            wrong = name == name.lower() and name != name.upper() and not any(map(str.isdigit, name))
            why = "it has no capital letter"
        elif words is None or not said or (level == "NOM" and (len(said) > _LONGEST_PRONOUN or not said.islower())):
            continue
        else:
            wrong = _is_pronoun(said, words.code, level) != (level == "PRO")
            why = (
                f"there is no pronoun in it that the language {words.code!r} is known to have"
                if level == "PRO"
                else "it is a pronoun"
            )
        if wrong and facts.is_sound(mention):
            yield problem(
                facts,
                mention,
                f"‘{said}’ has the level {mention.level}, and {why}",
                member="/level",
                found=mention.level,
                help="correct the level, or the head" if mention.level == "NAM" else "correct the level",
            )


@lru_cache(10_000)
def _is_pronoun(said: str, language: str, level: str) -> bool:
    """Whether a mention has a pronoun in it; one of level NOM only if it is nothing else."""
    if level == "PRO":
        return any(readings_of(language, part) for part in _parts(said))
    words = language_data(language)
    return (
        words is not None
        and said not in words.ambiguous
        and any(reading.kind == "personal" for reading in readings_of(language, said))
    )


def _parts(said: str) -> list[str]:
    """The words of a mention, and what is left of them before a hyphen or an apostrophe (French *dit-il*, *qu’il*)."""
    parts = said.split()
    return [*parts, *(piece for part in parts for piece in part.replace("’", "'").replace("'", "'-").split("-"))]


@rule("ENT012", "nested-same-entity", WARNING, "semantics", "document", needs=Needs(layers=("mentions",)))
def nested_same_entity(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A mention inside another refers to another entity, unless it is a pronoun."""
    mentions = facts.document.mentions or ()
    places = sorted(
        (mention.span[0].start, -mention.span[0].end, position)
        for position, mention in enumerate(mentions)
        if mention.level != "PRO" and len(mention.span) == 1
    )
    open_: list[tuple[int, int]] = []
    for start, negative, position in places:
        while open_ and open_[-1][0] <= start:
            open_.pop()
        open_.append((-negative, position))
        if len(open_) == 1:
            continue
        inner = mentions[position]
        for end, other in reversed(open_[-_DEEPEST:-1]):
            around = mentions[other]
            if around.entity != inner.entity or end < -negative or start == -negative:
                continue
            if facts.is_sound(inner) and facts.is_sound(around) and around.span[0].text != inner.span[0].text:
                yield problem(
                    facts,
                    inner,
                    f"‘{surface(inner.span)}’ is inside ‘{surface(around.span)}’ ({around.id!r}), and both are "
                    f"{inner.entity!r}",
                    found=around.id,
                    help="keep one of them: a name inside its own noun phrase is its head, not a mention of its own",
                )
            break


@rule(
    "ENT013",
    "title-in-name",
    NOTE,
    "semantics",
    "document",
    needs=Needs(layers=("mentions", "entities"), words=("titles",), scheme=("persons",)),
)
def title_in_name(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The head of a person's name begins with the name, not with a title."""
    words, scheme = facts.words, facts.scheme
    if words is None or scheme is None or scheme.persons is None:
        return
    for one in facts.of(names):
        if one.mention.head is None or " " not in one.name:
            continue
        first, _, rest = one.name.partition(" ")
        if first.rstrip(".").lower() not in words.titles or rest.strip() in ("I", "II", "III", "IV", "V"):
            continue
        entity = find(facts, "entities", one.mention.entity)
        if entity is not None and entity.type in scheme.persons:
            yield problem(
                facts,
                one.mention,
                f"the head ‘{one.name}’ begins with the title ‘{first}’",
                member="/head",
                range=(one.start, one.end),
                expected=rest.strip(),
                found=one.name,
                help=f"let the head begin at {one.start + len(one.name) - len(rest.lstrip())}",
            )


@rule("ENT014", "reading-equals-type", NOTE, "semantics", "document", needs=Needs(layers=("mentions", "entities")))
def reading_equals_type(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A reading says that a mention stands for something of another type than its entity."""
    for mention in facts.document.mentions or ():
        if mention.reading is None:
            continue
        entity = find(facts, "entities", mention.entity)
        if entity is not None and entity.type == mention.reading:
            yield problem(
                facts,
                mention,
                f"the reading of ‘{surface(mention.span)}’ is {mention.reading}, which is the type of {entity.id!r} anyway",
                member="/reading",
                found=mention.reading,
                help="remove the reading, or name the type that the mention stands for here",
            )


RULES = (head_outside, level_vs_surface, nested_same_entity, title_in_name, reading_equals_type)

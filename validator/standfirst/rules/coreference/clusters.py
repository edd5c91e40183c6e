"""The names of an entity beside each other, and those of entities that may be one. Offsets are code points."""

import re
from collections.abc import Iterator
from functools import lru_cache

from standfirst.finding import NOTE
from standfirst.rules.facts import Facts, Node
from standfirst.rules.graph import find
from standfirst.rules.mentions import Named, names, problem
from standfirst.rules.protocol import Needs, Problem, rule

_NAMES = Needs(layers=("mentions", "entities"))
_ALIKE = 2
"""Words that begin with so many equal letters may be forms of one."""
_MARKS = frozenset("\"'“”„‘’‚«»‹›「」『』")
_MOST = 40
"""How many different names of an entity are compared."""


def _named(facts: Facts) -> dict[str, list[Named]]:
    """For every entity its different names, in the order of the text."""
    found: dict[str, dict[str, Named]] = {}
    for one in facts.of(names):
        if one.mention.reading is None and not _is_nickname(facts.text, one):
            found.setdefault(one.mention.entity, {}).setdefault(one.name, one)
    return {entity: list(by_name.values()) for entity, by_name in found.items()}


def _is_nickname(text: str, one: Named) -> bool:
    """Whether a name stands between quotation marks, as nicknames and aliases do."""
    return text[one.start - 1 : one.start] in _MARKS and text[one.end : one.end + 1] in _MARKS


@rule("COR007", "cluster-head-clash", NOTE, "semantics", "document", needs=_NAMES)
def cluster_head_clash(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The names of an entity have a word in common, or one is short for the other."""
    for entity, found in facts.of(_named).items():
        if not 1 < len(found) <= _MOST:
            continue
        known = [found[0]]
        rest = found[1:]
        while True:
            near = [one for one in rest if any(_alike(one.name, other.name) for other in known)]
            if not near:
                break
            known += near
            rest = [one for one in rest if one not in near]
        holder = find(facts, "entities", entity)
        if (
            rest
            and holder is not None
            and not holder.group
            and not holder.generic
            and not _is_label(rest[0].name, holder)
        ):
            yield problem(
                facts,
                rest[0].mention,
                f"‘{rest[0].name}’ and ‘{known[0].name}’ ({known[0].mention.id!r}) have nothing in common, and both are "
                f"{entity!r}",
                range=(rest[0].start, rest[0].end),
                found=known[0].mention.id,
                help="two entities that were made one, or two names of one thing?",
            )


def _is_label(name: str, holder: object) -> bool:
    """Whether an entity's own name, or the label of a link, has the words of a name: then somebody has looked."""
    labels = [getattr(holder, "name", None), *(link.label for link in getattr(holder, "links", None) or ())]
    return any(label is not None and _alike(name, label) for label in labels)


def _alike(first: str, second: str) -> bool:
    if first in second or second in first:
        return True
    words, others = _words(first), _words(second)
    if any(_begin_alike(word, other) for word in words for other in others):
        return True
    return any(_is_short(short, long) for short, long in ((first, second), (second, first)))


@lru_cache(10_000)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name without small ones that have no capital (of, and, de, von)."""
    found = re.findall(r"\w+", name)
    large = [word for word in found if word != word.lower() or word == word.upper()]
    return tuple(word.casefold() for word in large or found)


def _begin_alike(word: str, other: str) -> bool:
    """Whether two words may be forms of one: Chicago and Chicagoans, Marguerite and Maggie."""
    size = min(len(word), len(other), _ALIKE)
    return word[:size] == other[:size] and (size == _ALIKE or len(word) == len(other))


def _is_short(short: str, long: str) -> bool:
    """Whether a name is made of initials of another, in their order: ICE, U.S., EPP-ED; or of two languages' (EU, UE)."""
    letters = [character for character in short if character.isalpha()]
    if not 2 <= len(letters) <= 8 or not any(map(str.isupper, letters)) or len(re.findall(r"\w+", long)) < 2:
        return False
    initials = iter(word[0].casefold() for word in re.findall(r"\w+", long))
    return all(letter.casefold() in initials for letter in letters) or sorted(short.casefold()) == sorted(
        word[0].casefold() for word in re.findall(r"\w+", long)
    )


@rule("COR008", "split-cluster", NOTE, "semantics", "document", needs=_NAMES)
def split_cluster(_node: Node, facts: Facts) -> Iterator[Problem]:
    """No two entities of one type share a name, or have a name of which the other's is the end."""
    endings = facts.of(_endings)
    for entity, found in facts.of(_named).items():
        holder = find(facts, "entities", entity)
        if holder is None or holder.group or holder.generic:
            continue
        owners = set[str]()
        for one in found:
            owners |= endings.get((holder.type, one.name), set()) - {entity}
        if len(owners) != 1 or not all((holder.type, one.name) in endings for one in found):
            continue  # nobody, or a family of several
        (other,) = owners
        longer = next((one for one in facts.of(_named)[other] if one.name.endswith(found[0].name)), None)
        if longer is None or (" " in found[0].name and longer.name == found[0].name):
            continue  # one full name for two entities is ENT006
        if longer.name == found[0].name and (len(entity), entity) < (len(other), other):
            continue  # said once, of the later of two
        yield problem(
            facts,
            found[0].mention,
            f"‘{found[0].name}’ is {entity!r}, and ‘{longer.name}’ is {other!r} ({longer.mention.id!r})",
            range=(found[0].start, found[0].end),
            found=other,
            help="are they one entity?",
        )


def _endings(facts: Facts) -> dict[tuple[str, str], set[str]]:
    """The entities of each type that have a name, or a longer one that ends with it after a blank."""
    found: dict[tuple[str, str], set[str]] = {}
    for entity, names_of in facts.of(_named).items():
        holder = find(facts, "entities", entity)
        if holder is None or holder.group or holder.generic:
            continue
        for one in names_of:
            words = one.name.split(" ")
            shorter = min(len(words), _MOST) if ", " not in one.name else 1  # Australia is no name of Sydney, Australia
            for first in range(shorter):
                found.setdefault((holder.type, " ".join(words[first:])), set()).add(entity)
    return {key: entities for key, entities in found.items() if len(entities) > 1}


RULES = (cluster_head_clash, split_cluster)

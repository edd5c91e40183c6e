"""Names and pronouns over a whole document: what was missed, and what has two types or two entities. Code points."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cache

from standfirst.data.languages import Language, language_data
from standfirst.finding import NOTE, WARNING
from standfirst.rules.coverage import complete, is_dead
from standfirst.rules.facts import Facts, Node
from standfirst.rules.graph import find
from standfirst.rules.mentions import Named, by_name, names, problem, pronouns
from standfirst.rules.protocol import Needs, Problem, rule
from standfirst.rules.stretches import holds, merged
from standfirst.rules.words import occurrences, sentence_starts, vocabulary

_GLUE = frozenset("@#/_-‐‑")
"""What joins a word to the one beside it, so that it is no name by itself."""
_PERSONAL = ("personal", "possessive", "reflexive")


def _covered(facts: Facts) -> list[tuple[int, int]]:
    """Where there is a mention of any kind, or a title between quotation marks: merged, in the order of the text."""
    starts, ends = facts.columns.starts, facts.columns.ends
    places = [(starts[at], ends[at]) for at in facts.fragments_of(("mentions", "span"))]
    places += [
        (mark.fragment.start, mark.fragment.end) for mark in facts.document.marks or () if mark.function == "title"
    ]
    return merged(places)


@rule("ENT003", "missed-name", WARNING, "semantics", "document", needs=Needs(full=("mentions",)))
def missed_name(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Where all mentions are annotated, a name that is one at one place is one at every other."""
    text = facts.text
    for name, known in facts.of(by_name).items():
        starts = {one.start for one in known}
        if text.count(name) == len(starts):
            continue
        if len(name) < 2 or name == name.lower() or _is_common(name, facts.words):
            continue
        for start in _found(text, name):
            if start in starts or holds(facts.of(_covered), start, start + len(name)):
                continue
            if not holds(complete(facts, "mentions"), start, start + len(name)) or is_dead(facts, start):
                continue
            if name.isalpha() and _begins_sentence(facts, start) and name.lower() in facts.of(vocabulary_as_written):
                continue
            yield Problem(
                f"‘{name}’ is no mention here, and is one elsewhere ({known[0].mention.id!r})",
                range=(start, start + len(name)),
                found=known[0].mention.id,
                help=f"add a mention of {known[0].mention.entity!r}, if that is meant",
                below="/mentions",
            )


def _is_common(name: str, words: Language | None) -> bool:
    """Whether a name is also a word that stands anywhere: May, Will, Sunday."""
    if words is None:
        return False
    form = name.lower()
    return any(
        form in entries
        for entries in (words.stop_words, words.futures, words.months, words.weekdays, words.titles, words.pronouns)
    )


def _found(text: str, name: str) -> Iterator[int]:
    """Where a name stands as a whole word."""
    start = text.find(name)
    while start >= 0:
        before, behind = text[start - 1 : start], text[start + len(name) : start + len(name) + 1]
        if not (before.isalnum() or behind.isalnum() or before in _GLUE or behind in _GLUE) or not (before and behind):
            yield start
        start = text.find(name, start + len(name))


def vocabulary_as_written(facts: Facts) -> frozenset[str]:
    """The words of the text that stand somewhere in lower case."""
    return frozenset(word for word in facts.of(vocabulary) if word in facts.text)


def _begins_sentence(facts: Facts, offset: int) -> bool:
    starts = facts.of(sentence_starts)
    return offset - starts[bisect_right(starts, offset) - 1] <= 1  # a quotation mark may stand before it


@rule("ENT004", "missed-pronoun", NOTE, "semantics", "document", needs=Needs(full=("mentions",), words=("pronouns",)))
def missed_pronoun(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Where all mentions are annotated, pronouns among them, a pronoun that can only be a person is one."""
    words = facts.words
    if words is None or not facts.of(pronouns):
        return  # names and nominals are annotated, pronouns are not
    forms = _persons(words.code)
    starts = {facts.columns.starts[position] for position in facts.fragments_of(("mentions", "span"))}
    covered = complete(facts, "mentions")
    for word in occurrences(facts, forms, starts):
        if not holds(covered, word.start, word.end):
            continue
        surface = facts.text[word.start : word.end]
        if not words.readings(surface) or is_dead(facts, word.start) or _is_part_of_name(facts, word.start, word.end):
            continue
        yield Problem(
            f"the pronoun ‘{surface}’ is no mention",
            range=(word.start, word.end),
            help="add a mention of whoever is meant",
            below="/mentions",
        )


@cache
def _persons(language: str) -> frozenset[str]:
    """The forms that can only be somebody: the first person, and where gender is that of persons, *he* and *she*."""
    words = language_data(language)
    if words is None:
        return frozenset()
    return frozenset(
        form
        for form, readings in words.pronouns.items()
        if form not in words.ambiguous
        and form not in words.pleonastic
        and all(
            reading.kind in _PERSONAL
            and not reading.capital
            and (reading.person == 1 or (words.natural_gender and reading.gender in ("masculine", "feminine")))
            for reading in readings
        )
    )


def _is_part_of_name(facts: Facts, start: int, end: int) -> bool:
    """Whether a word is in a name (World War I, Call Me Kat), or is the letter I of a list."""
    if any(one.start <= start and end <= one.end for one in facts.of(names)):
        return True
    text = facts.text
    before = text[:start].rstrip()[-30:].split()[-1:] if start else []
    return end - start == 1 and bool(before) and before[0][0].isupper() and not _begins_sentence(facts, start)


def _ambiguous(facts: Facts) -> dict[str, list[Named]]:
    """The names that stand for more than one entity."""
    return {
        name: found
        for name, found in facts.of(by_name).items()
        if len(found) > 1 and len({one.mention.entity for one in found}) > 1
    }


@rule("ENT005", "name-two-types", WARNING, "semantics", "document", needs=Needs(layers=("mentions", "entities")))
def name_two_types(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A name has one type in a document; where a place stands for its government, that is a reading."""
    for name, found in facts.of(_ambiguous).items():
        typed = [
            (entity.type, one) for one in found if (entity := find(facts, "entities", one.mention.entity)) is not None
        ]
        counts = Counter(type_ for type_, one in typed if one.mention.reading is None)
        if len(counts) < 2:
            continue
        usual = max(counts, key=lambda type_: (counts[type_], type_))
        odd = next(one for type_, one in typed if type_ != usual and one.mention.reading is None)
        type_ = next(type_ for type_, one in typed if one is odd)
        other = next(one for type_, one in typed if type_ == usual)
        yield problem(
            facts,
            odd.mention,
            f"‘{name}’ is {type_} here ({odd.mention.entity!r}), and {usual} in {other.mention.id!r} "
            f"({other.mention.entity!r})",
            range=(odd.start, odd.end),
            expected=usual,
            found=type_,
            help="make them one entity, with a reading where it stands for something else, unless they only share a name",
        )


@rule("ENT006", "name-two-entities", WARNING, "semantics", "document", needs=Needs(layers=("mentions", "entities")))
def name_two_entities(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A full name, of two words or more, is one entity in a document."""
    for name, found in facts.of(_ambiguous).items():
        if " " not in name:
            continue
        typed = [
            (entity.type, one) for one in found if (entity := find(facts, "entities", one.mention.entity)) is not None
        ]
        for type_ in sorted({type_ for type_, _ in typed}):
            same = [one for other, one in typed if other == type_]
            second = next((one for one in same if one.mention.entity != same[0].mention.entity), None)
            if second is not None:
                yield problem(
                    facts,
                    second.mention,
                    f"‘{name}’ is {second.mention.entity!r} here, and {same[0].mention.entity!r} in {same[0].mention.id!r}",
                    range=(second.start, second.end),
                    found=second.mention.entity,
                    help="make the two entities one, unless two of that name are meant",
                )


RULES = (missed_name, missed_pronoun, name_two_types, name_two_entities)

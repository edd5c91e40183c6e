"""Pronouns and the entities that they are said to mean. Offsets are code points."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from standfirst.finding import NOTE, WARNING
from standfirst.model import Mention, Quote
from standfirst.rules.facts import Facts, Node
from standfirst.rules.graph import find, mentions_of
from standfirst.rules.mentions import Said, by_level, problem, pronouns
from standfirst.rules.protocol import Needs, Problem, rule
from standfirst.rules.stretches import holds, merged
from standfirst.rules.words import sentence_at

_PRONOUNS = Needs(layers=("mentions", "entities"), words=("pronouns",))
_QUOTED = Needs(layers=("mentions", "quotes"), words=("pronouns",))
_FAR = 2
"""How many sentences a pronoun may stand before the name that it means."""


def _clusters(facts: Facts) -> dict[str, list[Said]]:
    """The pronouns of each entity, in the order of the text."""
    clusters: dict[str, list[Said]] = {}
    for one in facts.of(pronouns):
        clusters.setdefault(one.mention.entity, []).append(one)
    return clusters


def _word(facts: Facts, one: Said) -> str:
    return facts.text[one.start : one.end]


@rule(
    "COR001",
    "pronoun-only-entity",
    WARNING,
    "semantics",
    "document",
    needs=Needs(layers=("entities",), full=("mentions",), words=("pronouns",)),
)
def pronoun_only_entity(_node: Node, facts: Facts) -> Iterator[Problem]:
    """An entity that a pronoun of the third person means is named somewhere, by a name or a noun."""
    if len(facts.of(pronouns)) == len(facts.document.mentions or ()):
        return  # only pronouns are annotated
    mentions = facts.of(by_level)
    named = {mention.entity for level, found in mentions.items() if level != "PRO" for mention in found}
    for name, cluster in facts.of(_clusters).items():
        if name in named:
            continue
        entity = find(facts, "entities", name)
        if entity is None or entity.generic:
            continue
        # *They* may be whoever there is; where the entity has a name, somebody has thought of who that is.
        third = next(
            (one for one in cluster if one.voice.person == 3 and (one.voice.singular or entity.name is None)), None
        )
        if third is not None:
            yield problem(
                facts,
                third.mention,
                f"{name!r} has pronouns only: nothing says who ‘{_word(facts, third)}’ is",
                member="/entity",
                found=name,
                help="let the pronouns mean the entity that is named before them, or set generic",
            )


@rule("COR002", "pronoun-number", WARNING, "semantics", "document", needs=_PRONOUNS)
def pronoun_number(_node: Node, facts: Facts) -> Iterator[Problem]:
    """No pronoun for one person means a group."""
    words = facts.words
    if words is None:
        return
    for name, cluster in facts.of(_clusters).items():
        entity = find(facts, "entities", name)
        if entity is None or not entity.group:
            continue
        for one in cluster:
            # Where every noun has a gender, *elle* may be a crowd; *I* is one person everywhere.
            if (one.voice.person == 1 and one.voice.singular) or (
                words.natural_gender and one.voice.gender is not None
            ):
                yield problem(
                    facts,
                    one.mention,
                    f"‘{_word(facts, one)}’ is one person, and {name!r} is a group",
                    member="/entity",
                    found=name,
                    help="let it mean another entity, or correct group",
                )


@rule("COR003", "pronoun-gender-clash", WARNING, "semantics", "document", needs=_PRONOUNS)
def pronoun_gender_clash(_node: Node, facts: Facts) -> Iterator[Problem]:
    """No entity is both *he* and *she*, in languages where these are persons."""
    if facts.words is None or not facts.words.natural_gender:
        return
    for name, cluster in facts.of(_clusters).items():
        gendered = [one for one in cluster if one.voice.gender is not None]
        first = next((one for one in gendered if one.voice.gender != gendered[0].voice.gender), None)
        if first is None:
            continue
        entity = find(facts, "entities", name)
        if entity is not None and not entity.generic and not entity.group:
            yield problem(
                facts,
                first.mention,
                f"‘{_word(facts, first)}’ is {name!r} here, and so is ‘{_word(facts, gendered[0])}’ in "
                f"{gendered[0].mention.id!r}",
                member="/entity",
                found=name,
                help="one of them means somebody else",
            )


class _Voices:
    """Whose words the text is: the quotes by the stretches of their contents and of their verbatim parts."""

    def __init__(self, quotes: Sequence[Quote], facts: Facts) -> None:
        contents: list[tuple[int, int]] = []
        spoken: list[tuple[int, int, str, Quote]] = []
        for quote in quotes:
            if not facts.is_sound(quote):
                continue
            contents += [(fragment.start, fragment.end) for fragment in quote.content]
            verbatim = quote.verbatim if quote.verbatim is not None else quote.content if quote.form == "direct" else ()
            spoken += [(fragment.start, fragment.end, quote.id, quote) for fragment in verbatim]
        contents += [(mark.fragment.start, mark.fragment.end) for mark in facts.document.marks or ()]
        self._contents = merged(contents)
        self._innermost = _segments(spoken)
        self._borders = [start for start, _ in self._innermost]

    def quoted(self, start: int, end: int) -> bool:
        """Whether somebody is said to have said or thought a stretch, or it stands between marks."""
        return holds(self._contents, start, end)

    def innermost(self, start: int) -> Quote | None:
        """The innermost quote that gives a place word for word."""
        before = bisect_right(self._borders, start) - 1
        return self._innermost[before][1] if before >= 0 else None


def _segments(spoken: list[tuple[int, int, str, Quote]]) -> list[tuple[int, Quote | None]]:
    """From which place on which quote is the innermost one; ``None`` outside of all."""
    found: list[tuple[int, Quote | None]] = []
    open_: list[tuple[int, Quote]] = []

    def close(until: int) -> None:
        while open_ and open_[-1][0] <= until:
            end, _ = open_.pop()
            while open_ and open_[-1][0] <= end:
                open_.pop()
            found.append((end, open_[-1][1] if open_ else None))

    for start, end, _, quote in sorted(spoken, key=lambda one: (one[0], -one[1], one[2])):
        close(start)
        open_.append((end, quote))
        found.append((start, quote))
    close(1 << 62)
    return found


def _voices(facts: Facts) -> _Voices:
    return _Voices(facts.document.quotes or (), facts)


def _speakers(facts: Facts) -> set[str]:
    return {name for quote in facts.document.quotes or () for name in quote.speaker or ()}


@rule(
    "COR004",
    "first-person-outside-quote",
    WARNING,
    "semantics",
    "document",
    needs=Needs(layers=("mentions",), full=("quotes",), words=("pronouns",)),
)
def first_person_outside_quote(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Where all quotes are annotated, *I* and *we* mean one who is quoted only inside quotes."""
    speakers = facts.of(_speakers)
    for one in facts.of(pronouns):
        if one.voice.person != 1 or one.mention.entity not in speakers:
            continue
        if not facts.of(_voices).quoted(one.start, one.end):
            yield problem(
                facts,
                one.mention,
                f"‘{_word(facts, one)}’ is in no quote: it is the author's, and {one.mention.entity!r} is quoted elsewhere",
                member="/entity",
                found=one.mention.entity,
                help="let it mean the author, or add the quote",
            )


@rule("COR005", "first-person-not-speaker", WARNING, "semantics", "document", needs=_QUOTED)
def first_person_not_speaker(_node: Node, facts: Facts) -> Iterator[Problem]:
    """*I*, word for word, is who speaks in the innermost quote."""
    for one in facts.of(pronouns):
        if one.voice.person != 1 or not one.voice.singular:
            continue
        quote = facts.of(_voices).innermost(one.start)
        if quote is None or not quote.speaker or one.mention.entity in quote.speaker:
            continue
        yield problem(
            facts,
            one.mention,
            f"‘{_word(facts, one)}’ is {one.mention.entity!r}, and in the quote {quote.id!r} it is "
            f"{' or '.join(map(repr, quote.speaker))} who speaks",
            member="/entity",
            expected=" ".join(quote.speaker),
            found=one.mention.entity,
            help="correct the entity, or the quote's speaker",
        )


@rule("COR006", "second-person-not-addressee", NOTE, "semantics", "document", needs=_QUOTED)
def second_person_not_addressee(_node: Node, facts: Facts) -> Iterator[Problem]:
    """*You*, word for word, is who is addressed in the innermost quote, where the quote says who that is."""
    for one in facts.of(pronouns):
        if one.voice.person != 2:
            continue
        quote = facts.of(_voices).innermost(one.start)
        if quote is None or not quote.addressee_entity or one.mention.entity in quote.addressee_entity:
            continue
        entity = find(facts, "entities", one.mention.entity)
        if entity is None or entity.generic or entity.group:
            continue
        yield problem(
            facts,
            one.mention,
            f"‘{_word(facts, one)}’ is {one.mention.entity!r}, and the quote {quote.id!r} is addressed to "
            f"{' and '.join(map(repr, quote.addressee_entity))}",
            member="/entity",
            expected=" ".join(quote.addressee_entity),
            found=one.mention.entity,
            help="correct the entity, or the quote's addressee",
        )


@rule("COR009", "cataphora-far", NOTE, "semantics", "document", needs=_PRONOUNS)
def cataphora_far(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A pronoun of the third person that comes before every name for its entity has one in the next two sentences."""
    clusters = facts.of(_clusters)
    known = facts.of(mentions_of)
    for name, cluster in clusters.items():
        first = cluster[0]
        if first.voice.person != 3:
            continue
        named = min((_place(one) for one in known.get(name, ()) if one.level != "PRO"), default=None)
        if named is None or named < first.start:
            continue
        distance = sentence_at(facts, named) - sentence_at(facts, first.start)
        if distance > _FAR:
            yield problem(
                facts,
                first.mention,
                f"‘{_word(facts, first)}’ means {name!r}, which is named {distance} sentences later for the first time",
                member="/entity",
                found=name,
                help="does it mean somebody who is named before it?",
            )


def _place(mention: Mention) -> int:
    return mention.span[0].start


RULES = (
    pronoun_only_entity,
    pronoun_number,
    pronoun_gender_clash,
    first_person_outside_quote,
    first_person_not_speaker,
    second_person_not_addressee,
    cataphora_far,
)

"""What stands around a trigger: negation, the future, a name that it is in, participants far away. Offsets: code points."""

from bisect import bisect_left
from collections.abc import Collection, Iterator
from functools import cache

from standfirst.data import language_data
from standfirst.data.languages.words import Word, listed, words
from standfirst.finding import NOTE
from standfirst.model import EventMention, Mention
from standfirst.rules.events.places import Told, filler, hull, name_of, played, problem
from standfirst.rules.facts import Facts, Node
from standfirst.rules.graph import by_id, find, mentions_of
from standfirst.rules.mentions import names
from standfirst.rules.protocol import Needs, Problem, rule
from standfirst.rules.words import aligned, vocabulary

_BEFORE = 40
"""How far before a trigger, in code points, words are read."""
_NEAR = 2
"""How many zones away a participant may stand."""


def _word_before(one: Told, facts: Facts, entries: Collection[str]) -> Word | None:
    """The entry of a list that stands right before a trigger, with nothing but blanks between."""
    language = facts.words
    start = one.trigger[0][0]
    if language is None:
        return None
    begin = max(0, start - _BEFORE)
    space = facts.text.rfind(" ", 0, begin)
    before = [*words(facts.text, language, space + 1, start)]
    if not before or facts.text[before[-1].end : start].strip(" \u00a0") or before[-1].end == start:
        return None
    found = [*listed(before, entries)]
    return found[-1] if found and found[-1].end == before[-1].end else None


@rule(
    "EVT021",
    "negation-word-positive",
    NOTE,
    "semantics",
    "document",
    needs=Needs(layers=("event_mentions",), words=("negations",)),
)
def negation_word_positive(_node: Node, facts: Facts) -> Iterator[Problem]:
    """An event right behind a negation is negative, or neither it nor its polarity is stated."""
    language = facts.words
    if language is None:
        return
    positive = [
        (position, mention)
        for position, mention in enumerate(facts.document.event_mentions or ())
        if mention.polarity == "positive" and mention.phase is None
    ]
    for one in _behind(facts, language.negations, positive):
        found = _word_before(one, facts, language.negations)
        if found is not None:
            yield problem(
                one,
                facts,
                f"‘{facts.text[found.start : found.end]}’ stands before {one.words}, and the polarity is positive",
                member="/polarity",
                range=(found.start, hull(one.trigger)[1]),
                expected="negative",
                found="positive",
                help="is it negative?",
            )


@rule(
    "EVT022",
    "future-word-actual",
    NOTE,
    "semantics",
    "document",
    needs=Needs(layers=("event_mentions",), words=("futures",)),
)
def future_word_actual(_node: Node, facts: Facts) -> Iterator[Problem]:
    """An event right behind a word of the future or of possibility is not actual."""
    language = facts.words
    if language is None:
        return
    futures = _futures(language.code)
    actual = [
        (position, mention)
        for position, mention in enumerate(facts.document.event_mentions or ())
        if mention.realis == "actual"
    ]
    for one in _behind(facts, futures, actual):
        found = _word_before(one, facts, futures)
        if found is not None:
            yield problem(
                one,
                facts,
                f"‘{facts.text[found.start : found.end]}’ stands before {one.words}, and the realis is actual",
                member="/realis",
                range=(found.start, hull(one.trigger)[1]),
                found="actual",
                help="is it future or hypothetical?",
            )


def _behind(facts: Facts, entries: frozenset[str], mentions: list[tuple[int, EventMention]]) -> list[Told]:
    """Those of the event mentions whose trigger has words, right behind one of the entries, and maybe more.

    To look for the few entries that the text has is cheaper than to take the words before each trigger apart.
    """
    text = facts.of(aligned)
    there = facts.of(vocabulary)
    before = tuple(
        entry + space
        for entry, last in _with_last_words(entries)
        if last in there or not last.isalnum()
        for space in (" ", "\u00a0")
    )
    return [
        Told(mention, position)
        for position, mention in mentions
        if (text is None or text.endswith(before, 0, mention.trigger[0].start))
        and mention.trigger[0].start < mention.trigger[0].end
        and facts.is_sound(mention)
    ]


@cache
def _with_last_words(entries: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """The entries of a list, each with its last word."""
    return tuple(sorted((entry, entry.rpartition(" ")[2]) for entry in entries))


@cache
def _futures(code: str) -> frozenset[str]:
    """The words of the future of a language; clitics, such as that of would and had, are left out."""
    language = language_data(code)
    return language.futures - language.enclitics if language is not None else frozenset()


@rule(
    "EVT020",
    "trigger-inside-mention",
    NOTE,
    "semantics",
    "document",
    needs=Needs(layers=("event_mentions", "mentions", "entities"), scheme=("happenings",)),
)
def trigger_inside_mention(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A trigger is no part of a name, unless it is the name of an event."""
    happenings = facts.scheme.happenings if facts.scheme is not None else None
    if happenings is None:
        return
    triggers = sorted(facts.columns.starts[at] for at in facts.fragments_of(("event_mentions", "trigger")))
    heads = [head for head in _name_heads(facts) if bisect_left(triggers, head[0]) < bisect_left(triggers, head[1])]
    if not heads:
        return
    events = facts.document.event_mentions or ()
    starts = sorted((mention.trigger[0].start, position) for position, mention in enumerate(events))
    inner: dict[int, tuple[int, int, Mention]] = {}
    for head in heads:
        for _, position in starts[bisect_left(starts, (head[0], -1)) : bisect_left(starts, (head[1], -1))]:
            inner[position] = head  # of several heads the one that begins last
    for position, (first, last, mention) in sorted(inner.items()):
        one = Told(events[position], position)
        start, end = hull(one.trigger)
        if start == end or end > last or (start, end) == (first, last) or not facts.is_sound(one.mention):
            continue
        entity = find(facts, "entities", mention.entity)
        if entity is None or entity.type in happenings or mention.reading in happenings:
            continue
        yield problem(
            one,
            facts,
            f"{one.words} is a part of the name ‘{facts.text[first:last]}’ ({mention.id}), of the type {entity.type}",
            member="/trigger",
            found=mention.id,
            help="remove the event mention, if the name tells of nothing that happens",
        )


def _name_heads(facts: Facts) -> list[tuple[int, int, Mention]]:
    """The places of the heads of names, in the order of the text; of those that begin together the longest."""
    found = {one.start: (one.start, one.end, one.mention) for one in facts.of(names)}  # the last that begins there
    return [*found.values()]


@rule(
    "EVT018",
    "arg-distance",
    NOTE,
    "semantics",
    "document",
    needs=Needs(layers=("event_mentions", "mentions", "zones")),
)
def arg_distance(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A participant is named near the trigger: no other mention of it stands in the trigger's own paragraph."""
    if len(facts.zones) <= _NEAR:
        return
    zones = facts.zone_at
    events = facts.document.event_mentions or ()
    far = {
        position
        for position, _, mention in facts.of(played)
        if not -_NEAR <= zones[mention.span[0].start] - zones[events[position].trigger[0].start] <= _NEAR
    }
    for position in sorted(far):
        one = Told(events[position], position)
        zone = zones[one.mention.trigger[0].start]
        if zone < 0:
            continue
        for index, arg in enumerate(one.mention.args or ()):
            mention = filler(facts, arg) if arg.kind == "mention" else None
            if mention is None or abs(zones[mention.span[0].start] - zone) <= _NEAR:
                continue
            near = _nearer(facts, one.mention, mention, zone)
            if near is not None:
                yield problem(
                    one,
                    facts,
                    f"the {arg.role} of {one.words}, {name_of(facts, arg)}, stands "
                    f"{abs(zones[mention.span[0].start] - zone)} zones away, and {near.id!r}, ‘{near.span[0].text}’, mentions "
                    "the same entity beside the trigger",
                    arg=index,
                    member="/ref",
                    expected=near.id,
                    found=arg.ref,
                    help=f"refer to the nearest mention, {near.id!r}",
                )


def _nearer(facts: Facts, event: EventMention, mention: Mention, zone: int) -> Mention | None:
    """The mention of the same entity in a zone that is nearest to the trigger, if there is one."""
    start = event.trigger[0].start
    starts = facts.of(_starts_of_entities).get(mention.entity, [])
    at = bisect_left(starts, (start, ""))
    near = [one for one in starts[max(0, at - 1) : at + 1] if facts.zone_at[one[0]] == zone]
    found = min(near, key=lambda one: (abs(one[0] - start), one[1]), default=None)
    return by_id(facts, "mentions").get(found[1]) if found is not None else None


def _starts_of_entities(facts: Facts) -> dict[str, list[tuple[int, str]]]:
    """Where the mentions of every entity begin, with their ids, in the order of the text."""
    return {
        entity: sorted((mention.span[0].start, mention.id) for mention in mentions)
        for entity, mentions in facts.of(mentions_of).items()
    }


RULES = (arg_distance, trigger_inside_mention, negation_word_positive, future_word_actual)

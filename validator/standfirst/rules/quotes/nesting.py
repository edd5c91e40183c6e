"""Quotes beside each other and inside each other."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, pairwise

from standfirst.finding import ERROR, NOTE, WARNING
from standfirst.model import Quote
from standfirst.rules.facts import Facts, Node
from standfirst.rules.graph import inside
from standfirst.rules.protocol import Problem, rule
from standfirst.rules.quotes.places import Parts, hull, parts, parts_by_id, problem, said

_FURTHEST = 50
"""How far up parents are followed."""
_WORD = re.compile(r"\w+")
_BEGINNING = re.compile(r"\W*(\w+)\W+(\w+)")
_NEXT = 200
"""How many cues between two fragments are looked at."""


def _stacked(facts: Facts) -> Iterator[tuple[Parts, tuple[int, int], Parts, tuple[int, int]]]:
    """Every fragment of a content with the innermost fragment of another quote that it overlaps, the outer one first."""
    fragments = sorted(
        (start, -end, one.quote.id, one.position) for one in facts.of(parts) for start, end in one.content
    )
    by_position = {one.position: one for one in facts.of(parts)}
    stack: list[tuple[Parts, tuple[int, int]]] = []
    for start, negative, _, position in fragments:
        end = -negative
        while stack and stack[-1][1][1] <= start:
            stack.pop()
        one = by_position[position]
        if stack and stack[-1][0] is one:  # a content that overlaps itself is another rule's; it counts once
            stack[-1] = one, (stack[-1][1][0], max(end, stack[-1][1][1]))
        else:
            stack.append((one, (start, end)))
        if len(stack) > 1 and stack[-2][1][1] > start:
            yield (*stack[-2], one, (start, end))


@rule("QUO009", "siblings-overlap", ERROR, "semantics", "document")
def siblings_overlap(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The contents of two quotes overlap only if one is inside the other and names it as its parent."""
    for outer, place, one, inner in facts.of(_overlaps):
        if one.quote.parent is None and outer.content is one.content and outer.cue != one.cue:
            continue  # one content with two cues is two quotes
        if inner[1] <= place[1] and _is_below(one.quote, outer, facts):
            continue
        if place[1] <= inner[1] and (_is_below(one.quote, outer, facts) or _is_below(outer.quote, one, facts)):
            continue  # both have the place, or QUO010 says that the child is not inside
        shared = max(place[0], inner[0]), min(place[1], inner[1])
        yield problem(
            one,
            facts,
            f"the contents of {outer.quote.id!r} and {one.quote.id!r} share {said(facts.text, *shared)}, and neither is the "
            "parent of the other",
            shared,
            found=outer.quote.id,
            help=f"give {one.quote.id!r} the parent {outer.quote.id!r}, or correct the offsets"
            if inner[1] <= place[1]
            else "correct the offsets: of two quotes one is inside the other, or they are apart",
        )


def _overlaps(facts: Facts) -> list[tuple[Parts, tuple[int, int], Parts, tuple[int, int]]]:
    return list(_stacked(facts))


def _is_below(quote: Quote, other: Parts, facts: Facts) -> bool:
    """Whether ``other``, or a quote with its content, is a parent of ``quote`` at some remove."""
    by_id = facts.of(parts_by_id)
    for _ in range(_FURTHEST):
        parent = by_id.get(quote.parent) if quote.parent is not None else None
        if parent is None:
            return quote.parent is not None and quote.parent == other.quote.id
        if parent.content is other.content:
            return True
        quote = parent.quote
    return True


@rule("QUO010", "nested-outside-parent", ERROR, "semantics", "document")
def nested_outside_parent(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The content of a quote lies inside the content of its parent."""
    for one in facts.of(parts):
        parent = facts.of(parts_by_id).get(one.quote.parent) if one.quote.parent is not None else None
        if parent is not None and parent is not one and not inside(one.content, parent.content):
            yield problem(
                one,
                facts,
                f"{said(facts.text, *hull(one.content))} is not inside the content of its parent {parent.quote.id!r}",
                hull(one.content),
                member="/parent",
                found=parent.quote.id,
                help="name the quote that it is in, or remove the parent",
            )


@rule("QUO011", "level-mismatch", ERROR, "semantics", "document")
def level_mismatch(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The level of a quote is one more than that of its parent, and 1 where it has none."""
    for one in facts.of(parts):
        level = one.quote.level
        if level is None or (level == 1 and one.quote.parent is None):
            continue
        parent = facts.of(parts_by_id).get(one.quote.parent) if one.quote.parent is not None else None
        if one.quote.parent is None:
            wanted = 1
        elif parent is None or parent.quote.level is None:
            continue
        else:
            wanted = parent.quote.level + 1
        if level != wanted:
            why = f"its parent {one.quote.parent!r} has {wanted - 1}" if one.quote.parent else "it has no parent"
            yield problem(
                one,
                facts,
                f"the level of {one.quote.id!r} is {level}, and {why}",
                hull(one.content),
                member="/level",
                expected=str(wanted),
                found=str(level),
                help=f"make it {wanted}" + ("" if one.quote.parent else ", or name the parent"),
            )


@rule("QUO022", "adjacent-direct-unlinked", NOTE, "semantics", "document")
def adjacent_direct_unlinked(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Two direct quotes of one speaker, with nothing between them but the cue of the first, are one."""
    direct = sorted(
        (one for one in facts.of(parts) if one.quote.form == "direct" and one.quote.speaker and not one.quote.parent),
        key=lambda one: (one.content, one.quote.id),
    )
    for first, second in pairwise(direct):
        if second.cue or first.quote.speaker != second.quote.speaker or hull(first.content)[1] > second.content[0][0]:
            continue
        between = hull(first.content)[1], second.content[0][0]
        if between[1] - between[0] <= 80 and not _words_left(facts.text, between, (*first.cue, *first.source)):
            yield problem(
                second,
                facts,
                f"{said(facts.text, *hull(second.content))} follows the quote {first.quote.id!r} of the same speaker, and has "
                "no cue of its own",
                hull(second.content),
                found=first.quote.id,
                help=f"is it a further fragment of the content of {first.quote.id!r}?",
            )


def _words_left(text: str, between: tuple[int, int], taken: tuple[tuple[int, int], ...]) -> int:
    """How many words stand in a stretch beside those that are taken, counted from four on."""
    position, rest = between[0], ""
    for start, end in sorted(taken):
        if between[0] <= start and end <= between[1]:
            rest += text[position:start] + " "
            position = end
    return len(_WORD.findall(rest + text[position : between[1]])) // 4


@rule("QUO025", "duplicate-content", NOTE, "semantics", "document")
def duplicate_content(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Two quotes with the same words are joined by the relation that says so, or stand in a zone that repeats another."""
    by_beginning: dict[tuple[str, ...], list[Parts]] = {}
    for one in facts.of(parts):
        by_beginning.setdefault(_beginning(one, facts.text), []).append(one)
    groups = [
        [one for one in alike if _has_words(one, facts.text)]
        for alike in by_beginning.values()
        if len(alike) > 1 and any(one.content is not alike[0].content for one in alike)
    ]
    for alike in sorted((alike for alike in groups if len(alike) > 1), key=lambda alike: alike[0].position):
        yield from _duplicates(alike, facts)


def _beginning(one: Parts, text: str) -> tuple[str, ...]:
    """The first two words of a content, or what it has of them."""
    begin = _BEGINNING.match(text, *one.content[0])
    if begin is not None:
        return begin[1].casefold(), begin[2].casefold()
    return tuple(word.casefold() for word in islice(_words(one, text), 2))


def _words(one: Parts, text: str) -> Iterator[str]:
    return (match[0] for start, end in one.content for match in _WORD.finditer(text, start, end))


def _has_words(one: Parts, text: str) -> bool:
    """Whether a content is long enough not to be said twice by chance: four words, and twenty code points."""
    return sum(end - start for start, end in one.content) >= 20 and len([*islice(_words(one, text), 4)]) == 4


def _duplicates(quotes: list[Parts], facts: Facts) -> Iterator[Problem]:
    """Those of some quotes that have the words of one before them."""
    text = facts.text
    first: dict[tuple[str, ...], Parts] = {}
    for one in sorted(quotes, key=lambda one: (one.content, one.quote.id)):
        words = tuple(_WORD.findall(" ".join(text[start:end] for start, end in one.content).casefold()))
        other = first.setdefault(words, one)
        if other is one or other.content is one.content or _is_repetition(facts, other, one):
            continue
        yield problem(
            one,
            facts,
            f"{said(text, *hull(one.content))} has the words of the quote {other.quote.id!r}",
            hull(one.content),
            found=other.quote.id,
            help="if the article repeats the quote, join the two by a relation; if not, remove one",
        )


def _is_repetition(facts: Facts, first: Parts, second: Parts) -> bool:
    if frozenset((first.quote.id, second.quote.id)) in facts.of(_related):
        return True
    zones = facts.zones
    numbers = (facts.zone_at[hull(one.content)[0]] for one in (first, second))
    return any(number >= 0 and zones[number].repeats is not None for number in numbers)


def _related(facts: Facts) -> set[frozenset[str]]:
    return {frozenset((relation.from_, relation.to)) for relation in facts.document.relations or ()}


@rule("QUO021", "continuation-other-speaker", WARNING, "semantics", "document")
def continuation_other_speaker(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Between the fragments of a quote in several paragraphs there is no cue of another speaker."""
    long = [one for one in facts.of(parts) if len(one.content) > 1 and one.quote.speaker and facts.zones]
    if not long:
        return
    cues = sorted((cue, one.position) for one in facts.of(parts) for cue in one.cue if one.quote.speaker)
    by_position = {one.position: one for one in facts.of(parts)}
    for one in long:
        start, end = one.content[0][1], one.content[-1][0]
        if facts.zone_at[start - 1] == facts.zone_at[end]:
            continue
        for cue, position in _between(cues, start, end):
            other = by_position[position]
            if set(other.quote.speaker or ()).isdisjoint(one.quote.speaker or ()) and not _contains(one, cue):
                yield problem(
                    one,
                    facts,
                    f"between the fragments of {one.quote.id!r} somebody else speaks: {said(facts.text, *cue)} is the cue of "
                    f"{other.quote.id!r}",
                    cue,
                    found=other.quote.id,
                    help="are these the words of two speakers? Then they are two quotes",
                )
                break


def _between(cues: list[tuple[tuple[int, int], int]], start: int, end: int) -> Iterator[tuple[tuple[int, int], int]]:
    first = bisect_left(cues, ((start, start), -1))
    for cue, position in islice(cues, first, first + _NEXT):
        if cue[0] >= end:
            return
        yield cue, position


def _contains(one: Parts, cue: tuple[int, int]) -> bool:
    return inside((cue,), one.content)


RULES = (
    siblings_overlap,
    nested_outside_parent,
    level_mismatch,
    continuation_other_speaker,
    adjacent_direct_unlinked,
    duplicate_content,
)

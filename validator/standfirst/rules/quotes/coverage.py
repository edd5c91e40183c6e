"""Quotation marks and reporting verbs of the text that no annotation accounts for."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from standfirst.finding import NOTE, WARNING
from standfirst.rules.coverage import complete, is_dead
from standfirst.rules.facts import Facts, Node
from standfirst.rules.mentions import by_level
from standfirst.rules.protocol import Needs, Problem, rule
from standfirst.rules.quotes.marked import SINGLE, Stretch, joins, marked
from standfirst.rules.quotes.places import hull, parts, problem, said
from standfirst.rules.stretches import holds, merged
from standfirst.rules.words import occurrences

_QUOTATION = Needs(words=("quotation_marks",))


@rule("QUO017", "quote-marks-unpaired", WARNING, "semantics", "document", needs=_QUOTATION)
def quote_marks_unpaired(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Every quotation mark that opens is closed in its paragraph, or the next paragraph opens again."""
    for place in facts.of(marked).unpaired:
        if not is_dead(facts, place):
            yield Problem(
                f"the mark {facts.text[place]} has no partner in its paragraph",
                range=(place, place + 1),
                found=facts.text[place],
                help="is a mark lost or turned round in the text, or does the quote go on in a paragraph that opens with none?",
                below="/text",
            )


@rule(
    "QUO018",
    "quote-marks-unaccounted",
    WARNING,
    "semantics",
    "document",
    needs=Needs(full=("marks",), words=("quotation_marks",)),
)
def quote_marks_unaccounted(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Where all marks are annotated, every marked stretch has a mark, or is a verbatim part of a quote."""
    found = facts.of(marked).stretches
    if not found:
        return
    known = {(mark.fragment.start, mark.fragment.end) for mark in facts.document.marks or ()}
    for one in facts.of(parts):
        known.update(one.verbatim or ())
        if one.quote.form == "direct":
            known.update(one.content)
    starts = {start for start, _ in known}
    known.update(facts.of(_interrupted))
    covered = complete(facts, "marks")
    for stretch in found:
        if (stretch.start, stretch.end) in known or (not stretch.closed and stretch.start in starts):
            continue
        if (
            not holds(covered, stretch.start, stretch.end)
            or is_dead(facts, stretch.start)
            or _is_doubtful(facts, stretch)
        ):
            continue
        yield Problem(
            f"{said(facts.text, stretch.start, stretch.end)} stands between quotation marks, and no mark or quote says why",
            range=(stretch.start, stretch.end),
            help="add a mark with its function, or the quote",
            below="/marks",
        )


def _interrupted(facts: Facts) -> set[tuple[int, int]]:
    """Marked stretches that one fragment of a quote opens and another closes, with the cue between them."""
    ends = {stretch.start: stretch.end for stretch in facts.of(marked).stretches}
    found: set[tuple[int, int]] = set()
    for one in facts.of(parts):
        for places in (one.content if one.quote.form == "direct" else (), one.verbatim or ()):
            if len(places) > 1:
                last = {end for _, end in places}
                found.update((start, ends[start]) for start, _ in places if ends.get(start) in last)
    return found


def _is_doubtful(facts: Facts, stretch: Stretch) -> bool:
    """Whether single marks may be two apostrophes, with nothing between them that a quotation would have."""
    return facts.text[stretch.start] in SINGLE and stretch.end - stretch.start > 200


@rule(
    "QUO019",
    "saying-cue-without-quote",
    NOTE,
    "semantics",
    "document",
    needs=Needs(full=("quotes",), words=("strong_reporting_verbs",)),
)
def saying_cue_without_quote(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Where all quotes are annotated, a verb that reports speech is the cue of one, or has an event that says otherwise."""
    words = facts.words
    found = occurrences(facts, words.strong_reporting_verbs, facts.of(_begun)) if words is not None else []
    if not found:
        return
    covered = complete(facts, "quotes")
    taken = facts.of(_taken)
    starts = [start for start, _ in taken]
    for word in found:
        if not holds(covered, word.start, word.end):
            continue
        before = bisect_right(starts, word.start) - 1
        if (before >= 0 and word.start < taken[before][1]) or is_dead(facts, word.start):
            continue
        yield Problem(
            f"{said(facts.text, word.start, word.end)} is mostly the cue of a quote, and there is none",
            range=(word.start, word.end),
            help="add the quote, or an event without one, where nothing is quoted",
            below="/quotes",
        )


def _begun(facts: Facts) -> set[int]:
    """Where cues and triggers begin: most reporting verbs are one. Only a screen, for a document without wrong offsets."""
    if facts.unsound:
        return set()
    starts, ends = facts.columns.starts, facts.columns.ends
    members = ("quotes", "cue"), ("event_mentions", "trigger")
    return {starts[position] for position in facts.fragments_of(*members) if starts[position] < ends[position]}


def _taken(facts: Facts) -> list[tuple[int, int]]:
    """Where a reporting verb needs no quote of its own: cues, triggers, names, and what is quoted in full. Merged."""
    document = facts.document
    taken = [place for one in facts.of(parts) for place in one.cue]
    taken += [(fragment.start, fragment.end) for event in document.event_mentions or () for fragment in event.trigger]
    taken += [(mark.fragment.start, mark.fragment.end) for mark in document.marks or ()]
    taken += [place for one in facts.of(parts) for place in one.verbatim or ()]
    taken += [(name.span[0].start, name.span[-1].end) for name in facts.of(by_level).get("NAM", ())]
    return merged(taken)


def _ends_with_apostrophe(facts: Facts) -> tuple[int, ...]:
    """The one document node, if any quoted stretch ends with what may be an apostrophe."""
    places = map(facts.columns.places.get, (("quotes", "content"), ("quotes", "verbatim"), ("marks", "fragment")))
    lasts = "".join(facts.lasts[place.fragments] for place in places if place is not None)
    return (0,) if "'" in lasts or "’" in lasts else ()


@rule("QUO026", "apostrophe-as-quote", WARNING, "semantics", "document", screen=_ends_with_apostrophe)
def apostrophe_as_quote(_node: Node, facts: Facts) -> Iterator[Problem]:
    """No quoted stretch ends with an apostrophe that stands between letters."""
    text, size = facts.text, len(facts.text)
    for one in facts.of(parts):
        for member, places in (("content", one.content), ("verbatim", one.verbatim or ())):
            for number, (start, end) in enumerate(places):
                if text[end - 1 : end] in ("'", "’") and 1 < end < size and joins(text[end - 2]) and joins(text[end]):
                    yield problem(
                        one,
                        facts,
                        f"{said(text, start, end)} ends with the apostrophe of ‘{_word(text, end - 1)}’",
                        (start, end),
                        member=f"/{member}/{number}",
                        help="move the end to the mark that closes",
                    )
    for position, mark in enumerate(facts.document.marks or ()):
        if not facts.is_sound(mark):
            continue
        start, end = mark.fragment.start, mark.fragment.end
        if text[end - 1 : end] in ("'", "’") and 1 < end < size and joins(text[end - 2]) and joins(text[end]):
            yield Problem(
                f"{said(text, start, end)} ends with the apostrophe of ‘{_word(text, end - 1)}’",
                range=(start, end),
                help="move the end to the mark that closes",
                below=facts.pointer("marks", position),
                annotation=mark.id,
            )


def _word(text: str, place: int) -> str:
    """The word around a place."""
    before, behind = (
        re.search(r"\w*$", text[max(0, place - 30) : place]),
        re.match(r"\w*", text[place + 1 : place + 31]),
    )
    return f"{before[0] if before else ''}{text[place]}{behind[0] if behind else ''}"


@rule("QUO027", "trailing-punctuation", NOTE, "semantics", "document")
def trailing_punctuation(_node: Node, facts: Facts) -> Iterator[Problem]:
    """An indirect content ends before the full stop of its sentence."""
    text = facts.text
    abbreviations = facts.words.abbreviations if facts.words is not None else frozenset()
    for one in facts.of(parts):
        end = one.content[-1][1]
        if one.quote.form != "indirect" or text[end - 1 : end] not in (".", ",", ";") or end < 2:
            continue
        if end - 1 == one.content[-1][0] or text[end - 2] == ".":
            continue  # nothing else, or an ellipsis
        last = re.search(r"[\w.]*$", text[max(0, end - 21) : end - 1])
        word = last[0].casefold() if last else ""
        if text[end - 1] == "." and (word in abbreviations or len(word) < 2 or "." in word):
            continue
        yield problem(
            one,
            facts,
            f"the indirect content {said(text, *hull(one.content))} ends with ‘{text[end - 1]}’",
            hull(one.content),
            member=f"/content/{len(one.content) - 1}",
            help=f"end it at {end - 1}",
        )


RULES = (
    quote_marks_unpaired,
    quote_marks_unaccounted,
    saying_cue_without_quote,
    apostrophe_as_quote,
    trailing_punctuation,
)

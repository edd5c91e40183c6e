"""Time expressions against the date of the article, against their anchors, and in what the annotation leaves out."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import islice

from standfirst.data import language_data
from standfirst.finding import NOTE, WARNING
from standfirst.model.names import DCT
from standfirst.rules.coverage import complete, is_dead
from standfirst.rules.facts import Facts, Node
from standfirst.rules.graph import find
from standfirst.rules.mentions import by_level
from standfirst.rules.protocol import Needs, Problem, rule
from standfirst.rules.stretches import holds, merged
from standfirst.rules.time.expressions import Expression, chain, creation, day_of, expressions, problem
from standfirst.rules.time.values import days, is_day
from standfirst.rules.words import occurrences

_A_DAY = timedelta(1)
"""What two clocks in two time zones may differ by."""
_FURTHEST = 50
"""How many anchors are followed, one by the other."""
_SHORT = 4
"""Shorter forms of weekdays and months are mostly something else."""
_WORD_BEFORE = re.compile(r"[\w,;)’'”] ([^\W\d_]\w*) $")
"""The word before a place, where it begins no sentence: a capital there is a name, as in that of a feast."""


@rule(
    "TIM005",
    "missed-weekday",
    NOTE,
    "semantics",
    "document",
    needs=Needs(full=("times",), words=("weekdays", "months")),
)
def missed_weekday(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Where all time expressions are annotated, every weekday and every month is part of one."""
    language = facts.words
    if language is None:
        return
    found = occurrences(facts, _names(language.code))
    if not found:
        return
    taken = facts.of(_taken)
    covered = complete(facts, "times")
    for word in found:
        if not holds(covered, word.start, word.end):
            continue
        before = bisect_right(taken, (word.start, len(facts.text) + 1)) - 1
        if (before >= 0 and word.start < taken[before][1]) or _is_name(facts, word.start, word.end):
            continue
        said = facts.text[word.start : word.end]
        yield Problem(
            f"‘{said}’ is in no time expression",
            range=(word.start, word.end),
            found=said,
            help="add the expression that it is part of",
            below="/times",
        )


@cache
def _names(code: str) -> frozenset[str]:
    """The weekdays and months of a language that are hardly anything else."""
    language = language_data(code)
    if language is None:
        return frozenset()
    forms = (*language.weekdays, *language.months)
    return frozenset(form for form in forms if len(form) >= _SHORT and form not in language.ambiguous_times)


def _taken(facts: Facts) -> list[tuple[int, int]]:
    """The places of time expressions, of names and of titles, as apart and in order."""
    places = [(time.span[0].start, time.span[-1].end) for time in facts.document.times or ()]
    for name in facts.of(by_level).get("NAM", ()):
        head = name.head
        places.append((head.start, head.end) if head is not None else (name.span[0].start, name.span[-1].end))
    places += [
        (mark.fragment.start, mark.fragment.end)
        for mark in facts.document.marks or ()
        if mark.function in ("title", "term", "nickname")
    ]
    return merged(places)


def _is_name(facts: Facts, start: int, end: int) -> bool:
    """Whether a word may be part of a name, such as that of a newspaper, or stands where nothing is annotated."""
    text = facts.text
    following = text[end : end + 2]
    if following[:1] in ("-", "‐", "‑") or text[start - 1 : start] in ("-", "‐", "‑", "#", "@"):
        return True
    if text[start].isupper() and following[:1] == " " and following[1:].isupper():
        return True
    before = _WORD_BEFORE.search(text[max(0, start - 40) : start])
    if text[start].isupper() and before is not None and before[1][0].isupper():
        return True
    return is_dead(facts, start)


@rule(
    "TIM006",
    "value-after-publication",
    WARNING,
    "semantics",
    "document",
    needs=Needs(layers=("times", "event_mentions")),
)
def value_after_publication(_node: Node, facts: Facts) -> Iterator[Problem]:
    """What has happened, as an event that is actual, is not dated after the article."""
    created = facts.of(creation)
    if created is None:
        return
    late = {
        one.time.id: one
        for one in facts.of(expressions)
        if one.value is not None and (known := days(one.value)) is not None and known[0] > created + _A_DAY
    }
    if not late:
        return
    for position, mention in enumerate(facts.document.event_mentions or ()):
        if mention.realis != "actual" or mention.polarity == "negative" or not facts.is_sound(mention):
            continue
        for index, arg in enumerate(mention.args or ()):
            found = late.get(arg.ref or "") if arg.kind == "time" else None
            if found is not None:
                trigger = " … ".join(fragment.text for fragment in mention.trigger)
                yield Problem(
                    f"‘{trigger}’ is actual, and its time {found.words} is {found.time.value}, after the article of {created}",
                    range=found.place,
                    found=found.time.value,
                    help="correct the value, or make the realis future",
                    below=f"{facts.pointer('event_mentions', position)}/args/{index}",
                    annotation=mention.id,
                )


@rule("TIM007", "unresolved-with-dct", WARNING, "semantics", "document", needs=Needs(layers=("times",)))
def unresolved_with_dct(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Where the date of the article is known, a day of the week has its date."""
    created = facts.of(creation)
    if created is None:
        return
    for one in facts.of(expressions):
        value = one.value
        if (
            value is None
            or one.time.type == "SET"
            or value.year != "XXXX"
            or value.week != "XX"
            or value.weekday in (None, "X")
        ):
            continue
        yield problem(
            one,
            facts,
            f"{one.words} is left open as {one.time.value}, though the article is of {created}",
            found=one.time.value,
            help='give the date, and the anchor "_dct"; or make it a SET, if it means every such day',
        )


@rule("TIM008", "resolved-without-dct", WARNING, "semantics", "document", needs=Needs(layers=("times",)))
def resolved_without_dct(_node: Node, facts: Facts) -> Iterator[Problem]:
    """An expression without a number has a full date only where something says what it is counted from."""
    if facts.of(creation) is not None:
        return
    text = facts.text
    for one in facts.of(expressions):
        if one.value is None or not is_day(one.value) or one.time.anchor is not None:
            continue
        if any(map(str.isnumeric, text[slice(*one.place)])):
            continue
        yield problem(
            one,
            facts,
            f"{one.words} has the value {one.time.value}, and nothing in the document says what it is counted from",
            found=one.time.value,
            help="give meta.dct or the anchor, or leave open what the text leaves open: XXXX",
        )


@rule("TIM009", "anchor-unresolved", WARNING, "semantics", "document", needs=Needs(layers=("times",)))
def anchor_unresolved(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A full date that has an anchor is counted from a date: of another expression, or of the article."""
    created = facts.of(creation)
    for one in facts.of(expressions):
        if one.time.anchor is None or one.value is None or not is_day(one.value):
            continue
        if one.time.anchor == DCT:
            missing = "the document does not say when it was made" if created is None else None
        else:
            missing = _open_end(one, facts, created is not None)
        if missing is not None:
            yield problem(
                one,
                facts,
                f"{one.words} has the value {one.time.value} by its anchor {one.time.anchor!r}, but {missing}",
                found=one.time.anchor,
                member="/anchor",
                help="give meta.dct or the date of publication"
                if one.time.anchor == DCT
                else "give the anchor a date, or leave the value open",
            )


def _open_end(one: Expression, facts: Facts, dated: bool) -> str | None:
    """Why nothing of the anchors of an expression says a date; ``None`` where something does, or they cannot be followed."""
    first = find(facts, "times", one.time.anchor)
    if first is None or not facts.is_sound(first):
        return None
    last = first
    for time in (first, *islice(chain(first, facts), _FURTHEST)):
        if time.value is None or not time.value.startswith("X"):
            return None  # a date, or a duration that is counted from here
        last = time
    if last.anchor is not None and (last.anchor != DCT or dated):
        return None
    return f"that is left open as {first.value}"


@rule(
    "TIM010",
    "dateline-vs-published",
    WARNING,
    "semantics",
    "document",
    needs=Needs(layers=("times", "zones"), scheme=("datelines",), meta=("date_published",)),
)
def dateline_vs_published(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The date in a dateline is not after the date of publication."""
    published = day_of(facts.document.meta.date_published)
    scheme = facts.scheme
    if published is None or scheme is None or not scheme.datelines:
        return
    zones = [zone for zone in facts.zones if zone.kind in scheme.datelines]
    if not zones:
        return
    for one in facts.of(expressions):
        known = days(one.value) if one.value is not None else None
        start, end = one.place
        if known is None or known[0] <= published + _A_DAY:
            continue
        if any(zone.start <= start and end <= zone.end for zone in zones):
            yield problem(
                one,
                facts,
                f"the dateline says {one.words}, {one.time.value}, and the article was published on {published}",
                expected=f"{published} or before",
                found=one.time.value,
                help="correct the value, or meta.date_published",
            )


RULES = (
    missed_weekday,
    value_after_publication,
    unresolved_with_dct,
    resolved_without_dct,
    anchor_unresolved,
    dateline_vs_published,
)

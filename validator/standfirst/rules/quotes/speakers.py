"""Who speaks, to whom, and how far from the words."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from standfirst.finding import ERROR, NOTE, WARNING
from standfirst.rules.facts import Facts, Node
from standfirst.rules.graph import find, overlap
from standfirst.rules.protocol import Needs, Problem, rule
from standfirst.rules.quotes.places import Parts, Places, hull, parts, problem, said
from standfirst.rules.stretches import stretches

_ALL_LEVELS = {"NAM", "NOM", "PRO"}
_BEFORE = 50
"""How many places of mentions that begin before a source are looked at."""
_WITHIN = 200
"""How many that begin in it."""


@rule("QUO012", "speaker-mismatch", ERROR, "semantics", "document")
def speaker_mismatch(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The entity of the source's mention is a speaker of the quote."""
    for one in facts.of(parts):
        name, speakers = one.quote.source_mention, one.quote.speaker
        if name is None or speakers is None:
            continue
        mention = find(facts, "mentions", name)
        if mention is not None and mention.entity not in speakers:
            yield problem(
                one,
                facts,
                f"the source of {one.quote.id!r} is the mention {name!r} of {mention.entity!r}, and the speaker is "
                + (", ".join(map(repr, speakers)) or "nobody"),
                hull(one.source or one.content),
                member="/speaker",
                expected=mention.entity,
                found=", ".join(speakers),
                help="correct the speaker, the source_mention, or the entity of the mention",
            )


@rule(
    "QUO013",
    "source-without-mention",
    WARNING,
    "semantics",
    "document",
    needs=Needs(layers=("quotes",), full=("mentions",)),
)
def source_without_mention(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Where all mentions are annotated, the source of a quote is one of them."""
    if {mention.level for mention in facts.document.mentions or ()} < _ALL_LEVELS:
        return  # names only, or names and nominals: a source may be what is not annotated
    for one in facts.of(parts):
        known = find(facts, "mentions", one.quote.source_mention)
        if not one.source or (known is not None and known.span == one.quote.source):
            continue
        if one.source in facts.of(_mention_places):
            continue
        near = _near(facts, one.source)
        other = max(near, key=lambda place: (place[-1][1] - place[0][0], place), default=None)
        yield problem(
            one,
            facts,
            f"the source {said(facts.text, *hull(one.source))} is no mention"
            + (f"; {said(facts.text, *hull(other))} is one" if other is not None else ""),
            hull(one.source),
            member="/source",
            expected=facts.text[slice(*hull(other))] if other is not None else None,
            help="give source and mention the same extent" if other is not None else "add the mention",
        )


def _near(facts: Facts, source: Places) -> list[Places]:
    """The places of the mentions that share a code point with a source: those that begin in it, and the last before it."""
    places = facts.of(_sorted_places)
    first, last = (bisect_left(places, (((point, -1),))) for point in (source[0][0], source[-1][1]))
    return [place for place in places[max(0, first - _BEFORE) : min(last, first + _WITHIN)] if overlap(place, source)]


def _mention_places(facts: Facts) -> set[Places]:
    """The places of mentions."""
    return {stretches("mentions", mention) for mention in facts.document.mentions or () if facts.is_sound(mention)}


def _sorted_places(facts: Facts) -> list[Places]:
    """The places of mentions, in the order of the text."""
    return sorted(facts.of(_mention_places))


@rule(
    "QUO014",
    "speaker-type",
    WARNING,
    "semantics",
    "document",
    needs=Needs(layers=("quotes", "entities"), scheme=("speakers",)),
)
def speaker_type(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A speaker is of a type that the scheme lets speak, or is read as one where it is the source."""
    scheme = facts.scheme
    if scheme is None or scheme.speakers is None:
        return
    known = scheme.tags.get("entities", frozenset())
    allowed = scheme.speakers
    for one in facts.of(parts):
        for number, name in enumerate(one.quote.speaker or ()):
            entity = find(facts, "entities", name)
            if entity is None or entity.type in allowed or entity.type not in known:
                continue  # what the scheme does not know is another rule's
            mention = find(facts, "mentions", one.quote.source_mention)
            if mention is not None and mention.entity == name and mention.reading in allowed:
                continue
            yield problem(
                one,
                facts,
                f"the speaker of {one.quote.id!r} is {name!r}, a {entity.type}",
                hull(one.source or one.content),
                member=f"/speaker/{number}",
                expected=", ".join(sorted(allowed)),
                found=entity.type,
                help="correct the speaker or its type; where a place stands for those in it, give the mention a reading",
            )


@rule("QUO015", "no-speaker", WARNING, "semantics", "document")
def no_speaker(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A quote has a source or a speaker, or says that it has none."""
    for one in facts.of(parts):
        quote = one.quote
        if quote.source or quote.source_mention or quote.speaker or quote.attribution == "none" or quote.form == "free":
            continue
        if quote.speaker is not None:
            continue  # an empty list says that there is none
        yield problem(
            one,
            facts,
            f"{said(facts.text, *hull(one.content))} has neither a source nor a speaker",
            hull(one.content),
            help='add the speaker, or say attribution "none"',
        )


@rule("QUO016", "cue-without-source", NOTE, "semantics", "document", needs=Needs(words=("strong_reporting_verbs",)))
def cue_without_source(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A quote with a reporting verb as its cue and a known speaker has the words that name the speaker."""
    words = facts.words
    if words is None or words.drops_subjects:
        return
    for one in facts.of(parts):
        quote = one.quote
        if not one.cue or one.source or quote.source_mention or not quote.speaker or quote.attribution is not None:
            continue
        cue = facts.text[slice(*hull(one.cue))]
        if cue.casefold() in words.strong_reporting_verbs:
            yield problem(
                one,
                facts,
                f"the cue ‘{cue}’ of {quote.id!r} has no source",
                hull(one.cue),
                member="/cue",
                help="add the words that say who, or the attribution",
            )


@rule("QUO020", "far-source", WARNING, "semantics", "document")
def far_source(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Source and cue stand in the paragraph of the content, or in the one before or behind."""
    if not facts.zones:
        return
    zone_at = facts.zone_at
    for one in facts.of(parts):
        if one.quote.parent is not None or _is_beside(one, zone_at):
            continue
        content = {number for place in one.content for number in _zones(facts, place)}
        for name, places in (("source", one.source), ("cue", one.cue)):
            if not places or not content:
                continue
            zone = facts.zone_at[places[0][0]]
            distance = min(abs(zone - number) for number in content)
            if zone >= 0 and distance > 1 and _apart(facts, zone, content) > 1:
                yield problem(
                    one,
                    facts,
                    f"the {name} {said(facts.text, *hull(places))} of {one.quote.id!r} is {distance} zones from the content",
                    hull(places),
                    member=f"/{name}",
                    help=f"is it the {name} of another quote?",
                )
                break


def _is_beside(one: Parts, zone_at: Sequence[int]) -> bool:
    """Whether source and cue begin in the zone of the content's first fragment, as most do, or in a zone beside it."""
    start, end = one.content[0]
    zone = zone_at[start]
    if zone < 0 or zone_at[end - 1] < 0:
        return False
    return all(abs(zone_at[places[0][0]] - zone) <= 1 for places in (one.source, one.cue) if places)


def _zones(facts: Facts, place: tuple[int, int]) -> range:
    first, last = facts.zone_at[place[0]], facts.zone_at[place[1] - 1]
    return range(first, last + 1) if first >= 0 and last >= 0 else range(0)


def _apart(facts: Facts, zone: int, content: set[int]) -> int:
    """How many zones with text lie between, leaving out what is no part of the article."""
    nearest = min(content, key=lambda number: (abs(number - zone), number))
    low, high = sorted((zone, nearest))
    living = facts.of(_living)
    return 1 + living[high] - living[low + 1]


def _living(facts: Facts) -> list[int]:
    """How many of the first n zones are part of the article, for each n from 0."""
    dead = facts.scheme.dead_zones if facts.scheme is not None else frozenset()
    return list(accumulate((zone.kind not in dead for zone in facts.zones), initial=0))


@rule("QUO023", "negated-direct", WARNING, "semantics", "document")
def negated_direct(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A direct quote is not negated: words that nobody said are seldom put between marks."""
    for one in facts.of(parts):
        if one.quote.form == "direct" and one.quote.polarity == "negative":
            yield problem(
                one,
                facts,
                f"{said(facts.text, *hull(one.content))} is direct, and its polarity is negative",
                hull(one.content),
                member="/polarity",
                found="negative",
                help="the polarity is that of the cue: negative means that the words were not said",
            )


@rule("QUO024", "addressee-is-speaker", WARNING, "semantics", "document")
def addressee_is_speaker(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Nobody speaks to themselves, except in thought."""
    for one in facts.of(parts):
        shared = set(one.quote.addressee_entity or ()).intersection(one.quote.speaker or ())
        if not shared or one.quote.medium == "thought" or _is_reflexive(one, facts):
            continue
        yield problem(
            one,
            facts,
            f"{', '.join(map(repr, sorted(shared)))} is both speaker and addressee of {one.quote.id!r}",
            hull(one.content),
            member="/addressee_entity",
            found=", ".join(sorted(shared)),
            help='correct one of them, or say medium "thought"',
        )


def _is_reflexive(one: Parts, facts: Facts) -> bool:
    if facts.words is None or not one.quote.addressee:
        return False
    return any(
        reading.kind in ("reflexive", "reciprocal")
        for fragment in one.quote.addressee
        for reading in facts.words.readings(fragment.text)
    )


RULES = (
    speaker_mismatch,
    source_without_mention,
    speaker_type,
    no_speaker,
    cue_without_source,
    far_source,
    negated_direct,
    addressee_is_speaker,
)

"""Events and quotes: the verb that reports, who speaks, and what is told inside a quote. Offsets are code points."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from standfirst.data.languages.words import listed, words
from standfirst.finding import ERROR, WARNING
from standfirst.model import Quote
from standfirst.rules.coverage import complete
from standfirst.rules.events.places import Places, Told, hull, name_of, problem, said, told
from standfirst.rules.facts import Facts, Node
from standfirst.rules.graph import by_id, find, inside
from standfirst.rules.protocol import Needs, Problem, rule
from standfirst.rules.stretches import holds

_BOTH = Needs(layers=("event_mentions", "quotes"))
REPORTING = "REPORTING"


def _reports(facts: Facts) -> list[tuple[Told, Quote]]:
    """The event mentions that report a quote, with it."""
    quotes = by_id(facts, "quotes")
    return [
        (Told(mention, position), quote)
        for position, mention in enumerate(facts.document.event_mentions or ())
        if mention.reports is not None
        and (quote := quotes.get(mention.reports)) is not None
        and facts.is_sound(quote)
        and facts.is_sound(mention)
    ]


def _spans(fragments: object) -> Places:
    return tuple((fragment.start, fragment.end) for fragment in fragments)  # type: ignore[attr-defined]


@rule("EVT007", "reporting-without-quote", WARNING, "semantics", "document", needs=_BOTH)
def reporting_without_quote(_node: Node, facts: Facts) -> Iterator[Problem]:
    """An event is of the class REPORTING where it reports a quote, and only there if all quotes are annotated."""
    if not any((one.class_ == REPORTING) != (one.reports is not None) for one in facts.document.event_mentions or ()):
        return
    covered = complete(facts, "quotes")
    for one in facts.of(told):
        mention = one.mention
        if mention.reports is not None and mention.class_ not in (None, REPORTING):
            yield problem(
                one,
                facts,
                f"{one.words} reports the quote {mention.reports!r}, and its class is {mention.class_}",
                member="/class",
                expected=REPORTING,
                found=mention.class_,
                help="make the class REPORTING, or remove reports",
            )
        elif mention.reports is None and mention.class_ == REPORTING and holds(covered, *hull(one.trigger)):
            yield problem(
                one,
                facts,
                f"{one.words} is of the class REPORTING, and reports no quote",
                member="/class",
                found=REPORTING,
                help="name the quote in reports; a speech act without content is an OCCURRENCE",
            )


@rule(
    "EVT008",
    "cue-without-event",
    WARNING,
    "semantics",
    "document",
    needs=Needs(layers=("quotes",), full=("event_mentions",), words=("reporting_verbs",)),
)
def cue_without_event(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Where all events are annotated, a cue with a reporting verb is the trigger of an event that reports its quote."""
    reported = {mention.reports for mention in facts.document.event_mentions or ()}
    missing = [
        (position, quote)
        for position, quote in enumerate(facts.document.quotes or ())
        if quote.cue and quote.id not in reported and facts.is_sound(quote)
    ]
    language = facts.words
    if not missing or language is None:
        return
    covered = complete(facts, "event_mentions")
    triggers = {
        fragment.start: mention.id for mention in facts.document.event_mentions or () for fragment in mention.trigger
    }
    for position, quote in missing:
        for fragment in quote.cue or ():
            verb = next(
                listed([*words(facts.text, language, fragment.start, fragment.end)], language.reporting_verbs), None
            )
            if verb is None or not holds(covered, verb.start, verb.end):
                continue
            event = triggers.get(verb.start)
            yield Problem(
                f"no event reports the quote {quote.id!r}, whose cue is {said(quote.cue)}",
                range=(verb.start, verb.end),
                found=quote.id,
                help=f"add reports to the event mention {event!r}" if event else "add the event of the cue",
                below=f"{facts.pointer('quotes', position)}/cue",
                annotation=quote.id,
            )
            break


@rule("EVT009", "trigger-not-cue", WARNING, "semantics", "document", needs=_BOTH)
def trigger_not_cue(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The trigger of an event that reports a quote is the cue of the quote, or a part of it."""
    for one, quote in facts.of(_reports):
        if quote.cue == one.mention.trigger:
            continue
        cue = _spans(quote.cue or ())
        trigger = one.trigger
        if not cue or any(start <= last and first <= end for start, end in trigger for first, last in cue):
            continue
        yield problem(
            one,
            facts,
            f"{one.words} reports the quote {quote.id!r}, whose cue is {said(quote.cue)}",
            member="/reports",
            expected=" … ".join(fragment.text for fragment in quote.cue or ()),
            found=quote.id,
            help="name the quote whose cue it is",
        )


@rule(
    "EVT010",
    "agent-not-speaker",
    WARNING,
    "semantics",
    "document",
    needs=Needs(layers=("event_mentions", "quotes"), scheme=("speaker_roles",)),
)
def agent_not_speaker(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Who does the reporting, by the roles that the scheme names, is a speaker of the quote."""
    roles = facts.scheme.speaker_roles if facts.scheme is not None else None
    if not roles:
        return
    mentions = by_id(facts, "mentions")
    for one, quote in facts.of(_reports):
        if not quote.speaker or not one.mention.args:
            continue
        agents = [
            (index, arg, mention.entity)
            for index, arg in enumerate(one.mention.args)
            if arg.role in roles
            and arg.kind == "mention"
            and (mention := mentions.get(arg.ref)) is not None
            and facts.is_sound(mention)
        ]
        if any(entity in quote.speaker or entity == quote.via for _, _, entity in agents):
            continue
        if not agents or any(_are_related(facts, entity, quote) for _, _, entity in agents):
            continue
        index, arg, entity = agents[0]
        names = ", ".join(map(repr, quote.speaker))
        yield problem(
            one,
            facts,
            f"the {arg.role} of {one.words} is {name_of(facts, arg)}, the entity {entity!r}, and the speaker of the quote "
            f"{quote.id!r} is {names}",
            arg=index,
            expected=names,
            found=entity,
            help="correct the argument, the speaker, or the entity of the mention",
        )


def _are_related(facts: Facts, entity: str, quote: Quote) -> bool:
    """Whether a relation joins an entity and a speaker: a member speaks for a group."""
    related = facts.of(_related)
    return any((entity, speaker) in related or (speaker, entity) in related for speaker in quote.speaker or ())


def _related(facts: Facts) -> set[tuple[str, str]]:
    return {(relation.from_, relation.to) for relation in facts.document.relations or ()}


@rule("EVT011", "attributed-outside-content", ERROR, "semantics", "document", needs=_BOTH)
def attributed_outside_content(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The trigger of an event that is attributed to a quote lies in the content of the quote."""
    for one in facts.of(_doubtful):
        if one.mention.attributed_to is None:
            continue
        quote = find(facts, "quotes", one.mention.attributed_to)
        if quote is None or not facts.is_sound(quote):
            continue
        if not inside(one.trigger, _spans(quote.content)):
            innermost = _innermost(one, facts)
            yield problem(
                one,
                facts,
                f"{one.words} is attributed to the quote {quote.id!r}, and is not in its content {said(quote.content)}",
                member="/attributed_to",
                expected=innermost[0] if innermost else None,
                found=quote.id,
                help=f"it is in the content of {innermost[0]!r}" if innermost else "remove attributed_to",
            )


class _Contents:
    """The contents of all quotes: which of them a stretch is in.

    ``starts`` are the places at which the innermost content changes, ``names`` the quote that is innermost from there on.
    """

    def __init__(self, facts: Facts) -> None:
        self.fragments = sorted(
            (fragment.start, -fragment.end, quote.id)
            for quote in facts.document.quotes or ()
            if facts.is_sound(quote)
            for fragment in quote.content
        )
        self.firsts = [start for start, _, _ in self.fragments]
        self.reach = [*accumulate((-negative for _, negative, _ in self.fragments), max)]
        self.starts: list[int] = [-1]
        self.names: list[str | None] = [None]
        stack: list[tuple[int, str]] = []
        for start, negative, name in self.fragments:
            self._close(stack, start)
            stack.append((-negative, name))
            self._change(start, name)
        self._close(stack, len(facts.text) + 1)

    def _close(self, stack: list[tuple[int, str]], start: int) -> None:
        """Leave the contents that end before ``start``."""
        while stack and stack[-1][0] <= start:
            end, _ = stack.pop()
            self._change(end, stack[-1][1] if stack else None)

    def _change(self, start: int, name: str | None) -> None:
        self.starts.append(start)
        self.names.append(name)

    def around(self, start: int, end: int) -> list[tuple[int, str]]:
        """The contents of which a fragment holds a stretch: the fragments' lengths and the quotes' ids, the shortest first."""
        found: list[tuple[int, str]] = []
        for position in range(bisect_right(self.firsts, start) - 1, -1, -1):
            if self.reach[position] < end or len(found) > _DEEPEST:
                break
            first, negative, name = self.fragments[position]
            if end <= -negative:
                found.append((-negative - first, name))
        return sorted(found)


_DEEPEST = 20
"""How many quotes in each other are looked at."""


def _doubtful(facts: Facts) -> list[Told]:
    """The event mentions that are not attributed to the quote that is innermost all along the trigger, nor outside of all."""
    contents = facts.of(_contents)
    starts, names = contents.starts, contents.names
    found = []
    for position, mention in enumerate(facts.document.event_mentions or ()):
        first = bisect_right(starts, mention.trigger[0].start) - 1
        if names[first] == mention.attributed_to and (
            first + 1 == len(starts) or mention.trigger[-1].end <= starts[first + 1]
        ):
            continue
        if facts.is_sound(mention):
            found.append(Told(mention, position))
    return found


def _contents(facts: Facts) -> _Contents:
    return _Contents(facts)


def _innermost(one: Told, facts: Facts) -> list[str]:
    """The quotes with the smallest content that a trigger is in: several where one content has several cues."""
    start, end = hull(one.trigger)
    around = facts.of(_contents).around(start, end)
    return [name for size, name in around if size == around[0][0]]


@rule("EVT012", "unattributed-inside-quote", WARNING, "semantics", "document", needs=_BOTH)
def unattributed_inside_quote(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Where events are attributed to quotes, one in the content of a quote is attributed to the innermost."""
    mentions = facts.document.event_mentions or ()
    if all(mention.attributed_to is None for mention in mentions):
        return
    contents = facts.of(_contents)
    for one in facts.of(_doubtful):
        innermost, named = _innermost(one, facts), one.mention.attributed_to
        if not innermost or named in innermost:
            continue
        if named is not None and named not in {name for _, name in contents.around(*hull(one.trigger))}:
            continue  # EVT011: it is attributed to a quote that it is not in
        if one.mention.reports in innermost:
            continue  # the cue stands in the content, which is a fault of the quote
        yield problem(
            one,
            facts,
            f"{one.words} is told in the quote {innermost[0]!r}, and is attributed to "
            + (f"{named!r}, which that is in" if named is not None else "none"),
            member="/attributed_to" if named is not None else "",
            expected=" or ".join(sorted(innermost)),
            found=named,
            help=f"set attributed_to to {sorted(innermost)[0]!r}",
        )


@rule("EVT023", "reporting-content", WARNING, "semantics", "document", needs=_BOTH)
def reporting_content(_node: Node, facts: Facts) -> Iterator[Problem]:
    """An event that reports a quote has that quote among its arguments, and no other in its place."""
    pairs = facts.of(_reports)
    if all(_has(one) for one, _ in pairs) or "quote" not in facts.columns.arg_kinds:
        return
    types = facts.scheme.event_types if facts.scheme is not None else {}
    for one, quote in pairs:
        if _has(one):
            continue
        roles = {arg.role for arg in one.mention.args or ()}
        others = [arg.ref for arg in one.mention.args or () if arg.kind == "quote"]
        event = types.get(one.mention.type)
        if not others and event is not None and (event.required - roles or not _takes_quotes(facts, event.roles)):
            continue  # EVT004 says what is missing; or the type has no role for it
        yield problem(
            one,
            facts,
            f"{one.words} reports the quote {quote.id!r}, and "
            + (f"its argument is {', '.join(map(repr, others))}" if others else "has no argument that is the quote"),
            member="/args",
            expected=quote.id,
            found=", ".join(filter(None, others)) or None,
            help=f"let the argument be the quote {quote.id!r}"
            if others
            else f"add the quote {quote.id!r} as its content",
        )


def _has(one: Told) -> bool:
    """Whether the quote that is reported is an argument; arguments that are not annotated say nothing."""
    args = one.mention.args
    return args is None or any(arg.kind == "quote" and arg.ref == one.mention.reports for arg in args)


def _takes_quotes(facts: Facts, roles: frozenset[str] | None) -> bool:
    known = facts.scheme.roles if facts.scheme is not None else {}
    return roles is None or any("quote" in known[role].kinds for role in roles if role in known)


RULES = (
    reporting_without_quote,
    cue_without_event,
    trigger_not_cue,
    agent_not_speaker,
    attributed_outside_content,
    unattributed_inside_quote,
    reporting_content,
)

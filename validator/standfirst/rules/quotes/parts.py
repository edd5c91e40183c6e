"""One quote by itself: its content, its marks, its cue and its source."""

from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from standfirst.finding import ERROR, NOTE
from standfirst.rules.facts import Facts, Node
from standfirst.rules.graph import each_inside, overlap
from standfirst.rules.protocol import Problem, Rule, rule
from standfirst.rules.quotes.marked import DOUBLE, SINGLE, marked, pairs
from standfirst.rules.quotes.places import Parts, Places, hull, parts, problem, said
from standfirst.rules.stretches import merged

_MARKS = DOUBLE | SINGLE
_DASHES = tuple("—–―-")


def _speaks(text: str) -> bool:
    """Whether a text has anything but punctuation, marks and white space: a letter, a digit, an emoji."""
    return any(map(str.isalnum, text)) or any(
        character > "\u2190" and character.isprintable() and character not in _MARKS for character in text
    )


@rule("QUO001", "content-empty", ERROR, "semantics", "document")
def content_empty(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The content of a quote has a letter, a digit or a symbol."""
    text = facts.text
    for one in facts.of(parts):
        first, last = one.content[0]
        if text[first + 1 : min(first + 3, last)].isalpha():
            continue  # two letters, or one, behind the mark that most begin with
        if not any(_speaks(text[start:end]) for start, end in one.content):
            start, end = hull(one.content)
            yield problem(
                one,
                facts,
                f"the content of {one.quote.id!r} is {said(text, start, end)}: there are no words in it",
                (start, end),
                member="/content",
                help="widen the content to the words that are quoted, or remove the quote",
            )


class _Edges:
    """The quotation marks that a stretch of the text begins and ends with, and whether they belong together.

    ``halves`` are the edges at which a mark belongs to another fragment of the same span.
    """

    def __init__(self, facts: Facts, start: int, end: int, halves: AbstractSet[int] = frozenset()) -> None:
        text = facts.text
        first, last = text[start : start + 1], text[end - 1 : end]
        self.opening = first if first in _MARKS else ""
        self.closing = last if last in _MARKS and end - start > 1 else ""
        partner = facts.of(_closed).get(start, end)
        # “Yes,” she said. “No.” begins with one pair and ends with another. Where both marks look alike, none can say so.
        self.apart = self.closing != self.opening in DOUBLE and partner < end and end in facts.of(_ends)
        self.paired = bool(self.opening and self.closing) and (
            (self.opening + self.closing in facts.of(pairs).pairs and not self.apart)
            or (start in facts.of(_closed) and partner == end)
        )
        self.neither = not self.opening and not self.closing
        # Open on purpose: the next paragraph opens again. What it ends with then is another mark's partner, if anything's.
        self.left_open = start in facts.of(_left_open)
        self.shared = (not self.opening or start in halves) and (not self.closing or end in halves)
        # The only mark may be a single one that is an apostrophe (’Tis; the miners’).
        self.excused = (
            (self.opening in SINGLE and not self.closing and text[start + 1 : start + 2].isalnum())
            if self.opening
            else self.closing in SINGLE and text[end - 2 : end - 1].isalnum()
        )

    @property
    def sound(self) -> bool:
        """Whether the marks are a pair, or there are none, or only one for a reason."""
        if self.neither or self.paired or self.left_open or self.shared:
            return True
        return self.excused and not (self.opening and self.closing)

    def __str__(self) -> str:
        if self.apart:
            return f"it begins with one pair of {self.opening}{self.closing} and ends with another"
        if self.opening and self.closing:
            return f"{self.opening} and {self.closing} are no pair"
        if self.opening:
            return f"it begins with {self.opening} and does not end with its partner"
        return f"it ends with {self.closing} and does not begin with its partner"


def _closed(facts: Facts) -> dict[int, int]:
    """Where marked stretches end that are closed, by where they begin."""
    return {stretch.start: stretch.end for stretch in facts.of(marked).stretches if stretch.closed}


def _ends(facts: Facts) -> AbstractSet[int]:
    """Where marked stretches end that are closed."""
    return frozenset(facts.of(_closed).values())


def _halves(facts: Facts, places: Places) -> AbstractSet[int]:
    """The edges of fragments at which one fragment opens marks that another closes: « Nous partons, dit-elle, demain. »"""
    if len(places) < 2:
        return frozenset()
    closed, ends = facts.of(_closed), {end for _, end in places}
    halves = [(start, closed[start]) for start, _ in places if closed.get(start) in ends]
    return {edge for pair in halves for edge in pair}


def _left_open(facts: Facts) -> set[int]:
    """Where marks open that are not closed on purpose: the next paragraph opens again."""
    return {stretch.start for stretch in facts.of(marked).stretches if not stretch.closed}


@rule("QUO002", "direct-not-enclosed", ERROR, "semantics", "document")
def direct_not_enclosed(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A fragment of a direct quote that begins or ends with a quotation mark does both, and the marks are a pair."""
    closed = facts.of(_closed)
    for one in facts.of(parts):
        if one.quote.form != "direct":
            continue
        halves = _halves(facts, one.content)
        for number, (start, end) in enumerate(one.content):
            if closed.get(start) == end:
                continue  # from one mark to its partner
            edges = _Edges(facts, start, end, halves)
            if not edges.sound:
                yield problem(
                    one,
                    facts,
                    f"{said(facts.text, start, end)} is direct, and {edges}",
                    (start, end),
                    member=f"/content/{number}",
                    help="take both marks into the content, or correct the form",
                )


@rule("QUO028", "direct-unmarked", NOTE, "semantics", "document")
def direct_unmarked(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A direct quote has quotation marks, or a dash or a colon that introduces it."""
    text = facts.text
    for one in facts.of(parts):
        if one.quote.form != "direct" or one.quote.parent is not None:
            continue
        start = one.content[0][0]
        if text[start : start + 1] in _MARKS or not all(_Edges(facts, *place).neither for place in one.content):
            continue
        if text.startswith(_DASHES, start) or text[max(0, start - 3) : start].rstrip().endswith((*_DASHES, ":")):
            continue
        if not facts.of(marked).stretches and not facts.of(marked).unpaired:
            continue  # an article without any marks does it in another way
        closed = facts.of(_closed)
        yield problem(
            one,
            facts,
            f"{said(text, *hull(one.content))} is direct, but there is neither a quotation mark nor a dash",
            hull(one.content),
            help="take the marks around it into the content"
            if any(closed.get(start - 1) == end + 1 for start, end in one.content)
            else "is it indirect, or free?",
        )


def _derived(one: Parts, text: str) -> str:
    """The form that follows from the verbatim parts: direct, mixed or indirect."""
    if not one.verbatim:
        return "indirect"
    if one.content == one.verbatim:
        return "direct"
    outside = _outside(text, one.content, one.verbatim)
    return "mixed" if any(any(map(str.isalnum, rest)) for rest in outside) else "direct"


def _outside(text: str, content: Places, verbatim: Places) -> Iterator[str]:
    """What of the content is in no verbatim part."""
    taken = merged(verbatim)
    for position, end in content:
        index = max(0, bisect_right(taken, (position, position)) - 1)
        while index < len(taken) and taken[index][0] < end:
            first, last = taken[index]
            index += 1
            yield text[position : max(position, first)]
            position = max(position, last)
        yield text[position:end]


_SHARES = {"direct": "all of its content is verbatim", "mixed": "a part is verbatim", "indirect": "no part is verbatim"}


@rule("QUO003", "form-mismatch", ERROR, "semantics", "document")
def form_mismatch(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The form of a quote is that which follows from its verbatim parts: all direct, some mixed, none indirect."""
    for one in facts.of(parts):
        form = one.quote.form
        # Free indirect speech is somebody's words as the article tells them: with marks or without.
        if form is None or form == "free" or one.verbatim is None:
            continue
        derived = _derived(one, facts.text)
        if form != derived:
            yield problem(
                one,
                facts,
                f"the form is {form}, but {_SHARES[derived]}",
                hull(one.content),
                member="/form",
                expected=derived,
                found=form,
                help=f"make the form {derived}, or correct the verbatim parts",
            )


@rule("QUO004", "verbatim-outside-content", ERROR, "semantics", "document")
def verbatim_outside_content(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Every verbatim part lies in a fragment of the content."""
    for one in facts.of(parts):
        if not one.verbatim or one.verbatim == one.content:
            continue
        for number, (place, within) in enumerate(
            zip(one.verbatim, each_inside(one.verbatim, one.content), strict=True)
        ):
            if not within:
                yield problem(
                    one,
                    facts,
                    f"the verbatim part {said(facts.text, *place)} is not inside the content of {one.quote.id!r}",
                    place,
                    member=f"/verbatim/{number}",
                    help="correct its offsets, or widen the content",
                )


@rule("QUO005", "verbatim-unbalanced", ERROR, "semantics", "document")
def verbatim_unbalanced(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The marks around a verbatim part are a pair, and there are words between them."""
    text, closed = facts.text, facts.of(_closed)
    for one in facts.of(parts):
        if not one.verbatim or (one.quote.form == "direct" and one.verbatim == one.content):
            continue  # the marks of a direct quote are those of its content: QUO002
        halves = _halves(facts, one.verbatim)
        for number, (start, end) in enumerate(one.verbatim):
            if closed.get(start) == end and _speaks(text[start:end]):
                continue
            edges = _Edges(facts, start, end, halves)
            if edges.sound and _speaks(text[start:end]):
                continue
            fault = "there are no words in it" if edges.sound else str(edges)
            yield problem(
                one,
                facts,
                f"in the verbatim part {said(text, start, end)}, {fault}",
                (start, end),
                member=f"/verbatim/{number}",
                help="let it begin with the opening mark and end with its partner",
            )


def _disjoint(code: str, name: str, summary: str, first: str, second: str, why: str) -> Rule:
    """A check that two parts of a quote share no code point."""

    def check(_node: Node, facts: Facts) -> Iterator[Problem]:
        for one in facts.of(parts):
            ours, theirs = getattr(one, first), getattr(one, second)
            shared = overlap(ours, theirs) if ours and theirs else None
            if shared is not None:
                yield problem(
                    one,
                    facts,
                    f"the {first} and the {second} of {one.quote.id!r} share {said(facts.text, *shared)}",
                    shared,
                    member=f"/{first}",
                    help=why,
                )

    check.__doc__ = summary
    return rule(code, name, ERROR, "semantics", "document")(check)


RULES = (
    content_empty,
    direct_not_enclosed,
    form_mismatch,
    verbatim_outside_content,
    verbatim_unbalanced,
    _disjoint(
        "QUO006",
        "source-content-overlap",
        "The source of a quote is no part of its own content.",
        "source",
        "content",
        "end the content before the source, and go on with a further fragment behind it",
    ),
    _disjoint(
        "QUO007",
        "cue-content-overlap",
        "The cue of a quote is no part of its own content.",
        "cue",
        "content",
        "end the content before the cue, and go on with a further fragment behind it",
    ),
    _disjoint(
        "QUO008",
        "source-cue-overlap",
        "The source and the cue of a quote are apart.",
        "source",
        "cue",
        "the source is who speaks, the cue what says that it is speech",
    ),
    direct_unmarked,
)

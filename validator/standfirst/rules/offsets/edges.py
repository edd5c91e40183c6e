"""Do fragments begin and end where words and characters do?"""

import re
from collections.abc import Iterable, Iterator

from standfirst.finding import ERROR, WARNING
from standfirst.model import Fragment, Mention
from standfirst.offsets.boundaries import before_combining, inside_graphemes, inside_words
from standfirst.rules.facts import Facts, Node
from standfirst.rules.protocol import Problem, rule

_NAMED = (("mentions", "span"), ("mentions", "head"), ("event_mentions", "trigger"))
_PUNCTUATION = frozenset(',;:.()[]"“”„‟«»‹›「」『』')
_SPACE = re.compile(r"\s")
_POSSESSIVES = ("'s", "’s")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:\w\.)+$|(?:^|\s)\w{1,4}\.$")
# Some languages open with the mark that others close with: »Ja«, ”ja”.
_PAIRS = {
    "(": ")", "[": "]", "“": "”", "”": "”", "„": "“”", "«": "»", "»": "«»", "‹": "›", "›": "‹›", "「": "」", "『": "』",
    '"': '"',
}  # fmt: skip
_LIMITS = {("mentions", "span"): 30, ("event_mentions", "trigger"): 4, ("quotes", "cue"): 6}


def _edge_space(facts: Facts) -> Iterable[int]:
    if not _SPACE.search(facts.firsts) and not _SPACE.search(facts.lasts):
        return ()
    return [
        position
        for position, surface in enumerate(facts.columns.surfaces)
        if surface[:1].isspace() or surface[-1:].isspace()
    ]


@rule("OFF003", "edge-space", ERROR, "offsets", "fragment", screen=_edge_space)
def edge_space(node: Node, _facts: Facts) -> Iterator[Problem]:
    """A fragment does not begin or end with white space; segments may, for they can cover the whole text."""
    fragment = node.value
    surface = fragment.text
    if surface != surface.strip() and node.layer != "segments":
        side = "begins" if surface[:1].isspace() else "ends"
        kept = surface.strip()
        start = fragment.start + len(surface) - len(surface.lstrip())
        yield Problem(
            f"{_cut(surface)!r} {side} with white space",
            range=(fragment.start, fragment.end),
            expected=kept,
            found=surface,
            help=f"{start}–{start + len(kept)} is the same without it" if kept else "it is white space only",
        )


def _at_edges(facts: Facts, bad: set[int]) -> Iterable[int]:
    if not bad:
        return ()
    return [
        position
        for position, (start, end) in enumerate(zip(facts.columns.starts, facts.columns.ends, strict=True))
        if start in bad or end in bad
    ]


def _partial(facts: Facts) -> Iterable[int]:
    if not _both_in_words(facts.befores, facts.firsts) and not _both_in_words(facts.lasts, facts.behinds):
        return ()
    return _at_edges(facts, inside_words(facts.text, facts.edges))


def _both_in_words(left: str, right: str) -> int:
    """Whether at any position both characters may be letters or digits: they are all compared at once, as one number.

    What Windows-1252 does not have counts as a character that may be a letter.
    """
    classes = (
        int.from_bytes(side.encode("cp1252", "replace").translate(_WORD_CLASSES), "big") for side in (left, right)
    )
    return next(classes) & next(classes)


_WORD_CLASSES = bytes(
    character.isalnum() or character in "?\ufffd" for character in bytes(range(256)).decode("cp1252", "replace")
)


@rule("OFF004", "partial-token", WARNING, "offsets", "fragment", screen=_partial)
def partial_token(node: Node, facts: Facts) -> Iterator[Problem]:
    """A fragment does not begin or end inside a word."""
    fragment, text = node.value, facts.text
    if fragment.start == fragment.end:
        return
    inside = inside_words(text, (fragment.start, fragment.end))
    if inside:
        start, end = _whole_words(text, fragment.start, fragment.end)
        whole = text[start:end]
        yield Problem(
            f"‘{_cut(fragment.text)}’ cuts a word: the text reads ‘{_cut(whole)}’",
            range=(fragment.start, fragment.end),
            expected=whole,
            found=fragment.text,
            help=f"the whole {'word stands' if whole.isalnum() else 'words stand'} at {start}–{end}",
        )


def _inside_clusters(facts: Facts) -> set[int]:
    """The edges of fragments that lie inside a grapheme cluster, by one pass over the text."""
    return inside_graphemes(facts.text, facts.edges, facts.complexes) if facts.complexes else set()


def _before_marks(facts: Facts) -> set[int]:
    """The edges of fragments that lie between a character and its combining mark."""
    return before_combining(facts.text, facts.edges, facts.complexes) if facts.complexes else set()


def _split_clusters(facts: Facts) -> Iterable[int]:
    return _at_edges(facts, facts.of(_inside_clusters))


@rule("OFF005", "grapheme-split", WARNING, "offsets", "fragment", screen=_split_clusters)
def grapheme_split(node: Node, facts: Facts) -> Iterator[Problem]:
    """A fragment does not begin or end inside a grapheme cluster (UAX 29)."""
    fragment = node.value
    at_edges = facts.of(_inside_clusters).intersection((fragment.start, fragment.end))
    for offset in sorted(at_edges - facts.of(_before_marks)):
        yield Problem(
            f"offset {offset} is inside what a reader sees as one character",
            range=(fragment.start, fragment.end),
            found=facts.text[max(0, offset - 1) : offset + 1],
            help="move the offset to the beginning or the end of the character",
        )


def _split_marks(facts: Facts) -> Iterable[int]:
    return _at_edges(facts, facts.of(_before_marks))


@rule("OFF006", "combining-split", WARNING, "offsets", "fragment", screen=_split_marks)
def combining_split(node: Node, facts: Facts) -> Iterator[Problem]:
    """A fragment does not begin or end between a character and its combining mark."""
    fragment, text = node.value, facts.text
    for offset in sorted(facts.of(_before_marks).intersection((fragment.start, fragment.end))):
        yield Problem(
            f"offset {offset} separates ‘{text[offset - 1]}’ from the combining mark U+{ord(text[offset]):04X} on it",
            range=(fragment.start, fragment.end),
            found=text[offset - 1 : offset + 1],
            help="move the offset behind the mark",
        )


def _punctuated(facts: Facts) -> Iterable[int]:
    """Fragments of names whose first or last character is punctuation; most often no name in the document has such."""
    columns = facts.columns
    found: set[int] = set()
    for member in _NAMED:
        place = columns.places.get(member)
        if place is not None:
            first = place.fragments.start
            for characters in (facts.firsts[place.fragments], facts.lasts[place.fragments]):
                found.update(first + match.start() for match in _AT_EDGE.finditer(characters))
    return sorted(position for position in found if _stray_edge(columns.surfaces[position]) is not None)


def _stray_edge(surface: str) -> int | None:
    """Where (0 or -1) punctuation at an edge of ``surface`` neither pairs with other nor ends an abbreviation."""
    first, last = surface[:1], surface[-1:]
    if first in _PUNCTUATION and not (first in _PAIRS and any(close in surface[1:] for close in _PAIRS[first])):
        return 0
    if last in _PUNCTUATION and not _closes(surface) and not (last == "." and _ABBREVIATION.search(surface)):
        return -1
    return None


_AT_EDGE = re.compile(f"[{re.escape(''.join(sorted(_PUNCTUATION)))}]")


@rule("OFF012", "punctuation-edge", WARNING, "offsets", "fragment", screen=_punctuated)
def punctuation_edge(node: Node, _facts: Facts) -> Iterator[Problem]:
    """A mention, head or trigger does not begin or end with punctuation, unless it is paired or an abbreviation's."""
    fragment, surface = node.value, node.value.text
    edge = _stray_edge(surface) if (node.layer, node.member.member if node.member else "") in _NAMED else None
    if edge is None:
        return
    kept = surface[1:] if edge == 0 else surface[:-1]
    start = fragment.start + (edge == 0)
    yield Problem(
        f"‘{_cut(surface)}’ {'ends' if edge else 'begins'} with the punctuation {surface[edge]}",
        range=(fragment.start, fragment.end),
        expected=kept or None,
        found=surface,
        help=f"{start}–{start + len(kept)} is the same without it" if kept else "it is punctuation only",
    )


def _possessives(facts: Facts) -> Iterable[int]:
    if not any(ending in facts.text for ending in _POSSESSIVES):
        return ()
    place = facts.columns.places.get(("mentions", "span"))
    if place is None:
        return ()
    surfaces = enumerate(facts.columns.surfaces[place.fragments], place.fragments.start)
    return [position for position, surface in surfaces if surface.endswith(_POSSESSIVES)]


@rule("OFF013", "possessive", WARNING, "offsets", "fragment", screen=_possessives)
def possessive(node: Node, _facts: Facts) -> Iterator[Problem]:
    """A mention does not end with a possessive 's."""
    fragment, mention, member = node.value, node.annotation, node.member
    if not isinstance(mention, Mention) or member is None or member.member != "span":
        return
    # In ‘Lind's’ … ‘bridge’ the genitive is inside the mention: only the last fragment ends it.
    if fragment.text.endswith(_POSSESSIVES) and len(fragment.text) > 2 and fragment == mention.span[-1]:
        yield Problem(
            f"‘{_cut(fragment.text)}’ ends with the possessive {fragment.text[-2:]}",
            range=(fragment.start, fragment.end),
            expected=fragment.text[:-2],
            found=fragment.text,
            help=f"end the mention at {fragment.end - 2}",
        )


def _long(facts: Facts) -> Iterable[int]:
    """Spans with more words than their limit; more than n words and the space between them take more than 2n characters."""
    columns = facts.columns
    positions: list[int] = []
    for member, limit in _LIMITS.items():
        place = columns.places.get(member)
        if place is None:
            continue
        if place.continuous:
            surfaces = enumerate(columns.surfaces[place.fragments], place.spans.start)
            wide = [position for position, surface in surfaces if len(surface) > 2 * limit]
        else:
            spans = enumerate(columns.spans[place.spans], place.spans.start)
            wide = [position for position, span in spans if len(span) > 1 or len(span[0].text) > 2 * limit]
        positions += [position for position in wide if _words_in(columns.spans[position]) > limit]
    return positions


def _words_in(span: tuple[Fragment, ...]) -> int:
    return sum([len(fragment.text.split()) for fragment in span])


@rule("OFF014", "span-too-long", WARNING, "offsets", "span", screen=_long)
def span_too_long(node: Node, _facts: Facts) -> Iterator[Problem]:
    """A mention has at most 30 words, a trigger at most 4, a cue at most 6."""
    member = node.member
    limit = _LIMITS.get((node.layer, member.member)) if member is not None else None
    if limit is None or member is None:
        return
    words = _words_in(node.value)
    if words > limit:
        yield Problem(
            f"this {member.member} has {words} words; more than {limit} are rare and often a wrong end",
            range=(node.value[0].start, node.value[-1].end),
            expected=f"at most {limit} words",
            found=f"{words} words",
            help="look at where it ends",
        )


def _bracketed(facts: Facts) -> Iterable[int]:
    places = [facts.columns.places.get(member) for member in (("mentions", "span"), ("mentions", "head"))]
    found: set[int] = set()
    for bracket in _BRACKETS:
        if bracket in facts.text:
            for place in filter(None, places):
                surfaces = facts.columns.surfaces[place.fragments]
                if bracket not in "".join(surfaces):
                    continue
                found.update([at for at, surface in enumerate(surfaces, place.fragments.start) if bracket in surface])
    return sorted(found)


_BRACKETS = "()[]“”„"


@rule("OFF015", "unbalanced-brackets", WARNING, "offsets", "fragment", screen=_bracketed)
def unbalanced_brackets(node: Node, _facts: Facts) -> Iterator[Problem]:
    """Brackets and quotation marks inside a mention are paired."""
    fragment = node.value
    if node.layer != "mentions":
        return
    surface = fragment.text
    for opening, closing in ("()", "[]"):
        opened, closed = surface.count(opening), surface.count(closing)
        if opened != closed:
            more, fewer = (opening, closing) if opened > closed else (closing, opening)
            yield _unpaired(fragment, f"has {more} without {fewer}")
    # Which mark opens and which closes differs between languages: “so”, „so“, „so”, ”so”. A pair are always two.
    marks = [character for character in surface if character in "“”„"]
    if len(marks) % 2:
        yield _unpaired(
            fragment, f"has {marks[0]} without its partner" if len(marks) == 1 else "has an odd quotation mark"
        )


def _unpaired(fragment: Fragment, what: str) -> Problem:
    return Problem(
        f"‘{_cut(fragment.text)}’ {what}",
        range=(fragment.start, fragment.end),
        found=fragment.text,
        help="take both in, or leave both out",
    )


def _closes(surface: str) -> bool:
    """Whether the last character closes what an earlier one opened."""
    return any(surface[-1] in closing and opening in surface[:-1] for opening, closing in _PAIRS.items())


_LONGEST_REST = 200
"""How far (code points) the rest of a cut word is sought: what goes on for longer is no word."""


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch widened to the borders of the words that it cuts."""
    first, last = start - _LONGEST_REST, end + _LONGEST_REST
    while start > first and inside_words(text, (start,)):
        start -= 1
    while end < last and inside_words(text, (end,)):
        end += 1
    return start, end


def _cut(text: str) -> str:
    """``text`` with its middle left out where it is long: what stands at the ends is what these rules are about."""
    return text if len(text) <= 60 else f"{text[:29]}…{text[-30:]}"


RULES = (
    edge_space,
    partial_token,
    grapheme_split,
    combining_split,
    punctuation_edge,
    possessive,
    span_too_long,
    unbalanced_brackets,
)

"""Do offsets point into the text, and at the surface that is stored with them?"""

from collections.abc import Iterable, Iterator
from itertools import compress, count, pairwise, repeat
from operator import attrgetter, eq

from standfirst.finding import ERROR, WARNING
from standfirst.model import Fragment
from standfirst.rules.facts import Facts, Node
from standfirst.rules.protocol import Problem, rule

Span = tuple[Fragment, ...]

MAX_SEARCHES = 1_000
"""How many wrong surfaces of a document are looked for in its text, to say where they stand."""


def _misplaced(facts: Facts) -> Iterable[int]:
    return facts.misplaced


@rule("OFF001", "offset-range", ERROR, "offsets", "fragment", screen=_misplaced, sound_only=False)
def offset_range(node: Node, facts: Facts) -> Iterator[Problem]:
    """Offsets lie in the text, and no start lies behind its end."""
    fragment, size = node.value, len(facts.text)
    if fragment.start > fragment.end:
        yield Problem(
            f"start {fragment.start} lies behind end {fragment.end}",
            expected="start ≤ end",
            found=f"{fragment.start}–{fragment.end}",
            help="an end that is smaller is often a length, or the two were swapped",
        )
    elif fragment.end > size:
        yield Problem(
            f"{fragment.start}–{fragment.end} reaches beyond the text, whose length is {size} in code points",
            expected=f"end ≤ {size}",
            found=str(fragment.end),
            help="offsets count code points, not bytes or UTF-16 units",
        )


def _mismatched(facts: Facts) -> Iterable[int]:
    return facts.unsound


@rule("OFF002", "surface-mismatch", ERROR, "offsets", "fragment", screen=_mismatched, sound_only=False)
def surface_mismatch(node: Node, facts: Facts) -> Iterator[Problem]:
    """The stored surface is the text at the fragment's offsets."""
    fragment, text = node.value, facts.text
    if not fragment.start <= fragment.end <= len(text):
        return  # offset-range has said so
    found = text[fragment.start : fragment.end]
    if found != fragment.text:
        yield Problem(
            f"the surface is {_quoted(fragment.text)}, but the text at {fragment.start}–{fragment.end} is {_quoted(found)}",
            range=(fragment.start, fragment.end),
            expected=fragment.text,
            found=found,
            help=_nearby(facts, fragment.start, fragment.text),
        )


def _searches(_facts: Facts) -> Iterator[int]:
    """As many searches as one document may cost."""
    return iter(range(MAX_SEARCHES))


def _nearby(facts: Facts, start: int, surface: str) -> str | None:
    """Where the surface does stand, if that is one place, or one that is near. A search reads the whole text."""
    if next(facts.of(_searches), None) is None:
        return None
    text = facts.text
    if not surface:
        return "the surface is empty, but the offsets are not"
    first = text.find(surface)
    if first < 0:
        return "the surface stands nowhere in the text"
    if text.find(surface, first + 1) < 0:
        return f"the surface stands once in the text, at {first}–{first + len(surface)}"
    before, after = text.rfind(surface, 0, start + len(surface)), text.find(surface, start)
    near = min((at for at in (before, after) if at >= 0), key=lambda at: abs(at - start), default=first)
    return f"the surface stands {text.count(surface)} times in the text, nearest at {near}–{near + len(surface)}"


def _with_context(facts: Facts) -> Iterable[int]:
    text, fragments = facts.text, facts.columns.fragments
    before = [fragment for fragment in fragments if fragment.prefix is not None]
    behind = [fragment for fragment in fragments if fragment.suffix is not None]
    if all(map(text.endswith, map(_prefix, before), repeat(0), map(_start, before))) and all(
        map(text.startswith, map(_suffix, behind), map(_end, behind))
    ):
        return ()
    return range(len(fragments))


_prefix, _suffix, _start, _end = map(attrgetter, ("prefix", "suffix", "start", "end"))


@rule("OFF020", "context-mismatch", ERROR, "offsets", "fragment", screen=_with_context)
def context_mismatch(node: Node, facts: Facts) -> Iterator[Problem]:
    """Prefix and suffix are the text beside the fragment."""
    fragment, text = node.value, facts.text
    prefix, suffix = fragment.prefix, fragment.suffix
    if prefix is not None and text[max(0, fragment.start - len(prefix)) : fragment.start] != prefix:
        found = text[max(0, fragment.start - len(prefix)) : fragment.start]
        yield Problem(
            f"the prefix is {_quoted(prefix)}, but before {fragment.start} stands {_quoted(found)}",
            range=(fragment.start, fragment.end),
            expected=prefix,
            found=found,
            help="the annotation may have been moved to another occurrence of the same words",
            below="/prefix",
        )
    if suffix is not None and text[fragment.end : fragment.end + len(suffix)] != suffix:
        found = text[fragment.end : fragment.end + len(suffix)]
        yield Problem(
            f"the suffix is {_quoted(suffix)}, but behind {fragment.end} stands {_quoted(found)}",
            range=(fragment.start, fragment.end),
            expected=suffix,
            found=found,
            help="the annotation may have been moved to another occurrence of the same words",
            below="/suffix",
        )


def _zero_width(facts: Facts) -> Iterable[int]:
    columns = facts.columns
    if "" not in columns.surfaces and not facts.unsound:
        return ()
    return compress(count(), map(eq, columns.starts, columns.ends))


@rule("OFF007", "zero-width", ERROR, "offsets", "fragment", screen=_zero_width, sound_only=False)
def zero_width(node: Node, facts: Facts) -> Iterator[Problem]:
    """Only mentions, triggers, arguments and segments may have no width."""
    fragment, member = node.value, node.member
    if fragment.end > len(facts.text):
        return  # offset-range has said so
    if fragment.start == fragment.end and member is not None and not member.zero_width:
        yield Problem(
            f"{member.member} is empty: it begins and ends at {fragment.start}",
            range=(fragment.start, fragment.end),
            expected="start < end",
            found=f"{fragment.start}–{fragment.end}",
            help="leave the member out where there is nothing to point at",
        )


def _tangled(facts: Facts) -> list[int]:
    """The spans of which one fragment does not begin behind the end of the one before."""
    spans = facts.columns.spans
    return [
        position
        for position in facts.columns.discontinuous
        if any(before.end >= after.start for before, after in pairwise(spans[position]))
    ]


def _in_disorder(facts: Facts) -> Iterable[int]:
    """The spans whose fragments may be out of order or overlap."""
    return facts.of(_tangled)


def _disordered(span: Span, _text: str) -> Iterator[tuple[int, Fragment, Fragment]]:
    """The fragments that stand behind one that comes later in the text, with their positions in the span."""
    for index, (before, after) in enumerate(pairwise(span), 1):
        if (after.start, after.end) < (before.start, before.end):
            yield index, before, after


@rule("OFF008", "fragment-order", ERROR, "offsets", "span", screen=_in_disorder)
def fragment_order(node: Node, facts: Facts) -> Iterator[Problem]:
    """The fragments of a span, and the verbatim parts of a quote, stand in the order of the text."""
    for index, before, after in _disordered(node.value, facts.text):
        yield Problem(
            f"fragment {after.start}–{after.end} stands behind {before.start}–{before.end}, and comes before it in the text",
            range=(after.start, after.end),
            help="put the fragments into the order of the text",
            below=f"/{index}",
        )


def _overlapping(span: Span, _text: str) -> Iterator[tuple[Fragment, Fragment]]:
    ordered = sorted(span, key=lambda fragment: (fragment.start, fragment.end))
    for before, after in pairwise(ordered):
        if after.start < before.end or (after.start, after.end) == (before.start, before.end):
            yield before, after


@rule("OFF009", "fragment-overlap", ERROR, "offsets", "span", screen=_in_disorder)
def fragment_overlap(node: Node, facts: Facts) -> Iterator[Problem]:
    """The fragments of a span, and the verbatim parts of a quote, do not overlap, and none stands twice."""
    for before, after in _overlapping(node.value, facts.text):
        twice = (before.start, before.end) == (after.start, after.end)
        yield Problem(
            f"fragment {before.start}–{before.end} stands twice"
            if twice
            else f"fragments {before.start}–{before.end} and {after.start}–{after.end} overlap",
            range=(after.start, min(before.end, after.end)),
            help="leave one of them out" if twice else "make one fragment of them, or correct the end that is wrong",
        )


def _touching(span: Span, text: str) -> Iterator[tuple[Fragment, Fragment]]:
    for before, after in pairwise(span):
        if before.end <= after.start and before != after and not text[before.end : after.start].strip():
            yield before, after


def _near(facts: Facts) -> Iterable[int]:
    """The spans of which two fragments touch."""
    spans, text = facts.columns.spans, facts.text
    return [position for position in facts.columns.discontinuous if any(True for _ in _touching(spans[position], text))]


@rule("OFF010", "fragment-touching", WARNING, "offsets", "span", screen=_near)
def fragment_touching(node: Node, facts: Facts) -> Iterator[Problem]:
    """Between two fragments of a span there is more than white space, or the border of a zone."""
    if node.member is not None and node.member.shape == "fragments":
        return  # what is quoted word for word may be two things that stand beside each other
    for before, after in _touching(node.value, facts.text):
        if _in_other_zones(before, after, facts):
            continue  # a quote goes on in the next paragraph: one fragment of both would cross the border
        between = "only white space" if before.end < after.start else "nothing"
        yield Problem(
            f"between {before.start}–{before.end} and {after.start}–{after.end} there is {between}",
            range=(before.start, after.end),
            help="make one fragment of them",
        )


def _in_other_zones(before: Fragment, after: Fragment, facts: Facts) -> bool:
    """Whether ``before`` ends in one zone and ``after`` begins in another."""
    if not facts.zones or not before.start < before.end <= after.start < after.end <= len(facts.text):
        return False
    return facts.zone_at[before.end - 1] != facts.zone_at[after.start]


def _quoted(text: str) -> str:
    return f"‘{text}’" if len(text) <= 60 else f"‘{text[:40]}…’ ({len(text)} code points)"


RULES = (
    offset_range,
    surface_mismatch,
    zero_width,
    fragment_order,
    fragment_overlap,
    fragment_touching,
    context_mismatch,
)

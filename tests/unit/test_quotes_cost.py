"""Rules of quotes on documents made to be slow: nothing looks at every pair, or the time limit of the test run would tell."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from standfirst.model import Coverage, Document, Entity, Fragment, LayerCoverage, Mention, Quote, Zone
from standfirst.model.columns import Columns
from standfirst.rules.facts import Facts
from standfirst.rules.graph import each_inside, inside, overlap
from standfirst.rules.quotes import RULES
from standfirst.rules.run import run

N = 30_000
FULL = LayerCoverage(extent="full")


def found(text: str, **members: Any) -> set[str]:
    base = Document.create(text, id="d", language="en", license="CC0-1.0", scheme="news-1.0")
    made = structs.replace(base, entities=(Entity(id="e1", type="PER"),), **members)
    return {finding.code for finding in run(RULES, Facts(Columns(made)))}


def span(text: str, *places: tuple[int, int]) -> tuple[Fragment, ...]:
    return tuple(Fragment(start=start, end=end, text=text[start:end]) for start, end in places)


def contents_of_many_fragments() -> set[str]:
    text = "a b " * N
    places = [(4 * number, 4 * number + 1) for number in range(N)]
    all_but_last = span(text, *places[:-1])
    first = Quote(
        id="q1", content=span(text, *places), verbatim=all_but_last, form="mixed", parent="q2",
        cue=span(text, *((start + 2, start + 3) for start, _ in places)),
        source=span(text, *((start + 1, start + 2) for start, _ in places)),
    )  # fmt: skip
    second = Quote(id="q2", content=all_but_last, verbatim=first.content, form="direct")
    return found(text, quotes=(first, second, Quote(id="q3", content=first.content, parent="q1")))


def one_content_that_overlaps_itself() -> set[str]:
    text = "x y " * 5
    return found(
        text, quotes=(Quote(id="q1", content=span(text, (0, 9)) * N), Quote(id="q2", content=span(text, (0, 19))))
    )


def sources_around_all_mentions() -> set[str]:
    text = "ab " * N
    mentions = tuple(
        Mention(id=f"m{number}", entity="e1", span=span(text, place), level=("NAM", "NOM", "PRO")[number % 3])
        for number in range(N)
        for place in ((3 * number * (number % 2), 3 * number * (number % 2) + 2),)
    )
    source = span(text, (0, 1), (3 * N - 3, 3 * N - 1))
    quotes = tuple(Quote(id=f"q{number}", content=span(text, (1, 2)), source=source) for number in range(N))
    return found(text, mentions=mentions, quotes=quotes, coverage=Coverage(mentions=FULL))


def cues_at_the_other_end() -> set[str]:
    text = "abcd\n" * N
    zones = tuple(Zone(id=f"z{number}", kind="paragraph", start=5 * number, end=5 * number + 4) for number in range(N))
    cue = span(text, (5 * N - 5, 5 * N - 4))
    return found(
        text,
        zones=zones,
        quotes=tuple(Quote(id=f"q{number}", content=span(text, (0, 1)), cue=cue) for number in range(N)),
    )


def one_long_word() -> set[str]:
    text = "a" * 10 * N
    return found(text, quotes=(Quote(id="q1", content=span(text, (0, len(text))), attribution="none"),))


def fragments_far_apart() -> set[str]:
    text = f"{'a' * 15}{'.' * 10 * N}{'b' * 15}"
    content = span(text, (0, 15), (len(text) - 15, len(text)))
    return found(text, quotes=tuple(Quote(id=f"q{number}", content=content) for number in range(N)))


def a_chain_of_cues() -> set[str]:
    return found("said-" * N + " He said no.", quotes=(), coverage=Coverage(quotes=FULL))


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (contents_of_many_fragments, {"QUO004", "QUO010", "QUO015"}),
        (one_content_that_overlaps_itself, {"QUO009", "QUO015"}),
        (sources_around_all_mentions, {"QUO009", "QUO013"}),
        (cues_at_the_other_end, {"QUO009", "QUO015", "QUO020"}),
        (one_long_word, set()),
        (fragments_far_apart, {"QUO009", "QUO015"}),
        (a_chain_of_cues, {"QUO019"}),
    ],
)
def test_no_arrangement_is_slow(make: Callable[[], set[str]], expected: set[str]) -> None:
    assert make() == expected


stretches = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6)).map(lambda p: (p[0], sum(p))), max_size=20)


@given(stretches, stretches)
def test_many_stretches_are_compared_as_few_are(ours: list[tuple[int, int]], theirs: list[tuple[int, int]]) -> None:
    within = [any(first <= start and end <= last for first, last in theirs) for start, end in ours]
    assert each_inside(ours, theirs) == within
    assert inside(ours, theirs) == all(within)
    shared = [(max(a[0], b[0]), min(a[1], b[1])) for a in ours for b in theirs if a[0] < b[1] and b[0] < a[1]]
    assert overlap(ours, theirs) == (shared[0] if shared else None)

"""How many examples it takes to find a planted defect, by our strategies and by plain ``st.text()``."""

import random
import re
from collections.abc import Iterable, Sequence
from typing import Any

from converters import Converter, Spans, right
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from standfirst.model import LAYERS, Document, Fragment
from standfirst.strategies import documents


class Caught(Exception):  # noqa: N818
    """A converter was caught."""


def spans_of(document: Document) -> Spans:
    """The spans of a document, as plain numbers, zones apart."""
    return [
        tuple((one.start, one.end) for one in span)
        for layer in LAYERS
        for record in document.layer(layer)
        for span in _spans(record)
    ]


def _spans(value: Any) -> Iterable[tuple[Fragment, ...]]:
    if isinstance(value, tuple):
        if value and isinstance(value[0], Fragment):
            yield value
        else:
            for one in value:
                yield from _spans(one)
    elif isinstance(value, Fragment):
        yield (value,)
    elif hasattr(value, "__struct_fields__"):
        for name in value.__struct_fields__:
            yield from _spans(getattr(value, name))


def annotations_of(document: Document) -> int:
    """How many annotations a document has, with its agents."""
    return len(document.agents or ()) + sum(len(document.layer(layer)) for layer in LAYERS)


def is_wrong(convert: Converter, text: str, spans: Spans) -> bool:
    """Whether a converter damages the spans of a text, or raises."""
    try:
        return not right(text, spans, convert(text, spans))
    except Exception:
        return True


def ours(converters: Sequence[Converter], number: int, examples: int) -> dict[str, int]:
    """Who is caught by :func:`standfirst.strategies.documents`: the name of each, with the example that first did it."""
    return _hunt(converters, documents(), lambda document: (document.text, spans_of(document)), number, examples)


@st.composite
def _plain(draw: st.DrawFn) -> tuple[str, Spans]:
    text = draw(st.text(min_size=1))
    place = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(place, place), min_size=1, max_size=4))
    return text, [((min(pair), max(pair)),) for pair in pairs]


def plain(converters: Sequence[Converter], number: int, examples: int) -> dict[str, int]:
    """Who is caught by ``st.text()`` and integers, as most people begin."""
    return _hunt(converters, _plain(), lambda drawn: drawn, number, examples)


def _hunt(converters: Sequence[Converter], strategy: Any, parts: Any, number: int, examples: int) -> dict[str, int]:
    # All converters see the examples of one search: what is drawn does not depend on them before one is caught.
    found: dict[str, int] = {}
    count = 0

    @seed(number)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def search(drawn: Any) -> None:
        nonlocal count
        count += 1
        text, spans = parts(drawn)
        for convert in converters:
            if convert.__name__ not in found and is_wrong(convert, text, spans):
                found[convert.__name__] = count

    search()
    return found


def smallest(convert: Converter, number: int) -> Document:
    """The document that Hypothesis shrinks a failure to."""
    found: list[Document] = []

    @seed(number)
    @settings(
        max_examples=500,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(documents())
    def search(document: Document) -> None:
        if is_wrong(convert, document.text, spans_of(document)):
            found.append(document)
            raise Caught

    try:
        search()
    except Caught:
        return found[-1]
    raise AssertionError(f"{convert.__name__} was not caught")


_WORDS = re.findall(
    r"\S+",
    'the mayor said that she would not go to Chicago Monday U.S. ICE (officials) 7-2 "no" it\'s, a; b: c! d? $1.2',
)


def ascii_texts(count: int = 100) -> list[tuple[str, Spans]]:
    """Texts as people write them for tests, with spans of one and two fragments."""
    chance = random.Random(1)
    made = []
    for _ in range(count):
        text = "".join(
            word + chance.choice((" ", " ", " ", ", ", ".\n"))
            for word in chance.choices(_WORDS, k=chance.randint(5, 60))
        ).strip()
        spans: Spans = []
        for _ in range(8):
            start = chance.randrange(len(text))
            end = min(len(text), start + chance.randint(0, 12))
            spans.append(((start, end),))
        points = sorted(chance.sample(range(len(text)), 4))
        spans.append(((points[0], points[1]), (points[2], points[3])))
        made.append((text, [*spans, ((0, len(text)),)]))
    return made

"""Documents of the size of the reference article: 4,000 characters, 360 annotations, 425 fragments, 130 arguments."""

import random
import re
from bisect import bisect_left
from collections.abc import Iterator

from standfirst.model import (
    Annotation,
    Arg,
    Document,
    Entity,
    Event,
    EventMention,
    Mark,
    Mention,
    Quote,
    Time,
    Zone,
)

SIZE = 4_000
_ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "d",
    "f",
    "g",
    "gr",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "qu",
    "r",
    "s",
    "st",
    "t",
    "v",
    "w",
]
_RHYMES = ["a", "ai", "an", "e", "ea", "el", "en", "er", "i", "in", "ing", "o", "on", "or", "ou", "u", "un", "y"]

_FREQUENT = ["the", "of", "and", "to", "in", "for", "on", "with", "at", "by", "from", "as"]


def sized_document(chance: random.Random, size: int = SIZE) -> Document:
    """A document of ``size`` code points, with as many annotations for its length as the reference article.

    It is clean: what is measured is what rules cost where nothing is wrong, not the wording of findings.
    """
    text = _text(chance, size)
    document = Document.create(text, id="sized", language="en", license="CC0-1.0", scheme="news-1.0")
    zones = tuple(
        Zone(id=f"z{i}", kind="paragraph", start=line.start(), end=line.end())
        for i, line in enumerate(re.finditer(r"[^\n]+", text))
    )
    maker = _Maker(document, chance, size / SIZE)
    return document.add(*maker.who(), *maker.said(), *maker.happened()).replace(zones=zones)


class _Maker:
    """Makes the annotations of one document; each layer is in the order of the text, as annotators leave it."""

    def __init__(self, document: Document, chance: random.Random, share: float) -> None:
        self.document = document
        self.share = share
        self.words = [match.span() for match in re.finditer(r"[^\W\d_]+", document.text)]
        self.found = _places(chance, self.words, document.text)
        self.mentioned: list[tuple[int, int]] = []
        self.chance = chance

    def count(self, number: int) -> range:
        return range(max(1, round(number * self.share)))

    def places(self, number: int) -> Iterator[tuple[int, int]]:
        return iter(sorted(next(self.found) for _ in range(number)))

    def statements(self) -> Iterator[tuple[tuple[int, int], ...]]:
        """Places of contents, none of which overlaps another, each with the two words behind it in its paragraph."""
        taken: set[int] = set()
        for start, end in self.found:
            behind = bisect_left(self.words, (end, end))
            cue, source = (*self.words[behind : behind + 2], (0, 0), (0, 0))[:2]
            if source[1] and "\n" not in self.document.text[start : source[1]] and taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                yield (start, end), cue, source

    def who(self) -> Iterator[Annotation]:
        entities, mentions = self.count(50), self.count(139)
        for i in entities:
            yield Entity(id=f"e{i}", type=self.chance.choice(["PER", "ORG", "GPE"]), name=f"Name {i}")
        self.mentioned += self.places(len(mentions))
        for i, place in zip(mentions, self.mentioned, strict=True):
            span, head = self.document.span(place), self.document.fragment(*place)
            yield Mention(id=f"m{i}", entity=f"e{i % len(entities)}", span=span, head=head, level="NOM")
        times = self.count(10)
        for i, place in zip(times, self.places(len(times)), strict=True):
            yield Time(id=f"t{i}", span=self.document.span(place), type="DATE", value="XXXX-WXX-7")

    def said(self) -> Iterator[Annotation]:
        quotes, marks = self.count(18), self.count(13)
        statements = self.statements()
        for i in quotes:
            content, cue, source = (self.document.span(place) for place in next(statements))
            yield Quote(id=f"q{i}", content=content, cue=cue, source=source, speaker=("e0",), level=1, form="indirect")
        for i, place in zip(marks, self.places(len(marks)), strict=True):
            yield Mark(id=f"k{i}", fragment=self.document.fragment(*place), function="unknown")

    def happened(self) -> Iterator[Annotation]:
        events, mentions, told = self.count(56), len(self.count(139)), self.count(60)
        for i in events:
            yield Event(id=f"v{i}", type="conflict.protest")
        for i, place in zip(told, self.places(len(told)), strict=True):
            near = bisect_left(self.mentioned, place)  # who is named near the trigger takes part
            names = [f"m{(near + j) % mentions}" for j in range(2 + (i % 6 == 0))]
            yield EventMention(
                id=f"w{i}",
                event=f"v{i % len(events)}",
                trigger=self.document.span(place),
                type="conflict.protest",
                class_="OCCURRENCE",
                realis="actual",
                polarity="positive",
                args=tuple(Arg(role="agent", kind="mention", ref=name) for name in names),
            )


def _text(chance: random.Random, size: int) -> str:
    """Paragraphs of invented words, every third a frequent one of English, as in its prose; one in each has an accent."""
    vocabulary = [
        "".join(chance.choice(_ONSETS) + chance.choice(_RHYMES) for _ in range(chance.randint(2, 3)))
        for _ in range(900)
    ]
    paragraphs: list[str] = []
    length = 0
    while length < size:
        words = [chance.choice(_FREQUENT if i % 3 == 2 else vocabulary) for i in range(chance.randint(40, 70))]
        words[3] += "é"
        paragraph = " ".join(words).capitalize() + "."
        paragraphs.append(paragraph)
        length += len(paragraph) + 1
    return "\n".join(paragraphs)[: size - 1].rstrip() + "."


def _places(chance: random.Random, words: list[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """Places of one to three words that never cross each other, none twice."""
    taken: set[tuple[int, int]] = set()
    owner = [-1] * (len(text) + 1)
    number = 0
    while True:
        first = chance.randrange(len(words))
        last = min(first + chance.randrange(3), len(words) - 1)
        place = words[first][0], words[last][1]
        if "\n" in text[place[0] : place[1]] or place in taken or len({owner[i] for i in range(*place)}) > 1:
            continue
        if owner[place[0]] >= 0 and chance.random() < 0.8:
            continue
        taken.add(place)
        for i in range(*place):
            owner[i] = number
        number += 1
        yield place

"""Documents of the size of the reference article: 4,000 characters, 360 annotations, 425 fragments, 130 arguments."""

import random
import re
from collections.abc import Iterator

from standfirst.model import (
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


def sized_document(chance: random.Random, size: int = SIZE) -> Document:
    """A clean document of ``size`` code points, with as many annotations for its length as the reference article."""
    text = _text(chance, size)
    document = Document.create(text, id="sized", language="en", license="CC0-1.0", scheme="news-1.0")
    share = size / SIZE
    words = [match.span() for match in re.finditer(r"[^\W\d_]+", text)]
    found = _places(chance, words, text)

    def count(number: int) -> range:
        return range(max(1, round(number * share)))

    def layer(number: int, each: int = 1) -> Iterator[tuple[int, int]]:
        """Places for the annotations of a layer, in the order of the text, as annotators leave them."""
        return iter(sorted(next(found) for _ in range(len(count(number)) * each)))

    entities = [Entity(id=f"e{i}", type=chance.choice(["PER", "ORG", "GPE"]), name=f"Name {i}") for i in count(50)]
    mentions = []
    places = layer(139)
    for i in count(139):
        place = next(places)
        head = document.fragment(*place)
        mentions.append(
            Mention(id=f"m{i}", entity=f"e{i % len(entities)}", span=document.span(place), head=head, level="NOM")
        )
    places = layer(10)
    times = [Time(id=f"t{i}", span=document.span(next(places)), type="DATE", value="XXXX-WXX-7") for i in count(10)]
    places = layer(18, 3)
    quotes = [
        Quote(
            id=f"q{i}",
            content=document.span(next(places)),
            cue=document.span(next(places)),
            source=document.span(next(places)),
            speaker=("e0",),
            level=1,
            form="indirect",
        )
        for i in count(18)
    ]
    places = layer(13)
    marks = [Mark(id=f"k{i}", fragment=document.fragment(*next(places)), function="unknown") for i in count(13)]
    places = layer(60)
    events = [Event(id=f"v{i}", type="conflict.protest") for i in count(56)]
    event_mentions = [
        EventMention(
            id=f"w{i}",
            event=f"v{i % len(events)}",
            trigger=document.span(next(places)),
            type="conflict.protest",
            class_="OCCURRENCE",
            realis="actual",
            polarity="positive",
            args=tuple(
                Arg(role="agent", kind="mention", ref=f"m{(i + j) % len(mentions)}") for j in range(2 + (i % 6 == 0))
            ),
        )
        for i in count(60)
    ]
    zones = tuple(
        Zone(id=f"z{i}", kind="paragraph", start=line.start(), end=line.end())
        for i, line in enumerate(re.finditer(r"[^\n]+", text))
    )
    return document.add(*entities, *mentions, *times, *quotes, *marks, *events, *event_mentions).replace(zones=zones)


def _text(chance: random.Random, size: int) -> str:
    """Paragraphs of invented words; some have accents, and one in twenty paragraphs a character beyond the BMP."""
    vocabulary = [
        "".join(chance.choice(_ONSETS) + chance.choice(_RHYMES) for _ in range(chance.randint(1, 3)))
        for _ in range(900)
    ]
    paragraphs: list[str] = []
    length = 0
    while length < size:
        words = [chance.choice(vocabulary) for _ in range(chance.randint(40, 70))]
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

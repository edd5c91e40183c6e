"""Documents made ready for faults: most texts have too little in them that can go wrong."""

import re
from collections.abc import Iterator
from random import Random

from standfirst.faults.edits import Data, Edit, edited
from standfirst.faults.texts import ENTITIES, by_map, normalising, replacing
from standfirst.model.plain_places import fragment_places

_WORDS = (
    "café ",
    "😀 ",
    "naïve ",
    "👍🏽 ",
    "R&D ",
    "été ",
    "a\u200bb ",
    "\tcol\t",
    "soft\u00adly ",
    "“so” ",
    "… ",
    "— ",
    '"ok" ',
    "Łódź ",
    "𝒳 ",
    "x < y ",
    "two  blanks ",
    "don’t ",
    "2–3 ",
    "🇩🇪 ",
    "1,5 % ",
)
_EVERY = 160
_LEAST = 14


def enriched(data: Data, random: Random) -> Data:
    """The document with words put between its own that are hard to count; annotations stay on their words."""
    text = data["text"]
    inner = {
        offset for place in fragment_places(data) for offset in range(place.value["start"] + 1, place.value["end"])
    }
    spots = [match.end() for match in re.finditer(r"\w (?=\w)", text)]
    free = [spot for spot in spots if spot not in inner] or spots
    count = min(len(free), max(_LEAST, len(text) // _EVERY))
    words = [_WORDS[index % len(_WORDS)] for index in range(count)]
    random.shuffle(words)
    chosen = sorted(random.sample(free, count))
    return edited(data, [(spot, spot, word) for spot, word in zip(chosen, words, strict=True)])


_BLANKS = re.compile(
    r"(?<=\w)(?=[,;:?!)\]%”»](?:\W|$))|(?<=\w)(?=\.(?:[\s”\"»]|$))|(?<=[(\[$€£“«])(?=\w)|(?<=[.,?!])(?=[”»])"
    r"|(?<=\w)(?=['’]s\b)|(?<=\w)(?=n't\b)"
)


def tokenised(data: Data) -> Data:
    """The document on a text in which blanks stand around punctuation, as tokenisers write it."""
    edits: list[Edit] = [(match.start(), match.start(), " ") for match in _BLANKS.finditer(data["text"])]
    return edited(data, edits)


def bases(data: Data, random: Random) -> Iterator[tuple[str, Data]]:
    """A document as it is and made ready for faults, each with the name of what was done to it."""
    yield "plain", data
    rich = enriched(data, random)
    yield "enriched", rich
    yield "crlf", edited(rich, replacing("(?<!\r)\n", "\r\n")(rich["text"]))
    yield "nfd", edited(rich, normalising("NFD")(rich["text"]))
    yield "entities", edited(rich, by_map(ENTITIES)(rich["text"]))
    yield "tokenised", tokenised(data)

"""Write samples/valid/council-night-en.json: minutes of a council's night, a text of 200,000 code points.

python tests/make_long_sample.py

It is made by a pattern, and always the same: it shows that length is no trouble, not how news is written.
"""

import random
from pathlib import Path
from typing import NamedTuple

from standfirst import dumps
from standfirst.model import Annotation, Coverage, Document, Entity, Fragment, LayerCoverage, Mark, Mention, Quote, Zone

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "valid" / "council-night-en.json"
SIZE = 200_000
SEED = 7

SPEAKERS = (
    "Ada Brook", "Basil Crane", "Cora Dunmore", "Desmond Eke", "Edith Farrow", "Felix Gant", "Greta Holm", "Hugo Ines",
    "Ivy Jorden", "Jonah Kell", "Kitty Lomax", "Leo Marsh",
)  # fmt: skip
VERBS = ("said", "replied", "warned", "insisted", "recalled", "argued")
SUBJECTS = (
    "The drains below the market", "The hedge along the canal", "The lamps on the hill", "The roof of the old baths",
    "The budget for the winter", "The path behind the school", "The bell of the town hall", "The contract for the ferry",
)  # fmt: skip
FATES = (
    "had to wait until the spring", "came up again before midnight", "took the clerk an hour to read out",
    "went through without a vote", "found no friend on either side", "went back for the third time",
    "kept the gallery awake", "needed a second reading",
)  # fmt: skip
WISHES = (
    "we cannot mend it with words", "somebody has to pay for this", "the people on the hill have waited long enough",
    "there is no money in that drawer", "a promise is a promise", "nobody in this room has walked there at night",
    "the figures do not add up", "it was worse in my father's day",
)  # fmt: skip
TAILS = (
    "and the chamber murmured", "while the clerk counted hands", "as the rain beat on the glass", "and sat down",
    "before the lights went out for a minute", "and asked for water",
)  # fmt: skip


class _Part(NamedTuple):
    """A piece of the text; ``mark`` says what it is: a speaker's number, ``cue``, ``quote`` or nothing."""

    text: str
    mark: int | str = ""


def paragraph(chance: random.Random, item: int) -> list[_Part]:
    """Some sentences of narrative on an item of the agenda, one of which quotes a speaker."""
    parts = [_Part(f"{chance.choice(SUBJECTS)} {chance.choice(FATES)}. ") for _ in range(chance.randint(3, 6))]
    words = chance.choice(WISHES)
    speaker = chance.randrange(len(SPEAKERS))
    quote = [
        _Part(f"“As to item {item}, {words},”", "quote"),
        _Part(" "),
        _Part(SPEAKERS[speaker], speaker),
        _Part(" "),
        _Part(chance.choice(VERBS), "cue"),
        _Part(f" {chance.choice(TAILS)}. "),
    ]
    at = chance.randint(0, len(parts))
    return [*parts[:at], *quote, *parts[at:], _Part(f"{chance.choice(SUBJECTS)} {chance.choice(FATES)}.")]


def paragraphs(chance: random.Random) -> list[list[_Part]]:
    """As many as fit into the text, and a last one that fills it to the end."""
    made: list[list[_Part]] = []
    size = 0
    while True:
        parts = paragraph(chance, len(made) + 1)
        length = sum(len(part.text) for part in parts) + 1
        if size + length > SIZE - 60:
            closing = "The session ended at dawn, and the rain went on"
            more, dots = divmod(SIZE - size - len(closing), len(" and on"))
            return [*made, [_Part(closing + " and on" * more + "." * dots)]]
        made.append(parts)
        size += length


def document() -> Document:
    """The sample: zones, names, quotes and their marks, each declared to be complete."""
    made = paragraphs(random.Random(SEED))
    text = "\n".join("".join(part.text for part in parts) for parts in made)
    base = Document.create(text, id="council-night-en", language="en-GB", license="CC0-1.0", scheme="news-1.0")
    zones: list[Zone] = []
    told: list[Annotation] = []
    position = 0
    for number, parts in enumerate(made, 1):
        end = position + sum(len(part.text) for part in parts)
        zones.append(Zone(id=f"z{number}", kind="paragraph", start=position, end=end))
        told += quoted(base, parts, position, number)
        position = end + 1
    full = LayerCoverage(extent="full")
    names = LayerCoverage(extent="full", policy="Names of persons only.")
    entities = [Entity(id=f"e{number}", type="PER", name=name) for number, name in enumerate(SPEAKERS, 1)]
    coverage = Coverage(zones=full, entities=names, mentions=names, quotes=full, marks=full)
    return base.replace(zones=tuple(zones), coverage=coverage).add(*entities, *told)


def quoted(base: Document, parts: list[_Part], position: int, number: int) -> list[Annotation]:
    """The mention, the quote and the mark of a paragraph that begins at a position (code points); none of the last one."""
    spans: dict[str, tuple[Fragment, ...]] = {}
    speaker = ""
    for part in parts:
        span = base.span((position, position + len(part.text))) if part.mark != "" else ()
        if isinstance(part.mark, int):
            speaker = f"e{part.mark + 1}"
            spans["source"] = span
        elif part.mark:
            spans[part.mark] = span
        position += len(part.text)
    if not speaker:
        return []
    quote = Quote(
        id=f"q{number}",
        content=spans["quote"],
        cue=spans["cue"],
        source=spans["source"],
        source_mention=f"m{number}",
        speaker=(speaker,),
        verbatim=spans["quote"],
        level=1,
        form="direct",
    )
    mark = Mark(id=f"k{number}", fragment=spans["quote"][0], function="verbatim", quote=quote.id)
    return [Mention(id=f"m{number}", entity=speaker, span=spans["source"], level="NAM"), quote, mark]


if __name__ == "__main__":
    SAMPLE.write_bytes(dumps(document()))

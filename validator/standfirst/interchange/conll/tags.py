"""Tags of the family of BIO: what they say of the tokens of a sentence, and how spans are said with them.

A tag is ``O``, or a letter, a hyphen and a label. What the letters mean differs by scheme, and no file names its own:

* **IOB1**: ``I`` is inside, ``B`` begins a span that touches one of the same label. **IOB2**: every span begins with ``B``.
* **BILOU**, **BIOES**, **BMEWO**: a span also has a last token (``L``, ``E``), and a single one is ``U``, ``S`` or ``W``.

An inner tag that nothing came before opens a span: so IOB1 has it, and so it is read where a file is of another scheme too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

OUTSIDE = "O"
SCHEMES = ("IOB1", "IOB2", "BILOU", "BIOES")
"""The schemes that can be written."""

_TAG = re.compile(r"([BIELSUMW])(?:-(.+))?", re.DOTALL)
_LETTERS = {"M": "I", "E": "L", "S": "U", "W": "U"}


class Tagged(NamedTuple):
    """A span of tokens: its label, the number of its first token, and the number behind its last."""

    label: str
    first: int
    end: int


class Irregular(NamedTuple):
    """How often tags are not as BIO with ``B``, and BILOU, have them, and how often as only IOB1 has them.

    ``leading``: inner tags that open a span; ``touching``: ``B`` directly behind the same label; ``begun``: other ``B``;
    ``broken``: spans of BILOU without a proper end.
    """

    leading: int = 0
    touching: int = 0
    begun: int = 0
    broken: int = 0


def is_tag_of_bio(words: str) -> bool:
    """Whether words are a tag of any scheme."""
    return words in (OUTSIDE, "o") or _TAG.fullmatch(words) is not None


def parted(tag: str) -> tuple[str, str]:
    """The letter of a tag, of those of BILOU, and its label, empty where it has none."""
    found = _TAG.fullmatch(tag)
    if found is None:
        return OUTSIDE, ""
    return _LETTERS.get(found[1], found[1]), found[2] or ""


def spans_of(tags: Sequence[str]) -> list[Tagged]:
    """The spans that the tags of a sentence say, in its order. The same for every scheme."""
    spans: list[Tagged] = []
    start: int | None = None
    label = ""
    for number, tag in enumerate(tags):
        letter, its = parted(tag)
        goes_on = start is not None and letter in "IL" and its == label
        if start is not None and not goes_on:
            spans.append(Tagged(label, start, number))
            start = None
        if letter == OUTSIDE:
            continue
        if start is None:
            start, label = number, its
        if letter in "LU":
            spans.append(Tagged(label, start, number + 1))
            start = None
    if start is not None:
        spans.append(Tagged(label, start, len(tags)))
    return spans


def scheme_of(sequences: Iterable[Sequence[str]]) -> tuple[str, Irregular]:
    """The scheme that tags are of, by the tags alone, and what in them is as it should not be, or of IOB1 alone."""
    listed = list(sequences)
    letters = {tag[0] for tags in listed for tag in tags}
    counts = [_counted(tags) for tags in listed]
    total = Irregular(*(sum(column) for column in zip(*counts, strict=True))) if counts else Irregular()
    if letters & set("LU"):
        return "BILOU", total
    if letters & set("ESMW"):
        return ("BMEWO" if letters & set("MW") else "BIOES"), total
    if total.leading and not total.begun:
        return "IOB1", total
    return "IOB2", total


def _counted(tags: Sequence[str]) -> Irregular:
    leading = touching = begun = broken = 0
    before = (OUTSIDE, "")
    for tag in (*tags, OUTSIDE):
        letter, label = parted(tag)
        inside = before[0] in "BI" and before[1] == label
        if letter in "IL" and not inside:
            leading += 1
        if letter == "B":
            touching += before[0] in "BI" and inside
            begun += not inside
        if before[0] in "BI" and not (inside and letter in "IL"):
            broken += 1
        before = letter, label
    return Irregular(leading, touching, begun, broken)


def tags_of(spans: Iterable[Tagged], length: int, scheme: str) -> list[str]:
    """The tags of a sentence of ``length`` tokens with these spans, which are in order and do not overlap."""
    tags = [OUTSIDE] * length
    before = Tagged("", -1, -1)
    for span in spans:
        letters = _letters(span, scheme, touches=before.end == span.first and before.label == span.label)
        for number, letter in enumerate(letters, span.first):
            tags[number] = f"{letter}-{span.label}"
        before = span
    return tags


def _letters(span: Tagged, scheme: str, *, touches: bool) -> Iterator[str]:
    length = span.end - span.first
    last, single = {"BILOU": ("L", "U"), "BIOES": ("E", "S")}.get(scheme, ("I", "B"))
    for number in range(length):
        if number == 0 and length == 1:
            yield "I" if scheme == "IOB1" and not touches else single
        elif number == 0:
            yield "I" if scheme == "IOB1" and not touches else "B"
        else:
            yield last if number == length - 1 else "I"

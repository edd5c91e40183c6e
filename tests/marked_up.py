"""Small documents written with their annotation in the text, for tests of rules.

``[Ann Lind:NAM:e1]`` is a mention of an entity, ``[Mayor *Ann Lind*:NAM:e1]`` one with a head. ``<q1 …>`` is the content of a
quote, whose other members are given beside the text; ``<q1" …>`` one that is verbatim as well. Offsets are code points.
"""

import re
from typing import Any

from standfirst.model import (
    Coverage,
    Document,
    Entity,
    Fragment,
    LayerCoverage,
    Mention,
    Quote,
)

_TOKEN = re.compile(r"\[|\]|\*|:(?:NAM|NOM|PRO):[a-z0-9]+\]|<q\d+\"? |>")
FULL = LayerCoverage(extent="full")


def document(marked: str, *entities: Entity, language: str = "en", **quotes: dict[str, Any]) -> Document:
    """The document; entities that are not given are of type PER. All mentions and quotes are said to be annotated."""
    text, mentions, heads, contents = _read(marked)

    def fragment(start: int, end: int) -> Fragment:
        return Fragment(start=start, end=end, text=text[start:end])

    given = {entity.id: entity for entity in entities}
    names = sorted({entity for *_, entity in mentions} | given.keys())
    return Document.create(
        text,
        id="d",
        language=language,
        license="CC0-1.0",
        scheme="news-1.0",
        coverage=Coverage(mentions=FULL, quotes=FULL),
        entities=tuple(given.get(name) or Entity(id=name, type="PER") for name in names),
        mentions=tuple(
            Mention(
                id=f"m{number}",
                entity=entity,
                span=(fragment(start, end),),
                level=level,
                head=next((fragment(*head) for head in heads if start <= head[0] and head[1] <= end), None),
            )
            for number, (start, end, level, entity) in enumerate(mentions, 1)
        ),
        quotes=tuple(
            Quote(
                id=name,
                content=(fragment(start, end),),
                verbatim=(fragment(start, end),) if verbatim else (),
                **quotes.get(name, {}),
            )
            for name, start, end, verbatim in contents
        ),
    )


def _read(marked: str) -> tuple[str, list[Any], list[tuple[int, int]], list[tuple[str, int, int, bool]]]:
    text, position = "", 0
    open_: list[Any] = []
    mentions: list[Any] = []
    heads: list[tuple[int, int]] = []
    contents: list[tuple[str, int, int, bool]] = []
    for match in _TOKEN.finditer(marked):
        text += marked[position : match.start()]
        position = match.end()
        token = match[0]
        if token == "[":
            open_.append(len(text))
        elif token.startswith(":"):
            _, level, entity = token[:-1].split(":")
            mentions.append((open_.pop(), len(text), level, entity))
        elif token.startswith("<"):
            open_.append((token[1:].strip().rstrip('"'), len(text), '"' in token))
        elif token == ">":
            name, start, verbatim = open_.pop()
            contents.append((name, start, len(text), verbatim))
        elif open_ and isinstance(open_[-1], tuple) and open_[-1][0] == "head":
            heads.append((open_.pop()[1], len(text)))
        else:
            open_.append(("head", len(text)))
    return text + marked[position:], sorted(mentions), heads, sorted(contents)

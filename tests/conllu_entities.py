"""A small reader of CoNLL-U with entities in the manner of GUM, for tests that want annotation which others made.

Tokens are joined as ``SpaceAfter`` says, sentences by a blank, paragraphs by a line end. Every entity becomes mentions, with
the types of ``news-1.0``; a possessive *'s* at the end is left out, because our guidelines do. Offsets are code points.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from standfirst.model import Coverage, Document, Entity, LayerCoverage, Mention, Zone
from standfirst.model.values import MentionLevel

TYPES = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "EVT"}
LEVELS: dict[str, MentionLevel] = {"PROPN": "NAM", "PRON": "PRO", "DET": "PRO"}
NO_MENTION = {"time"}
"""What is an entity there and a time expression here."""


class Token(NamedTuple):
    start: int
    end: int
    number: str
    form: str
    pos: str
    head: str
    marks: str
    """What of entities opens and closes here."""


class Sentence(NamedTuple):
    begins: str
    """``p`` or ``head`` where the sentence begins a paragraph; otherwise nothing."""
    rows: list[list[str]]


def sentences(lines: Iterable[str]) -> Iterator[Sentence]:
    """The sentences of one file."""
    rows: list[list[str]] = []
    begins = ""
    for line in lines:
        if line.startswith("# newpar"):
            begins = "head" if "head" in line else begins or "p"
        elif line.strip() and not line.startswith("#"):
            rows.append(line.rstrip("\n").split("\t"))
        elif not line.strip() and rows:
            yield Sentence(begins, rows)
            rows, begins = [], ""
    if rows:
        yield Sentence(begins, rows)


def read(path: Path) -> Document:
    """The document in one file."""
    text, tokens, zones = _text_of(path.read_text("utf-8").splitlines())
    entities, mentions = _entities(text, tokens)
    return Document.create(
        text,
        id=path.stem,
        language="en",
        license="CC-BY-2.5",
        scheme="news-1.0",
        coverage=Coverage(mentions=LayerCoverage(extent="full"), entities=LayerCoverage(extent="full")),
        zones=tuple(zones),
        entities=tuple(entities),
        mentions=tuple(sorted(mentions, key=lambda mention: (mention.span[0].start, -mention.span[-1].end))),
    )


def _text_of(lines: Iterable[str]) -> tuple[str, list[list[Token]], list[Zone]]:
    text = ""
    read: list[list[Token]] = []
    zones: list[Zone] = []
    for sentence in sentences(lines):
        if sentence.begins:
            text = text.rstrip(" ") + ("\n" if text else "")
            kind = "headline" if not zones else "paragraph"
            zones.append(Zone(id=f"z{len(zones) + 1}", kind=kind, start=len(text), end=len(text)))
        tokens: list[Token] = []
        after_whole = ""
        for number, form, _, pos, _, _, head, _, _, misc in sentence.rows:
            if "-" in number:  # one surface of several words, which stand there themselves with no blank between
                after_whole = number.partition("-")[2]
                glued = "SpaceAfter=No" in misc
                continue
            marks = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
            tokens.append(Token(len(text), len(text) + len(form), number, form, pos, head, marks))
            inside = bool(after_whole) and number != after_whole
            last = number == after_whole
            text += form + ("" if inside or ("SpaceAfter=No" in misc) or (last and glued) else " ")
            after_whole = "" if last else after_whole
        read.append(tokens)
        zones[-1] = Zone(id=zones[-1].id, kind=zones[-1].kind, start=zones[-1].start, end=len(text.rstrip(" ")))
    return text.rstrip(" "), read, zones


def _entities(text: str, read: list[list[Token]]) -> tuple[list[Entity], list[Mention]]:
    document = Document.create(text, id="x", language="en", license="x")
    entities: dict[str, Entity] = {}
    mentions: list[Mention] = []
    for tokens in read:
        for name, type_, first, last in _spans(tokens):
            if type_ in NO_MENTION:
                continue
            entities.setdefault(name, Entity(id=f"e{name}", type=TYPES.get(type_, "MISC")))
            inside = tokens[first : last + 1]
            numbers = {token.number for token in inside}
            head = next((token for token in inside if token.head not in numbers), inside[-1])
            while len(inside) > 1 and (inside[-1].form in ("'s", "’s", "'", "’") or inside[-1].pos == "PUNCT"):
                inside = inside[:-1]
            span = document.span((inside[0].start, inside[-1].end))
            mentions.append(
                Mention(id=f"m{len(mentions) + 1}", entity=f"e{name}", span=span, level=LEVELS.get(head.pos, "NOM"))
            )
    return list(entities.values()), mentions


def _spans(tokens: list[Token]) -> Iterator[tuple[str, str, int, int]]:
    """The id and type of every entity, and its first and last token. What has several parts is joined."""
    open_: list[tuple[str, str, int]] = []
    for index, token in enumerate(tokens):
        for opening, closing in re.findall(r"\(([^()]+)|([^()]+)?\)", token.marks):
            if opening:
                name, type_, *_ = opening.split("-")
                open_.append((name.split("[")[0], type_, index))
                continue
            wanted = closing.split("[")[0] if closing else open_[-1][0]
            position = max(place for place, one in enumerate(open_) if one[0] == wanted)
            name, type_, first = open_.pop(position)
            yield name, type_, first, index

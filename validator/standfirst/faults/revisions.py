"""Revisions of a text with a known truth: what an editor, a converter or a later edition does to an article.

Every function takes a text and a ``random.Random`` and gives a :class:`Revision`, which knows of each character of the new text
which one of the old text it was.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

_WORD = re.compile(r"\w+")
_LETTERS = "etaoinshrdlu"


class Piece(NamedTuple):
    """Characters of a new text. ``origin`` is the offset of the old character that they were, in code points, or ``None``;
    ``kept`` says whether they are that character unchanged."""

    text: str
    origin: int | None
    kept: bool


Pieces = list[Piece]


class Revision(NamedTuple):
    """A new version of a text, and where it comes from."""

    old: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The new text."""
        return "".join(piece.text for piece in self.pieces)

    def truths(self) -> "Truths":
        """Where every stretch of the old text is now."""
        starts: dict[int, int] = {}
        ends: dict[int, int] = {}
        kept: set[int] = set()
        position = 0
        for piece in self.pieces:
            if piece.origin is not None and piece.origin not in starts:
                starts[piece.origin] = position
                ends[piece.origin] = position + len(piece.text)
                if piece.kept:
                    kept.add(piece.origin)
            position += len(piece.text)
        return Truths(starts, ends, kept)


class Truths(NamedTuple):
    """Where each character of the old text begins and ends in the new one, and which are unchanged."""

    starts: dict[int, int]
    ends: dict[int, int]
    kept: set[int]

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where an old stretch is now, in code points: from its first character to its last, if both are there still."""
        if start not in self.starts or end - 1 not in self.ends:
            return None
        found = self.starts[start], self.ends[end - 1]
        return found if found[0] < found[1] else None

    def untouched(self, start: int, end: int) -> bool:
        """Whether every character of an old stretch is there, unchanged, and in a row."""
        return all(
            at in self.kept and (at == start or self.starts[at] == self.ends[at - 1]) for at in range(start, end)
        )


def pieces_of(text: str) -> Pieces:
    """A text as pieces, all of them kept."""
    return [Piece(one, at, kept=True) for at, one in enumerate(text)]


def typos(pieces: Pieces, random: Random) -> Pieces:
    """Two characters in a thousand are changed, left out or doubled."""
    made: Pieces = []
    for piece in pieces:
        if random.random() >= 0.002 or not piece.text.strip():
            made.append(piece)
            continue
        act = random.randrange(3)
        if act == 0:
            made.append(piece._replace(text=_other(_LETTERS, piece.text, random), kept=False))
        elif act == 1:
            made += [piece, Piece(random.choice(_LETTERS), None, kept=False)]
    return made


def paragraphs_replaced(pieces: Pieces, random: Random) -> Pieces:
    """A paragraph is deleted, and two are inserted."""
    blocks = _paragraphs(pieces)
    if len(blocks) > 1:
        del blocks[random.randrange(len(blocks))]
    for _ in range(2):
        blocks.insert(random.randrange(len(blocks) + 1), _invented(pieces, random))
    return [piece for block in blocks for piece in block]


_SPELT = {'"': "\u201c", "'": "\u2019", "-": "\u2013", "&": "&amp;"}
_SPELT |= {"\u201c": '"', "\u201d": '"', "\u2019": "'", "\u2026": "..."}


def respelt(pieces: Pieces, random: Random) -> Pieces:
    """Punctuation is made typographic or plain, letters are decomposed, and ``&`` becomes an entity."""
    made = []
    for piece in pieces:
        spelt = _SPELT.get(piece.text) or unicodedata.normalize("NFKD", piece.text)
        made.append(piece if spelt == piece.text else piece._replace(text=spelt, kept=False))
    return made


def rewrapped(pieces: Pieces, random: Random) -> Pieces:
    """Lines end in CR LF, some blanks become line ends, and some are doubled."""
    made: Pieces = []
    for piece in pieces:
        if piece.text == "\n":
            made.append(piece._replace(text="\r\n", kept=False))
        elif piece.text == " " and random.random() < 0.05:
            made.append(piece._replace(text=random.choice(["\n", "  "]), kept=False))
        else:
            made.append(piece)
    return made


def paragraph_moved(pieces: Pieces, random: Random) -> Pieces:
    """A paragraph stands elsewhere."""
    blocks = _paragraphs(pieces)
    block = blocks.pop(random.randrange(len(blocks)))
    blocks.insert(random.randrange(len(blocks) + 1), block)
    return [piece for one in blocks for piece in one]


def paragraph_doubled(pieces: Pieces, random: Random) -> Pieces:
    """A paragraph stands once more behind the one that it was taken from."""
    blocks = _paragraphs(pieces)
    at = random.randrange(len(blocks))
    copy = [piece._replace(origin=None, kept=False) for piece in blocks[at]]
    blocks.insert(at + 1, [Piece("\n", None, kept=False), *copy] if copy and not copy[-1].text.endswith("\n") else copy)
    return [piece for one in blocks for piece in one]


def words_replaced(pieces: Pieces, random: Random) -> Pieces:
    """One word in ten is another one."""
    text = "".join(piece.text for piece in pieces)
    vocabulary = sorted(set(_WORD.findall(text))) or ["word"]
    starts = _offsets(pieces)
    gone: dict[int, tuple[int, str]] = {}
    for match in _WORD.finditer(text):
        if random.random() < 0.1 and match.start() in starts and match.end() - 1 in starts:
            gone[starts[match.start()]] = starts[match.end() - 1], _other(vocabulary, match[0], random)
    made: Pieces = []
    at = 0
    while at < len(pieces):
        if at in gone:
            last, word = gone[at]
            made += [Piece(one, None, kept=False) for one in word]
            at = last + 1
        else:
            made.append(pieces[at])
            at += 1
    return made


def _other(choices: Sequence[str], one: str, random: Random) -> str:
    """One of ``choices`` that is not ``one``."""
    return random.choice([choice for choice in choices if choice != one] or [f"{one}x"])


def mixed(pieces: Pieces, random: Random) -> Pieces:
    """All of it."""
    for kind in (typos, paragraphs_replaced, respelt, rewrapped, paragraph_moved, words_replaced):
        if kind is not words_replaced or random.random() < 0.5:
            pieces = kind(pieces, random)
    return pieces


REVISIONS: dict[str, Callable[[Pieces, Random], Pieces]] = {
    "typos": typos,
    "paragraphs replaced": paragraphs_replaced,
    "respelt": respelt,
    "rewrapped": rewrapped,
    "words replaced": words_replaced,
    "mixed": mixed,
    "paragraph moved": paragraph_moved,
    "paragraph doubled": paragraph_doubled,
}
"""Every kind of revision by its name."""


def revise(text: str, kind: str, random: Random) -> Revision:
    """A revision of ``text``. :raises KeyError: where there is no such kind"""
    return Revision(text, tuple(REVISIONS[kind](pieces_of(text), random)))


def _paragraphs(pieces: Pieces) -> list[Pieces]:
    blocks: list[Pieces] = [[]]
    for piece in pieces:
        blocks[-1].append(piece)
        if piece.text.endswith("\n"):
            blocks.append([])
    return [block for block in blocks if block] or [[]]


def _invented(pieces: Pieces, random: Random) -> Pieces:
    """A paragraph of the words of a text, in another order."""
    found = _WORD.findall("".join(piece.text for piece in pieces)) or ["word"]
    words = [random.choice(found) for _ in range(random.randint(20, 60))]
    return [Piece(one, None, kept=False) for one in " ".join(words).capitalize() + ".\n"]


def _offsets(pieces: Pieces) -> dict[int, int]:
    """The number of the piece that begins at each offset of the text of all."""
    found, position = {}, 0
    for number, piece in enumerate(pieces):
        found[position] = number
        position += len(piece.text)
    return found

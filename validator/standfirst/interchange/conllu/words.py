"""The words of a CoNLL-U file, parsed by the library ``conllu``: the text that they make, and where each stands in it."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from standfirst.finding import Finding
from standfirst.interchange.conllu.convention import spaces_of
from standfirst.interchange.extras import library
from standfirst.interchange.problems import SURFACE, SYNTAX, problem
from standfirst.interchange.tokens import Stretch

_FIELDS = ("id", "form", "LEMMA", "upos", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC")
# The library takes apart the columns that it knows by name, and loses what is in MISC twice or behind a second "=". Under other
# names columns are left as they are.


class Sentence(NamedTuple):
    """A sentence: its comments, its rows as the library has them, and the line of its first row."""

    comments: dict[str, str | None]
    rows: list[Any]
    line: int


class Word(NamedTuple):
    """A word: where it stands in the text, in code points, its part of speech, its MISC, its line; ``empty``: a node."""

    start: int
    end: int
    pos: str
    misc: str
    line: int
    empty: bool


class Placed(NamedTuple):
    """The text of a document; for each sentence its words, and where its tokens stand; and the findings on them."""

    text: str
    sentences: list[list[Word]]
    tokens: list[list[tuple[Stretch, str]]]
    findings: list[Finding]
    joined: bool


def sentences_of(text: str) -> Iterator[Sentence | Finding]:
    """The sentences of a file, or the findings on what the library does not read.

    :raises UsageError: where the library is not installed
    """
    parser = library("conllu.parser", "conllu")
    lines: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            lines.append(line)
        elif lines:
            yield from _sentence(parser, lines, number - len(lines))
            lines = []


def _sentence(parser: Any, lines: list[str], first: int) -> Iterator[Sentence | Finding]:
    try:
        found = parser.parse_token_and_metadata("\n".join(lines), fields=_FIELDS)
    except (parser.ParseException, ValueError, IndexError) as error:
        yield from _faults(parser, lines, first, error)
        return
    start = next((place for place, line in enumerate(lines) if not line.lstrip().startswith("#")), 0)
    wrong = False
    for place, row in enumerate(found, first + start):
        if len(row) < 10 or row["id"] is None or not row["form"]:
            wrong = True
            message = "the row has no number" if len(row) >= 10 else f"the row has {len(row)} columns, and not 10"
            yield problem(SYNTAX, message, line=place, help="the columns of CoNLL-U are parted by one tab each")
    if not wrong:
        yield Sentence(dict(found.metadata), list(found), first + start)


def _faults(parser: Any, lines: list[str], first: int, error: Exception) -> Iterator[Finding]:
    """The findings on the lines that the library does not read."""
    known = False
    for number, line in enumerate(lines, first):
        if line.lstrip().startswith("#"):
            continue
        try:
            parser.parse_line(line.strip(), ("id", "form"))
        except (parser.ParseException, ValueError, IndexError) as fault:
            known = True
            yield problem(SYNTAX, str(fault), line=number, found=line[:80])
    if not known:
        yield problem(SYNTAX, str(error), line=first)


def misc_value(misc: str, name: str) -> str | None:
    """The value of a key of MISC, the first of several."""
    if name not in misc:
        return None
    for part in misc.split("|"):
        key, _, value = part.partition("=")
        if key == name:
            return value
    return None


def place(sentences: Sequence[Sentence]) -> Placed:
    """The text of the sentences of a document, and where their words stand in it."""
    pieces: list[str] = []
    at = 0
    placed = Placed("", [], [], [], joined=False)
    joined = False
    for number, sentence in enumerate(sentences):
        begun = len(pieces)
        words: list[Word] = []
        tokens: list[tuple[Stretch, str]] = []
        for token in _surfaces(sentence):
            row, inner, line = token
            misc = row["MISC"]
            if isinstance(row["id"], tuple) and row["id"][1] == ".":
                words.append(Word(tokens[-1][0][1] if tokens else at, -1, "_", misc, line, empty=True))
                continue
            before = spaces_of(misc_value(misc, "SpacesBefore") or "") if at == 0 or not tokens else ""
            if before:
                pieces.append(before)
                at += len(before)
            form = row["form"]
            if len(inner) == 1 and inner[0][0]["form"] == form:
                (one, where), end = inner[0], at + len(form)
                words.append(Word(at, end, one["upos"], one["MISC"], where, empty=False))
                tokens.append(((at, end), one["upos"]))
            else:
                _add_inner(form, inner, at, words, tokens)
            after = _after(misc)
            at += len(form)
            pieces.append(form)
            pieces.append(" " if after is None else after)
            at += len(pieces[-1])
        if tokens:
            _check(sentence, "".join(pieces[begun:]), placed)
            last = sentences[number + 1] if number + 1 < len(sentences) else None
            if after is None:
                joined = True
                at -= 1
                pieces[-1] = "" if last is None else "\n" if _begins_paragraph(last) else " "
                at += len(pieces[-1])
        placed.sentences.append(_settled(words, tokens))
        placed.tokens.append(tokens)
    return placed._replace(text="".join(pieces), joined=joined)


def _begins_paragraph(sentence: Sentence) -> bool:
    return any(key == "newpar" or key.startswith("newpar ") for key in sentence.comments)


def _surfaces(sentence: Sentence) -> Iterator[tuple[Any, list[tuple[Any, int]], int]]:
    """Each token of the text with the words that are in it and the line it stands in; empty nodes without words."""
    rows = [(row, line) for line, row in enumerate(sentence.rows, sentence.line)]
    position = 0
    while position < len(rows):
        row, line = rows[position]
        position += 1
        name = row["id"]
        if not isinstance(name, tuple):
            yield row, [(row, line)], line
        elif name[1] == ".":
            yield row, [], line
        else:
            inner = []
            while (
                position < len(rows) and isinstance(rows[position][0]["id"], int) and rows[position][0]["id"] <= name[2]
            ):
                inner.append(rows[position])
                position += 1
            yield row, inner or [(row, line)], line


def _add_inner(
    form: str, inner: Sequence[tuple[Any, int]], at: int, words: list[Word], tokens: list[tuple[Stretch, str]]
) -> None:
    """Add the words of a token, each a token of its own where their forms make it up."""
    places = _inner_places(form, inner, at)
    words += [
        Word(start, end, one["upos"], one["MISC"], where, empty=False)
        for (start, end), (one, where) in zip(places, inner, strict=True)
    ]
    tokens += (
        [((at, at + len(form)), "_")]
        if len(set(places)) < len(inner)
        else [(stretch, one["upos"]) for stretch, (one, _) in zip(places, inner, strict=True)]
    )


def _inner_places(form: str, inner: Sequence[tuple[Any, int]], at: int) -> list[Stretch]:
    """Where words stand that are one token: one behind the other if their forms make it up, else all of it."""
    if "".join(row["form"] for row, _ in inner) != form:
        return [(at, at + len(form))] * len(inner)
    places = []
    for row, _ in inner:
        places.append((at, at + len(row["form"])))
        at += len(row["form"])
    return places


def _after(misc: str) -> str | None:
    """The white space behind a token; ``None`` where nothing is said of it."""
    if misc == "_" or "Space" not in misc:
        return None
    spaces = misc_value(misc, "SpacesAfter")
    if spaces is not None:
        return spaces_of(spaces)
    return "" if misc_value(misc, "SpaceAfter") == "No" else None


def _check(sentence: Sentence, found: str, placed: Placed) -> None:
    """Compare the comment ``text`` with what the words make up, white space aside."""
    said = sentence.comments.get("text")
    if said is not None and said.split() != found.split() and "".join(said.split()) != "".join(found.split()):
        message = f"the comment 'text' says {said[:60]!r}, and the words make {found.strip()[:60]!r}"
        placed.findings.append(problem(SURFACE, message, line=sentence.line, found=said[:80]))


def _settled(words: list[Word], tokens: list[tuple[Stretch, str]]) -> list[Word]:
    """The words with the places of empty nodes: behind the token before them, or where the sentence begins."""
    begin = tokens[0][0][0] if tokens else 0
    settled = []
    for word in words:
        if word.empty:
            start = max(word.start, begin)
            word = word._replace(start=start, end=start)
        settled.append(word)
    return settled

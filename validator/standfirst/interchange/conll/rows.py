"""The rows of a CoNLL file: documents, sentences, tokens; and which columns hold the words and the tags."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from standfirst.finding import Finding
from standfirst.interchange.conll.tags import OUTSIDE, is_tag_of_bio
from standfirst.interchange.problems import SYNTAX, problem

DOCSTART = "-DOCSTART-"
"""The word that stands for the beginning of a document."""

_BLANKS = re.compile(" +")
_CHUNKS = frozenset(("NP", "VP", "PP", "ADJP", "ADVP", "SBAR", "PRT", "CONJP", "INTJ", "LST", "UCP"))
_MOST = 20


class Row(NamedTuple):
    """A token: the line that it stands in, and its columns."""

    line: int
    cells: list[str]


Sentence = list[Row]


class Columns(NamedTuple):
    """Which columns hold the words and the tags, from 0; ``chunks`` are tags of phrases, which are left out."""

    form: int
    tags: tuple[int, ...]
    chunks: int | None = None


def documents_of(text: str) -> Iterator[list[Sentence]]:
    """The documents of a file, each a list of sentences: ``-DOCSTART-`` stands before each, or nowhere."""
    document: list[Sentence] = []
    begun = False
    for sentence in _sentences(text):
        rows = sentence
        if rows[0].cells[0] == DOCSTART and all(
            cell in (OUTSIDE, "o") or cell.startswith("-") for cell in rows[0].cells
        ):
            if begun or document:
                yield document
            document, begun = [], True
            rows = rows[1:]
        if rows:
            document.append(rows)
    if begun or document:
        yield document


def _sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a file: parted by empty lines, or one a line."""
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    whole = _has_a_sentence_a_line(lines)
    rows: Sentence = []
    for number, line in enumerate(lines, 1):
        if not line.strip(" \t"):
            if rows:
                yield rows
            rows = []
        elif whole:
            yield [Row(number, word.split("|")) for word in line.split(" ") if word]
        else:
            rows.append(Row(number, line.split("\t") if "\t" in line else _BLANKS.split(line.strip(" "))))
    if rows:
        yield rows


def _has_a_sentence_a_line(lines: Sequence[str]) -> bool:
    """Whether lines are sentences, their words with their tags behind upright strokes: ``Ann|NNP|B-PER met|VBD|O``."""
    told = [line for line in lines if line.strip() and not line.startswith(DOCSTART)][:_MOST]
    words = [word for line in told for word in line.split(" ") if word]
    if not words or any("\t" in line for line in told):
        return False
    sizes = {word.count("|") for word in words}
    return len(sizes) == 1 and min(sizes) > 0 and all(is_tag_of_bio(word.rsplit("|", 1)[1]) for word in words)


def width_of(documents: Sequence[Sequence[Sentence]]) -> int:
    """How many columns most rows have; of several numbers the greatest."""
    counts = Counter(len(row.cells) for document in documents for sentence in document for row in sentence)
    return max(counts, key=lambda width: (counts[width], width), default=0)


def without_comments(sentences: Sequence[Sentence], width: int) -> list[Sentence]:
    """The sentences without lines that begin with ``#`` and are no rows."""
    cleaned = []
    for sentence in sentences:
        rows = [row for row in sentence if not _is_comment(row, width)]
        if rows:
            cleaned.append(rows)
    return cleaned


def _is_comment(row: Row, width: int) -> bool:
    return row.cells[0].startswith("#") and (len(row.cells) != width or not is_tag_of_bio(row.cells[-1]))


def columns_of(sentences: Sequence[Sentence], width: int) -> Columns | None:
    """The columns of a file, by what stands in them; ``None`` where the last holds no tags.

    Tags are the last columns that hold nothing else. The words are in the first, or in the second behind numbers. Of two
    columns of tags behind one of another kind, the first is one of chunks if it has the labels of those.
    """
    rows = [row.cells for sentence in sentences for row in sentence if len(row.cells) == width]
    if width < 2 or sum(is_tag_of_bio(row[-1]) for row in rows) * 2 < len(rows):
        return None
    first = width - 1
    while first > 1 and all(is_tag_of_bio(row[first - 1]) for row in rows):
        first -= 1
    form = 1 if first > 1 and _is_numbered(sentences) else 0
    labels = {row[first].partition("-")[2] for row in rows} - {""}
    if first == width - 2 and first - form > 1 and labels and labels <= _CHUNKS:
        return Columns(form, (width - 1,), first)
    return Columns(form, tuple(range(first, width)))


def _is_numbered(sentences: Sequence[Sentence]) -> bool:
    return all(
        row.cells[0] == str(number)
        for sentence in sentences
        for number, row in enumerate(sentence, sentence[0].cells[0] == "1")
    )


def uneven(sentences: Sequence[Sentence], width: int, columns: Columns) -> Iterator[Finding]:
    """The findings on rows that have another number of columns, no word, or no tag where one belongs."""
    for sentence in sentences:
        for row in sentence:
            size = len(row.cells)
            if size != width:
                found = f"the row has {size} column{'s' * (size != 1)}, where most have {width}"
                remedy = "columns are parted by one tab, or by blanks in files without tabs"
                yield problem(SYNTAX, found, line=row.line, found=" ".join(row.cells)[:80], help=remedy)
                continue
            if not row.cells[columns.form].strip():
                yield problem(SYNTAX, "the row has no word", line=row.line)
            for column in columns.tags:
                if not is_tag_of_bio(row.cells[column]):
                    yield no_tag(row, column)


def no_tag(row: Row, column: int) -> Finding:
    """The finding on a cell that is no tag."""
    message = f"{row.cells[column]!r} in column {column + 1} is no tag of a scheme such as IOB2 or BILOU"
    remedy = (
        "a tag is O, or a letter, a hyphen and a label, such as B-PER; --option tags=4 says which columns hold tags"
    )
    return problem(SYNTAX, message, line=row.line, found=row.cells[column][:80], help=remedy)

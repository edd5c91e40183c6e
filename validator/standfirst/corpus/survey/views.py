"""How far the annotators of one text agree: CRP015. The documents are read again, and only those with a text in common."""

import os
import zlib
from collections.abc import Callable, Container, Iterator
from itertools import combinations, groupby, pairwise
from operator import itemgetter

import msgspec

from standfirst.agreement import SUBJECTS, Agreement, agreement
from standfirst.corpus.survey.problem import Trouble
from standfirst.corpus.survey.store import Store
from standfirst.corpus.survey.summary import partly_covered
from standfirst.model import Document

Reread = Callable[[str, Container[int]], Iterator[tuple[int, Document]]]
"""Reads a file again: those of its documents that begin in some lines, each with its line. What cannot be read is left out."""

ENOUGH = 20
LOW = 0.5
LOW_KAPPA = 0.4
_ALL_PAIRS = 4
"""Of more views than this of one text only neighbours are compared."""

_VIEWS = """
SELECT path, line, rank FROM kept JOIN documents USING (n) JOIN (
  SELECT source, text FROM kept JOIN documents USING (n) WHERE source IS NOT NULL
  GROUP BY source, text HAVING count(*) > 1
) USING (source, text)
"""
_BY_FILE = f"{_VIEWS} ORDER BY path, line"
_BY_TEXT = (
    "SELECT source, text, rank, document FROM views JOIN kept USING (rank) JOIN documents USING (n) ORDER BY 1, 2, 3"
)


def low_agreement(store: Store, reread: Reread) -> Iterator[Trouble]:
    """Pairs of documents that annotate one text, and agree on little (CRP015)."""
    store.put("INSERT INTO views VALUES (?, ?)", _reread(store, reread))
    for _, rows in groupby(store.rows(_BY_TEXT), key=itemgetter(0, 1)):
        views = [(rank, data) for _, _, rank, data in rows]
        pairs = combinations(views, 2) if len(views) <= _ALL_PAIRS else pairwise(views)
        for (first, one), (second, other) in pairs:
            found = _disagreement(_unpacked(one), _unpacked(other))
            if found:
                yield Trouble(
                    "CRP015",
                    f"this annotation and that in {{other}} agree on little: {'; '.join(found)}",
                    rank=second,
                    other=first,
                    pointer="",
                    help="look at the differences with `standfirst agreement`, and settle them in the guidelines",
                )


def _reread(store: Store, reread: Reread) -> Iterator[tuple[int, bytes]]:
    for path, rows in groupby(store.rows(_BY_FILE), key=itemgetter(0)):
        wanted = {line: rank for _, line, rank in rows}
        for line, document in reread(os.fsdecode(path), wanted):
            if line in wanted:
                yield wanted[line], zlib.compress(msgspec.msgpack.encode(document), 1)


def _unpacked(data: bytes) -> Document:
    return msgspec.msgpack.decode(zlib.decompress(data), type=Document)


def _disagreement(one: Document, other: Document) -> list[str]:
    if one.text != other.text:  # the files have changed meanwhile
        return []
    partial = partly_covered(one) | partly_covered(other)
    return [
        said
        for row in agreement(one, other)
        if SUBJECTS[row.subject][0] not in partial and (said := _said(row)) is not None
    ]


def _said(row: Agreement) -> str | None:
    share = row.overlap_f1
    if share is not None and row.first + row.second >= ENOUGH and share < LOW:
        return f"{row.subject} overlap by {share:.2f} (F1, of {row.first} and {row.second})"
    if row.kappa is not None and row.overlapping >= ENOUGH and row.kappa < LOW_KAPPA:
        return f"the labels of {row.subject} have a kappa of {row.kappa:.2f} (in {row.overlapping} pairs)"
    return None

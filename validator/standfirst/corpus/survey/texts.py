"""Texts that stand in a corpus more than once: CRP008 to CRP010, and CRP021."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from standfirst.corpus.survey.problem import Trouble
from standfirst.corpus.survey.shingles import SHORTEST_ALIKE, likeness
from standfirst.corpus.survey.store import Store

SHORTEST = 15
"""Texts of fewer words, or characters where nothing stands between words, may well be equal: a line of a ticker, a caption."""
ALIKE = 0.8
_SIZES = 0.7
_COMPARED = 8
"""With how many texts that share a band each text is compared, beside one of each split: those that come first."""

_EQUAL = """
SELECT text, rank, id, source, split, units FROM kept JOIN documents USING (n) ORDER BY text, rank
"""
_FIRSTS = """
INSERT INTO firsts SELECT n FROM (
  SELECT n, row_number() OVER (PARTITION BY text ORDER BY rank) AS place
  FROM kept JOIN documents USING (n) WHERE units >= ?
) WHERE place = 1
"""
_SHARED = "SELECT band, rank, split FROM bands JOIN firsts USING (n) JOIN kept USING (n) ORDER BY band, rank"
_ALIKE = """
SELECT p.other, p.one, k.split, l.split, d.least, e.least, d.units, e.units, d.source, e.source
FROM pairs AS p
JOIN kept AS k ON k.rank = p.other JOIN documents AS d ON d.n = k.n
JOIN kept AS l ON l.rank = p.one JOIN documents AS e ON e.n = l.n
ORDER BY p.other, p.one
"""
_SOURCES = """
SELECT source, rank, text FROM kept JOIN documents USING (n) WHERE source IS NOT NULL ORDER BY source, rank
"""


class _Copy(NamedTuple):
    """A document of several with one text."""

    rank: int
    id: str
    source: str | None
    split: str | None


def equal_texts(store: Store) -> Iterator[Trouble]:
    """Documents with the text of an earlier one, that are in another split (CRP010), or no views of one text (CRP008)."""
    for _, rows in groupby(store.rows(_EQUAL), key=itemgetter(0)):
        sources: dict[str | None, _Copy] = {}
        splits: dict[str, _Copy] = {}
        for _, rank, name, source, split, units in rows:
            if units < SHORTEST:
                continue
            copy = _Copy(rank, name, source, split)
            leak = next((other for key, other in splits.items() if split is not None and key != split), None)
            # Where nobody says which text it is, every equal one is a duplicate.
            twin = next((other for key, other in sources.items() if key is None or key != source), None)
            if leak is not None:
                yield _leak(copy.rank, copy.split, leak.rank, leak.split, "the same text as")
            elif twin is not None:
                yield Trouble(
                    "CRP008",
                    "the text is that of {other} as well",
                    rank=rank,
                    other=twin.rank,
                    pointer="/text",
                    help="keep one of them, or, where both annotate the text, give both the same meta.source_id",
                )
            sources.setdefault(source, copy)
            if split is not None:
                splits.setdefault(split, copy)


def alike_texts(store: Store) -> Iterator[Trouble]:
    """Documents with nearly the text of an earlier one, in the same split (CRP009) or in another (CRP010)."""
    store.put(_FIRSTS, [(SHORTEST_ALIKE,)])
    store.put("INSERT OR IGNORE INTO pairs VALUES (?, ?)", _candidates(store))
    for rank, rows in groupby(store.rows(_ALIKE), key=itemgetter(0)):
        near: tuple[int, float] | None = None
        leak: tuple[int, float, Any, Any] | None = None
        for _, other, split, its, least, its_least, units, its_units, source, its_source in rows:
            if (source is not None and source == its_source) or min(units, its_units) < _SIZES * max(units, its_units):
                continue
            share = likeness(least, its_least)
            if share >= ALIKE:
                near = near or (other, share)
                if leak is None and None not in (split, its) and split != its:
                    leak = other, share, split, its
        if leak is not None:
            yield _leak(rank, leak[2], leak[0], leak[3], f"{leak[1]:.0%} of the text of")
        elif near is not None:
            yield Trouble(
                "CRP009",
                f"about {near[1]:.0%} of the text stand in {{other}} as well",
                rank=rank,
                other=near[0],
                pointer="/text",
                help="keep one of them, or see to it that both are in the same split",
            )


def _candidates(store: Store) -> Iterator[tuple[int, int]]:
    """Pairs of ranks whose texts may be alike, each text once for all that are equal to it."""
    for _, rows in groupby(store.rows(_SHARED), key=itemgetter(0)):
        anchors: list[int] = []
        splits: dict[str | None, int] = {}
        for _, rank, split in rows:
            for other in {*anchors, *splits.values()}:
                yield other, rank
            if len(anchors) < _COMPARED:
                anchors.append(rank)
            splits.setdefault(split, rank)


def _leak(rank: int, split: str | None, other: int, its_split: str | None, what: str) -> Trouble:
    return Trouble(
        "CRP010",
        f"this document of the split {split!r} has {what} {{other}}, which is in the split {its_split!r}",
        rank=rank,
        other=other,
        pointer="/text",
        help="put both into one split",
    )


def source_texts(store: Store) -> Iterator[Trouble]:
    """Documents that say they annotate one text, and have different ones (CRP021)."""
    for source, rows in groupby(store.rows(_SOURCES), key=itemgetter(0)):
        first: tuple[int, bytes] | None = None
        for _, rank, text in rows:
            first = first or (rank, text)
            if text != first[1]:
                yield Trouble(
                    "CRP021",
                    f"the text is another than that of {{other}}, which has the source_id {source!r} too",
                    rank=rank,
                    other=first[0],
                    pointer="/meta/source_id",
                    found=source,
                    help="take both texts from the same source, or give one of them another source_id",
                )

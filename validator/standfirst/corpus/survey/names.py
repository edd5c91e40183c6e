"""Names, types and links of entities across the documents of a corpus: CRP011 to CRP013."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from standfirst.corpus.survey.problem import Trouble
from standfirst.corpus.survey.store import Store

USUAL = 10
"""In so many documents something must be so, before what is otherwise in a tenth of them is reported."""
_SHOWN = 3
"""How many documents are reported for each deviation; the rest is counted."""
_LINKS_KEPT = 20

_BY_NAME = (
    "SELECT name, type, rank, id, pointer, scheme, link FROM entities JOIN kept USING (n) ORDER BY 1, 2, 3, 4, 6, 7"
)
_BY_LINK = """
SELECT scheme, link, type, rank, id, pointer FROM entities JOIN kept USING (n) WHERE link <> '' ORDER BY 1, 2, 3, 4, 5
"""
_BY_NAME_AND_LINK = """
SELECT name, type, scheme, link, rank, id, pointer FROM entities JOIN kept USING (n) WHERE link <> ''
ORDER BY 1, 2, 3, 4, 5, 6
"""


class _Use(NamedTuple):
    """How something is used: in how many documents, where first (rank, id, pointer), and with which links."""

    value: str
    documents: int
    first: tuple[tuple[int, str, str], ...]
    links: frozenset[str] = frozenset()


def types_of_names(store: Store) -> Iterator[Trouble]:
    """Entities of a type that their name has nowhere else (CRP011)."""
    for name, rows in groupby(store.rows(_BY_NAME), key=itemgetter(0)):
        uses = [
            _use(kind, ((row[2], row[3], row[4], f"{row[5]} {row[6]}".strip()) for row in some))
            for kind, some in groupby(rows, key=itemgetter(1))
        ]
        usual = _usual(uses)
        for use in uses:
            # One that is linked to something else only has the same name.
            other_thing = use.links and usual.links and use.links.isdisjoint(usual.links)
            if _is_rare(use, usual) and not other_thing:
                yield from _troubles(
                    "CRP011",
                    f"{name!r} is {_a(use.value)} here, and {_a(usual.value)} in {usual.documents} documents",
                    use,
                    usual,
                    "type",
                    "correct the type; if it is something else of that name, link it",
                )


def types_of_links(store: Store) -> Iterator[Trouble]:
    """Entities of one link and different types (CRP012)."""
    for (scheme, link), rows in groupby(store.rows(_BY_LINK), key=itemgetter(0, 1)):
        uses = [
            _use(kind, ((row[3], row[4], row[5], "") for row in some))
            for kind, some in groupby(rows, key=itemgetter(2))
        ]
        usual = _usual(uses)
        places = {first[0] for use in uses for first in use.first}
        for use in uses:
            if use is not usual and len(places) > 1:
                yield from _troubles(
                    "CRP012",
                    f"{scheme} {link} is {_a(use.value)} here, and {_a(usual.value)} in {_documents(usual.documents)}",
                    use,
                    usual,
                    "type",
                    "one thing has one type: correct the type, or the link",
                )


def links_of_names(store: Store) -> Iterator[Trouble]:
    """Entities that are linked otherwise than nearly all of their name (CRP013)."""
    for (name, _, scheme), rows in groupby(store.rows(_BY_NAME_AND_LINK), key=itemgetter(0, 1, 2)):
        uses = [
            _use(link, ((row[4], row[5], row[6], "") for row in some))
            for link, some in groupby(rows, key=itemgetter(3))
        ]
        usual = _usual(uses)
        for use in uses:
            if _is_rare(use, usual):
                yield from _troubles(
                    "CRP013",
                    f"{name!r} is {scheme} {use.value} here, and {usual.value} in {usual.documents} documents",
                    use,
                    usual,
                    "links",
                    "correct the link, if it is the same thing",
                )


def _use(value: str, rows: Iterator[tuple[int, str, str, str]]) -> _Use:
    documents, last = 0, -1
    first: list[tuple[int, str, str]] = []
    links: set[str] = set()
    for rank, name, pointer, link in rows:
        if rank != last:
            documents, last = documents + 1, rank
            if len(first) < _SHOWN:
                first.append((rank, name, pointer))
        if link and len(links) < _LINKS_KEPT:
            links.add(link)
    return _Use(value, documents, tuple(first), frozenset(links))


def _usual(uses: list[_Use]) -> _Use:
    return min(uses, key=lambda use: (-use.documents, use.value))


def _is_rare(use: _Use, usual: _Use) -> bool:
    return use is not usual and usual.documents >= USUAL and use.documents * 10 <= usual.documents


def _troubles(code: str, message: str, use: _Use, usual: _Use, member: str, help: str) -> Iterator[Trouble]:
    more = use.documents - len(use.first)
    for place, (rank, name, pointer) in enumerate(use.first, 1):
        last = more and place == len(use.first)
        members: dict[str, Any] = {"expected": usual.value, "found": use.value, "help": help}
        yield Trouble(
            code,
            f"{message} (so in {_documents(more)} more)" if last else message,
            rank=rank,
            annotation=name,
            pointer=f"{pointer}/{member}",
            **members,
        )


def _documents(count: int) -> str:
    return f"{count} document{'' if count == 1 else 's'}"


def _a(kind: str) -> str:
    return f"of type {kind!r}"

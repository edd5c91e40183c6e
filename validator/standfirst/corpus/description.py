"""The description of a corpus, ``corpus.json``, as plain data."""

import os
from typing import Any, Literal

from msgspec import Struct, convert

from standfirst.corpus.discovery import CORPUS_FILE
from standfirst.corpus.manifest import described
from standfirst.errors import InvalidDocumentError, UsageError
from standfirst.files import read_file
from standfirst.finding import ERROR
from standfirst.shape import default_engine


class Party(Struct, frozen=True, kw_only=True):
    """A person or an organisation. ``kind`` is ``None`` where the description gives a name and nothing else."""

    name: str
    kind: Literal["person", "organization"] | None = None
    identifier: str | None = None
    affiliation: str | None = None


class Grant(Struct, frozen=True, kw_only=True):
    """Money that was given for a corpus."""

    funder: Party
    award: str | None = None
    title: str | None = None
    url: str | None = None


class Entry(Struct, frozen=True, kw_only=True):
    """A document of a corpus: its file, as a path with slashes from the corpus' folder, its id and its split."""

    path: str
    id: str
    split: str | None = None


class CorpusDescription(Struct, frozen=True, kw_only=True):
    """What ``corpus.json`` says, member by member (``schemas/corpus-1.0.schema.json``)."""

    id: str
    title: str
    version: str
    languages: tuple[str, ...]
    license: str
    documents: tuple[Entry, ...]
    description: str | None = None
    rights: str | None = None
    scheme: str | None = None
    splits: dict[str, str] = {}
    creators: tuple[Party, ...] = ()
    url: str | None = None
    citation: str | None = None
    publisher: Party | None = None
    date_published: str | None = None
    doi: str | None = None
    files_url: str | None = None
    keywords: tuple[str, ...] = ()
    funding: tuple[Grant, ...] = ()


def description_path(corpus: str | os.PathLike[str]) -> str:
    """The path of the ``corpus.json`` of a corpus: in the folder ``corpus``, or ``corpus`` itself.

    :raises UsageError: where there is none
    """
    name = os.fspath(corpus)
    path = os.path.join(name, CORPUS_FILE) if os.path.isdir(name) else name
    if os.path.basename(path) != CORPUS_FILE:
        raise UsageError(f"{name!r} is no corpus; name its folder, or the {CORPUS_FILE} in it")
    if not os.path.isfile(path):
        raise UsageError(
            f"{name!r} is no corpus: there is no file {path!r} (`standfirst schema corpus` says what it holds)"
        )
    return path


def read_description(path: str) -> CorpusDescription:
    """The description in a ``corpus.json``.

    :raises InvalidDocumentError: where it is no description, with the findings
    :raises UsageError: where it cannot be read
    """
    tree, findings = described(read_file(path), default_engine())
    errors = tuple(finding for finding in findings if finding.level == ERROR)
    if errors:
        raise InvalidDocumentError(errors, path)
    return convert(_parties_whole(tree), CorpusDescription)


def _parties_whole(tree: dict[str, Any]) -> dict[str, Any]:
    """The members of a description, every person and organisation as an object."""
    known = dict(tree)
    if "creators" in tree:
        known["creators"] = [_party(value) for value in tree["creators"]]
    if "publisher" in tree:
        known["publisher"] = _party(tree["publisher"])
    if "funding" in tree:
        known["funding"] = [{**grant, "funder": _party(grant["funder"])} for grant in tree["funding"]]
    return known


def _party(value: Any) -> dict[str, Any]:
    return {"name": value} if isinstance(value, str) else value

"""Corpora for tests of descriptions, made in a folder."""

import json
from pathlib import Path
from typing import Any

import standfirst

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "valid"

WHOLE: dict[str, Any] = {
    "standfirst_corpus": "1.0",
    "id": "Norvik.news",
    "title": "Norvik news",
    "description": "Invented articles in five languages.",
    "version": "1.2.0",
    "languages": ["en-GB", "ar", "hi", "ja"],
    "license": "CC0-1.0",
    "rights": "Nobody has any rights in the texts.",
    "documents": [
        {"path": "minimal.json", "id": "minimal", "split": "train"},
        {"path": "a b/[x] ü?#.json", "id": "two-quotes", "split": "te st"},
        {"path": "shard.jsonl", "id": "fair-fire-hi", "split": "train"},
        {"path": "deep/harbour-ferry-ja.tei.xml", "id": "harbour-ferry-ja"},
    ],
    "splits": {"train": "For training."},
    "creators": [
        {"name": "Ann Coder", "kind": "person", "identifier": "https://orcid.org/0000-0002-1825-0097", "affiliation": "N. U."},
        {"name": "The Norvik group", "kind": "organization"},
    ],
    "url": "https://example.org/norvik",
    "citation": "A. Coder (2026). Norvik news.",
    "publisher": {"name": "Norvik University Library", "kind": "organization", "identifier": "https://ror.org/00x0x0x00"},
    "date_published": "2026-11-23",
    "doi": "10.1234/norvik-news",
    "keywords": ["news", "quotations"],
    "funding": [
        {"funder": {"name": "Norvik Research Council", "kind": "organization"}, "award": "12345", "title": "Who said what"}
    ],
}  # fmt: skip
"""A description that leaves nothing out, of the corpus that :func:`mixed` makes."""


def mixed(folder: Path, **members: Any) -> Path:
    """A corpus of five documents: in JSON, in TEI, in both, and two in a shard; with splits and with names that hurt.

    ``members`` take the place of those of :data:`WHOLE`; one that is ``None`` is left out.
    """
    (folder / "a b").mkdir(parents=True)
    (folder / "deep").mkdir()
    for name in ("minimal.json", "minimal.tei.xml"):
        (folder / name).write_bytes((SAMPLES / name).read_bytes())
    (folder / "a b" / "[x] ü?#.json").write_bytes((SAMPLES / "two-quotes.json").read_bytes())
    (folder / "deep" / "harbour-ferry-ja.tei.xml").write_bytes((SAMPLES / "harbour-ferry-ja.tei.xml").read_bytes())
    sharded = [standfirst.load(SAMPLES / f"{name}.json") for name in ("fair-fire-hi", "library-reopening-ar")]
    (folder / "shard.jsonl").write_bytes(b"".join(standfirst.dumps(document, "jsonl") for document in sharded))
    describe_in(folder, **members)
    return folder


def describe_in(folder: Path, **members: Any) -> None:
    """Write the ``corpus.json`` of a folder."""
    tree = {name: value for name, value in {**WHOLE, **members}.items() if value is not None}
    (folder / "corpus.json").write_text(json.dumps(tree), "utf-8")

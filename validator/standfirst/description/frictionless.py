"""A Frictionless data package: every file with its path, size, checksum and media type."""

import re
from collections.abc import Iterator
from typing import Any

from standfirst.corpus import Party
from standfirst.description.facts import Facts
from standfirst.description.licences import UNLICENSED, licence_address
from standfirst.description.wants import Want, absent, addresses, is_address
from standfirst.description.words import as_json, known, summary
from standfirst.formats import FORMATS

_NO_NAME = re.compile(r"[^a-z0-9._-]+")
_NO_LICENCE_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def wants(facts: Facts) -> Iterator[Want]:
    """A data package demands its resources only; the rest it can use."""
    yield from addresses(facts)
    yield from absent(facts, ("license", "description", "creators", "url", "doi", "keywords"), demanded=False)


def render(facts: Facts) -> bytes:
    """The descriptor, by the words that versions 1 and 2 of the standard share."""
    corpus = facts.corpus
    names = _names([file.path for file in facts.files])
    tree = {
        "profile": "data-package",
        "name": corpus.id.lower(),
        "id": f"https://doi.org/{corpus.doi}" if corpus.doi else None,
        "title": corpus.title,
        "description": " ".join(filter(None, (corpus.description, summary(facts)))),
        "version": corpus.version,
        "homepage": corpus.url if corpus.url and is_address(corpus.url) else None,
        "licenses": _licences(corpus.license),
        "rights": corpus.rights,
        "keywords": list(corpus.keywords),
        "languages": list(corpus.languages),
        "contributors": [
            *(_contributor(each, "author") for each in corpus.creators),
            *(_contributor(each, "publisher") for each in (corpus.publisher,) if each is not None),
        ],
        "resources": [
            known(
                {
                    "name": name,
                    "path": file.path,
                    "title": FORMATS[file.form].title if file.form else None,
                    "mediatype": file.media_type,
                    "encoding": "utf-8" if file.form else None,
                    "bytes": file.size,
                    "hash": f"sha256:{file.sha256}",
                }
            )
            for name, file in zip(names, facts.files, strict=True)
        ],
    }
    return as_json(known(tree))


def _licences(licence: str) -> list[dict[str, Any]] | None:
    """The licence by name, address and title. What is no name becomes one, and stands in the title as it is."""
    if licence in UNLICENSED:
        return None
    name = _NO_LICENCE_NAME.sub("-", licence).strip("-") or "licence"
    return [known({"name": name, "path": licence_address(licence), "title": licence if name != licence else None})]


def _contributor(each: Party, role: str) -> dict[str, Any]:
    return known({"title": each.name, "role": role, "path": each.identifier, "organization": each.affiliation})


def _names(paths: list[str]) -> list[str]:
    """A name for each path: of lower-case ASCII letters, digits, ``.``, ``_`` and ``-``, and no two the same."""
    taken: set[str] = set()
    names: list[str] = []
    for path in paths:
        plain = _NO_NAME.sub("-", path.lower()).strip("-") or "file"
        name, number = plain, 1
        while name in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name)
        names.append(name)
    return names

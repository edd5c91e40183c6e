"""schema.org ``Dataset`` as JSON-LD: what dataset search engines read. Croissant is built on it."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from standfirst.corpus import Party
from standfirst.description.facts import Facts, File
from standfirst.description.licences import UNLICENSED, licence_address
from standfirst.description.wants import Want, absent, addresses, dates, is_address, kinds
from standfirst.description.words import as_json, known, summary

_LONGEST = 5000
_TYPES = {"person": "Person", "organization": "Organization"}


def wants(facts: Facts) -> Iterator[Want]:
    """What Google's dataset search demands, and what it can use besides."""
    yield from absent(facts, ("description",), demanded=True)
    yield from kinds(facts, "creators", "publisher", "funding")
    yield from (*addresses(facts), *dates(facts))
    if len(_description(facts)) > _LONGEST:
        yield Want(
            "description", f"it is too long: with what is counted at most {_LONGEST:,} code points", demanded=True
        )
    yield from absent(
        facts,
        ("license", "creators", "url", "doi", "files_url", "keywords", "date_published", "publisher"),
        demanded=False,
    )


def render(facts: Facts) -> bytes:
    """The description. Files are listed only where there is an address to fetch them from."""
    corpus = facts.corpus
    doi = f"https://doi.org/{corpus.doi}" if corpus.doi else None
    tree = {
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "Dataset",
        "@id": doi,
        **about(facts),
        "description": _description(facts),
        "creditText": corpus.citation,
        "funding": [
            known(
                {
                    "@type": "Grant",
                    "identifier": grant.award,
                    "name": grant.title,
                    "url": grant.url,
                    "funder": party(grant.funder),
                }
            )
            for grant in corpus.funding
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.path,
                "contentUrl": file_address(corpus.files_url, file),
                "encodingFormat": file.media_type,
                "contentSize": f"{file.size} B",
                "sha256": file.sha256,
            }
            for file in facts.files
            if corpus.files_url
        ],
    }
    return as_json(known(tree))


def about(facts: Facts) -> dict[str, Any]:
    """The members that a Croissant description has as well."""
    corpus = facts.corpus
    return {
        "name": corpus.title,
        "alternateName": corpus.id,
        "version": corpus.version,
        "identifier": f"https://doi.org/{corpus.doi}" if corpus.doi else None,
        "url": corpus.url if corpus.url and is_address(corpus.url) else None,
        "license": licence(corpus.license),
        "copyrightNotice": corpus.rights,
        "creator": [party(each) for each in corpus.creators],
        "publisher": party(corpus.publisher) if corpus.publisher is not None else None,
        "datePublished": corpus.date_published,
        "inLanguage": list(corpus.languages),
        "keywords": list(corpus.keywords),
    }


def licence(name: str) -> str | dict[str, str] | None:
    """A licence as its address, or as a work of which the name is known."""
    if name in UNLICENSED:
        return None
    return licence_address(name) or {"@type": "CreativeWork", "name": name}


def party(each: Party) -> dict[str, Any]:
    """A person or an organisation. Who is neither, for all that is known, has no type."""
    return known(
        {
            "@type": _TYPES[each.kind] if each.kind is not None else None,
            "@id": each.identifier,
            "name": each.name,
            "affiliation": {"@type": "Organization", "name": each.affiliation} if each.affiliation else None,
        }
    )


def file_address(base: str | None, file: File) -> str:
    """The address of a file below ``base``."""
    return (base or "") + quote(file.path)


def _description(facts: Facts) -> str:
    said = facts.corpus.description
    return f"{said} {summary(facts)}" if said else summary(facts)

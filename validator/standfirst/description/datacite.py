"""DataCite metadata 4.5 as JSON: what a repository sends to register a DOI."""

from collections.abc import Iterator
from typing import Any

from standfirst.corpus import Grant, Party
from standfirst.description.facts import Facts
from standfirst.description.licences import UNLICENSED, licence_address, spdx_id
from standfirst.description.wants import Want, absent, addresses, dates, is_address
from standfirst.description.words import as_json, known, number, summary

_NAME_TYPES = {"person": "Personal", "organization": "Organizational"}
_SCHEMES = {"https://orcid.org/": "ORCID", "https://ror.org/": "ROR", "https://isni.org/": "ISNI"}


def wants(facts: Facts) -> Iterator[Want]:
    """The mandatory properties that are missing, and those that the registration of a DOI needs besides."""
    yield from absent(facts, ("creators", "publisher", "date_published"), demanded=True)
    yield from (*addresses(facts), *dates(facts))
    yield from absent(facts, ("doi", "url", "description", "keywords", "funding"), demanded=False)


def render(facts: Facts) -> bytes:
    """The metadata."""
    corpus = facts.corpus
    media_types = sorted({file.media_type for file in facts.files})
    tree = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "doi": corpus.doi,
        "url": corpus.url if corpus.url and is_address(corpus.url) else None,
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Annotated corpus"},
        "creators": [_person(each) for each in corpus.creators],
        "titles": [{"title": corpus.title}],
        "publisher": _publisher(corpus.publisher) if corpus.publisher is not None else None,
        "publicationYear": corpus.date_published[:4] if corpus.date_published else None,
        "subjects": [{"subject": keyword} for keyword in dict.fromkeys(corpus.keywords)],
        "dates": [{"date": corpus.date_published, "dateType": "Issued"}] if corpus.date_published else None,
        "language": corpus.languages[0] if len(corpus.languages) == 1 else None,
        "alternateIdentifiers": [{"alternateIdentifier": corpus.id, "alternateIdentifierType": "Corpus id"}],
        "sizes": [
            number(facts.counts.documents, "document"),
            number(facts.counts.code_points, "code point"),
            f"{sum(file.size for file in facts.files):,} bytes",
        ],
        "formats": media_types,
        "version": corpus.version,
        "rightsList": _once(_rights(facts)),
        "descriptions": _descriptions(facts),
        "fundingReferences": _once([_funding(grant) for grant in corpus.funding]),
    }
    return as_json(known(tree))


def _person(each: Party) -> dict[str, Any]:
    return known(
        {
            "name": each.name,
            "nameType": _NAME_TYPES[each.kind] if each.kind is not None else None,
            "nameIdentifiers": [_identifier(each.identifier)] if each.identifier else None,
            "affiliation": [{"name": each.affiliation}] if each.affiliation else None,
        }
    )


def _identifier(address: str) -> dict[str, Any]:
    base, scheme = _scheme(address)
    return known({"nameIdentifier": address, "nameIdentifierScheme": scheme, "schemeUri": base})


def _scheme(address: str) -> tuple[str | None, str]:
    """The scheme of an identifier: its address and its name. Of an unknown one it is only known that it is a URL."""
    return next(((base, name) for base, name in _SCHEMES.items() if address.startswith(base)), (None, "URL"))


def _publisher(each: Party) -> dict[str, Any]:
    if each.identifier is None:
        return {"name": each.name}
    base, scheme = _scheme(each.identifier)
    return known(
        {
            "name": each.name,
            "publisherIdentifier": each.identifier,
            "publisherIdentifierScheme": scheme,
            "schemeUri": base,
        }
    )


def _rights(facts: Facts) -> list[dict[str, Any]]:
    """The licence of the annotation; what is said about the texts stands beside it."""
    corpus = facts.corpus
    identifier = spdx_id(corpus.license)
    rights: list[dict[str, Any]] = []
    if corpus.license not in UNLICENSED:
        rights.append(
            known(
                {
                    "rights": corpus.license,
                    "rightsUri": licence_address(corpus.license),
                    "rightsIdentifier": identifier,
                    "rightsIdentifierScheme": "SPDX" if identifier else None,
                    "schemeUri": "https://spdx.org/licenses/" if identifier else None,
                }
            )
        )
    if corpus.rights:
        rights.append({"rights": corpus.rights})
    return rights


def _descriptions(facts: Facts) -> list[dict[str, str]]:
    said = [("Abstract", facts.corpus.description), ("TechnicalInfo", summary(facts)), ("Other", facts.corpus.citation)]
    return [{"description": text, "descriptionType": kind} for kind, text in said if text]


def _funding(grant: Grant) -> dict[str, Any]:
    identifier = grant.funder.identifier
    scheme = _scheme(identifier)[1] if identifier else None
    return known(
        {
            "funderName": grant.funder.name,
            "funderIdentifier": identifier,
            "funderIdentifierType": scheme if scheme in ("ROR", "ISNI") else "Other" if identifier else None,
            "awardNumber": grant.award,
            "awardTitle": grant.title,
            "awardUri": grant.url,
        }
    )


def _once(values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Values without repetition, which DataCite refuses."""
    return [value for index, value in enumerate(values) if value not in values[:index]]

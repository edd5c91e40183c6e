"""Links to knowledge bases as the identifiers of named entities."""

from standfirst.model.annotations import Link

_WIKIDATA = "http://www.wikidata.org/entity/"


def identifier_of(link: Link) -> str | None:
    """The identifier that stands for a link, but for its label: an IRI, or ``scheme:id``; ``None`` where none can."""
    said = _WIKIDATA + link.id if link.scheme == "wikidata" else f"{link.scheme}:{link.id}"
    made = link_of(said)
    return said if made is not None and (made.scheme, made.id) == (link.scheme, link.id) else None


def link_of(identifier: str) -> Link | None:
    """The link that an identifier stands for, ``None`` where it is neither of the two."""
    name = identifier.removeprefix(_WIKIDATA)
    scheme, colon, rest = ("wikidata", ":", name) if name != identifier else identifier.partition(":")
    return Link(scheme=scheme, id=rest) if scheme and colon and rest else None


def links_of(identifier: str | None, stored: tuple[Link, ...]) -> tuple[Link, ...]:
    """The links of an entity: those that are stored, unless the identifier is another than theirs."""
    if identifier is None or (stored and identifier_of(stored[0]) == identifier):
        return stored
    link = link_of(identifier)
    return (link, *stored[1:]) if link is not None else stored

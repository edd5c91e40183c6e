"""What a form of description wants that the corpus does not say: named by the member of ``corpus.json`` to add."""

import datetime
from collections.abc import Iterable, Iterator

from msgspec import Struct

from standfirst.corpus import Party
from standfirst.description.facts import Facts
from standfirst.description.licences import UNLICENSED


class Want(Struct, frozen=True):
    """A member of ``corpus.json`` that is missing or will not do. Without a ``demanded`` one there is no description."""

    member: str
    remedy: str
    demanded: bool


def absent(facts: Facts, members: Iterable[str], *, demanded: bool) -> Iterator[Want]:
    """The members among ``members`` that the description of the corpus does not have."""
    for member in members:
        if member == "license":
            if facts.corpus.license in UNLICENSED:
                yield Want(member, f"it is {facts.corpus.license}; say which licence it is", demanded)
        elif not getattr(facts.corpus, member):
            yield Want(member, REMEDIES[member], demanded)


def kinds(facts: Facts, *members: str) -> Iterator[Want]:
    """The creators, publishers and funders of which nobody says whether they are persons or organisations."""
    corpus = facts.corpus
    found: list[tuple[str, Party | None]] = []
    if "creators" in members:
        found += [(f"creators/{index}", party) for index, party in enumerate(corpus.creators)]
    if "publisher" in members:
        found.append(("publisher", corpus.publisher))
    if "funding" in members:
        found += [(f"funding/{index}/funder", grant.funder) for index, grant in enumerate(corpus.funding)]
    for place, party in found:
        if party is not None and party.kind is None:
            remedy = f'{party.name!r} is a name alone; write {{"name": …, "kind": "person" or "organization"}}'
            yield Want(place, remedy, demanded=True)


def addresses(facts: Facts) -> Iterator[Want]:
    """The address of the corpus, where it is none."""
    url = facts.corpus.url
    if url and not is_address(url):
        yield Want("url", f"{url!r} is no address; it begins with https:// or http:// and has no blank", demanded=True)


def dates(facts: Facts) -> Iterator[Want]:
    """The date of publication, where no calendar has that day."""
    date = facts.corpus.date_published
    if date is not None and len(date) == len("2026-11-23"):
        try:
            datetime.date.fromisoformat(date)
        except ValueError:
            yield Want("date_published", f"no calendar has the day {date}", demanded=True)


def is_address(value: str) -> bool:
    """Whether a text is an address on the web, of printable ASCII, as far as can be seen."""
    scheme, slashes, rest = value.partition("://")
    return scheme in ("http", "https") and bool(slashes and rest) and all("!" <= character <= "~" for character in rest)


REMEDIES = {
    "description": "what the corpus is, in a sentence or two",
    "creators": "who made it, in the order in which they are to be named",
    "publisher": "who publishes it",
    "date_published": "when this version was published: 2026, 2026-11 or 2026-11-23",
    "doi": "its DOI, such as 10.1234/norvik-news",
    "url": "the address of its page",
    "files_url": "the address below which its files can be fetched, ending in a slash",
    "keywords": "words by which it is to be found",
    "citation": "how to cite it",
    "funding": "who paid for it",
    "rights": "what is to be said about the rights in the texts",
}
"""What to write into a member that is missing."""

"""Where an article comes from, and what may be done with it: address, licence, and values that stand for none."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from standfirst.data.licences import is_licence, nearest_licence
from standfirst.finding import NOTE, WARNING
from standfirst.model.header import Meta
from standfirst.rules.facts import Facts, Node
from standfirst.rules.protocol import Problem, rule

_WEB = re.compile(r"https?://[^\s/?#]+(?:[/?#]\S*)?", re.IGNORECASE)
_BARE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_TRACKING = frozenset(["dclid", "fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "msclkid", "twclid", "yclid"])

_NOTHING = frozenset(
    ("", "-", "--", "—", "?", "n/a", "nan", "none", "null", "nil", "tbd", "todo", "undefined", "unknown", "(none)")
)
_NOTHING_FOR_SURE = frozenset(("", "-", "--", "n/a", "nan", "null", "undefined"))
_WORDS = ("source_id", "byline", "dateline", "url", "section", "genre", "credit", "correction", "rights")
_FREE = ("headline", "comment")
"""What may be a single word of any kind: *Unknown* has been a headline."""


@rule("MET005", "address", WARNING, "semantics", "document")
def address(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The address of an article is one of the web, in full."""
    url = facts.document.meta.url
    if url is None or not url.strip() or _WEB.fullmatch(url):
        return
    bare = _BARE.fullmatch(url) is not None
    yield Problem(
        f"{url!r} is no address that others can open",
        found=url,
        help=f"did you mean 'https://{url}'?" if bare else "give the address in full, beginning with https://",
        below="/meta/url",
    )


@rule("MET006", "address-tracking", NOTE, "semantics", "document")
def address_tracking(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The address of an article does not say how somebody came to it."""
    url = facts.document.meta.url
    if url is None or "?" not in url:
        return
    names = _tracking(url)
    if names:
        yield Problem(
            f"the address names {', '.join(map(repr, names))}, which is about the reader and not about the article",
            found=url,
            help="take what is not needed out of the address",
            below="/meta/url",
        )


def _tracking(url: str) -> list[str]:
    try:
        query = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    except ValueError:  # brackets of an address that is none, or too many fields
        return []
    return sorted({name for name, _ in query if name.lower().startswith("utm_") or name.lower() in _TRACKING})


@rule("MET007", "licence", WARNING, "semantics", "document")
def licence(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The licence is an SPDX identifier or an address."""
    name = facts.document.meta.license
    if is_licence(name):
        return
    near = nearest_licence(name)
    yield Problem(
        f"{name!r} is neither an SPDX identifier nor an address",
        found=name,
        help=f"did you mean {near!r}?"
        if near is not None
        else "give the SPDX identifier, the address of its words, or LicenseRef- and a name of your own",
        below="/meta/license",
    )


@rule("MET010", "placeholder", WARNING, "semantics", "document")
def placeholder(_node: Node, facts: Facts) -> Iterator[Problem]:
    """No member of the metadata holds a word for nothing."""
    for member, value, nothing in _values(facts.document.meta):
        if value.strip().casefold() in nothing:
            yield Problem(
                f"{value!r} says that there is nothing, and will be read as a value",
                found=value,
                help="leave the member out",
                below=f"/meta/{member}",
            )


def _values(meta: Meta) -> Iterator[tuple[str, str, frozenset[str]]]:
    """The strings of the metadata, each with its member and the words that stand for nothing there."""
    for members, nothing in ((_WORDS, _NOTHING), (_FREE, _NOTHING_FOR_SURE)):
        for member in members:
            value = getattr(meta, member)
            if value is not None:
                yield member, value, nothing
    for member in ("authors", "subjects"):
        for index, value in enumerate(getattr(meta, member) or ()):
            yield f"{member}/{index}", value, _NOTHING
    if meta.publisher is not None:
        yield "publisher/name", meta.publisher.name, _NOTHING


RULES = (address, address_tracking, licence, placeholder)

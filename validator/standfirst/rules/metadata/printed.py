"""What the metadata repeat of the printed article, against the zones in which it is printed; and who annotated what."""

import re
from collections import Counter
from collections.abc import Iterator
from unicodedata import normalize

from standfirst.finding import NOTE, WARNING
from standfirst.model import LAYERS, Zone
from standfirst.rules.facts import Facts, Node
from standfirst.rules.protocol import Needs, Problem, rule

_PRINTED = ("headline", "byline", "dateline")
"""The members that are called as the kind of zone in which they are printed."""
_NO_LETTER = re.compile(r"[\W_]+")
_NAME = re.compile(r"[^\W\d_]{2,}")


@rule("MET008", "metadata-and-zone", WARNING, "semantics", "document", needs=Needs(layers=("zones",)))
def metadata_and_zone(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Headline, byline and dateline are those that the zones show."""
    meta = facts.document.meta
    for kind in _PRINTED:
        said = getattr(meta, kind)
        if said is None or not (bare := _bare(said)):
            continue
        zones = _zones_of(facts, kind)
        printed = [_bare(facts.text[zone.start : zone.end]) for zone in zones]
        # A kicker or the name of the paper in front, or a part that was left out, makes no other headline.
        if not any(printed) or any(one and (one in bare or bare in one) for one in (*printed, "".join(printed))):
            continue
        first = zones[0]
        yield Problem(
            f"the {kind} is {said!r}, and the zone {first.id} has {facts.text[first.start : first.end]!r}",
            range=(first.start, first.end),
            expected=facts.text[first.start : first.end],
            found=said,
            help=f"take the {kind} from the text, or correct the kind of the zone",
            below=f"/meta/{kind}",
        )


@rule("MET009", "author-not-in-byline", NOTE, "semantics", "document", needs=Needs(meta=("authors",)))
def author_not_in_byline(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Every author stands in the byline."""
    meta = facts.document.meta
    zones = _zones_of(facts, "byline")
    lines = [facts.text[zone.start : zone.end] for zone in zones]
    byline = _bare(" ".join([*lines, meta.byline or ""]))
    if not byline:
        return
    for index, author in enumerate(meta.authors or ()):
        parts = [part.casefold() for part in _NAME.findall(normalize("NFKC", author))]
        if parts and not any(part in byline for part in parts):
            yield Problem(
                f"the author {author!r} does not stand in the byline",
                range=(zones[0].start, zones[0].end) if zones else None,
                found=author,
                help="correct the name, or the byline",
                below=f"/meta/authors/{index}",
            )


@rule("MET011", "annotator-missing", NOTE, "semantics", "document")
def annotator_missing(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Where several annotated a layer, each annotation says who made it."""
    document = facts.document
    if len(document.agents or ()) < 2 or not facts.columns.annotators:
        return
    for layer in LAYERS:
        named = Counter(annotation.annotator is not None for annotation in document.layer(layer))
        if named[True] > 0 and named[False] > 0:
            yield Problem(
                f"{named[False]} of {named.total()} annotations of {layer} name no annotator, and the others do",
                help="name the annotator of each, or of none",
                below=f"/{layer}",
            )


def _zones_of(facts: Facts, kind: str) -> list[Zone]:
    return [zone for zone in facts.zones if zone.kind == kind]


def _bare(text: str) -> str:
    """A text as it is compared: without case, spaces, punctuation and signs."""
    return _NO_LETTER.sub("", normalize("NFKC", text).casefold())


RULES = (metadata_and_zone, author_not_in_byline, annotator_missing)

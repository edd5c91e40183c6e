"""How the tokens of a document are laid out in rows, and which of its segments they are."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from standfirst.interchange.protocol import Settings
from standfirst.interchange.tokens import SENTENCE, TOKEN, Stretch, Tokenisation, span_edges, tokenised
from standfirst.model import Document, Segment

_BARE = ("confidence", "uncertain", "status", "comment", "attributes")


class Layout(NamedTuple):
    """The tokens; and the segments in the order of the file, if tokens and sentences are segments, with their types."""

    tokens: Tokenisation
    segments: tuple[Segment, ...] | None
    types: dict[Stretch, str]
    others: tuple[Segment, ...]
    """Segments that are no rows and no sentences of the file."""


def is_form(words: str) -> bool:
    """Whether words can be the form of a row."""
    return words.split() == [words]


def laid_out(document: Document, settings: Settings) -> Layout:
    """The rows of a document. Where they are not just its tokens and sentences, all segments are said otherwise."""
    segments = document.layer("segments")
    tokens = [one for one in segments if one.kind == TOKEN]
    made = not tokens
    edges = span_edges(document, ("mentions",)) if made and settings.options.get("cut", "yes") == "yes" else ()
    found = tokenised(document, settings.tokeniser, legal=is_form, edges=edges, whole=("mentions",))
    hulls = [(one[0][0], one[-1][1]) for one in found.sentences]
    at_tokens, at_sentences = _plain(segments, TOKEN), _plain(segments, SENTENCE)
    if at_tokens.keys() != set(found.tokens) or at_sentences.keys() != set(hulls):
        return Layout(found, None, {}, segments)
    if any(one.type is not None for one in at_sentences.values()):
        return Layout(found, None, {}, segments)
    types = {place: one.type for place, one in at_tokens.items() if one.type is not None}
    if "_" in types.values():
        return Layout(found, None, {}, segments)
    ordered: list[Segment] = []
    for hull, sentence in zip(hulls, found.sentences, strict=True):
        ordered.append(at_sentences[hull])
        ordered += (at_tokens[token] for token in sentence)
    rows = {one.id for one in ordered}
    others = tuple(one for one in segments if one.id not in rows)
    return Layout(found, (*ordered, *others), types, others)


def _plain(segments: Iterable[Any], kind: str) -> dict[Stretch, Segment]:
    """The segments of a kind that are one stretch and have no further members but a type, the first of each place."""
    found: dict[Stretch, Segment] = {}
    for one in segments:
        bare = all(getattr(one, member) is None for member in _BARE)
        if one.kind == kind and len(one.span) == 1 and bare:
            found.setdefault((one.span[0].start, one.span[0].end), one)
    return found

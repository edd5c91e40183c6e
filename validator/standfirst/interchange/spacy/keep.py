"""What spaCy holds of a document: its text, tokens, sentences, and mentions with one link each; and the writer."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from standfirst.errors import UsageError
from standfirst.formats import Loss
from standfirst.interchange.capability import Capability
from standfirst.interchange.keep import NUMBERED
from standfirst.interchange.keep import keep as keep_held
from standfirst.interchange.losses import Losses
from standfirst.interchange.protocol import Settings
from standfirst.interchange.record import without_record
from standfirst.interchange.spacy.links import kb_id_of, link_of
from standfirst.interchange.spacy.read import GROUP, MARK, document_of
from standfirst.interchange.tokens import SENTENCE, TOKEN, Stretch, Tokenisation, span_edges, tokenised
from standfirst.model import Document, Mention

CAPABILITY = Capability(
    {"segments": frozenset(("type",)), "entities": frozenset(("links",)), "mentions": frozenset()},
    notes={
        "segments": "tokens, with their types as tags, and sentences; where there are none they are made, and marked as such",
        "entities": "the label of a span, and one link as kb_id: an item of Wikidata, or scheme:id",
        "mentions": "ents; of mentions that overlap the outer, the others are spans of the group 'sc'; what does not begin "
        "and end with tokens is lost, unless they are cut",
    },
    options={"cut": "`yes` cuts tokens where mentions begin and end, `no` is the default"},
)


def keep(document: Document, settings: Settings) -> tuple[Document, tuple[Loss, ...]]:
    """The part of ``document`` that spaCy can hold, and what is left out.

    :raises UsageError: where an option has a value that it cannot have
    """
    kept, lost = keep_held(document, CAPABILITY._replace(ids=True))  # so that losses name the ids that the document has
    losses = Losses()
    value = doc_of(kept, settings, losses)
    bare = Settings(id=kept.id, language=kept.language, license=kept.meta.license)
    made = document_of(value, bare, None, 1).document
    assert made is not None
    found = without_record(made)
    if found == kept:
        return kept, lost
    _report(kept, found, losses)
    return found, (*lost, *losses.all())


def encode(document: Document, settings: Settings) -> tuple[tuple[str, bytes], ...]:
    """A document as one line of JSON."""
    return ((".spacy.jsonl", msgspec.json.encode(doc_of(document, settings)) + b"\n"),)


def doc_of(document: Document, settings: Settings, losses: Losses | None = None) -> dict[str, Any]:
    """A document as ``Doc.to_json`` has it; what does not fit goes to ``losses``."""
    losses = losses or Losses()
    cutting = settings.options.get("cut", "no")
    if cutting not in ("yes", "no"):
        raise UsageError(f"the option cut is {cutting!r}; it takes yes or no")
    edges = span_edges(document, ("mentions",)) if cutting == "yes" else ()
    found = tokenised(document, settings.tokeniser, edges=edges, whole=("mentions",))
    ents, spans = _spans(document, found, settings, losses)
    kinds = {one.kind for one in document.layer("segments")}
    made = [name for name, kind in (("tokens", TOKEN), ("sents", SENTENCE)) if kind not in kinds]
    doc: dict[str, Any] = {"text": document.text, "ents": ents}
    if SENTENCE in kinds:
        doc["sents"] = [{"start": one[0][0], "end": one[-1][1]} for one in found.sentences]
    doc["tokens"] = list(_tokens(document, found))
    doc["spans"] = {GROUP: spans} if spans else {}
    if made:
        doc[MARK] = made
    return doc


def _tokens(document: Document, found: Tokenisation) -> Iterator[dict[str, Any]]:
    """The tokens, and white space that is no single blank behind one as tokens, as spaCy has it."""
    types = {(one.span[0].start, one.span[0].end): one.type for one in document.layer("segments") if one.kind == TOKEN}
    tagged = any(types.get(token) for token in found.tokens)
    for number, (start, end) in enumerate(_with_spaces(document.text, found.tokens)):
        token: dict[str, Any] = {"id": number, "start": start, "end": end}
        if tagged:
            token["tag"] = types.get((start, end)) or ""
        yield token


def _with_spaces(text: str, tokens: Sequence[Stretch]) -> Iterator[Stretch]:
    at = 0
    for start, end in tokens:
        if at < start:
            yield at, start
        yield start, end
        at = end + (text[end : end + 1] == " ")
    if at < len(text):
        yield at, len(text)


def _spans(
    document: Document, found: Tokenisation, settings: Settings, losses: Losses
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The mentions as entities, which do not overlap, and as spans, which may."""
    entities = {entity.id: entity for entity in document.layer("entities")}
    begins, ends = {start for start, _ in found.tokens}, {end for _, end in found.tokens}
    ents: list[dict[str, Any]] = []
    spans: list[dict[str, Any]] = []
    last = 0
    for mention in sorted(document.layer("mentions"), key=_outer):
        start, end = mention.span[0].start, mention.span[0].end
        if start not in begins or end not in ends:
            losses.add("mentions", [mention.id], "they do not begin and end with tokens")
            continue
        entity = entities[mention.entity]
        label = settings.mapping.label("mentions", entity.type)
        kb_id = next((kb_id for link in entity.links or () if (kb_id := kb_id_of(link))), "")
        said = {"start": start, "end": end, "label": label, "kb_id": kb_id}
        (ents if start >= last else spans).append(said)
        last = max(last, end)
    return ents, spans


def _outer(mention: Mention) -> tuple[int, int]:
    return mention.span[0].start, -mention.span[0].end


def _report(kept: Document, found: Document, losses: Losses) -> None:
    """Say what is otherwise in the document that a reader makes."""
    segments = {(one.kind, one.span, one.type) for one in kept.layer("segments")}
    made = {(one.kind, one.span, one.type) for one in found.layer("segments")}
    left = [one.id for one in kept.layer("segments") if (one.kind, one.span, one.type) not in made]
    if left:
        losses.add("segments", left, "spaCy has tokens and sentences, each without another inside")
    if made - segments:
        losses.add("segments (made)", (), "tokens and sentences are made where there were none")
    shared: dict[str, int] = {}
    gone = losses.ids("mentions")
    for mention in kept.layer("mentions"):
        if mention.id in gone:
            continue
        shared[mention.entity] = shared.get(mention.entity, 0) + 1
    several = [name for name, count in shared.items() if count > 1]
    if several:
        losses.add("entities", several, "spaCy does not say that mentions are of one entity: each has its own")
    idle = [one.id for one in kept.layer("entities") if one.id not in shared]
    if idle:
        losses.add("entities", idle, "spaCy has no entity without a mention")
    unlinked = [one.id for one in kept.layer("entities") if one.links and not _is_held(one.links)]
    if unlinked:
        losses.add("entities.links", unlinked, "spaCy has one link, without a label")
    known = {one.id for layer in CAPABILITY.layers for one in found.layer(layer)}
    renamed = [one.id for layer in CAPABILITY.layers for one in kept.layer(layer) if one.id not in known]
    if renamed:
        losses.add("ids", renamed, NUMBERED)
    if not losses.all():
        losses.add("order", (), "annotations stand in the order of the text")


def _is_held(links: Sequence[Any]) -> bool:
    kb_id = kb_id_of(links[0])
    return len(links) == 1 and kb_id is not None and link_of(kb_id) == links[0]

"""spaCy's DocBin: the binary form of docs, read and written by spaCy itself (the extra ``spacy``)."""

import gc
import warnings
import zlib
from collections.abc import Iterator
from typing import Any

from msgspec import structs

from standfirst.interchange.extras import library
from standfirst.interchange.ids import id_of
from standfirst.interchange.problems import SYNTAX, problem
from standfirst.interchange.protocol import Codec, Settings, Source
from standfirst.interchange.spacy.keep import CAPABILITY, doc_of, keep
from standfirst.interchange.spacy.read import GROUP, MARK, document_of
from standfirst.model import Document
from standfirst.reading import Reading

MOST = 1 << 30
"""The most bytes that a DocBin may unpack to."""


def read(source: Source, settings: Settings) -> Iterator[Reading]:
    """The documents of a DocBin."""
    spacy = library("spacy", "spacy")
    try:
        docs = _docs(source.data, spacy)
    except Exception as error:  # spaCy and NumPy raise anything for bytes that are no DocBin
        message = f"the file is no DocBin that spaCy {spacy.__version__} reads: {type(error).__name__}: {error}"
        yield Reading(document=None, findings=(problem(SYNTAX, message[:400], line=1),))
        return
    if not docs:
        yield Reading(document=None, findings=(problem(SYNTAX, "the file holds no doc", line=1),))
    name = id_of((source.name or "document").replace("\\", "/").rpartition("/")[2])
    for number, doc in enumerate(docs, 1):
        known = settings.id if settings.id is not None and len(docs) == 1 else None
        called = known or (name if len(docs) == 1 else f"{name}-{number}")
        yield document_of(_value(doc), structs.replace(settings, id=called, unit=None), source.name, 1)


def _docs(data: bytes, spacy: Any) -> list[Any]:
    """The docs of a DocBin. Bytes that unpack to too much are refused before spaCy sees them."""
    unpacking = zlib.decompressobj()
    unpacking.decompress(data, MOST)
    if unpacking.unconsumed_tail:
        raise ValueError(f"it unpacks to more than {MOST:,} bytes")
    if not unpacking.eof:
        raise ValueError("it is cut short")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return list(spacy.tokens.DocBin().from_bytes(data).get_docs(spacy.blank("xx").vocab))
        finally:
            gc.enable()  # the library that unpacks leaves the collector off where it fails


def _value(doc: Any) -> dict[str, Any]:
    """A doc as ``Doc.to_json`` has it, with the ids of entities, which that leaves out, and what was made."""
    value: dict[str, Any] = doc.to_json()
    value["ents"] = [
        {"start": one.start_char, "end": one.end_char, "label": one.label_, "kb_id": one.kb_id_} for one in doc.ents
    ]
    made = doc.user_data.get(MARK)
    if isinstance(made, str):
        value[MARK] = made.split()
        value["sents"] = list(_sentences(doc))
    return value


def _sentences(doc: Any) -> Iterator[dict[str, int]]:
    """The sentences of a doc that we wrote. spaCy's go on to where the next begins: white space behind one is not its own."""
    begins = [token.i for token in doc if token.i == 0 or token.is_sent_start]
    for first, end in zip(begins, [*begins[1:], len(doc)], strict=True):
        words = doc[first:end].text
        start = doc[first].idx
        if words.strip():
            yield {"start": start + len(words) - len(words.lstrip()), "end": start + len(words.rstrip())}


def encode(document: Document, settings: Settings) -> tuple[tuple[str, bytes], ...]:
    """A document as a DocBin of one doc."""
    spacy = library("spacy", "spacy")
    value = doc_of(document, settings)
    doc = spacy.tokens.Doc(spacy.blank("xx").vocab).from_json({**value, "ents": [], "spans": {}})
    doc.ents = [_span(doc, one) for one in value["ents"]]
    if value["spans"]:
        doc.spans[GROUP] = [_span(doc, one) for one in value["spans"][GROUP]]
    doc.user_data[MARK] = " ".join(value.get(MARK, ()))
    return ((".spacy", spacy.tokens.DocBin(docs=[doc], store_user_data=True).to_bytes()),)


def _span(doc: Any, said: dict[str, Any]) -> Any:
    return doc.char_span(said["start"], said["end"], label=said["label"], kb_id=said["kb_id"])


CODEC = Codec(CAPABILITY, read, keep, encode)
"""The reader and writer of the format."""

__all__ = ["CODEC"]

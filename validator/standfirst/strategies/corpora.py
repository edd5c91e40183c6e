"""Whole corpora: files by their paths, with a description and a manifest."""

import hashlib
import json
from typing import NamedTuple

from hypothesis import strategies as st
from msgspec.structs import replace

from standfirst.formats.codecs import codec
from standfirst.formats.registry import FORMATS
from standfirst.model import Document
from standfirst.model.derive import fingerprint

_folders = st.sampled_from(("", "news/", "a b/", "é/", "deep/er/"))
_forms = st.sampled_from(("json", "tei"))
_splits = st.sampled_from((None, "train", "dev", "test"))


class Corpus(NamedTuple):
    """The files of a corpus by their paths below its folder, and the documents in them."""

    files: dict[str, bytes]
    documents: tuple[Document, ...]


def corpora(
    document: st.SearchStrategy[Document] | None = None, *, min_size: int = 1, max_size: int = 4
) -> st.SearchStrategy[Corpus]:
    """Corpora without an error: documents of different ids and texts, in JSON and TEI, a shard, a description, a manifest.

    :param document: where documents come from, :func:`documents` by default
    """
    from standfirst.strategies.documents import documents

    source = documents() if document is None else document
    one = st.tuples(source, _folders, _forms, _splits)
    return st.builds(_corpus, st.lists(one, min_size=min_size, max_size=max_size), st.booleans())


def _corpus(drawn: list[tuple[Document, str, str, str | None]], sharded: bool) -> Corpus:
    documents, files, listed = [], {}, []
    shard = b""
    for number, (document, folder, form, split) in enumerate(drawn, 1):
        # Two documents of one text may not stand in different splits: no two have one.
        text = f"{document.text}\n{number}"
        document = replace(document, id=f"d{number}", text=text, fingerprint=fingerprint(text))
        documents.append(document)
        if sharded and number > 1:
            shard += codec(FORMATS["jsonl"]).write(document)
            path = "shard.jsonl"
        else:
            path = f"{folder}d{number}{FORMATS[form].suffixes[0]}"
            files[path] = codec(FORMATS[form]).write(document)
        entry = {"path": path, "id": document.id}
        listed.append(entry if split is None else {**entry, "split": split})
    if shard:
        files["shard.jsonl"] = shard
    description = {
        "standfirst_corpus": "1.0",
        "id": "c",
        "title": "A corpus",
        "version": "1.0",
        "languages": sorted({document.language for document in documents}),
        "license": "CC0-1.0",
        "documents": listed,
    }
    files["corpus.json"] = json.dumps(description, indent=1).encode()
    lines = [f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in sorted(files.items())]
    files["manifest-sha256.txt"] = "".join(lines).encode()
    return Corpus(files, tuple(documents))

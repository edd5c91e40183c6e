"""DocBin: files by others, several docs in one, and bytes that are none. Where spaCy is not installed, they are skipped."""

import json
import zlib
from pathlib import Path

import pytest
import standfirst
from peers import codes, counts, readings
from standfirst.errors import UsageError
from standfirst.interchange import FOREIGN, Settings, Source, codec
from standfirst.interchange.extras import library
from standfirst.model import Document, Entity, Link, Mention

try:
    spacy = library("spacy", "spacy")
except UsageError:
    pytest.skip("spaCy is not installed: pip install 'standfirst[spacy]'", allow_module_level=True)

DOCBIN = codec(FOREIGN["spacy"])
FILES = {"demo.spacy": [("PERSON", 11, 21)]}
"""Every file, with what spaCy finds in it: label, start and end in code points."""


def test_the_table_has_every_file(oracles: Path) -> None:
    assert {path.name for path in (oracles / "peers" / "spacy").glob("*.spacy")} == FILES.keys()


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_whole(name: str, oracles: Path) -> None:
    path = oracles / "peers" / "spacy" / name
    (doc,) = spacy.tokens.DocBin().from_disk(path).get_docs(spacy.blank("en").vocab)
    (reading,) = readings(path, "spacy")
    assert codes(reading.findings) == {}
    document = reading.document
    assert document is not None
    assert standfirst.validate(document).valid
    assert document.text == doc.text
    assert counts(document) == {"segments": len(doc), "entities": len(FILES[name]), "mentions": len(FILES[name])}
    types = {one.id: one.type for one in document.layer("entities")}
    found = [(types[one.entity], one.span[0].start, one.span[0].end) for one in document.layer("mentions")]
    assert found == FILES[name] == [(one.label_, one.start_char, one.end_char) for one in doc.ents]


def test_ids_of_knowledge_bases_and_overlapping_spans_are_there_for_spacy() -> None:
    document = Document.create("Bank of Norvik\n", id="a", language="und", license="NOASSERTION")
    document = document.add(
        Entity(id="e1", type="ORG", links=(Link(scheme="wikidata", id="Q5"),)),
        Entity(id="e2", type="LOC"),
        Mention(id="m1", entity="e1", span=document.span((0, 14))),
        Mention(id="m2", entity="e2", span=document.span((8, 14))),
    )
    written = DOCBIN.write(document, Settings(id="a"))
    assert written.losses == ()
    (doc,) = spacy.tokens.DocBin().from_bytes(written.files[0][1]).get_docs(spacy.blank("en").vocab)
    assert doc.text == document.text
    assert [(one.text, one.label_, one.kb_id_) for one in doc.ents] == [("Bank of Norvik", "ORG", "Q5")]
    assert [(one.text, one.label_) for one in doc.spans["sc"]] == [("Norvik", "LOC")]


def test_several_docs_in_a_file_are_several_documents() -> None:
    nlp = spacy.blank("en")
    data = spacy.tokens.DocBin(docs=[nlp("One."), nlp("Two.")]).to_bytes()
    found = list(DOCBIN.read(Source(data, "a.spacy"), Settings()))
    assert [one.document and (one.document.id, one.document.text) for one in found] == [
        ("a-1", "One."),
        ("a-2", "Two."),
    ]


@pytest.mark.parametrize("data", [b"", b"x", zlib.compress(b"x"), zlib.compress(json.dumps({}).encode())])
def test_bytes_that_are_no_docbin_are_refused(data: bytes) -> None:
    (reading,) = DOCBIN.read(Source(data, "a.spacy"), Settings())
    assert reading.document is None
    assert codes(reading.findings) == {"IMP001": 1}

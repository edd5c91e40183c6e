"""dkpro-cassis, which is not ours, reads and writes what we do: the same types, the same offsets, the same words."""

import io
import warnings
from pathlib import Path
from typing import Any

import pytest
import standfirst
from hypothesis import given
from shrunk import peer
from standfirst import Document
from standfirst.interchange import FOREIGN, Settings, Source, codec
from standfirst.interchange.record import without_record
from standfirst.interchange.uima.disassemble import SOFA_ID, structures_of
from standfirst.offsets.units import unit_map
from standfirst.strategies import documents

pytestmark = pytest.mark.peers
cassis = peer("dkpro-cassis", "cassis")

PLAIN = Settings()
CASES = ("uima-xmi", "uima-json")


def files(document: Document, form: str) -> dict[str, bytes]:
    """What we write of a document."""
    made = codec(FOREIGN[form])
    return dict(made.encode(made.keep(document, PLAIN)[0], PLAIN))


def loaded(document: Document, form: str) -> Any:
    """What cassis makes of it. Any warning of it is an error: it warns of offsets that it cannot place."""
    written = files(document, form)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        if form == "uima-json":
            return cassis.load_cas_from_json(io.BytesIO(written[".cas.json"]))
        system = cassis.load_typesystem(io.BytesIO(written[".TypeSystem.xml"]))
        return cassis.load_cas_from_xmi(io.BytesIO(written[".xmi"]), typesystem=system)


def places(document: Document) -> dict[int, tuple[str, int, int]]:
    """The type and place, in code points, of every structure that we write."""
    units = unit_map(document.text, "utf16")
    return {
        one.id: (one.type, units.to_codepoint(one.features["begin"]), units.to_codepoint(one.features["end"]))
        for one in structures_of(document)
        if "begin" in one.features
    }


def again(cas: Any, form: str, id: str) -> Document:
    """What we read of what cassis writes."""
    name, text = ("a.xmi", cas.to_xmi()) if form == "uima-xmi" else ("a.cas.json", cas.to_json())
    system = cas.typesystem.to_xml().encode()
    (reading,) = codec(FOREIGN[form]).read(Source(text.encode(), name), Settings(id=id, typesystems=(system,)))
    assert reading.document is not None, reading.findings
    return without_record(reading.document)


def check(document: Document, form: str) -> None:
    kept, _ = codec(FOREIGN[form]).keep(document, PLAIN)
    cas = loaded(document, form)
    assert cas.sofa_string == document.text
    expected = places(kept)
    found = {one.xmiID: (one.type.name, one.begin, one.end) for one in cas.select("uima.tcas.Annotation")}
    assert found == expected
    assert SOFA_ID not in found


@pytest.mark.parametrize("form", CASES)
def test_it_reads_every_sample_with_the_same_offsets(root: Path, form: str) -> None:
    paths = [root / "corpus" / "chicago-open-letter.json", *sorted((root / "samples" / "valid").glob("*.json"))]
    for path in paths:
        document = standfirst.load(path)
        if len(document.text) < 50_000:
            check(document, form)


@pytest.mark.parametrize("form", CASES)
@given(document=documents())
def test_it_reads_every_document_with_the_same_offsets(form: str, document: Document) -> None:
    check(document, form)


@pytest.mark.parametrize("form", CASES)
@given(document=documents())
def test_what_it_writes_again_is_the_same_document(form: str, document: Document) -> None:
    kept, _ = codec(FOREIGN[form]).keep(document, PLAIN)
    assert again(loaded(document, form), form, kept.id) == kept

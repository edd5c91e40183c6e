"""UIMA: type systems that are not whole, and our own types in files that other tools have edited."""

import re
from pathlib import Path

import pytest
import standfirst
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from peers import codes
from standfirst.interchange import FOREIGN, Settings, codec
from standfirst.interchange.record import without_record
from standfirst.model import Document
from standfirst.strategies import documents
from test_uima import SYSTEM, read, span, xmi

SPACE = "http://uima.apache.org/resourceSpecifier"
DEFAULTS = dict.fromkeys(("Byte", "Short", "Integer", "Long"), "0") | dict.fromkeys(("Float", "Double"), "0.0")
MEETING = xmi(span("custom:Meeting", 2, 8, 11, 'size="3"'))


@pytest.mark.parametrize(
    "data", [b"", b"<types/>", b"<typeSystemDescription/>", b"<!DOCTYPE a><a/>", b"\xff", b"PK\x03\x04"]
)
def test_what_is_no_type_system_is_an_error_that_says_which(data: bytes) -> None:
    reading = read(MEETING, typesystems=(SYSTEM, data))
    assert codes(reading.findings) == {"IMP001": 1}
    assert "type system 2" in reading.findings[0].message


def test_a_type_whose_supertype_is_not_declared_is_said() -> None:
    reading = read(MEETING, typesystems=(SYSTEM.replace(b"uima.tcas.Annotation", b"other.Gathering"),))
    assert codes(reading.findings) == {"IMP005": 1}
    assert "other.Gathering" in reading.findings[0].message


@pytest.mark.parametrize("said", ['location="other/types.xml"', 'name="other/types.xml"'])
def test_what_a_type_system_imports_is_named_where_a_type_is_missing(said: str) -> None:
    importing = f'<typeSystemDescription xmlns="{SPACE}"><imports><import {said}/></imports></typeSystemDescription>'
    reading = read(MEETING, typesystems=(importing.encode(),))
    assert codes(reading.findings) == {"IMP005": 1}
    assert "other/types.xml" in (reading.findings[0].help or "")
    assert read(MEETING, typesystems=(importing.encode(), SYSTEM)).findings == ()


def written(document: Document) -> tuple[Document, dict[str, bytes]]:
    """What XMI holds of a document, and its files."""
    form = codec(FOREIGN["uima-xmi"])
    kept, _ = form.keep(document, Settings())
    return kept, dict(form.encode(kept, Settings()))


def primitives(system: bytes) -> dict[str, dict[str, str]]:
    """For each type that is described the features that cannot be absent in Java, with what they are if nobody set them."""
    found: dict[str, dict[str, str]] = {}
    for type_ in etree.fromstring(system).iter(f"{{{SPACE}}}typeDescription"):
        held = found.setdefault(type_.findtext(f"{{{SPACE}}}name"), {})
        for feature in type_.iter(f"{{{SPACE}}}featureDescription"):
            range_ = feature.findtext(f"{{{SPACE}}}rangeTypeName").removeprefix("uima.cas.")
            if range_ == "Boolean" or range_ in DEFAULTS:
                held[feature.findtext(f"{{{SPACE}}}name")] = DEFAULTS.get(range_, "false")
    return found


@given(document=documents())
def test_a_document_comes_back_from_a_tool_that_sets_what_is_absent_to_nought(document: Document) -> None:
    kept, files = written(document)
    tree = etree.fromstring(files[".xmi"])
    defaults = primitives(files[".TypeSystem.xml"])
    for one in tree:
        name = etree.QName(one)
        package = (name.namespace or "").removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
        for feature, value in defaults.get(f"{package}.{name.localname}", {}).items():
            if feature not in one.attrib:
                one.set(feature, value)
        if name.localname == "Token":
            one.set("order", "0")  # which DKPro's tokens have
    reading = read(etree.tostring(tree, encoding="utf-8"), id=kept.id)
    assert reading.findings == ()
    assert reading.document is not None
    assert without_record(reading.document) == kept


@given(document=documents(layers={"mentions", "entities"}), data=st.data())
def test_annotations_that_others_add_may_refer_to_ours(document: Document, data: st.DataObject) -> None:
    kept, files = written(document)
    ids = re.findall(rb'<standfirst:Mention xmi:id="(\d+)"', files[".xmi"])
    if not ids:
        return
    ends = [data.draw(st.sampled_from(ids)).decode() for _ in range(2)]
    added = f'<c:Rel xmlns:c="http:///webanno/custom.ecore" xmi:id="99999" Governor="{ends[0]}" Dependent="{ends[1]}"/>'
    reading = read(files[".xmi"].replace(b"<cas:Sofa", added.encode() + b"<cas:Sofa"))
    assert codes(reading.findings) == {"IMP005": 1}
    assert reading.document is not None
    (relation,) = reading.document.layer("relations")
    mentions = [one.id for one in kept.layer("mentions")]
    assert [relation.from_, relation.to] == [mentions[ids.index(end.encode())] for end in ends]


def test_what_others_set_in_our_annotations_is_said_where_it_is_not_read(root: Path) -> None:
    kept, files = written(standfirst.load(root / "corpus" / "chicago-open-letter.json"))
    data = files[".xmi"]
    first = re.search(rb'<standfirst:Mention [^>]*?value="', data)
    assert first is not None
    for spoilt in (
        data[: first.end()] + b"NEW" + data[first.end() :],
        data[: first.end() - 7] + b'identifier="Q1" ' + data[first.end() - 7 :],
        re.sub(rb"(<standfirst:Header xmi:id=\")(\d+)([^>]*>)", rb"\g<1>\2\3\g<1>99999\3", data),
    ):
        reading = read(spoilt, id=kept.id)
        assert codes(reading.findings) == {"IMP009": 1}
        assert reading.document is not None
        assert without_record(reading.document) == kept


def kind_of(supertype: str) -> tuple[bytes, ...]:
    """A type system in which meetings are a kind of another type."""
    return (SYSTEM.replace(b"uima.tcas.Annotation", supertype.encode()),)


@pytest.mark.parametrize(("name", "kind"), [("Token", "token"), ("Sentence", "sentence"), ("Paragraph", "paragraph")])
def test_a_kind_of_a_unit_of_dkpro_is_a_segment(name: str, kind: str) -> None:
    supertype = f"de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.{name}"
    reading = read(MEETING, typesystems=kind_of(supertype))
    assert reading.findings == ()
    assert reading.document is not None
    assert [(one.kind, one.attributes) for one in reading.document.layer("segments")] == [(kind, {"size": 3})]


def test_a_kind_of_named_entity_is_a_mention() -> None:
    reading = read(MEETING, typesystems=kind_of("de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"))
    assert reading.document is not None
    assert [one.type for one in reading.document.layer("entities")] == ["Meeting"]


def test_a_kind_of_one_of_our_types_is_that(root: Path) -> None:
    kept, files = written(standfirst.load(root / "corpus" / "chicago-open-letter.json"))
    space = b'xmlns:c="http:///webanno/custom.ecore"'
    data = files[".xmi"].replace(b"<standfirst:Quote ", b"<c:Meeting " + space + b" size='3' ", 1)
    reading = read(data, id=kept.id, typesystems=kind_of("standfirst.cas.Quote"))
    assert codes(reading.findings) == {"IMP009": 2}
    assert reading.document is not None
    assert reading.document.layer("quotes") == kept.layer("quotes")


def test_types_of_ours_that_we_do_not_know_are_read_as_those_of_others() -> None:
    later = '<s:Later xmlns:s="http:///standfirst/cas.ecore" xmi:id="2" sofa="1" begin="4" end="7"/>'
    reading = read(xmi(later))
    assert codes(reading.findings) == {"IMP005": 1}
    assert reading.document is not None
    assert [one.type for one in reading.document.layer("entities")] == ["Later"]


@given(document=documents())
def test_slots_of_others_may_refer_to_every_annotation_of_ours(document: Document) -> None:
    kept, files = written(document)
    ids = re.findall(rb'<standfirst:(?!Agent)\w+ xmi:id="(\d+)" [^>]*annotationId=', files[".xmi"])
    links = "".join(f'<c:L xmi:id="{10**6 + at}" role="r" target="{one.decode()}"/>' for at, one in enumerate(ids))
    numbers = " ".join(str(10**6 + at) for at in range(len(ids)))
    host = (
        f'<c:Host xmi:id="99999" sofa="1" begin="0" end="{len(kept.text[0].encode("utf-16-le")) // 2}" s="{numbers}"/>'
    )
    data = files[".xmi"].replace(b"<cas:Sofa", (links + host).encode() + b"<cas:Sofa")
    reading = read(data.replace(b"<xmi:XMI ", b'<xmi:XMI xmlns:c="http:///webanno/custom.ecore" ', 1))
    assert reading.document is not None
    assert set(codes(reading.findings)) <= {"IMP005", "IMP009", "IMP010"}
    found = sum(len(one.args or ()) for one in reading.document.layer("event_mentions"))
    before = sum(len(one.args or ()) for one in kept.layer("event_mentions"))
    layers = ("mentions", "times", "quantities", "quotes", "marks", "event_mentions", "segments")
    assert found - before == sum(len(kept.layer(layer)) for layer in layers)

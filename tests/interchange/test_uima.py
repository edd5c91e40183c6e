"""UIMA: what DKPro's types mean, offsets that are no places, line ends, references, type systems, and hostile bytes."""

import json
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peers import codes
from standfirst.interchange import FOREIGN, Settings, Source, codec
from standfirst.interchange.mapping import Target, TypeMapping
from standfirst.model import Document
from standfirst.reading import Reading
from standfirst.strategies import documents

DKPRO = "http:///de/tudarmstadt/ukp/dkpro/core/api"
TEXT = "a😀 Ann met Bo."
SYSTEM = b"""<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types><typeDescription>
<name>webanno.custom.Meeting</name><supertypeName>uima.tcas.Annotation</supertypeName><features><featureDescription>
<name>size</name><rangeTypeName>uima.cas.Integer</rangeTypeName></featureDescription></features></typeDescription></types>
</typeSystemDescription>"""


def xmi(*elements: str, text: str = TEXT, members: str = "") -> bytes:
    """A file: ``elements`` with the prefixes ``ner``, ``seg``, ``coref``, ``pos``, ``meta`` and ``custom``."""
    spaces = {name: f"{DKPRO}/{name}/type.ecore" for name in ("ner", "coref")}
    spaces |= {"seg": f"{DKPRO}/segmentation/type.ecore", "pos": f"{DKPRO}/lexmorph/type/pos.ecore"}
    spaces |= {"meta": f"{DKPRO}/metadata/type.ecore", "custom": "http:///webanno/custom.ecore"}
    declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in spaces.items())
    quoted = quoteattr(text, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
    return (
        f'<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"{declared} xmi:version="2.0">'
        f'{"".join(elements)}<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString={quoted}/>'
        f'<cas:View sofa="1" members="{members}"/></xmi:XMI>'
    ).encode()


def read(data: bytes, form: str = "uima-xmi", **settings: Any) -> Reading:
    (reading,) = codec(FOREIGN[form]).read(Source(data, "a"), Settings(**settings))
    return reading


def document_of(data: bytes, form: str = "uima-xmi", **settings: Any) -> Document:
    reading = read(data, form, **settings)
    assert reading.document is not None, reading.findings
    return reading.document


def span(name: str, number: int, begin: int, end: int, rest: str = "") -> str:
    return f'<{name} xmi:id="{number}" sofa="1" begin="{begin}" end="{end}" {rest}/>'


def test_named_entities_are_mentions_with_links_whether_members_or_not() -> None:
    link = 'value="PER" identifier="http://www.wikidata.org/entity/Q42"'
    document = document_of(xmi(span("ner:NamedEntity", 2, 4, 7, link), span("ner:NamedEntity", 3, 12, 14)))
    assert [(one.span[0].text, one.span[0].start, one.source_id) for one in document.layer("mentions")] == [
        ("Ann", 3, "2"),
        ("Bo", 11, "3"),
    ]
    first, second = document.layer("entities")
    assert (first.type, first.links[0].scheme, first.links[0].id) == ("PER", "wikidata", "Q42")
    assert second.type == "NamedEntity"


def test_a_chain_is_one_entity() -> None:
    links = span("coref:CoreferenceLink", 2, 4, 7, 'next="3" referenceType="name"') + span(
        "coref:CoreferenceLink", 3, 12, 14
    )
    document = document_of(xmi(links, '<coref:CoreferenceChain xmi:id="4" sofa="1" first="2"/>'))
    assert [one.type for one in document.layer("entities")] == ["Coreference"]
    assert len({one.entity for one in document.layer("mentions")}) == 1
    assert document.layer("mentions")[0].attributes == {"referenceType": "name"}


def test_a_chain_that_bites_its_tail_ends() -> None:
    links = span("coref:CoreferenceLink", 2, 4, 7, 'next="3"') + span("coref:CoreferenceLink", 3, 12, 14, 'next="2"')
    document = document_of(xmi(links, '<coref:CoreferenceChain xmi:id="4" sofa="1" first="2"/>'))
    assert len(document.layer("mentions")) == 2


def test_tokens_take_their_parts_of_speech_and_lemmas() -> None:
    parts = span("pos:POS", 3, 8, 11, 'PosValue="VBD"') + span("seg:Lemma", 4, 8, 11, 'value="meet"')
    document = document_of(xmi(span("seg:Token", 2, 8, 11, 'pos="3" lemma="4"'), parts))
    (token,) = document.layer("segments")
    assert (token.kind, token.type, token.attributes) == ("token", "VBD", {"lemma": "meet"})


def test_the_metadata_says_the_language() -> None:
    said = 'language="en" documentTitle="a.txt" isLastSegment="false"'
    document = document_of(xmi(span("meta:DocumentMetaData", 2, 0, 15, said)))
    assert (document.language, document.attributes) == ("en", {"documentTitle": "a.txt"})


@pytest.mark.parametrize(("begin", "end"), [("2", "3"), ("0", "16"), ("-1", "3"), ("7", "4"), ("x", "3"), ("1e1", "3")])
def test_offsets_that_are_no_places_are_errors(begin: str, end: str) -> None:
    element = f'<ner:NamedEntity xmi:id="2" sofa="1" begin="{begin}" end="{end}"/>'
    reading = read(xmi(element))
    assert reading.document is None
    assert codes(reading.findings) == {"IMP002": 1}
    assert reading.findings[0].line == 1


def test_line_ends_that_are_no_references_are_said() -> None:
    data = xmi(text="one~two").replace(b"~", b"\n")
    reading = read(data)
    assert reading.document is not None
    assert reading.document.text == "one two"
    assert codes(reading.findings) == {"IMP008": 1}
    assert "1 line end or tab" in str((reading.document.agents or ())[-1].comment)


def test_line_ends_are_found_in_every_encoding_of_xml() -> None:
    words = '<?xml version="1.0" encoding="utf-16"?>' + xmi(text="one~two").decode().replace("~", "\r\n")
    reading = read(words.encode("utf-16"))
    assert codes(reading.findings) == {"IMP008": 1}
    assert "1 line end or tab that is" in reading.findings[0].message


def test_xml_of_the_later_version_is_read_unless_it_needs_that() -> None:
    later = b'<?xml version="1.1" encoding="UTF-8"?>'
    assert read(later + xmi()).findings == ()
    (finding,) = read(later + xmi().replace(b"met", b"&#1;")).findings
    assert finding.code == "IMP001"
    assert "XML 1.1" in (finding.help or "")


def test_a_type_that_is_declared_nowhere_is_read_and_said() -> None:
    data = xmi(span("custom:Meeting", 2, 8, 11, 'size="3"'))
    reading = read(data)
    assert codes(reading.findings) == {"IMP005": 1}
    assert reading.document is not None
    assert reading.document.layer("mentions")[0].attributes == {"size": "3"}
    declared = read(data, typesystems=(SYSTEM,))
    assert declared.findings == ()
    assert declared.document is not None
    assert declared.document.layer("mentions")[0].attributes == {"size": 3}


def test_a_mapping_says_what_a_type_is() -> None:
    data = xmi(span("custom:Meeting", 2, 8, 11))
    mapped = TypeMapping({"Meeting": Target("event_mentions", "meet")})
    assert document_of(data, mapping=mapped).layer("event_mentions")[0].type == "meet"
    gone = TypeMapping({"webanno.custom.Meeting": Target("none")})
    assert codes(read(data, mapping=gone).findings) == {"IMP005": 1, "IMP009": 1}


def test_references_that_lead_nowhere_are_errors() -> None:
    reading = read(xmi(span("custom:Rel", 2, 8, 11, 'Governor="7" Dependent="8"')))
    assert codes(reading.findings) == {"IMP005": 1, "IMP007": 2}
    assert reading.document is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<",
        xmi()[:-20],
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + xmi(),
        ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x>' + xmi().decode()).encode("utf-16"),
        b"<a>" * 100_000,
        b"<a/>",
        b"\xff\xfe\x00",
    ],
)
def test_hostile_bytes_are_refused(data: bytes) -> None:
    reading = read(data)
    assert reading.document is None
    assert codes(reading.findings) == {"IMP001": 1}


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b"{}",
        b'{"%FEATURE_STRUCTURES": 1}',
        b'{"%FEATURE_STRUCTURES": [1]}',
        b'{"%FEATURE_STRUCTURES": [{"%ID": 1, "%TYPE": "a"}, {"%ID": 1, "%TYPE": "a"}]}',
    ],
)
def test_hostile_json_is_refused(data: bytes) -> None:
    assert codes(read(data, "uima-json").findings) == {"IMP001": 1}


def as_object(data: bytes) -> bytes:
    """A JSON CAS whose structures are an object, by their ids, and whose offsets are anchors."""
    tree = json.loads(data)
    found = tree["%FEATURE_STRUCTURES"]
    tree["%FEATURE_STRUCTURES"] = {str(one.pop("%ID")): one for one in found}
    for one in found:
        for name in ("begin", "end"):
            if name in one:
                one[f"^{name}"] = one.pop(name)
    return json.dumps(tree).encode()


@given(document=documents())
def test_structures_may_be_an_object_and_offsets_anchors(document: Document) -> None:
    form = codec(FOREIGN["uima-json"])
    ((_, data),) = form.encode(form.keep(document, Settings())[0], Settings())
    assert document_of(as_object(data), "uima-json") == document_of(data, "uima-json")


@given(document=documents(), rest=st.sampled_from((b"\n", b"\t")))
def test_a_text_that_lost_its_line_ends_is_noticed(document: Document, rest: bytes) -> None:
    form = codec(FOREIGN["uima-xmi"])
    data = form.encode(form.keep(document, Settings())[0], Settings())[0][1]
    spoilt = data.replace(b"&#10;", rest)
    reading = read(spoilt)
    if "\n" in document.text:
        assert any(finding.code == "IMP003" for finding in reading.findings) or reading.document is None
    elif spoilt == data:
        assert reading.document is not None


@given(document=documents())
def test_both_forms_hold_the_same(document: Document) -> None:
    settings = Settings(id=document.id)
    read_both = []
    for name in ("uima-xmi", "uima-json"):
        form = codec(FOREIGN[name])
        data = form.encode(form.keep(document, settings)[0], settings)[0][1]
        found = document_of(data, name, id=document.id)
        read_both.append(found.replace(agents=None) if not document.agents else found)
    first, second = read_both
    assert first.layer("mentions") == second.layer("mentions")
    assert first.layer("event_mentions") == second.layer("event_mentions")
    assert first.layer("quotes") == second.layer("quotes")

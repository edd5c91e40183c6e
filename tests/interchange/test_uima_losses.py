"""UIMA: nothing of a file is lost without a word, nor read as what it is not."""

import json
from typing import Any

import pytest
from peers import codes
from standfirst.interchange.mapping import Target, TypeMapping
from standfirst.model import Document
from standfirst.model.annotations import Mention
from test_uima import TEXT, document_of, read, span, xmi

ANNOTATION, STRING = "uima.tcas.Annotation", "uima.cas.String"
NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"


def system(**types: tuple[str, dict[str, str]]) -> tuple[bytes, ...]:
    """A type system: types of ``webanno.custom``, each with its supertype and the ranges of its features.

    A range ``A of B`` has elements of ``B``; one that ends in ``!`` may be referred to by several features.
    """
    parts = []
    for name, (supertype, features) in types.items():
        held = []
        for feature, said in features.items():
            range_, _, element = said.rstrip("!").partition(" of ")
            held.append(f"<featureDescription><name>{feature}</name><rangeTypeName>{range_}</rangeTypeName>")
            held.append(f"<elementType>{element}</elementType>" if element else "")
            held.append("<multipleReferencesAllowed>true</multipleReferencesAllowed>" if said.endswith("!") else "")
            held.append("</featureDescription>")
        parts.append(f"<typeDescription><name>webanno.custom.{name}</name><supertypeName>{supertype}</supertypeName>")
        parts.append(f"<features>{''.join(held)}</features></typeDescription>")
    space = 'xmlns="http://uima.apache.org/resourceSpecifier"'
    whole = f"<typeSystemDescription {space}><types>{''.join(parts)}</types></typeSystemDescription>"
    return (whole.encode(),)


def mention(document: Document) -> Mention:
    (found,) = document.layer("mentions")
    return found  # type: ignore[no-any-return]


def with_feature(range_: str, said: str, *others: str, inside: str = "") -> Any:
    """The attribute that a feature ``f`` becomes, of a span with ``said`` in it."""
    element = f'<custom:X xmi:id="2" sofa="1" begin="4" end="7" {said}>{inside}</custom:X>'
    types = system(X=(ANNOTATION, {"f": range_}), Size=(STRING, {}))
    document = document_of(xmi(element, *others), typesystems=types)
    return (mention(document).attributes or {}).get("f")


@pytest.mark.parametrize(
    ("range_", "said", "expected"),
    [
        (STRING, "Ann", "Ann"),
        ("webanno.custom.Size", "big", "big"),
        ("uima.cas.IntegerArray", "1 -2", (1, -2)),
        ("uima.cas.FloatArray", "1.5 NaN", (1.5, "nan")),
        ("uima.cas.BooleanArray", "true false", (True, False)),
        ("uima.cas.IntegerList", "4 5", (4, 5)),
        ("uima.cas.ByteArray", "0a0b", "0a0b"),
        ("uima.cas.StringArray", "", ()),
    ],
)
def test_values_are_of_the_type_of_their_feature(range_: str, said: str, expected: Any) -> None:
    assert with_feature(range_, f'f="{said}"') == expected


def test_strings_of_an_array_are_elements() -> None:
    assert with_feature("uima.cas.StringArray", "", inside="<f>u v</f><f>w</f>") == ("u v", "w")


def test_arrays_and_lists_of_their_own_are_their_values_and_not_their_ids() -> None:
    numbers = '<cas:IntegerArray xmi:id="9" elements="1 2"/>'
    assert with_feature("uima.cas.IntegerArray!", 'f="9"', numbers) == (1, 2)
    assert with_feature("uima.cas.IntegerArray", 'f="9"') == (9,)
    strings = '<cas:StringArray xmi:id="9"><elements>u</elements><elements>v w</elements></cas:StringArray>'
    assert with_feature("uima.cas.StringArray", 'f="9"', strings) == ("u", "v w")
    end = '<cas:EmptyStringList xmi:id="11"/>'
    cells = (
        f'<cas:NonEmptyStringList xmi:id="{at}" head="{head}" tail="{at + 1}"/>' for at, head in ((9, "u"), (10, "v"))
    )
    assert with_feature("uima.cas.StringList!", 'f="9"', *cells, end) == ("u", "v")
    tail = '<cas:NonEmptyStringList xmi:id="9" head="u" tail="9"/>'
    assert with_feature("uima.cas.StringList!", 'f="9"', tail) == ("u",)


def test_an_array_that_is_not_there_is_an_error() -> None:
    types = system(X=(ANNOTATION, {"f": "uima.cas.StringArray!"}))
    assert codes(read(xmi(span("custom:X", 2, 4, 7, 'f="9"')), typesystems=types).findings) == {"IMP007": 1}


def json_cas(*structures: dict[str, Any], types: dict[str, Any] | None = None) -> bytes:
    """A JSON CAS with a text."""
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": TEXT}
    return json.dumps({"%TYPES": types or {}, "%FEATURE_STRUCTURES": [sofa, *structures], "%VIEWS": {}}).encode()


def test_json_has_arrays_as_structures() -> None:
    ranges = {"a": "uima.cas.String[]", "b": "uima.cas.Integer[]", "c": "uima.cas.StringArray"}
    types = {"X": {"%SUPER_TYPE": ANNOTATION, **{name: {"%RANGE": range_} for name, range_ in ranges.items()}}}
    one = {"%ID": 2, "%TYPE": "X", "@sofa": 1, "begin": 4, "end": 7, "@a": 3, "@b": 4, "@c": 3}
    strings = {"%ID": 3, "%TYPE": "uima.cas.StringArray", "%ELEMENTS": ["u", "v"]}
    numbers = {"%ID": 4, "%TYPE": "uima.cas.IntegerArray", "%ELEMENTS": [1, 2]}
    reading = read(json_cas(one, strings, numbers, types=types), "uima-json")
    assert reading.findings == ()
    assert reading.document is not None
    assert mention(reading.document).attributes == {"a": ("u", "v"), "b": (1, 2), "c": ("u", "v")}


@pytest.mark.parametrize("begin", [True, 1.0, "٤", "0_4", " 4", None, [4], 10**30])
def test_an_offset_that_is_no_integer_is_an_error_even_if_it_equals_one(begin: Any) -> None:
    first = {"%ID": 2, "%TYPE": NAMED_ENTITY, "@sofa": 1, "begin": 1, "end": 3}
    second = {"%ID": 3, "%TYPE": NAMED_ENTITY, "@sofa": 1, "begin": begin, "end": 7}
    reading = read(json_cas(first, second), "uima-json")
    assert reading.document is None
    assert codes(reading.findings) == {"IMP002": 1}


def test_what_is_null_is_not_there() -> None:
    one = {"%ID": 2, "%TYPE": NAMED_ENTITY, "@sofa": 1, "begin": 4, "end": 7, "value": None, "@of": None}
    reading = read(json_cas(one), "uima-json")
    assert reading.findings == ()
    assert reading.document is not None
    assert mention(reading.document).attributes is None


def test_a_label_that_is_a_number_is_a_label() -> None:
    one = {"%ID": 2, "%TYPE": NAMED_ENTITY, "@sofa": 1, "begin": 4, "end": 7, "value": 5}
    assert document_of(json_cas(one), "uima-json").layer("entities")[0].type == "5"


@pytest.mark.parametrize(
    "range_", ["uima.cas.AnnotationBase", "uima.cas.TOP", ANNOTATION, f"uima.cas.FSArray of {STRING}x"]
)
def test_references_are_no_values(range_: str) -> None:
    types = system(X=(ANNOTATION, {"f": range_}))
    reading = read(xmi(span("custom:X", 2, 4, 7, 'f="3"'), span("ner:NamedEntity", 3, 12, 14)), typesystems=types)
    assert codes(reading.findings) == {"IMP009": 1}
    assert reading.document is not None
    assert [one.attributes for one in reading.document.layer("mentions")] == [None, None]


def test_what_cannot_be_the_name_of_an_attribute_is_said() -> None:
    reading = read(xmi(span("custom:X", 2, 4, 7, 'ä="1"')))
    assert codes(reading.findings) == {"IMP005": 1, "IMP009": 1}


def test_everything_that_is_said_of_a_token_is_read() -> None:
    part = span("pos:POS", 3, 4, 7, 'PosValue="NN" coarseValue="NOUN"')
    (token,) = document_of(xmi(span("seg:Token", 2, 4, 7, 'pos="3"'), part)).layer("segments")
    assert (token.type, token.attributes) == ("NN", {"posCoarseValue": "NOUN"})
    assert codes(read(xmi(span("seg:Token", 2, 4, 7, 'pos="3"'))).findings) == {"IMP007": 1}


LINKED = system(
    X=(ANNOTATION, {"s": "uima.cas.FSArray of webanno.custom.L"}),
    L=("uima.cas.TOP", {"role": STRING, "target": ANNOTATION, "sure": STRING}),
)


def linked(links: str = "3", rest: str = "", **settings: Any) -> Any:
    """A span with a slot, in which a person is."""
    link = f'<custom:L xmi:id="3" role="who" target="4" {rest}/>'
    person = span("ner:NamedEntity", 4, 12, 14, 'value="PER"')
    return read(xmi(span("custom:X", 2, 4, 7, f's="{links}"'), link, person), typesystems=LINKED, **settings)


def test_what_a_link_says_besides_is_said_to_be_lost() -> None:
    assert linked().findings == ()
    assert codes(linked(rest='sure="no"').findings) == {"IMP009": 1}


def test_nothing_in_a_slot_is_nothing() -> None:
    reading = linked("0 3")
    assert reading.findings == ()
    assert [one.role for one in reading.document.layer("event_mentions")[0].args] == ["who"]


def test_slots_of_what_a_mapping_makes_no_event_are_said_to_be_lost() -> None:
    reading = linked(mapping=TypeMapping({"X": Target("mentions", "x")}))
    assert codes(reading.findings) == {"IMP009": 1}
    assert len(reading.document.layer("mentions")) == 2


def test_a_mapping_that_leaves_out_what_others_refer_to_refuses_no_document() -> None:
    reading = linked(mapping=TypeMapping({"PER": Target("none")}))
    assert codes(reading.findings) == {"IMP009": 2}
    assert reading.document.layer("event_mentions")[0].args is None


def test_a_mapping_that_leaves_out_chains_leaves_out_their_links() -> None:
    chain = '<coref:CoreferenceChain xmi:id="4" sofa="1" first="2"/>'
    data = xmi(span("coref:CoreferenceLink", 2, 4, 7), chain)
    reading = read(data, mapping=TypeMapping({"CoreferenceChain": Target("none")}))
    assert codes(reading.findings) == {"IMP009": 1}
    assert reading.document is not None
    assert (reading.document.layer("mentions"), reading.document.layer("segments")) == ((), ())


def test_a_link_of_no_chain_is_a_mention() -> None:
    document = document_of(xmi(span("coref:CoreferenceLink", 2, 4, 7, 'referenceType="name"')))
    assert mention(document).attributes == {"referenceType": "name"}


def test_a_link_of_two_chains_is_said() -> None:
    links = span("coref:CoreferenceLink", 2, 4, 7, 'next="3"') + span("coref:CoreferenceLink", 3, 8, 11)
    links += span("coref:CoreferenceLink", 6, 12, 14, 'next="3"')
    chains = "".join(
        f'<coref:CoreferenceChain xmi:id="{at}" sofa="1" first="{first}"/>' for at, first in ((4, 2), (5, 6))
    )
    reading = read(xmi(links, chains))
    assert codes(reading.findings) == {"IMP009": 1}
    assert reading.document is not None
    assert len(reading.document.layer("mentions")) == 3


OTHER = (
    '<cas:Sofa xmi:id="8" sofaNum="2" sofaID="other" sofaString="Cy and Di."/>'
    '<standfirst:Zone xmlns:standfirst="http:///standfirst/cas.ecore" xmi:id="5" sofa="8" begin="0" end="2" '
    'annotationId="z1" kind="body"/><ner:NamedEntity xmi:id="6" sofa="8" begin="0" end="2"/>'
)


def test_what_belongs_to_another_view_is_counted_and_not_read() -> None:
    data = xmi(OTHER, span("ner:NamedEntity", 2, 4, 7))
    reading = read(data)
    assert codes(reading.findings) == {"IMP009": 1}
    assert "2 annotations" in reading.findings[0].message
    assert reading.document is not None
    assert mention(reading.document).span[0].text == "Ann"
    assert reading.document.layer("zones") == ()


def test_the_view_that_is_named_is_read() -> None:
    document = document_of(xmi(OTHER, span("ner:NamedEntity", 2, 4, 7)), options={"view": "other"})
    assert (document.text, mention(document).span[0].text) == ("Cy and Di.", "Cy")
    reading = read(xmi(OTHER), options={"view": "third"})
    assert codes(reading.findings) == {"IMP006": 1}
    assert "'other'" in (reading.findings[0].help or "")


def test_a_view_without_text_is_said_and_a_sofa_that_is_not_there_is_an_error() -> None:
    audio = '<cas:Sofa xmi:id="8" sofaNum="2" sofaID="audio" sofaURI="a.wav"/>'
    elsewhere = '<ner:NamedEntity xmi:id="6" sofa="8" begin="0" end="2"/>'
    assert codes(read(xmi(audio, elsewhere)).findings) == {"IMP009": 1}
    assert read(xmi(audio)).findings == ()
    assert codes(read(xmi(elsewhere)).findings) == {"IMP007": 1}


def test_a_text_that_is_given_stands_where_the_file_has_none() -> None:
    data = xmi(span("ner:NamedEntity", 2, 4, 7)).replace(b"sofaString=", b"sofaURI=")
    assert codes(read(data).findings) == {"IMP006": 1}
    assert "--text" in (read(data).findings[0].help or "")
    reading = read(data, text=TEXT)
    assert codes(reading.findings) == {"IMP008": 1}
    assert reading.document is not None
    assert mention(reading.document).span[0].text == "Ann"
    assert codes(read(data, text="Ann").findings) == {"IMP002": 1, "IMP008": 1}


def test_a_text_that_is_given_is_that_of_the_file() -> None:
    data = xmi(span("ner:NamedEntity", 2, 4, 7))
    assert read(data, text=TEXT).findings == ()
    assert codes(read(data, text=TEXT + " ").findings) == {"IMP003": 1}


def test_a_sofa_is_in_no_sofa_whatever_it_says() -> None:
    data = xmi(span("ner:NamedEntity", 2, 4, 7)).replace(b'sofaNum="1"', b'sofa="7"')
    assert mention(document_of(data)).span[0].text == "Ann"

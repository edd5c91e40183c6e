"""What dkpro-cassis does with offsets."""

import io
import warnings
from typing import Any
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import strategies as st
from shrunk import GRIN, Misplaced, assert_small, marked, misplaced, nothing_fails, peer, smallest, stretches
from standfirst import Document

pytestmark = pytest.mark.peers
cassis = peer("dkpro-cassis", "cassis")

XMI = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:t="http:///t.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/><t:Span xmi:id="2" sofa="1" begin="{start}" end="{end}"/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString={text}/>
<cas:View sofa="1" members="2"/></xmi:XMI>"""


def types() -> Any:
    known = cassis.TypeSystem()
    span = known.create_type("t.Span", supertypeName="uima.tcas.Annotation")
    owner = known.create_type("t.Owner", supertypeName="uima.tcas.Annotation")
    known.create_feature(owner, "held", span)
    return known


def through(document: Document, form: str, *, listed: bool) -> list[tuple[int, int]]:
    """The offsets of a document's fragments after a file; not ``listed`` are they held by another annotation only."""
    known = types()
    cas = cassis.Cas(known)
    cas.sofa_string = document.text
    for start, end in stretches(document):
        span = known.get_type("t.Span")(begin=start, end=end, sofa=cas.get_sofa())
        cas.add(known.get_type("t.Owner")(begin=0, end=0, held=span))
        if listed:
            cas.add(span)
    if form == "xmi":
        again = cassis.load_cas_from_xmi(io.BytesIO(cas.to_xmi().encode()), typesystem=types())
    else:
        again = cassis.load_cas_from_json(io.BytesIO(cas.to_json().encode()))
    return [(owner.held.begin, owner.held.end) for owner in again.select("t.Owner")]


def differs(document: Document, form: str, *, listed: bool) -> bool:
    return sorted(through(document, form, listed=listed)) != sorted(stretches(document))


def test_xmi_moves_annotations_that_are_only_referred_to() -> None:
    document = smallest(marked(), lambda each: differs(each, "xmi", listed=False))
    assert_small(document)
    assert len(stretches(document)) == 1
    assert max(document.text) > "\uffff"
    ((start, end),) = stretches(document)
    ((first, last),) = through(document, "xmi", listed=False)
    before = document.text[:start], document.text[:end]
    assert (first, last) == tuple(len(text.encode("utf-16-le")) // 2 for text in before)


@pytest.mark.parametrize(("form", "listed"), [("xmi", True), ("json", True), ("json", False)])
def test_all_other_ways_keep_offsets(form: str, listed: bool) -> None:
    nothing_fails(marked(), lambda each: differs(each, form, listed=listed))


def loaded(case: Misplaced) -> tuple[int, int] | None:
    """The offsets of a file with these after loading, unless the library's own check of types has something to say."""
    text = quoteattr(case.text, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
    xmi = XMI.format(text=text, start=case.start, end=case.end)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cas = cassis.load_cas_from_xmi(io.BytesIO(xmi.encode()), typesystem=types())
    (span,) = cas.select("t.Span")
    return None if cas.typecheck() else (span.begin, span.end)


def kept(case: Misplaced) -> bool:
    return loaded(case) == (case.start, case.end)


def test_offsets_inside_a_character_are_loaded() -> None:
    case = smallest(misplaced(), lambda each: each.is_inside_character() and loaded(each) is not None)
    assert len(case.text) == 1
    with pytest.warns(UserWarning, match=r"external offset \[1\]"):
        cassis.load_cas_from_xmi(io.BytesIO(XMI.format(text=f'"{GRIN}"', start=0, end=1).encode()), typesystem=types())
    assert loaded(Misplaced(GRIN, 0, 1)) == (0, 1)  # which is the whole character


def test_offsets_behind_the_text_are_loaded() -> None:
    case = smallest(misplaced(), lambda each: each.is_beyond() and kept(each))
    assert (len(case.text), case.start, case.end) == (1, 0, 2)


def test_offsets_before_the_text_are_loaded() -> None:
    case = smallest(misplaced(), lambda each: each.is_before() and kept(each))
    assert (len(case.text), case.start, case.end) == (1, -1, 0)


def test_ends_before_starts_are_loaded_without_a_warning() -> None:
    case = smallest(misplaced(), lambda each: each.is_reversed() and kept(each))
    assert (len(case.text), case.start, case.end) == (1, 1, 0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        cassis.load_cas_from_xmi(io.BytesIO(XMI.format(text='"a"', start=1, end=0).encode()), typesystem=types())


def json_of_a_thing_with(feature: str) -> str:
    known = cassis.TypeSystem()
    known.create_feature(known.create_type("t.Thing", supertypeName="uima.cas.TOP"), feature, "uima.cas.Integer")
    cas = cassis.Cas(known)
    cas.sofa_string = "a"
    cas.add(known.get_type("t.Thing")(**{feature: 0}))
    return str(cas.to_json())


def cannot(feature: str) -> bool:
    try:
        json_of_a_thing_with(feature)
    except AttributeError:
        return True
    return False


def test_json_refuses_things_that_are_no_annotations_and_have_an_end() -> None:
    names = st.sampled_from(["begin", "name", "start", "length", "offset", "end"])
    assert smallest(names, cannot) == "end"
    with pytest.raises(AttributeError, match="sofa"):
        json_of_a_thing_with("end")


def test_lenient_loading_fails_for_unknown_features() -> None:
    xmi = XMI.format(text='"a"', start=0, end=1).replace('xmi:id="2"', 'xmi:id="2" colour="red"')
    with pytest.raises(TypeError, match="colour"):
        cassis.load_cas_from_xmi(io.BytesIO(xmi.encode()), typesystem=types(), lenient=True)


def unwritable(text: str) -> bool:
    cas = cassis.Cas(types())
    try:
        cas.sofa_string = text
        cas.to_xmi()
    except ValueError:
        return True
    return False


def test_characters_that_xml_forbids_are_refused_without_a_place() -> None:
    text = smallest(st.text(), unwritable)
    assert len(text) == 1
    cas = cassis.Cas(types())
    cas.sofa_string = f"{GRIN} a\x00"
    with pytest.raises(ValueError, match="XML compatible") as refused:
        cas.to_xmi()
    assert not any(character.isdigit() for character in str(refused.value))


def checked(feature: str, range_: str, **values: Any) -> list[Any]:
    known = cassis.TypeSystem()
    known.create_feature(known.create_type("t.Thing", supertypeName="uima.cas.TOP"), feature, range_)
    cas = cassis.Cas(known)
    cas.add(known.get_type("t.Thing")(**values))
    return list(cas.typecheck())


def test_the_check_of_types_fails_where_a_feature_is_called_value() -> None:
    assert checked("worth", "uima.cas.FSArray", worth=known_array()) == []
    with pytest.raises(TypeError, match="not callable"):
        checked("value", "uima.cas.FSArray", value=known_array())


def known_array() -> Any:
    return cassis.TypeSystem().get_type("uima.cas.FSArray")(elements=[])


def test_the_check_of_types_fails_where_an_array_is_not_set() -> None:
    with pytest.raises(AttributeError, match="elements"):
        checked("parts", "uima.cas.FSArray")

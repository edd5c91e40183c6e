"""Edits: what an edit cannot keep whole it refuses, and says what to do."""

import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
import standfirst
from hypothesis import given
from hypothesis import strategies as st
from standfirst.errors import EditError, OffsetError, StandfirstError
from standfirst.model import (
    LAYERS,
    Agent,
    Arg,
    Coverage,
    Document,
    Entity,
    Event,
    EventMention,
    Fragment,
    LayerCoverage,
    Mention,
    Quote,
    Range,
    Relation,
    Time,
    Unknown,
    Zone,
)
from standfirst.strategies import documents


def made() -> Document:
    document = Document.create(
        "Ann met Bob. Ann left.",
        id="d",
        language="en",
        license="CC0-1.0",
        agents=(Agent(id="a1", kind="person", name="A"),),
        coverage=Coverage(mentions=LayerCoverage(extent="partial", zones=("z2",), ranges=(Range(start=0, end=3),))),
    )
    return document.replace(
        zones=(
            Zone(id="z1", kind="paragraph", start=0, end=12),
            Zone(id="z2", kind="paragraph", start=13, end=22),
        ),
    ).add(
        Entity(id="e1", type="PER", name="Ann"),
        Mention(id="m1", entity="e1", span=document.span((0, 3)), annotator="a1", head=document.fragment(0, 3)),
        Time(id="t1", span=document.span((4, 7)), type="DATE", anchor="_dct"),
        Quote(id="q1", content=document.span((8, 11)), speaker=("e1",)),
        Event(id="v1", type="x"),
        EventMention(id="w1", event="v1", type="x", trigger=document.span((4, 7)), reports="q1"),
    )


@pytest.fixture(scope="module")
def document() -> Document:
    document = msgspec.structs.replace(made(), coverage=None)
    assert standfirst.validate(document).valid
    return made()


PLACE = (Fragment(start=13, end=16, text="Ann"),)


@pytest.mark.parametrize(
    ("annotation", "words"),
    [
        (Mention(id="m2", entity="e9", span=PLACE), "entity of 'm2' names 'e9', which nothing in entities has"),
        (Mention(id="m2", entity="q1", span=PLACE), "entity of 'm2' names 'q1', which nothing in entities has"),
        (Mention(id="m2", entity="e1", span=PLACE, annotator="a2"), "annotator of 'm2' names 'a2'"),
        (Quote(id="q2", content=PLACE, speaker=("e1", "e2")), "speaker of 'q2' names 'e2'"),
        (Quote(id="q2", content=PLACE, parent="q3"), "parent of 'q2' names 'q3'"),
        (Relation(id="r1", type="x", from_="m1", to="gone"), "to of 'r1' names 'gone', which nothing in the document"),
        (Relation(id="r1", type="x", from_="gone", to="m1"), "from of 'r1' names 'gone'"),
        (Time(id="t2", type="DATE", span=PLACE, anchor="m1"), "anchor of 't2' names 'm1'"),
        (
            EventMention(id="w2", event="v1", type="x", trigger=PLACE, args=(Arg(role="a", kind="time", ref="m1"),)),
            "args of 'w2' names 'm1', which nothing in times has",
        ),
        (
            EventMention(id="w2", event="v1", type="x", trigger=PLACE, args=(Arg(role="a", kind="time"),)),
            "an argument of 'w2' needs",
        ),
        (Entity(id="e2", type="a b"), "'a b' is no legal type of 'e2'"),
        (Entity(id="e2", type="a", attributes={"a b": 1}), "'a b' cannot be the name of an attribute of 'e2'"),
        (Entity(id="e2", type=5), "'e2' cannot be so: Expected `str`, got `int`"),  # type: ignore[arg-type]
        (Entity(id="e2", type="a", confidence=7.0), "'e2' cannot be so: Expected `float` <= 1.0"),
        (Mention(id="m2", entity="e1", span=()), "'m2' cannot be so"),
        (Entity(id=5, type="a"), "5 cannot be so"),  # type: ignore[arg-type]
    ],
)
def test_what_would_break_the_document_is_not_added(document: Document, annotation: Any, words: str) -> None:
    with pytest.raises(EditError, match=re.escape(words)):
        document.add(annotation)


def test_what_is_added_together_may_refer_to_each_other(document: Document) -> None:
    added = document.add(
        Quote(id="q2", content=PLACE, parent="q3"), Quote(id="q3", content=document.span((17, 21)))
    ).add(Relation(id="r1", type="x", from_="q2", to="q3"))
    assert [annotation.id for annotation in added.layer("quotes")] == ["q1", "q2", "q3"]


@pytest.mark.parametrize(("start", "end"), [(22, 22), (5, 5), (0, 4), (20, 22), (22, 23)])
def test_a_zone_is_added_behind_the_others_or_not_at_all(document: Document, start: int, end: int) -> None:
    with pytest.raises(OffsetError):
        document.add(Zone(id="z3", kind="paragraph", start=start, end=end))
    assert len(document.replace("z2", end=18).add(Zone(id="z3", kind="paragraph", start=18, end=22)).zones or ()) == 3


@pytest.mark.parametrize(
    ("members", "error", "words"),
    [
        ({"entities": ()}, EditError, "entity of 'm1' names 'e1'"),
        ({"entities": None}, EditError, "entity of 'm1' names 'e1'"),
        ({"agents": ()}, EditError, "annotator of 'm1' names 'a1'"),
        ({"zones": ()}, EditError, "the coverage of mentions names 'z2'"),
        ({"coverage": Coverage(times=LayerCoverage(extent="partial", zones=("z9",)))}, EditError, "coverage of times"),
        (
            {"coverage": Coverage(times=LayerCoverage(extent="partial", ranges=(Range(start=3, end=99),)))},
            OffsetError,
            "the coverage of times names 3–99",
        ),
        ({"id": "a b"}, EditError, "'a b' is no legal id of a document"),
        ({"language": "e n"}, EditError, "'e n' is no legal language"),
        ({"scheme": "1"}, EditError, "'1' is no legal scheme"),
        ({"standfirst": "2.0"}, EditError, "'2.0' is no legal standfirst"),
        ({"meta": None}, EditError, "meta of the document cannot be so"),
        ({"text": 5}, EditError, "text of the document cannot be so"),
        ({"mentions": 5}, EditError, "mentions of the document cannot be so"),
        ({"entities": (Entity(id="e1", type="PER"),) * 2}, EditError, "the id 'e1' is taken"),
        ({"entities": (Entity(id="m1", type="PER"),)}, EditError, "the id 'm1' is taken"),
        ({"entities": (Entity(id="1", type="PER"),)}, EditError, "'1' is no id"),
        ({"attributes": {"a b": 1}}, EditError, "cannot be the name of an attribute of the document"),
        ({"zones": (Zone(id="z2", kind="paragraph", start=4, end=4),)}, OffsetError, "zone 'z2' at 4–4"),
        ({"text": "Ann met Bob. Ann lef"}, OffsetError, "'z2' at 13–22"),
        ({"text": "Ann met Bob: Eve left."}, OffsetError, "its context is '' and ' met Bob. Ann left.'"),
        ({"unknown": (Unknown("m9", "/x", "1"),)}, EditError, "the unknown member '/x' of 'm9' has no object"),
    ],
)
def test_what_would_break_the_document_is_not_replaced(
    document: Document, members: dict[str, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=re.escape(words)):
        document.replace(**members)


def test_members_of_an_annotation_are_looked_at(document: Document) -> None:
    for words, members in (
        ("names 'e9'", {"entity": "e9"}),
        ("Invalid enum value 'big'", {"level": "big"}),
        ("annotator of 'm1' names 'a9'", {"annotator": "a9"}),
        ("'a b' is no legal reading", {"reading": "a b"}),
    ):
        with pytest.raises(EditError, match=re.escape(words)):
            document.replace("m1", **members)
    with pytest.raises(OffsetError, match="zone 'z2' at 5–22"):
        document.replace("z2", start=5)


def test_a_zone_that_coverage_names_is_not_removed(document: Document) -> None:
    with pytest.raises(EditError, match=r"the coverage of mentions still names 'z2': change it first"):
        document.remove("z2")
    assert document.replace(coverage=None).remove("z2").layer("zones") == document.layer("zones")[:1]


def test_a_list_will_do_for_a_tuple(document: Document) -> None:
    wrong = [Fragment(start=13, end=16, text="nonsense")]
    changed = document.replace("m1", span=wrong, attributes={"a": [1, 2]}, confidence=1)
    mention = changed.find("m1")
    assert isinstance(mention, Mention)
    assert mention.span == document.span((13, 16))
    assert mention.attributes == {"a": (1, 2)}
    assert isinstance(mention.confidence, float)
    assert standfirst.loads(standfirst.dumps(changed)) == changed
    listed = document.replace(entities=list(document.entities or ()))
    assert listed == document
    assert listed.add(Mention(id="m2", entity="e1", span=wrong)).find("m2").span == mention.span  # type: ignore[arg-type, attr-defined]


def test_what_was_broken_before_does_not_stand_in_the_way(document: Document) -> None:
    mention = Mention(id="m2", entity="e9", span=PLACE)
    broken = msgspec.structs.replace(document, mentions=(*document.layer("mentions"), mention))
    assert broken.replace("m2", level="NAM").find("m2").level == "NAM"  # type: ignore[attr-defined]
    assert broken.replace(events=document.events) == broken
    assert broken.add(Entity(id="e9", type="PER")).remove("m2").find("e9")


def test_unknown_members_go_with_the_object_that_they_stood_in(document: Document) -> None:
    unknown = (Unknown("m1", "/colour", "1"), Unknown("m1", "/head/colour", "1"), Unknown("m1", "/span/0/colour", "1"))
    document = document.replace(unknown=unknown)
    bare = Mention(id="m1", entity="e1", span=document.span((0, 3)))
    changed = document.replace(mentions=(bare,))
    assert [member.path for member in changed.unknown] == ["/colour", "/span/0/colour"]
    assert set(standfirst.loads(standfirst.dumps(changed)).unknown) == set(changed.unknown)
    assert document.replace(mentions=()).unknown == ()
    agents = document.replace(unknown=(Unknown("a1", "/colour", "1"),)).remove("m1")
    assert agents.replace(agents=()).unknown == ()


@given(documents() | documents(unknown=True), st.data())
def test_an_edit_leaves_a_valid_document_valid_or_is_refused(document: Document, data: st.DataObject) -> None:
    layers = [layer for layer in LAYERS if document.layer(layer)]
    layer = data.draw(st.sampled_from(layers or ["zones"]))
    annotations = document.layer(layer)
    annotation = data.draw(st.sampled_from(annotations or (None,)))
    edits: list[Callable[[], Document]] = [
        lambda: document.replace(**{layer: ()}),
        lambda: document.replace(**{layer: annotations[::-1]}) if layer in ("entities", "events") else document,
        lambda: document.replace(text=document.text + "x"),
        lambda: document.replace(text=document.text[:-1]),
        lambda: document.replace(text="x" + document.text[1:]),
        lambda: document.replace(coverage=None),
    ]
    if annotation is not None:
        edits += [
            lambda: document.remove(annotation.id),
            lambda: document.remove(annotation.id).add(annotation),
            lambda: document.replace(annotation.id, attributes={"a": 1}),
        ]
    for edit in edits:
        try:
            changed = edit()
        except StandfirstError:
            continue
        if changed.text.strip():
            assert standfirst.validate(changed).errors == ()

"""What annotations look like as inline TEI: small invented texts, each with the block that it becomes."""

import pytest
from standfirst.formats.tei_inline import write
from standfirst.model import (
    Agent,
    Annotation,
    Coverage,
    Document,
    Entity,
    Event,
    EventMention,
    LayerCoverage,
    Mark,
    Mention,
    Quantity,
    Quote,
    Relation,
    Segment,
    Time,
    Zone,
)

OPENED = '<ab xml:id="_g1" type="gap" xml:space="preserve">'


def made(text: str, *annotations: Annotation) -> Document:
    return Document.create(text, id="d", language="en", license="CC0-1.0").add(*annotations)


def body(document: Document) -> str:
    """The blocks, without the tags of a single gap."""
    written = write(document)[0].decode("utf-8")
    inner = written.partition("<body>\n")[2].partition("</body>")[0]
    return inner.removeprefix(OPENED).removesuffix("</ab>\n") if inner.count("<ab ") == 1 else inner


def lost(document: Document) -> dict[str, tuple[str, ...]]:
    return {loss.kind: loss.ids for loss in write(document)[1]}


BARE = Document.create("Ann Lee of Oslo met Bob.", id="d", language="en", license="CC0-1.0")
span = BARE.span


def test_names_nest_and_nothing_is_lost() -> None:
    document = made(
        BARE.text,
        Entity(id="e1", type="PER", name="Ann Lee"),
        Entity(id="e2", type="GPE"),
        Mention(id="m1", entity="e1", span=span((0, 15)), level="NAM", confidence=0.5),
        Mention(id="m2", entity="e2", span=span((11, 15)), reading="ORG"),
        Relation(id="r1", type="knows", from_="e1", to="m2"),
    ).replace(agents=(Agent(id="a1", kind="person", name="A"),))
    document = document.replace("m2", annotator="a1")
    assert body(document) == (
        '<persName xml:id="m1" type="PER" subtype="NAM" ref="#e1" cert="0.5">Ann Lee of '
        '<placeName xml:id="m2" type="GPE" role="ORG" ref="#e2" resp="#a1">Oslo</placeName></persName> met Bob.'
    )
    assert lost(document) == {}
    assert b'<person xml:id="e1" role="PER"><persName>Ann Lee</persName></person>' in write(document)[0]
    assert b'<relation xml:id="r1" name="knows" active="#e1" passive="#m2"/>' in write(document)[0]


def test_of_two_names_that_cross_the_longer_stays() -> None:
    document = made(
        BARE.text,
        Entity(id="e1", type="PER"),
        Mention(id="m1", entity="e1", span=span((0, 10))),
        Mention(id="m2", entity="e1", span=span((4, 15))),
        Relation(id="r1", type="same", from_="m1", to="m2"),
        Relation(id="r2", type="why", from_="r1", to="e1"),
    )
    assert body(document) == 'Ann <persName xml:id="m2" type="PER" ref="#e1">Lee of Oslo</persName> met Bob.'
    assert lost(document) == {"mention": ("m1",), "relation": ("r1", "r2")}


def test_a_quote_is_split_around_a_sentence_and_its_words_are_kept() -> None:
    text = '"Rain. Snow," she said.'
    blank = Document.create(text, id="d", language="en", license="CC0-1.0")
    document = made(
        text,
        Entity(id="e1", type="PER"),
        Segment(id="s1", kind="sentence", span=blank.span((0, 6))),
        Segment(id="s2", kind="sentence", span=blank.span((7, 23))),
        Quote(
            id="q1",
            content=blank.span((0, 13)),
            cue=blank.span((18, 22)),
            speaker=("e1",),
            form="direct",
            medium="speech",
            level=1,
        ),
        Mark(id="k1", fragment=blank.fragment(0, 13), function="verbatim", quote="q1"),
    )
    said = 'direct="true" aloud="true" who="#e1" n="1"'
    assert body(document) == (
        f'<said xml:id="q1" next="#_q1.2" {said}><q xml:id="k1" next="#_k1.2" type="verbatim" corresp="#q1">'
        '<s xml:id="s1">"Rain.</s> </q></said>'
        f'<s xml:id="s2"><said xml:id="_q1.2" prev="#q1" {said}>'
        '<q xml:id="_k1.2" prev="#k1" type="verbatim" corresp="#q1">Snow,"</q></said> she '
        '<seg type="cue" corresp="#q1">said</seg>.</s>'
    )
    assert lost(document) == {}


def test_a_discontinuous_quote_is_in_parts() -> None:
    text = "Rain, Ann said, or snow"
    blank = Document.create(text, id="d", language="en", license="CC0-1.0")
    document = made(text, Quote(id="q1", content=blank.span((0, 4), (16, 23)), form="mixed"))
    assert body(document) == (
        '<said xml:id="q1" next="#_q1.2" direct="inapplicable">Rain</said>, Ann said, '
        '<said xml:id="_q1.2" prev="#q1" direct="inapplicable">or snow</said>'
    )


def test_what_crosses_a_block_is_split_at_its_border() -> None:
    blank = Document.create("One\r\nTwo\rEnd", id="d", language="en", license="CC0-1.0")
    document = blank.add(
        Zone(id="z1", kind="headline", start=0, end=3, confidence=0.5),
        Zone(id="z2", kind="paragraph", start=5, end=12, repeats="z1"),
        Quote(id="q1", content=blank.span((1, 6))),
    )
    assert body(document) == (
        '<ab xml:id="z1" type="headline" cert="0.5" xml:space="preserve">'
        'O<said xml:id="q1" next="#_q1.2" direct="unknown">ne</said></ab>\n'
        '<ab xml:id="_g1" type="gap" xml:space="preserve">'
        '<said xml:id="_q1.2" next="#_q1.3" prev="#q1" direct="unknown">&#13;\n</said></ab>\n'
        '<ab xml:id="z2" type="paragraph" corresp="#z1" xml:space="preserve">'
        '<said xml:id="_q1.3" prev="#_q1.2" direct="unknown">T</said>wo&#13;End</ab>\n'
    )
    assert lost(document) == {}


def test_times_and_quantities() -> None:
    text = "On Friday 3 of 40 km took two weeks."
    blank = Document.create(text, id="d", language="en", license="CC0-1.0")
    document = made(
        text,
        Time(id="t1", type="DATE", span=blank.span((3, 9)), value="2024-02-30", anchor="_dct"),
        Quantity(id="n1", type="CARDINAL", span=blank.span((10, 11)), value=3),
        Quantity(id="n2", type="QUANTITY", span=blank.span((15, 20)), value=40.0, unit="km"),
        Time(id="t2", type="DURATION", span=blank.span((26, 35)), value="P14D", anchor="t1"),
    )
    assert body(document) == (
        'On <date xml:id="t1" type="DATE" corresp="#_dct" n="2024-02-30">Friday</date> '
        '<num xml:id="n1" type="CARDINAL" value="3">3</num> of '
        '<measure xml:id="n2" type="QUANTITY" quantity="40.0" unit="km">40 km</measure> took '
        '<date xml:id="t2" type="DURATION" corresp="#t1" dur="P14D">two weeks</date>.'
    )
    assert lost(document) == {}


def test_events_tokens_and_empty_mentions() -> None:
    document = made(
        BARE.text,
        Entity(id="e1", type="PER"),
        Segment(id="s1", kind="token", span=span((0, 3))),
        Segment(id="s2", kind="token", span=span((2, 7))),
        Segment(id="s3", kind="token", span=span((16, 23))),
        Mention(id="m1", entity="e1", span=span((20, 23))),
        Mention(id="m2", entity="e1", span=span((16, 16))),
        Event(id="v1", type="meet"),
        EventMention(id="x1", event="v1", type="meet", trigger=span((16, 19)), realis="actual"),
    )
    assert body(document) == (
        'An<w xml:id="s2">n Lee</w> of Oslo <persName xml:id="m2" type="PER" ref="#e1"/><w xml:id="s3">'
        '<seg xml:id="x1" type="event" subtype="meet" corresp="#v1">met</seg> '
        '<seg><persName xml:id="m1" type="PER" ref="#e1">Bob</persName></seg></w>.'
    )
    assert lost(document) == {"segment": ("s1",), "event mention realis": ("x1",), "contexts": ("m2",)}


def test_a_sentence_in_a_sentence_is_a_segment() -> None:
    document = made(
        BARE.text,
        Segment(id="s1", kind="sentence", span=span((0, 24)), type="x"),
        Segment(id="s2", kind="sentence", span=span((0, 3)), type="y"),
    )
    assert body(document) == (
        '<s xml:id="s1" type="x"><seg xml:id="s2" type="sentence" subtype="y">Ann</seg> Lee of Oslo met Bob.</s>'
    )


def test_what_is_left_out_takes_its_parts_and_references_with_it() -> None:
    document = made("ab" * 40)
    stack = [Mention(id=f"m{i}", entity="e1", span=document.span((i, 79 - i))) for i in range(35)]
    document = document.add(
        Entity(id="e1", type="PER"),
        *stack,
        Quote(
            id="q1", content=document.span((37, 80)), cue=document.span((0, 1)), verbatim=(document.fragment(37, 38),)
        ),
        Quote(id="q2", content=document.span((38, 39)), parent="q1"),
        Mark(id="k1", fragment=document.fragment(37, 38), quote="q1"),
    )
    found = lost(document)
    assert found["quote"] == found["quote cue"] == found["quote verbatim"] == ("q1",)
    assert found["quote parent"] == ("q2",)
    assert found["mark quote"] == ("k1",)


@pytest.mark.parametrize(
    ("members", "kinds"),
    [
        ({"coverage": Coverage(zones=LayerCoverage(extent="full"))}, {"coverage": ()}),
        ({"attributes": {"a": 1}}, {"document attributes": ()}),
        ({"agents": (Agent(id="a1", kind="program", name="A", version="1"),)}, {"agent version": ("a1",)}),
    ],
)
def test_what_the_document_says_of_itself(members: dict[str, object], kinds: dict[str, tuple[str, ...]]) -> None:
    assert lost(BARE.replace(**members)) == kinds


def test_values_that_have_no_place_are_named() -> None:
    text = "five or six, he felt"
    blank = Document.create(text, id="d", language="en", license="CC0-1.0")
    document = made(
        text,
        Quantity(id="n1", type="CARDINAL", span=blank.span((0, 4)), value="5 or so", unit="big ones", comment="?"),
        Quote(id="q1", content=blank.span((0, 11)), form="free", speaker=(), medium="thought"),
    )
    assert lost(document) == {
        "comment": ("n1",),
        "quote form": ("q1",),
        "quote speaker": ("q1",),
        "quantity unit": ("n1",),
    }
    assert body(document) == (
        '<said xml:id="q1" direct="false" aloud="false">'
        '<measure xml:id="n1" type="CARDINAL" n="5 or so">five</measure> or six</said>, he felt'
    )

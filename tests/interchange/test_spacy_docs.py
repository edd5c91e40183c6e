"""spaCy's JSON: shapes of files, knowledge bases, overlapping spans, tokens; and spaCy itself on what is written.

spaCy is judge where it is installed, or where ``STANDFIRST_SPACY`` names the Python of an environment that has it.
"""

import importlib.util
import json
import os
import subprocess
import sys
from typing import Any

import pytest
import standfirst
from hypothesis import given
from hypothesis import strategies as st
from peers import codes
from standfirst.errors import UsageError
from standfirst.interchange import FOREIGN, Settings, Source, codec, recognise_foreign
from standfirst.interchange.spacy.links import kb_id_of, link_of
from standfirst.model import Document, Entity, Link, Mention, Segment
from standfirst.reading import Reading
from standfirst.strategies import documents

SPACY = codec(FOREIGN["spacy-json"])

DOC: dict[str, Any] = {
    "text": "Ann met Bo.  Yes 😀 ok\n",
    "ents": [{"start": 0, "end": 3, "label": "PER", "kb_id": "Q1"}],
    "sents": [{"start": 0, "end": 13}, {"start": 13, "end": 22}],
    "tokens": [
        {"id": number, "start": start, "end": end, "pos": "X"}
        for number, (start, end) in enumerate(
            [(0, 3), (4, 7), (8, 10), (10, 11), (12, 13), (13, 16), (17, 18), (19, 21), (21, 22)]
        )
    ],
    "spans": {
        "sc": [
            {"start": 0, "end": 10, "label": "MEET", "kb_id": ""},
            {"start": 0, "end": 3, "label": "PER", "kb_id": ""},
        ]
    },
}


def read_all(value: Any, **settings: Any) -> list[Reading]:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return list(SPACY.read(Source(data, "a.spacy.jsonl"), Settings(**settings)))


def read(value: Any, **settings: Any) -> Reading:
    (reading,) = read_all(value, **settings)
    return reading


def spans(document: Document | None) -> list[tuple[str, str, str | None]]:
    assert document is not None
    entities = {one.id: one for one in document.layer("entities")}
    return [
        (
            entities[one.entity].type,
            one.span[0].text,
            entities[one.entity].links[0].id if entities[one.entity].links else None,
        )
        for one in document.layer("mentions")
    ]


def test_entities_spans_sentences_and_tokens_are_read() -> None:
    reading = read(DOC)
    assert reading.findings == ()
    assert spans(reading.document) == [("MEET", "Ann met Bo", None), ("PER", "Ann", "Q1")]
    assert reading.document is not None
    kinds = [(one.kind, one.span[0].text, one.type) for one in reading.document.layer("segments")]
    assert kinds[:3] == [("sentence", "Ann met Bo.  ", None), ("sentence", "Yes 😀 ok\n", None), ("token", "Ann", "X")]
    assert len(kinds) == 2 + 7
    assert standfirst.validate(reading.document).valid


@pytest.mark.parametrize(
    "data", [json.dumps([DOC, DOC]).encode(), (json.dumps(DOC) + "\r\n\n" + json.dumps(DOC)).encode()]
)
def test_lists_and_lines_hold_several(data: bytes) -> None:
    readings = read_all(data)
    assert [one.document and one.document.id for one in readings] == ["a-1", "a-2"]


def test_a_file_is_recognised_by_its_content() -> None:
    for data in (json.dumps(DOC, indent=2), json.dumps([DOC])):
        form = recognise_foreign(data.encode(), None)
        assert form is not None
        assert form.name == "spacy-json"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text": 1}, "IMP001"),
        ({"ents": {}}, "IMP001"),
        ({"ents": [{"start": 0}]}, "IMP001"),
        ({"ents": [{"start": 0, "end": True, "label": "X"}]}, "IMP001"),
        ({"ents": [{"start": 0, "end": 3, "label": 1}]}, "IMP001"),
        ({"ents": [{"start": 0, "end": 99, "label": "X"}]}, "IMP002"),
        ({"ents": [{"start": 3, "end": 0, "label": "X"}]}, "IMP002"),
        ({"spans": []}, "IMP001"),
        ({"cats": {"X": 1.0}}, "IMP009"),
    ],
)
def test_what_is_wrong_or_has_no_place_is_said(change: dict[str, Any], code: str) -> None:
    assert codes(read({**DOC, **change}).findings) == {code: 1}


def test_a_line_that_is_no_json_is_said_and_the_others_are_read() -> None:
    data = (json.dumps(DOC) + "\n{broken\n" + json.dumps(DOC) + "\n{\n").encode()
    readings = read_all(data)
    assert [one.document is None for one in readings] == [False, True, False, True]
    assert [one.findings[0].line for one in readings if one.findings] == [2, 4]


def test_offsets_can_be_said_to_count_other_units() -> None:
    doc = {"text": "😀 Ann", "ents": [{"start": 3, "end": 6, "label": "PER"}], "tokens": []}
    assert spans(read(doc, unit="utf16").document) == [("PER", "Ann", None)]


@given(
    scheme=st.sampled_from(["wikidata", "kb", "local", "a:b"]),
    id=st.text(min_size=1) | st.from_regex("Q[1-9]|a:b|https?://x"),
)
def test_a_link_is_an_id_and_the_link_again_or_is_none(scheme: str, id: str) -> None:
    said = kb_id_of(Link(scheme=scheme, id=id))
    assert said is None or link_of(said) == Link(scheme=scheme, id=id)


def made() -> Document:
    document = Document.create("The Bank of Norvik's head left.  Bye", id="a", language="und", license="NOASSERTION")
    link = Link(scheme="wikidata", id="Q5")
    places = [("ORG", 4, 18, None), ("X", 5, 8, None), ("LOC", 12, 18, (link,))]
    entities = [Entity(id=f"e{n}", type=one[0], links=one[3]) for n, one in enumerate(places, 1)]
    mentions = [
        Mention(id=f"m{n}", entity=f"e{n}", span=document.span((one[1], one[2]))) for n, one in enumerate(places, 1)
    ]
    return document.add(*entities, *mentions)


def test_spans_inside_tokens_are_lost_or_tokens_are_cut() -> None:
    lost = SPACY.write(made(), Settings(id="a"))
    assert [(loss.kind, loss.ids) for loss in lost.losses if loss.kind == "mentions"] == [("mentions", ("m2",))]
    cut = SPACY.write(made(), Settings(id="a", options={"cut": "yes"}))
    assert cut.losses == ()
    assert len(spans(read(cut.files[0][1]).document)) == 3
    with pytest.raises(UsageError):
        SPACY.write(made(), Settings(options={"cut": "maybe"}))


def test_tokens_that_were_made_are_not_read_as_annotation_and_those_of_the_document_are() -> None:
    document = made()
    kept, losses = SPACY.keep(document, Settings())
    assert kept.segments is None
    assert {loss.kind for loss in losses} == {"mentions", "entities", "ids"}
    token = Segment(id="s1", kind="token", span=document.span((0, 3)), type="DET")
    kept, losses = SPACY.keep(document.add(token), Settings())
    assert len(kept.layer("segments")) > 1
    assert "segments (made)" in {loss.kind for loss in losses}


JUDGE = """
import json, sys, spacy
from spacy.tokens import Doc
nlp = spacy.blank("en")
for line in sys.stdin.buffer:
    value = json.loads(line)
    doc = Doc(nlp.vocab).from_json(value, validate=True)
    back = doc.to_json()
    assert doc.text == value["text"], (doc.text, value["text"])
    tokens = [(one["start"], one["end"]) for one in value["tokens"]]
    assert [(one.idx, one.idx + len(one)) for one in doc] == tokens
    assert [[one[key] for key in ("start", "end", "label")] for one in back["ents"]] == [
        [one[key] for key in ("start", "end", "label")] for one in value["ents"]
    ]
    assert back.get("spans", {}).get("sc", []) == value["spans"].get("sc", [])
    starts = {one["start"] for one in value.get("sents", [])}
    assert starts <= {one.start_char for one in doc.sents} if starts else True
print("agreed")
"""


@pytest.fixture(scope="module")
def python_with_spacy() -> str:
    named = os.environ.get("STANDFIRST_SPACY")
    if named:
        return named
    if importlib.util.find_spec("spacy") is None:
        pytest.skip("spaCy is not installed, and STANDFIRST_SPACY names no Python that has it")
    return sys.executable


def test_spacy_reads_what_is_written(python_with_spacy: str) -> None:
    lines: list[bytes] = []

    @given(document=documents(), cut=st.sampled_from(["yes", "no"]))
    def write(document: Document, cut: str) -> None:
        settings = Settings(id=document.id, options={"cut": cut})
        lines.append(SPACY.write(document, settings).files[0][1])

    write()
    done = subprocess.run([python_with_spacy, "-c", JUDGE], input=b"".join(lines), capture_output=True, check=False)
    assert done.stdout.split() == [b"agreed"], done.stderr.decode()[-2000:]

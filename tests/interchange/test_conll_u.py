"""CoNLL-U: dialects by their headers, parts, empty nodes, tokens of several words, white space, and what is wrong."""

from typing import Any

import pytest
from hypothesis import given
from peers import codes
from standfirst.interchange import FOREIGN, Settings, Source, codec
from standfirst.interchange.mapping import read_mapping
from standfirst.model import Document
from standfirst.reading import Reading
from standfirst.strategies import documents

library = pytest.importorskip("conllu", reason="the library conllu is not installed: pip install 'standfirst[conllu]'")
CONLLU = codec(FOREIGN["conllu"])


def rows(*tokens: str) -> str:
    """Rows of words with their MISC behind a stroke: ``Ann|Entity=(e1-PER-1)``; a number may stand before a colon."""
    lines = []
    for number, token in enumerate(tokens, 1):
        form, _, misc = token.partition("|")
        name, _, words = form.rpartition(":")
        lines.append("\t".join((name or str(number), words, *"_______", misc or "_")))
    return "\n".join(lines) + "\n\n"


def read_all(data: str, text: str | None = None, **settings: Any) -> list[Reading]:
    beside = {".txt": text.encode() if text is not None else None}
    return list(CONLLU.read(Source(data.encode(), "a.conllu", beside.get), Settings(**settings)))


def read(data: str, text: str | None = None, **settings: Any) -> Document:
    (reading,) = read_all(data, text, **settings)
    assert reading.document is not None, reading.findings
    return reading.document


def test_a_header_says_where_fields_stand() -> None:
    gum = "# global.Entity = GRP-etype-infstat-minspan-link-identity\n"
    corefud = "# global.Entity = eid-etype-head-other\n"
    one = read(gum + rows("The", "Shuttle|Entity=(1-object-new-1-coref-Space_Shuttle_orbiter-x)"))
    two = read(corefud + rows("the|Entity=(e1-object-2-", "Shuttle|Entity=e1)"))
    assert one.layer("entities")[0].links[0].id == "Space_Shuttle_orbiter-x"
    assert one.layer("mentions")[0].attributes == {"infstat": "new", "link": "coref"}
    assert two.layer("entities")[0].links is None
    assert two.layer("mentions")[0].head.text == "Shuttle"


def test_nested_and_parted_entities_and_coreference() -> None:
    document = read(
        rows(
            "A|Entity=(e1[1/2]-x-1-(e2-y-1-)", "b|Entity=e1[1/2])", "c", "d|Entity=(e1[2/2]-x-1-)", "e|Entity=(e2-y-1-)"
        )
    )
    spans = [[part.text for part in one.span] for one in document.layer("mentions")]
    assert sorted(spans) == [["A"], ["A b", "d"], ["e"]]
    assert len(document.layer("entities")) == 2


def test_bridging_and_split_antecedents_are_relations() -> None:
    tokens = ("a|Entity=(e1-x-1-)", "b|Entity=(e2-x-1-)", "c|Bridge=e1<e3:part|Entity=(e3-x-1-)|SplitAnte=e1<e3,e2<e3")
    document = read(rows(*tokens))
    assert [(one.type, one.from_, one.to) for one in document.layer("relations")] == [
        ("bridging:part", "e3", "e1"),
        ("split_antecedent", "e3", "e1"),
        ("split_antecedent", "e3", "e2"),
    ]


def test_words_in_one_token_stand_in_it_and_apart_where_they_make_it_up() -> None:
    parts = ("1:ca|Entity=(e1-x-1-)", "2:n't", "3-4:du|SpaceAfter=No", "3:de", "4:le|Entity=(e2-x-1-)", "5:.")
    document = read(rows("1-2:can't", *parts))
    assert document.text == "can't du."
    assert [one.span[0].text for one in document.layer("mentions")] == ["ca", "du"]


def test_an_empty_node_has_no_width() -> None:
    document = read(rows("1:Came", "1.1:_|Entity=(e1-x-1-)", "2:home"))
    (mention,) = document.layer("mentions")
    assert (mention.span[0].start, mention.span[0].end) == (4, 4)


def test_white_space_is_as_misc_says_and_paragraphs_begin_a_line() -> None:
    document = read(
        "# newpar\n" + rows("a|SpacesAfter=\\s\\t", "b|SpaceAfter=No", "c") + "# newpar\n" + rows("d") + rows("e")
    )
    assert document.text == "a \tbc\nd e"
    assert [(one.start, one.end) for one in document.layer("zones")] == [(0, 5), (6, 9)]


def test_a_given_text_is_aligned_to() -> None:
    document = read(
        rows("Ann|Entity=(e1-x-1-)", "left") + rows("Bo|Entity=(e2-x-1-)"), "Ann  left.\n\nBo".replace(".", "")
    )
    assert [one.span[0].start for one in document.layer("mentions")] == [0, 11]


def test_every_newdoc_begins_a_document() -> None:
    readings = read_all("# newdoc id = x\n" + rows("a") + "# newdoc id = y.2\n" + rows("b") + rows("c"))
    assert [(one.document.id, one.document.text) for one in readings if one.document] == [("x", "a"), ("y-2", "b c")]


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        ("", "IMP001", 1),
        ("# text = a\n1 a\n", "IMP001", 2),
        (rows("a") + "x\tb\t_\t_\t_\t_\t_\t_\t_\t_\n", "IMP001", 3),
        ("1\ta\t_\n", "IMP001", 1),
        (rows("a", "b|Entity=e1)"), "IMP007", 2),
        (rows("a", "b|Entity=(e1-x-1"), "IMP007", 2),
        (rows("a|Entity=(e1[2/2]-x-1)"), "IMP007", 1),
        (rows("a|Entity=x(e1-x-1)"), "IMP001", 1),
        (rows("a|Bridge=e1<e2"), "IMP007", 1),
        ("# text = b\n" + rows("a"), "IMP003", 2),
        ("# standfirst = []\n" + rows("a"), "IMP001", 2),
        ('# standfirst = {}\n# standfirst::mentions::m1 = {"entity":"e1","span":[[0,9]]}\n' + rows("a"), "IMP001", 3),
    ],
)
def test_what_is_wrong_is_said_with_its_line(data: str, code: str, line: int) -> None:
    (reading,) = read_all(data)
    assert (code, line) in {(finding.code, finding.line) for finding in reading.findings}


def test_labels_go_where_a_mapping_has_them() -> None:
    mapping = read_mapping(
        b'[types]\ntime = {layer = "times", tag = "DATE"}\nperson = {layer = "mentions", tag = "PER"}\n', "m"
    )
    document = read(rows("Ann|Entity=(e1-person-1-)", "today|Entity=(e2-time-1-)"), mapping=mapping)
    assert [one.type for one in document.layer("entities")] == ["PER"]
    assert [(one.type, one.span[0].text) for one in document.layer("times")] == [("DATE", "today")]


@given(document=documents())
def test_the_library_reads_what_is_written_and_writes_the_same(document: Document) -> None:
    settings = Settings(id=document.id)
    kept, _ = CONLLU.keep(document, settings)
    data = CONLLU.encode(kept, settings)[0][1].decode()
    sentences = library.parse(data)
    assert "".join(sentence.serialize() for sentence in sentences) == data
    forms = [token["form"] for sentence in sentences for token in sentence if isinstance(token["id"], int)]
    assert "".join(forms) == "".join(document.text.split())
    for sentence in sentences:
        values = [(token["misc"] or {}).get("Entity", "") for token in sentence]
        assert sum(value.count("(") for value in values) == sum(value.count(")") for value in values)


def test_what_is_left_out_is_named() -> None:
    (reading,) = read_all("1\ta\tb\tNOUN\tNN\t_\t0\troot\t_\tGloss=x\n")
    assert codes(reading.findings) == {"IMP009": 1}
    assert "Gloss in MISC" in reading.findings[0].message
    assert reading.document is not None
    assert [one.type for one in reading.document.layer("segments")] == [None, "NOUN"]

"""Files made of pieces that formats of tokens give a meaning: each is read or refused, and none raises."""

import json

import pytest
import standfirst
from hypothesis import given
from hypothesis import strategies as st
from standfirst.finding import ERROR
from standfirst.interchange import FOREIGN, Settings, Source, codec

_PIECES = (
    "Ann",
    "O",
    "B-PER",
    "I-PER",
    "L-X",
    "U-",
    "E",
    "-DOCSTART-",
    "#",
    "1",
    "2",
    "|",
    "\t",
    " ",
    "\n",
    "\n",
    "\r\n",
)
_CONLL = st.lists(st.sampled_from((*_PIECES, "\u00a0", "\x85")), max_size=40).map("".join)
_MISC = (
    *("Entity=(e1-x-1-", "Entity=e1)", "Entity=(e1-x-1-)", "Entity=(e1[1/2]-x)", "Entity=(e1[2/2]-x)", "Entity=((()))"),
    *("Entity=(e2-y-9,1-)e1)", "Entity=", "Entity=(e1--1-id:m1)", "Bridge=e1<e2", "SplitAnte=<,", "SpaceAfter=No"),
    *("SpacesAfter=\\s\\n\\u00a0\\q", "SpacesBefore=\\t"),
)
_cells = {
    "id": st.sampled_from(["1", "2", "3", "1-2", "2-3", "0.1", "1.1", "3-1", "_", "x", ""]),
    "form": st.sampled_from(["a", "ab", "b", "_", "", "a b", "\u00a0", "😀"]),
    "misc": st.lists(st.sampled_from(_MISC), max_size=2).map("|".join),
}


@st.composite
def _conllu(draw: st.DrawFn) -> str:
    comments = ["# newdoc", "# newdoc id = é.x", "# newpar", "# text = ab", "# global.Entity = GRP-etype-minspan", "", "#",
                "# global.Entity = -", "# standfirst = {}", '# standfirst = {"empty":["mentions"],"segments":true}',
                '# standfirst::entities::e1 = {"name":"x"}', '# standfirst::mentions::m1 = {"span":[[0,1]],"entity":"e1"}',
                '# standfirst::quotes::q1 = {"content":[[0,"a"]]}', '# standfirst::marks::k1 = {"fragment":[[0]]}']  # fmt: skip
    lines = []
    for _ in range(draw(st.integers(1, 8))):
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(comments)))
        row = [draw(_cells["id"]), draw(_cells["form"]), *"_______", draw(_cells["misc"]) or "_"]
        lines.append("\t".join(row))
    return "\n".join(lines)


_values = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 9) | st.sampled_from(["", "X", "Q1", "tokens"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "ents", "spans", "sents", "tokens", "start", "end", "label", "kb_id"]), inner
        )
    ),
    max_leaves=12,
)
_spans = st.lists(
    st.fixed_dictionaries({"start": st.integers(-1, 9), "end": st.integers(-1, 9)}, optional={"label": _values})
)
_docs = st.fixed_dictionaries(
    {"text": st.sampled_from(["a b", "😀 a\n", ""]) | _values},
    optional={"ents": _spans | _values, "tokens": _spans | _values, "spans": st.fixed_dictionaries({"sc": _spans}) | _values,
              "sents": _spans | _values, "standfirst": _values},
)  # fmt: skip


@pytest.mark.parametrize(
    ("form", "data"),
    [("conll", _CONLL), ("conllu", _conllu()), ("spacy-json", (_docs | _values).map(json.dumps))],
    ids=["conll", "conllu", "spacy-json"],
)
@given(draw=st.data(), text=st.none() | st.sampled_from(["a", "ab a", "Ann"]))
def test_pieces_are_read_or_refused(
    form: str, data: st.SearchStrategy[str], draw: st.DataObject, text: str | None
) -> None:
    settings = Settings(text=text)
    for reading in codec(FOREIGN[form]).read(Source(draw.draw(data).encode(), "a"), settings):
        assert reading.document is not None or any(finding.level == ERROR for finding in reading.findings)
        if reading.document is not None:
            standfirst.validate(reading.document)
            codec(FOREIGN[form]).write(reading.document, Settings(options={"cut": "yes"}))

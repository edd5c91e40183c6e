"""brat's lines, all at once and one by one: the same, whatever a file holds."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs
from standfirst.finding import Finding
from standfirst.interchange import FOREIGN, Settings, codec
from standfirst.interchange.brat import held as room
from standfirst.interchange.brat.held import Held, held_of
from standfirst.model import Document
from standfirst.strategies import documents

PLAIN = (
    "T1\tPerson 0 3\tAnn\nT2\tMeet 4 7\tmet\nE1\tMeet:T2 Who:T1 Where2:T1\nR1\tNear Arg1:T1 Arg2:E1\t\nA1\tSure E1\n"
    "M2\tHow E1 very much\nN1\tReference T1 Wiki:Q1:2\tAnn\n#1\tAnnotatorNotes E1\ta\tb\n*\tEquiv T1 T2\n"
)


def one_by_one(ann: str) -> tuple[Held, list[Finding]]:
    """What is read where no line is read with others."""
    findings: list[Finding] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "_at_once", lambda _: None)
        return held_of([ann], findings), findings


def check(ann: str) -> None:
    findings: list[Finding] = []
    held = held_of([ann], findings)
    expected, others = one_by_one(ann)
    assert findings == others
    assert structs.replace(held, numbers={}) == structs.replace(expected, numbers={})


def test_plain_lines_are_read_at_once() -> None:
    assert room._at_once((PLAIN,)) is not None
    check(PLAIN)
    assert held_of([PLAIN], []).line("A1") == 5


@given(document=documents(format="brat"))
def test_a_document_is_read_alike(document: Document) -> None:
    made = codec(FOREIGN["brat"])
    files = dict(made.encode(made.keep(document, Settings())[0], Settings()))
    check(files[".ann"].decode())


_PIECES = st.sampled_from(
    ["\t", " ", ":", "\n", "\r\n", "\r", "\x0b", "\u2028", "\u00a0", "T1", "T1\t", "*", "#1", "A1", "12", "-1", ";", ""]
)


@given(data=st.data())
def test_a_file_with_something_changed_is_read_alike(data: st.DataObject) -> None:
    ann = PLAIN
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(ann)))
        ann = ann[:start] + data.draw(_PIECES) + ann[start + data.draw(st.integers(0, 6)) :]
    check(ann)


@given(
    lines=st.lists(st.sampled_from([*PLAIN.split("\n"), "T1 T2\tX 0 1\tw", "T3\tX 0 1\t", "A1\tSure E1 ", "\r", "x"]))
)
@example(["T1\tX 0 1\tw", "T1\tX 0 1\tw"])
def test_lines_in_any_order_are_read_alike(lines: list[str]) -> None:
    check("\n".join(lines))

"""The operators: each breaks something, is found by the rules that it names, and knows the truth."""

import copy
import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
import standfirst
from hypothesis import given
from hypothesis import strategies as st
from standfirst.faults import OPERATORS, Fault, Operator, bases, break_document, operator
from standfirst.faults.edits import ambiguous, applied, differs, edited, moved, places_of, taken_out
from standfirst.model.plain_places import fragment_places
from standfirst.rules import RULES

ARTICLES = (
    "samples/articles/storm-odile.json",
    "samples/valid/emoji-festival-pt.json",
    "samples/valid/combining-names-en.json",
)
OF_TEXT = {o.number for o in OPERATORS if o.cause and o.cause.startswith("text-")} | {"F18"}


@pytest.fixture(scope="module")
def prepared(root: Path) -> list[dict[str, Any]]:
    random = Random(7)
    read = [json.loads((root / name).read_bytes()) for name in ARTICLES]
    return [base for data in read for _, base in bases(data, random)]


def effective(prepared: list[dict[str, Any]], one: Operator) -> list[tuple[dict[str, Any], Fault]]:
    found = [(base, one.break_document(base, Random(3))) for base in prepared]
    return [(base, fault) for base, fault in found if fault is not None]


def test_there_are_enough_and_each_is_called_differently() -> None:
    assert len(OPERATORS) >= 42
    assert len({one.name for one in OPERATORS}) == len({one.number for one in OPERATORS}) == len(OPERATORS)
    assert {code for one in OPERATORS for code in one.codes} <= {rule.code for rule in RULES}


def test_documents_that_are_made_ready_are_valid(prepared: list[dict[str, Any]]) -> None:
    for base in prepared:
        assert standfirst.validate(json.dumps(base).encode()).errors == ()


@pytest.mark.parametrize("one", OPERATORS, ids=lambda one: one.name)
def test_the_operator_breaks_what_it_says(prepared: list[dict[str, Any]], one: Operator) -> None:
    found = effective(prepared, one)
    assert found
    for base, fault in found:
        clean = {(f.code, f.pointer) for f in standfirst.validate(json.dumps(base).encode(), diagnose=False).findings}
        broken = {
            (f.code, f.pointer) for f in standfirst.validate(json.dumps(fault.data).encode(), diagnose=False).findings
        }
        assert {code for code, _ in broken - clean} & set(one.codes)
        assert fault.affected


@pytest.mark.parametrize("one", OPERATORS, ids=lambda one: one.name)
def test_the_operator_is_pure_and_seeded(prepared: list[dict[str, Any]], one: Operator) -> None:
    for base in prepared[:6]:
        before = copy.deepcopy(base)
        assert one.break_document(base, Random(5)) == one.break_document(base, Random(5))
        assert base == before


@pytest.mark.parametrize("one", OPERATORS, ids=lambda one: one.name)
def test_the_truth_is_where_the_words_are(prepared: list[dict[str, Any]], one: Operator) -> None:
    for base, fault in effective(prepared, one):
        surfaces = {place.pointer: place.value["text"] for place in fragment_places(base)}
        for pointer, place in fault.truth.items():
            if place is None or pointer not in surfaces:
                continue
            found = fault.data["text"][place[0] : place[1]]
            if one.number not in OF_TEXT or (surfaces[pointer].isalnum() and surfaces[pointer].isascii()):
                assert found == surfaces[pointer]


def test_a_fault_without_effect_is_none(root: Path) -> None:
    data = json.loads((root / "samples/valid/minimal.json").read_bytes())
    assert data["text"].isascii()
    assert break_document(data, "utf16-offsets") is None
    assert break_document(data, "crlf-to-lf") is None


def test_operators_are_found_by_name_and_number() -> None:
    assert operator("F01") is operator("utf16-offsets")
    with pytest.raises(KeyError, match="no fault"):
        operator("F99")


def test_edits_move_what_stands_behind_them() -> None:
    edits = [(2, 2, "XX"), (4, 6, ""), (8, 9, "abc")]
    assert applied("0123456789", edits) == "01XX2367abc9"
    assert moved(0, 2, edits) == (0, 2)
    assert moved(2, 4, edits) == (4, 6)
    assert moved(4, 6, edits) is None
    assert taken_out(4, 6, edits)
    assert moved(5, 7, edits) is None
    assert not taken_out(5, 7, edits)
    assert moved(8, 9, edits) == (8, 11)
    assert moved(9, 10, edits) == (11, 12)


@given(
    text=st.text("ab\n", max_size=9), new=st.text("ab\n", max_size=4), first=st.integers(0, 9), second=st.integers(0, 9),
    ends=st.tuples(st.integers(0, 9), st.integers(0, 9)),
)  # fmt: skip
def test_where_two_edits_make_one_text_nobody_can_tell(
    text: str, new: str, first: int, second: int, ends: tuple[int, int]
) -> None:
    """Every other place of a removal or an insertion is tried: where it moves a place elsewhere, that is said."""
    at, stop = sorted((min(first, len(text)), min(second, len(text))))
    start, end = sorted(min(one, len(text)) for one in ends)
    edit = (at, at, new) if new else (at, stop, "")
    after, size = applied(text, [edit]), len(new) or stop - at
    if new:
        others = [(q, q, after[q : q + size]) for q in range(len(text) + 1)]
    else:
        others = [(q, q + size, "") for q in range(len(text) - size + 1)]
    same = [[other] for other in others if size and applied(text, [other]) == after]
    found = {moved(start, end, other) for other in same}
    if len(found) > 1:
        assert ambiguous(start, end, text, [edit])
    if len(same) <= 1:
        assert not ambiguous(start, end, text, [edit])


def test_a_document_that_is_edited_rightly_stays_right(root: Path) -> None:
    data = json.loads((root / ARTICLES[0]).read_bytes())
    found = edited(data, [(10, 10, "😀 "), (200, 205, "")])
    assert differs(found) == set()
    assert len(places_of(found)) == len(places_of(data))

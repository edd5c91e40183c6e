"""Tokens and sentences: every character is in one or is white space, and none is cut where it cannot be."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standfirst.interchange.tokens import TOKENISERS, cut, sentences, span_edges, tokenised, tokens
from standfirst.model import Document
from standfirst.offsets.boundaries import grapheme_breaks
from standfirst.strategies import documents, texts


@pytest.mark.parametrize("name", TOKENISERS)
@given(text=texts())
def test_tokens_cover_all_but_white_space(name: str, text: str) -> None:
    found = tokens(text, name)
    assert all(start < end for start, end in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))
    assert "".join(text[start:end] for start, end in found) == "".join(text.split())
    assert not any(one.isspace() for start, end in found for one in text[start:end])


@given(text=texts())
def test_no_token_touches_another_inside_a_grapheme_cluster(text: str) -> None:
    breaks = set(grapheme_breaks(text))
    touching = {one[1] for one, two in pairwise(tokens(text)) if one[1] == two[0]}
    assert touching <= breaks


@given(text=texts())
def test_sentences_cover_all_but_white_space(text: str) -> None:
    found = sentences(text)
    assert all(one[1] <= two[0] for one, two in pairwise(found))
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() and start < end for start, end in found)


@given(document=documents(), many=st.booleans())
def test_the_tokens_of_a_document_lie_in_one_sentence_each(document: Document, many: bool) -> None:
    edges = span_edges(document, ("mentions", "quotes")) if many else set()
    found = tokenised(document, edges=edges)
    stretches = found.tokens
    assert stretches == sorted(stretches)
    assert "".join("".join(document.text[a:b].split()) for a, b in stretches) == "".join(document.text.split())
    inside = {edge for edge in edges for start, end in stretches if start < edge < end}
    assert inside == set()


def test_words_numbers_marks_and_scripts_without_blanks() -> None:
    text = "Ann's 1,000.5 e\u0301t क्षि 市長 👍🏽 U.S."
    assert [text[start:end] for start, end in tokens(text)] == [
        "Ann", "'", "s", "1,000.5", "e\u0301t", "क्षि", "市", "長", "👍🏽", "U", ".", "S", ".",
    ]  # fmt: skip


def test_sentences_end_behind_stops_and_lines_and_not_behind_initials() -> None:
    text = "“No!” said J. Ek. He left at 5 p.m. on Friday\nThe end"
    found = [text[start:end] for start, end in sentences(text)]
    assert found == ["“No!” said J. Ek.", "He left at 5 p.m. on Friday", "The end"]


def test_cutting_adds_edges_inside_tokens_alone() -> None:
    assert cut([(0, 5), (6, 9)], [0, 2, 4, 5, 7, 9, 30]) == [(0, 2), (2, 4), (4, 5), (6, 7), (7, 9)]

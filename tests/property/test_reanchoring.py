"""Re-anchoring: what is applied is right, everything is told once, and nothing is invented."""

import string
from random import Random

import pytest
import standfirst
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from standfirst import strategies
from standfirst.faults.revisions import REVISIONS, revise
from standfirst.model import Document
from standfirst.model.plain_places import fragment_places
from standfirst.repair.fix import tree_of
from standfirst.repair.reanchor import STATUSES, Place, place_with_old_text, place_without_old_text, reanchor
from standfirst.repair.reanchor.align import equal_blocks

WINDOW = 8
WORDS = st.lists(st.text(string.ascii_lowercase, min_size=3, max_size=9), min_size=12, max_size=60, unique=True)


def identifiable(text: str) -> bool:
    """Whether no eight characters stand twice: then nobody can take one place for another."""
    windows = [text[at : at + WINDOW] for at in range(len(text) - WINDOW + 1)]
    return len(set(windows)) == len(windows)


@st.composite
def articles(draw: st.DrawFn) -> str:
    words = draw(WORDS)
    ends = [draw(st.sampled_from([" ", " ", " ", ", ", ".\n"])) for _ in words]
    text = "".join(word + end for word, end in zip(words, ends, strict=True))
    assume(identifiable(text))
    return text


def places(text: str, chance: Random, count: int = 20) -> list[Place]:
    found = []
    for number in range(count):
        start, end = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
        end = min(end, start + 30)
        document = Document.create(text, id="d", language="en", license="CC0-1.0")
        one = document.fragment(start, end)
        found.append(Place(f"/{number}", f"m{number}", start, end, one.text, one.prefix, one.suffix))
    return found


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_blocks_are_equal_and_in_the_order_of_both_texts(old: str, new: str) -> None:
    at_old = at_new = 0
    for block in equal_blocks(old, new):
        assert block.length > 0
        assert old[block.old : block.old + block.length] == new[block.new : block.new + block.length]
        assert block.old >= at_old
        assert block.new >= at_new
        at_old, at_new = block.old + block.length, block.new + block.length
    assert (equal_blocks(old, old) == []) == (old == "")


@given(strategies.documents())
def test_onto_its_own_text_a_document_is_unchanged(document: Document) -> None:
    found = reanchor(document, document.text)
    assert found.document == document
    assert all(one.status == "applied" and one.how == "exact" for one in found.placements)
    assert found.left_out == found.shortened == ()


@pytest.mark.parametrize("kind", [name for name in REVISIONS if name != "paragraph doubled"])
@given(articles(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_what_is_applied_is_the_truth_where_no_words_stand_twice(kind: str, text: str, chance: Random) -> None:
    revision = revise(text, kind, chance)
    truths = revision.truths()
    for one in place_with_old_text(text, revision.text, places(text, chance)):
        place = one.place
        if one.status != "applied" or place.start == place.end:
            continue
        assert one.start is not None
        assert one.end is not None
        if one.how == "exact":
            assert revision.text[one.start : one.end] == place.surface
        if truths.untouched(place.start, place.end) and identifiable(revision.text):
            assert (one.start, one.end) == truths.place(place.start, place.end)


@given(articles(), st.randoms(use_true_random=False), st.booleans())
def test_words_that_are_deleted_are_never_exact(text: str, chance: Random, trusted: bool) -> None:
    (place,) = places(text, chance, 1)
    assume(place.start < place.end)
    new = text[: place.start] + text[place.end :]
    assume(place.surface not in new)
    found = place_with_old_text(text, new, [place]) if trusted else place_without_old_text(new, [place])
    (one,) = found
    assert one.status != "applied"


@given(articles(), st.data())
@settings(max_examples=60)
def test_a_revision_knows_where_everything_is(text: str, data: st.DataObject) -> None:
    revision = data.draw(strategies.edit_scripts(text))
    start, end = sorted((data.draw(st.integers(0, len(text) - 1)), data.draw(st.integers(1, len(text)))))
    truths = revision.truths()
    if start < end and truths.untouched(start, end):
        place = truths.place(start, end)
        assert place is not None
        assert revision.text[slice(*place)] == text[start:end]
    assert revision.old == text


@pytest.mark.parametrize("trusted", [True, False])
@given(strategies.documents(), st.sampled_from(sorted(REVISIONS)), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_every_span_is_told_once_and_what_is_made_is_valid(
    trusted: bool, document: Document, kind: str, chance: Random
) -> None:
    text = revise(document.text, kind, chance).text if document.text else "New."
    assume(standfirst.validate(Document.create(text, id="d", language="en", license="CC0-1.0")).valid)
    found = reanchor(document, text, trust_old_text=trusted)
    assert [one.place.pointer for one in found.placements] == [
        one.pointer for one in fragment_places(tree_of(document))
    ]
    assert {one.status for one in found.placements} <= set(STATUSES)
    assert found.document.text == text
    report = standfirst.validate(found.document)
    assert report.valid, report.errors[0].message
    for one in fragment_places(tree_of(found.document)):
        assert text[one.value["start"] : one.value["end"]] == one.value["text"]


@given(articles(), st.sampled_from(sorted(REVISIONS)), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_applied_places_keep_their_order_and_how_they_lie(text: str, kind: str, chance: Random) -> None:
    revision = revise(text, kind, chance)
    found = [one for one in place_with_old_text(text, revision.text, places(text, chance)) if one.status == "applied"]
    for one in found:
        for other in found:
            assert one.start is not None
            assert one.end is not None
            assert other.start is not None
            assert other.end is not None
            if one.place.end <= other.place.start:
                assert one.end <= other.start
            if one.place.start <= other.place.start and other.place.end <= one.place.end:
                assert one.start <= other.start
                assert other.end <= one.end
            if one.place.start < other.place.start < one.place.end < other.place.end:
                assert one.start <= other.start <= one.end <= other.end


@given(articles(), st.sampled_from(sorted(REVISIONS)), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_what_is_exact_goes_back_to_where_it_was(text: str, kind: str, chance: Random) -> None:
    new = revise(text, kind, chance).text
    there = [one for one in place_with_old_text(text, new, places(text, chance)) if one.how == "exact"]
    there = [one for one in there if one.status == "applied"]
    moved = [
        Place(one.place.pointer, one.place.annotation, one.start or 0, one.end or 0, one.place.surface) for one in there
    ]
    for one, back in zip(there, place_with_old_text(new, text, moved), strict=True):
        if back.status == "applied" and identifiable(new):
            assert (back.start, back.end) == (one.place.start, one.place.end)


@given(strategies.documents(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_decisions_are_applied_and_applying_them_again_changes_nothing(document: Document, chance: Random) -> None:
    assume(document.text)
    text = revise(document.text, "words replaced", chance).text
    assume(standfirst.validate(Document.create(text, id="d", language="en", license="CC0-1.0")).valid)
    first = reanchor(document, text)
    accepted = {
        one.place.pointer: (one.start, one.end)
        for one in first.placements
        if one.status == "proposed" and one.start is not None and one.end is not None
    }
    second = reanchor(document, text, decisions=accepted)
    assert second.count("proposed") == 0
    assert second == reanchor(document, text, decisions=accepted)
    assert reanchor(second.document, text).document == second.document

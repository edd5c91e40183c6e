"""What spaCy does with offsets that are no boundaries of its tokens, or no spans."""

import warnings

import pytest
from shrunk import Misplaced, assert_small, marked, misplaced, nothing_fails, peer, smallest, stretches
from standfirst import Document

pytestmark = pytest.mark.peers
spacy, training = peer("spacy", "spacy", "spacy.training")
pipeline = spacy.blank("en")


def lost(document: Document) -> bool:
    """Whether a mention with width is not an entity of a training example."""
    for start, end in stretches(document):
        if start < end:
            example = training.Example.from_dict(pipeline.make_doc(document.text), {"entities": [(start, end, "X")]})
            if [(span.start_char, span.end_char) for span in example.reference.ents] != [(start, end)]:
                return True
    return False


def test_entities_that_are_no_tokens_are_dropped_from_training() -> None:
    document = smallest(marked(), lost)
    assert_small(document)
    with pytest.warns(UserWarning, match="W030"):
        example = training.Example.from_dict(pipeline.make_doc("aa"), {"entities": [(0, 1, "X")]})
    assert example.reference.ents == ()


def tags_silently(case: Misplaced) -> list[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return list(training.offsets_to_biluo_tags(pipeline.make_doc(case.text), [(case.start, case.end, "X")]))


def test_entities_whose_end_is_before_their_start_are_dropped_without_a_warning() -> None:
    case = smallest(misplaced(), lambda each: each.is_reversed() and set(tags_silently(each)) == {"O"})
    assert (len(case.text), case.start, case.end) == (1, 1, 0)


def test_spans_whose_end_is_before_their_start_become_whole_tokens() -> None:
    def grown(case: Misplaced) -> bool:
        span = pipeline.make_doc(case.text).char_span(case.start, case.end, alignment_mode="expand")
        return span is not None and span.end_char > span.start_char

    case = smallest(misplaced(), lambda each: each.is_reversed() and grown(each))
    assert len(case.text) <= 8
    assert pipeline.make_doc("abc").char_span(2, 1, alignment_mode="expand").text == "abc"


def reads_again(text: str, places: list[tuple[int, int]]) -> bool:
    """Whether the JSON of a document with spans expanded to tokens is read, and says the same."""
    made = pipeline.make_doc(text)
    spans = [made.char_span(*place, label="X", alignment_mode="expand") for place in places]
    made.spans["a"] = [span for span in spans if span is not None]
    try:
        again = spacy.tokens.Doc(pipeline.vocab).from_json(made.to_json())
    except ValueError:
        return False
    ends = [[(span.start_char, span.end_char) for span in each.spans["a"]] for each in (made, again)]
    return bool(again.text == text and ends[0] == ends[1])


def test_json_keeps_the_text_and_spans_that_have_width() -> None:
    def differs(document: Document) -> bool:
        return not reads_again(document.text, [place for place in stretches(document) if place[0] < place[1]])

    nothing_fails(marked(), differs)


def test_json_with_an_empty_span_in_white_space_is_not_read() -> None:
    def differs(case: Misplaced) -> bool:
        return 0 <= case.start == case.end <= len(case.text) and not reads_again(case.text, [(case.start, case.end)])

    case = smallest(misplaced(), differs)
    assert len(case.text) <= 8
    made = pipeline.make_doc("a b")
    made.spans["a"] = [made.char_span(1, 1, label="X", alignment_mode="expand")]
    assert (made.spans["a"][0].start_char, made.spans["a"][0].end_char) == (2, 2)  # and it was at 1
    with pytest.raises(ValueError, match="E1039"):
        spacy.tokens.Doc(pipeline.vocab).from_json(made.to_json())

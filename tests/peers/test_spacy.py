"""What spaCy does with offsets that are no boundaries of its tokens, or no spans."""

import warnings

import pytest
from hypothesis.errors import NoSuchExample
from shrunk import Misplaced, assert_small, marked, misplaced, peer, smallest, stretches
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
    assert len(case.text) <= 3
    assert pipeline.make_doc("abc").char_span(2, 1, alignment_mode="expand").text == "abc"


def test_the_text_of_a_document_and_spans_of_tokens_are_kept() -> None:
    def differs(document: Document) -> bool:
        made = pipeline.make_doc(document.text)
        spans = [made.char_span(*stretch, label="X", alignment_mode="expand") for stretch in stretches(document)]
        made.spans["a"] = [span for span in spans if span is not None]
        again = spacy.tokens.Doc(pipeline.vocab).from_json(made.to_json())
        ends = [[(span.start_char, span.end_char) for span in each.spans["a"]] for each in (made, again)]
        return again.text != document.text or ends[0] != ends[1]

    with pytest.raises(NoSuchExample):
        smallest(marked(), differs)

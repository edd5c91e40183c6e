"""What stam does with offsets."""

from typing import Any

import pytest
from shrunk import Misplaced, marked, misplaced, nothing_fails, peer, smallest, stretches
from standfirst import Document

pytestmark = pytest.mark.peers
stam = peer("stam", "stam")


def annotated(text: str, start: int, end: int) -> Any:
    store = stam.AnnotationStore(id="s")
    resource = store.add_resource(id="t", text=text)
    target = stam.Selector.textselector(resource, stam.Offset.simple(start, end))
    return store, store.annotate(target=target, data=[{"id": "D", "set": "s", "key": "k", "value": "v"}], id="a")


def panics(case: Misplaced) -> bool:
    _, annotation = annotated(case.text, case.start, case.end)
    try:
        annotation.text()
    except BaseException as error:  # a panic is no Exception
        return type(error).__name__ == "PanicException"
    return False


def test_ends_before_starts_are_taken_and_reading_them_panics() -> None:
    case = smallest(misplaced(), lambda each: each.is_reversed() and panics(each))
    assert (len(case.text), case.start, case.end) == (1, 1, 0)


def test_json_keeps_all_spans() -> None:
    def differs(document: Document) -> bool:
        for start, end in stretches(document):
            store, _ = annotated(document.text, start, end)
            (again,) = stam.AnnotationStore(string=store.to_json_string()).annotations()
            (span,) = again.textselections()
            if (span.begin(), span.end()) != (start, end):
                return True
        return False

    nothing_fails(marked(), differs)

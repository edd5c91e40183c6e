"""What gatenlp does with offsets, and with the XML of GATE."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from shrunk import GRIN, Misplaced, assert_small, marked, misplaced, nothing_fails, peer, smallest, stretches
from standfirst import Document
from standfirst.strategies import texts

pytestmark = pytest.mark.peers
gatenlp, offsets = peer("gatenlp", "gatenlp", "gatenlp.offsetmapper")

XML = """<?xml version="1.0" encoding="UTF-8"?><GateDocument version="3"><GateDocumentFeatures/>
<TextWithNodes><Node id="0"/>a<Node id="1"/></TextWithNodes><AnnotationSet>
<Annotation {id} Type="X" StartNode="0" EndNode="1"><Feature><Name className="java.lang.String">f</Name>
<Value className="java.lang.Boolean">{value}</Value></Feature></Annotation></AnnotationSet></GateDocument>"""


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_the_end_of_a_text_whose_last_character_is_astral_is_one_too_small() -> None:
    def wrong(text: str) -> bool:
        return bool(offsets.OffsetMapper(text).convert_to_java(len(text)) != utf16(text))

    text = smallest(texts(blank=True), wrong)
    assert len(text) == 1
    assert text > "\uffff"
    assert offsets.OffsetMapper(f"a{GRIN}").convert_to_java(2) == 2  # and the end of the text is at 3


def through(document: Document, unit: str) -> list[tuple[int, int]]:
    made = gatenlp.Document(document.text)
    for start, end in stretches(document):
        made.annset().add(start, end, "X")
    again = gatenlp.Document.load_mem(made.save_mem(fmt="json", offset_type=unit), fmt="json")
    return sorted((span.start, span.end) for span in again.annset())


def test_json_in_utf16_loses_annotations_at_the_end() -> None:
    document = smallest(marked(), lambda each: through(each, "j") != sorted(stretches(each)))
    assert_small(document)
    assert document.text[-1] > "\uffff"
    (stretch,) = stretches(document)
    assert stretch[1] == len(document.text)


def test_json_in_code_points_keeps_offsets() -> None:
    nothing_fails(marked(), lambda each: through(each, "p") != sorted(stretches(each)))


def test_offsets_inside_a_character_are_rounded_down() -> None:
    def rounded(case: Misplaced) -> bool:
        return case.is_inside_character() and bool(offsets.OffsetMapper(case.text).convert_to_python(case.end) >= 0)

    case = smallest(misplaced(), rounded)
    assert len(case.text) == 1
    assert offsets.OffsetMapper(f"a{GRIN}b").convert_to_python([1, 2]) == [1, 1]


def loaded(case: Misplaced) -> Any:
    span = {"type": "X", "start": case.start, "end": case.end, "id": 0, "features": {}}
    sets = {"": {"name": "", "next_annid": 1, "annotations": [span]}}
    made = gatenlp.Document.from_dict({"text": case.text, "offset_type": "p", "features": {}, "annotation_sets": sets})
    (annotation,) = made.annset()
    return annotation.start, annotation.end


def test_offsets_behind_the_text_are_loaded() -> None:
    case = smallest(misplaced(), lambda each: each.is_beyond() and loaded(each) == (each.start, each.end))
    assert (len(case.text), case.start, case.end) == (1, 0, 2)


def read(folder: Path, identifier: str, value: str) -> Any:
    path = folder / "a.xml"
    path.write_text(XML.format(id=identifier, value=value), "utf-8")
    (annotation,) = gatenlp.Document.load(str(path), fmt="gatexml").annset()
    return annotation.features["f"]


def test_false_is_read_as_true(tmp_path: Path) -> None:
    values = st.sampled_from(["true", "false"])
    assert smallest(values, lambda value: read(tmp_path, 'Id="0"', value) is not (value == "true")) == "false"


def test_annotations_without_an_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="Id"):
        read(tmp_path, "", "true")


def test_compressing_in_memory_gives_nothing() -> None:
    assert gatenlp.Document("a").save_mem(fmt="json", gzip=True) is None

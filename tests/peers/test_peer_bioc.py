"""What bioc does with brat's files, and with offsets in BioC."""

from typing import Any

import pytest
from hypothesis import strategies as st
from shrunk import assert_small, marked, nothing_fails, peer, smallest, stretches
from standfirst import Document

pytestmark = pytest.mark.peers
bioc, brat, brat_validator, validator, brat2bioc = peer(
    "bioc", "bioc", "bioc.brat", "bioc.brat.validator", "bioc.validator", "bioc.tools.brat2bioc"
)


def refused(document: Document) -> bool:
    """Whether the validator of brat's files refuses a correct file with the mentions of a document."""
    lines = []
    for number, mention in enumerate(document.mentions or (), 1):
        places = ";".join(f"{part.start} {part.end}" for part in mention.span)
        surface = " ".join(document.text[part.start : part.end] for part in mention.span)
        if not surface or not surface.isprintable() or surface != surface.strip():
            return False  # spans without width, line ends and outer white space are other matters
        lines.append(f"T{number}\tX {places}\t{surface}\n")
    try:
        brat_validator.validate(brat.loads(document.text, "".join(lines)))
    except ValueError:
        return True
    return False


def test_correct_files_with_spans_in_parts_are_refused() -> None:
    document = smallest(marked(), refused)
    assert_small(document)
    assert any(len(mention.span) == 2 for mention in document.mentions or ())
    brat_validator.validate(brat.loads("a b", "T1\tX 0 3\ta b\n"))
    with pytest.raises(ValueError, match="incorrect"):
        brat_validator.validate(brat.loads("a b", "T1\tX 0 1;2 3\ta b\n"))


def test_spans_without_width_stop_the_reader() -> None:
    def stops(document: Document) -> bool:
        empty = [stretch for stretch in stretches(document) if stretch[0] == stretch[1]]
        try:
            for start, end in empty:
                brat.loads(document.text, f"T1\tX {start} {end}\t\n")
        except AssertionError:
            return True
        return False

    document = smallest(marked(), stops)
    assert_small(document)
    assert any(start == end for start, end in stretches(document))


LINES = [
    "E1\tMeet:T1 Who:T2\n",
    "R1\tPart Arg1:T1 Arg2:T2\n",
    "A1\tNegated T1\n",
    "#1\tNote T1\tx\n",
    "*\tEquiv T1 T2\n",
]
REFERENCE = "N1\tReference T1 W:1\ta\n"


def written(lines: str) -> Any:
    return brat.dumps_ann(brat.loads("a b", f"T1\tX 0 1\ta\nT2\tX 2 3\tb\n{lines}"))


def test_lines_of_references_are_dropped() -> None:
    lines = st.lists(st.sampled_from([*LINES, REFERENCE]), unique=True)
    dropping = smallest(lines, lambda some: written("".join(some)).count("\n") < 2 + len(some))
    assert dropping == [REFERENCE]


def test_of_arguments_with_one_role_the_last_is_left() -> None:
    roles = st.lists(st.sampled_from(["A", "B", "C"]), min_size=1, max_size=4)

    def loses(names: list[str]) -> bool:
        line = "E1\tMeet:T1 " + " ".join(f"{name}:T2" for name in names) + "\n"
        return line not in written(line)

    assert smallest(roles, loses) == ["A", "A"]


def infons(line: str) -> Any:
    made = brat2bioc.brat2bioc_doc(brat.loads("a", f"T1\tX 0 1\ta\n{line}"))
    return made.annotations[0].infons


def test_a_note_takes_the_place_of_the_type() -> None:
    assert infons("")["type"] == "X"
    assert infons("#1\tAnnotatorNotes T1\tsee above\n")["type"] == "AnnotatorNotes"


def test_the_name_of_an_attribute_is_dropped() -> None:
    assert "Negated" not in str(infons("A1\tNegated T1\n"))


def test_white_space_at_the_end_of_a_span_is_dropped() -> None:
    def loses(surface: str) -> bool:
        return bool(brat.loads(surface, f"T1\tX 0 {len(surface)}\t{surface}\n").entities[0].text != surface)

    surface = smallest(st.text(st.sampled_from("ab \u00a0"), min_size=1).filter(str.strip), loses)
    assert len(surface) == 2
    (entity,) = brat.loads("a ", "T1\tX 0 2\ta \n").entities
    assert entity.text == "a"


def through(text: str, offset: int, length: int) -> Any:
    collection, document, passage, annotation = (
        bioc.BioCCollection(),
        bioc.BioCDocument(),
        bioc.BioCPassage(),
        bioc.BioCAnnotation(),
    )
    passage.text, passage.offset, annotation.id, annotation.text = text, 0, "1", text[offset : offset + length]
    annotation.add_location(bioc.BioCLocation(offset, length))
    passage.add_annotation(annotation)
    document.add_passage(passage)
    document.id = "d"
    collection.add_document(document)
    read = bioc.biocxml.loads(bioc.biocxml.dumps(collection)).documents[0].passages[0]
    (location,) = read.annotations[0].locations
    return read.text, location.offset, location.length


def test_negative_offsets_and_lengths_are_read() -> None:
    numbers = st.tuples(st.integers(-3, 3), st.integers(-3, 3))
    case = smallest(numbers, lambda pair: max(pair) < 0 and through("a", *pair)[1:] == pair)
    assert case == (-1, -1)


def test_xml_keeps_texts_and_offsets() -> None:
    def differs(document: Document) -> bool:
        spans = [(start, end - start) for start, end in stretches(document)]
        return any(through(document.text, *span) != (document.text, *span) for span in spans)

    nothing_fails(marked(), differs)

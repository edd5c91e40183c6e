"""The library as a caller sees it."""

from pathlib import Path

import pytest
import standfirst
from standfirst.conversion import Plan
from standfirst.data.schemes import load_scheme
from standfirst.errors import EditError, InvalidDocumentError, OffsetError, UsageError
from standfirst.model import Document, Entity, Mention
from standfirst.offsets import convert_offsets, length


@pytest.fixture
def document() -> Document:
    made = Document.create("Ann met Bob. Ann left.", id="d", language="en", license="CC0-1.0")
    return made.add(
        Entity(id="e1", type="PER", name="Ann"),
        Mention(id="m1", entity="e1", span=made.span((0, 3)), level="NAM"),
    )


def test_every_public_name_is_there() -> None:
    for name in standfirst.__all__:
        assert getattr(standfirst, name) is not None
    assert dir(standfirst) == standfirst.__all__
    with pytest.raises(AttributeError):
        standfirst.no_such_name  # noqa: B018


def test_dump_and_load(document: Document, tmp_path: Path) -> None:
    for name in ("a.json", "a.jsonl"):
        path = tmp_path / name
        standfirst.dump(document, path)
        assert standfirst.load(path) == document
        with pytest.raises(UsageError, match="exists"):
            standfirst.dump(document, path)
        standfirst.dump(document, path, force=True)
    with pytest.raises(UsageError, match="speaks of no format"):
        standfirst.dump(document, tmp_path / "a.xyz")
    with pytest.raises(UsageError, match="cannot read"):
        standfirst.load(tmp_path / "none.json")
    with pytest.raises(UsageError, match="several documents"):
        standfirst.loads(standfirst.dumps(document, "jsonl") * 2, "jsonl")
    assert list(standfirst.loads_all(standfirst.dumps(document, "jsonl") * 2)) == [document, document]


def test_load_refuses_a_wrong_offset_and_says_where(document: Document) -> None:
    data = standfirst.dumps(document).replace(b'"end":3', b'"end":4')
    with pytest.raises(InvalidDocumentError) as caught:
        standfirst.loads(data)
    assert [finding.code for finding in caught.value.findings] == ["OFF002"]
    assert "/mentions/0/span/0" in str(caught.value)


def test_validate_takes_a_document_bytes_and_paths(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    standfirst.dump(document, path)
    for source in (document, standfirst.dumps(document), str(path), path, tmp_path):
        report = standfirst.validate(source)
        assert report.valid
        assert report.documents == 1
    broken = standfirst.dumps(document).replace(b'"entity":"e1"', b'"entity":"e11"')
    report = standfirst.validate(broken)
    assert not report.valid
    (finding,) = report.errors
    assert (finding.code, finding.level, finding.annotation) == ("REF002", "error", "m1")
    assert finding.pointer == "/mentions/0/entity"
    assert finding.help == "did you mean 'e1'?"


def test_editing_makes_a_new_document(document: Document) -> None:
    changed = document.add(Mention(id="m2", entity="e1", span=document.span((13, 16))))
    assert [mention.id for mention in changed.mentions or ()] == ["m1", "m2"]
    assert [mention.id for mention in document.mentions or ()] == ["m1"]
    assert changed.find("m2") == (changed.mentions or ())[1]
    longer = changed.replace("m1", span=changed.span((0, 7)))
    assert longer.find("m1").span[0].text == "Ann met"  # type: ignore[attr-defined]
    assert changed.remove("m2") == document
    assert standfirst.validate(longer).valid


def test_editing_takes_surfaces_from_the_text(document: Document) -> None:
    from standfirst.model import Fragment

    wrong = Fragment(start=8, end=11, text="nonsense")
    assert document.add(Mention(id="m2", entity="e1", span=(wrong,))).find("m2").span[0].text == "Bob"  # type: ignore[attr-defined]


def test_editing_refuses_what_would_break(document: Document) -> None:
    with pytest.raises(OffsetError):
        document.span((0, 99))
    with pytest.raises(OffsetError):
        document.replace(text="Eve met Bob.")
    with pytest.raises(EditError, match="still refers"):
        document.remove("e1")
    with pytest.raises(EditError, match="is taken"):
        document.add(Entity(id="m1", type="PER"))
    with pytest.raises(EditError, match="is no id"):
        document.add(Entity(id="1", type="PER"))
    with pytest.raises(EditError, match="no annotation"):
        document.replace("m9", level="NOM")
    with pytest.raises(EditError, match="no member"):
        document.replace("m1", colour="red")
    with pytest.raises(EditError, match="cannot change an id"):
        document.replace("m1", id="m2")
    assert document.remove("m1", "e1").mentions == ()


def test_a_new_text_brings_its_fingerprint(document: Document) -> None:
    longer = document.replace(text=document.text + " Bob stayed.")
    assert standfirst.validate(longer).valid
    assert longer.fingerprint.lengths.codepoint == len(longer.text)


def test_editing_keeps_unknown_members_that_still_have_a_place() -> None:
    import json

    import msgspec
    from standfirst.model import Unknown

    document = Document.create("Ann met Bob.", id="d", language="en", license="CC0-1.0")
    document = document.add(
        Entity(id="e1", type="PER"), Mention(id="m1", entity="e1", span=document.span((0, 3), (8, 11)))
    )
    unknown = (
        Unknown("", "/later", "1"),
        Unknown("", "/meta/colour", "1"),
        Unknown("m1", "/colour", "1"),
        Unknown("m1", "/span/1/colour", "1"),
    )
    document = msgspec.structs.replace(document, unknown=unknown)
    assert set(standfirst.loads(standfirst.dumps(document)).unknown) == set(unknown)
    shorter = document.replace("m1", span=document.span((0, 3)))
    assert [member.path for member in shorter.unknown] == ["/later", "/meta/colour", "/colour"]
    assert [member.path for member in document.remove("m1").unknown] == ["/later", "/meta/colour"]
    assert [member.path for member in document.replace(meta=document.meta).unknown] == [
        "/later",
        "/colour",
        "/span/1/colour",
    ]
    assert json.loads(standfirst.dumps(shorter))["mentions"][0]["colour"] == 1


def test_bytes_of_any_kind_are_content(document: Document) -> None:
    data = standfirst.dumps(document)
    for content in (bytearray(data), memoryview(data)):
        assert standfirst.validate(content).valid
        assert standfirst.loads(bytes(content)) == document
    assert not standfirst.validate(bytearray(b"{")).valid


def test_a_path_that_none_can_be_is_said(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    standfirst.dump(document, path)
    for name in ("a\0b.json", "a\0b.jsonl", ""):
        for action in (
            lambda name: standfirst.load(name),
            lambda name: standfirst.validate(name),
            lambda name: standfirst.dump(document, name, "json"),
            lambda name: standfirst.convert(name, tmp_path / "b.jsonl"),
            lambda name: standfirst.convert(path, name, Plan(target_format="json")),
            lambda name: standfirst.convert(path, tmp_path / "b.jsonl", Plan(loss_report=name)),
            lambda name: standfirst.convert(tmp_path, name, Plan(target_format="json")),
            lambda name: load_scheme(name),
        ):
            with pytest.raises(UsageError):
                action(name)
    assert [each.name for each in tmp_path.iterdir()] == ["a.json"]


def test_offsets_are_integers_in_units_that_there_are() -> None:
    with pytest.raises(OffsetError, match="the units are codepoint, utf16, utf8, grapheme"):
        length("abc", "bogus")  # type: ignore[arg-type]
    for wrong in (1.0, "1", None):
        with pytest.raises(TypeError, match="an offset is an integer"):
            convert_offsets("abc", [wrong], "codepoint", "utf16")  # type: ignore[list-item]

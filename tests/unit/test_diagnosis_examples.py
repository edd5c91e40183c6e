"""What the diagnosis says of documents whose fault is known."""

import copy
import json
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from standfirst.diagnosis import Diagnosis, Hypothesis, diagnose, material_of, pool
from standfirst.faults import break_document
from standfirst.faults.edits import places_of
from standfirst.model import Agent, Document, Entity, Mention, Zone
from standfirst.model.plain_places import fragment_places

TEXT = "Ann 😀 met Bob.\nThen Carl left Dora, and Eve saw Finn — “at last”.\nGus ran. Hugo sat. Ida won.\n"
NAMES = ("Ann", "Bob", "Carl", "Dora", "Eve", "Finn", "Gus", "Hugo", "Ida")


def made(text: str = TEXT, names: tuple[str, ...] = NAMES, **members: Any) -> dict[str, Any]:
    document = Document.create(text, id="d", language="en", license="x", **members)
    places = [(text.index(name), text.index(name) + len(name)) for name in names]
    document = document.add(Entity(id="e", type="PER"))
    document = document.add(
        *(Mention(id=f"m{n}", entity="e", span=document.span(place)) for n, place in enumerate(places))
    )
    tree: dict[str, Any] = json.loads(msgspec.json.encode(document))
    return tree


def shifted(tree: dict[str, Any], by: int) -> dict[str, Any]:
    broken = copy.deepcopy(tree)
    for place in fragment_places(broken):
        place.value["start"] += by
        place.value["end"] += by
    return broken


def broken(tree: dict[str, Any], name: str, seed: int = 0) -> dict[str, Any]:
    fault = break_document(tree, name, seed)
    assert fault is not None
    return fault.data


def assert_restored(tree: dict[str, Any], diagnosis: Diagnosis, wrong: dict[str, Any]) -> None:
    assert {**places_of(wrong), **diagnosis.corrections} == places_of(tree)


def test_the_sentence_says_cause_count_and_evidence() -> None:
    (cause,) = diagnose(broken(made(), "utf16-offsets")).causes
    assert cause.message == (
        "offset-unit-utf16: 8 of 9 spans are wrong as code points; all 9 are right if offsets are read as UTF-16 units "
        "(1 character beyond U+FFFF in the text)"
    )
    assert (cause.named, cause.certain, cause.ambiguous) == (True, True, False)


@pytest.mark.parametrize(
    ("fault", "name"),
    [
        ("utf8-offsets", "offset-unit-utf8"),
        ("inclusive-end", "offset-end-inclusive"),
        ("from-one-inclusive", "offset-1-inclusive"),
        ("length-for-end", "offset-length"),
        ("constant-shift", "offset-shift"),
        ("lf-to-crlf", "text-newline"),
        ("punctuation-to-ascii", "text-punctuation"),
        ("misread-latin1", "text-mojibake"),
        ("passage-relative", "offset-segment"),
    ],
)
def test_causes_have_names(fault: str, name: str) -> None:
    tree = made()
    wrong = broken(tree, fault)
    diagnosis = diagnose(wrong)
    assert name in diagnosis.causes[0].cause_class
    if fault not in ("lf-to-crlf", "punctuation-to-ascii", "misread-latin1"):
        assert_restored(tree, diagnosis, wrong)


def test_what_gives_the_same_offsets_is_one_class() -> None:
    tree = made()
    del tree["fingerprint"]
    (cause,) = diagnose(shifted(tree, 1)).causes
    assert {"offset-base-1", "text-bom"} <= set(cause.cause_class)
    assert cause.certain


def test_the_hash_decides_between_them() -> None:
    (cause,) = diagnose(shifted(made(), 1)).causes
    assert cause.cause_class == ("offset-base-1",)
    marked = made("\ufeff" + TEXT)
    lost = {**marked, "text": TEXT}
    (cause,) = diagnose(lost).causes
    assert cause.cause_class == ("text-bom",)


def test_four_spans_are_too_few_and_pooled_they_are_enough() -> None:
    documents = [made(names=NAMES[:4], agents=(Agent(id="a", kind="program", name="Tagger"),)) for _ in range(3)]
    wrong = [shifted(document, 1) for document in documents]
    (cause,) = diagnose(wrong[0]).causes
    assert not cause.named
    assert not cause.certain
    assert cause.message.startswith("consistent with offset-base-1")
    for document, diagnosis in zip(documents, pool(wrong, "tool")["Tagger"], strict=True):
        (cause,) = diagnosis.causes
        assert (cause.named, cause.scope, cause.where) == (True, "tool", "Tagger")
        assert cause.of == 12
        assert_restored(document, diagnosis, wrong[0])


def test_evidence_is_pooled_by_annotator_and_folder() -> None:
    materials = [material_of(shifted(made(), -1), folder=folder) for folder in ("a", "a", "b")]
    assert {name: len(found) for name, found in pool(materials, "folder").items()} == {"a": 2, "b": 1}
    assert pool(materials, "annotator") == {}
    with pytest.raises(ValueError, match="tool, folder or annotator"):
        pool([], "colour")


def test_one_annotator_of_two_is_found() -> None:
    tree = made(agents=(Agent(id="a", kind="person", name="A"), Agent(id="b", kind="person", name="B")))
    for number, mention in enumerate(tree["mentions"]):
        mention["annotator"] = "a" if number < 3 else "b"
    wrong = copy.deepcopy(tree)
    for mention in wrong["mentions"][3:]:
        mention["span"][0]["start"] -= 1
        mention["span"][0]["end"] -= 1
    (cause,) = diagnose(wrong).causes
    assert (cause.scope, cause.where, cause.name) == ("annotator", "b", "offset-shift")
    assert_restored(tree, diagnose(wrong), wrong)


def test_a_known_cause_is_taken_without_search() -> None:
    wrong = broken(made(), "utf8-offsets")
    (cause,) = diagnose(wrong).causes
    few = broken(made(names=NAMES[:2]), "utf8-offsets")
    assert cause.hypothesis is not None
    (again,) = diagnose(few, known=(Hypothesis(mode="offset-base-1"), cause.hypothesis)).causes
    assert (again.name, again.certain) == (cause.name, True)
    (other,) = diagnose(shifted(made(), 1), known=(cause.hypothesis,)).causes
    assert other.name == "offset-base-1"


def test_zones_move_with_the_cause() -> None:
    tree = made()
    lines = _lines(TEXT)
    tree["zones"] = [{"id": f"z{n}", "kind": "paragraph", "start": s, "end": e} for n, (s, e) in enumerate(lines)]
    wrong = broken(tree, "utf8-offsets")
    assert wrong["zones"] != tree["zones"]
    assert_restored(tree, diagnose(wrong), wrong)


def _lines(text: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for line in text.splitlines():
        found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def test_the_hash_alone_names_what_was_done_to_a_text() -> None:
    tree = made("\ufeff" + TEXT.replace("\n", "\r\n"), names=())
    tree["text"] = TEXT
    (cause,) = diagnose(tree).causes
    assert set(cause.name.split("+")) == {"text-newline", "text-bom"}
    tree["text"] = TEXT + "x"
    assert diagnose(tree).causes == ()


def test_ends_of_words_tell_where_no_surface_is_stored() -> None:
    tree = broken(made(), "utf8-offsets")
    for place in fragment_places(tree):
        place.value.pop("text")
        place.value.pop("prefix", None)
        place.value.pop("suffix", None)
    (cause,) = diagnose(tree).causes
    assert "offset-unit-utf8" in cause.cause_class
    assert not cause.certain
    assert cause.proposals


def test_an_edit_has_a_profile(root: Path) -> None:
    tree = json.loads((root / "samples/articles/storm-odile.json").read_bytes())
    fault = break_document(tree, "paragraph-inserted", 4)
    assert fault is not None
    (cause,) = diagnose(fault.data).causes
    assert cause.name == "text-drift"
    (change,) = cause.profile
    assert change.inserted == change.shift == len(fault.data["text"]) - len(tree["text"])


@pytest.mark.parametrize(
    ("name", "slip", "certain"),
    [
        ("jittered", "offset-off-by", True),
        ("start-behind-end", "offset-order", True),
        ("end-behind-text", "offset-range", True),
        ("negative-start", "offset-negative", True),
        ("foreign-surface", "surface-foreign", False),
        ("swapped", "offset-swapped", False),
        ("stale-surface", "surface-stale", False),
        ("offsets-as-strings", "offset-type", True),
        ("other-occurrence", "offset-other-occurrence", True),
    ],
)
def test_slips_have_names(root: Path, name: str, slip: str, *, certain: bool) -> None:
    tree = json.loads((root / "samples/articles/storm-odile.json").read_bytes())
    for seed in range(5):
        fault = break_document(tree, name, seed)
        assert fault is not None
        diagnosis = diagnose(fault.data)
        assert diagnosis.causes == ()
        assert {found.name for found in diagnosis.slips} == {slip}
        assert {found.certain for found in diagnosis.slips} == {certain}
        assert {one.annotation for one in diagnosis.slips} == set(fault.affected)


@pytest.mark.parametrize(
    "junk",
    [
        {},
        {"text": 3, "mentions": [1, None, {"span": 4}, {"span": [{}]}]},
        {"text": "a", "mentions": {"span": []}, "zones": [{"start": None, "end": True}], "coverage": [1]},
        {
            "text": "a",
            "mentions": [{"span": [{"start": 1.0, "end": "1", "text": ""}]}],
            "agents": [{}],
            "fingerprint": 1,
        },
        {"text": "a", "marks": [{"fragment": {"start": -(2**70), "end": 2**70, "text": "\ud800"}}] * 9},
    ],
)
def test_anything_can_be_handed_in(junk: dict[str, Any]) -> None:
    diagnose(junk)


def test_a_diagnosis_never_raises_on_spoilt_documents(root: Path) -> None:
    tree = json.loads((root / "samples/valid/emoji-festival-pt.json").read_bytes())
    random = Random(0)
    for _ in range(40):
        spoilt = copy.deepcopy(tree)
        for place in fragment_places(spoilt):
            if random.random() < 0.4:
                place.value[random.choice(("start", "end"))] = random.choice((-1, None, "4", 2.0, 10**30, [], True))
            if random.random() < 0.2:
                place.value["text"] = random.choice(("", "\ud800", "a" * 500, None, 4))
        diagnose(spoilt)


def test_zones_alone_need_no_surface() -> None:
    document = Document.create("One.\nTwo.", id="d", language="en", license="x")
    document = document.add(
        Zone(id="z1", kind="paragraph", start=0, end=4), Zone(id="z2", kind="paragraph", start=5, end=9)
    )
    assert diagnose(document).clean

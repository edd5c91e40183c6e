"""Every surface of the reference corpus and of the samples is read again from the text, without the library.

What the validator says of these files is not evidence for the validator. Only ``json`` and slices of strings decide here.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
ARTICLE = CORPUS / "chicago-open-letter.json"
FIRST = CORPUS / "passes" / "first.json"
"""The annotation that was made by the draft."""
MANIFEST = "manifest-sha256.txt"

CONTEXT = 32
LAYERS = {
    "zones": "zones",
    "entities": "entities",
    "mentions": "mentions",
    "times": "times",
    "quotes": "quotes",
    "marked_segments": "marks",
    "events": "events",
    "event_mentions": "event_mentions",
}
"""The layers of the draft, and what the document calls them."""

KEPT = {
    "zones": ("kind", "start", "end"),
    "entities": ("type", "name", "group", "generic"),
    "mentions": ("entity", "level", "reading", "uncertain"),
    "times": ("type", "value", "anchor", "quant"),
    "quotes": (
        "form", "medium", "function", "polarity", "level", "parent", "source_mention", "speaker", "addressee_entity",
        "via", "uncertain",
    ),
    "marked_segments": ("function", "quote"),
    "events": ("type",),
    "event_mentions": ("type", "class", "realis", "polarity", "phase", "reports", "attributed_to"),
}  # fmt: skip
"""The members that the document takes over from the draft as they are."""


def _documents() -> list[Path]:
    folders = (CORPUS, ROOT / "samples" / "articles", ROOT / "samples" / "valid")
    files = [path for folder in folders for path in folder.rglob("*.json")]
    return sorted(path for path in files if "standfirst" in _read(path))


def _read(path: Path) -> Any:
    return json.loads(path.read_bytes())


def _fragments(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in ``value`` that has a start, an end and a surface."""
    if isinstance(value, dict):
        if value.keys() >= {"start", "end", "text"}:
            yield value
        for member in value.values():
            yield from _fragments(member)
    elif isinstance(value, list):
        for element in value:
            yield from _fragments(element)


def _places(value: Any) -> Counter[tuple[int, int]]:
    """How often each stretch (code points) stands in ``value``."""
    return Counter((fragment["start"], fragment["end"]) for fragment in _fragments(value))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for member in value.values() if isinstance(value, dict) else value:
            yield from _strings(member)


@pytest.fixture(params=_documents(), ids=lambda path: str(path.relative_to(ROOT)))
def document(request: pytest.FixtureRequest) -> Any:
    return _read(request.param)


@pytest.fixture
def oracle(oracles: Path) -> Path:
    """The folder with the article and the draft that the document was made from."""
    return oracles / "seed"


def test_there_are_documents() -> None:
    names = {path.name for path in _documents()}
    assert {"chicago-open-letter.json", "minimal.json", "harbour-ferry-ja.json"} <= names


def test_every_surface_is_the_text_at_its_place(document: Any) -> None:
    text = document["text"]
    fragments = list(_fragments(document))
    assert fragments
    for fragment in fragments:
        assert 0 <= fragment["start"] <= fragment["end"] <= len(text), fragment
        assert text[fragment["start"] : fragment["end"]] == fragment["text"], fragment


def test_every_context_is_the_text_beside(document: Any) -> None:
    text = document["text"]
    for fragment in _fragments(document):
        prefix, suffix = fragment.get("prefix", ""), fragment.get("suffix", "")
        assert max(len(prefix), len(suffix)) <= CONTEXT, fragment
        assert text[: fragment["start"]].endswith(prefix), fragment
        assert text[fragment["end"] :].startswith(suffix), fragment


def test_context_stands_where_a_surface_occurs_again(document: Any) -> None:
    text = document["text"]
    for fragment in _fragments(document):
        first = text.find(fragment["text"])
        again = text.find(fragment["text"], first + 1) >= 0
        assert again == bool(fragment.keys() & {"prefix", "suffix"}), fragment


def test_the_fingerprint_is_that_of_the_text(document: Any) -> None:
    text = document["text"]
    data = text.encode("utf-8")
    assert document["fingerprint"]["sha256"] == hashlib.sha256(data).hexdigest()
    assert document["fingerprint"]["lengths"] == {
        "codepoint": len(text),
        "utf16": len(text.encode("utf-16-le")) // 2,
        "utf8": len(data),
    }


def test_zones_are_in_order_and_hold_all_that_is_not_space(document: Any) -> None:
    text = document["text"]
    end = 0
    for zone in document["zones"]:
        assert end <= zone["start"] < zone["end"] <= len(text), zone
        assert not text[end : zone["start"]].strip(), zone
        end = zone["end"]
    assert not text[end:].strip()


def test_the_article_is_the_one_that_was_annotated() -> None:
    data = (CORPUS / "chicago-open-letter.txt").read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    assert (digest[:8], digest[-4:]) == ("520d71d4", "2936")
    assert len(data) == 3976
    assert len(data.decode("utf-8")) == 3972
    assert _read(ARTICLE)["text"] == data.decode("utf-8")


def test_the_manifest_lists_every_file_of_the_corpus() -> None:
    files = sorted(path for path in CORPUS.rglob("*") if path.is_file() and path.name != MANIFEST)
    lines = {path.relative_to(CORPUS).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    expected = "".join(f"{lines[name]}  {name}\n" for name in sorted(lines))
    assert (CORPUS / MANIFEST).read_bytes().decode("utf-8") == expected


def test_the_article_is_the_oracle(oracle: Path) -> None:
    assert (oracle / "article.txt").read_bytes() == (CORPUS / "chicago-open-letter.txt").read_bytes()


@pytest.mark.parametrize("layer", LAYERS)
def test_the_first_annotation_has_every_annotation_of_the_draft(oracle: Path, layer: str) -> None:
    draft, annotations = _read(oracle / "gold_draft.json")[layer], _read(FIRST)[LAYERS[layer]]
    assert len(annotations) == len(draft)
    for ours, theirs in zip(annotations, draft, strict=True):
        if layer == "marked_segments":
            place = (theirs["start"], theirs["end"])
            assert (ours["fragment"]["start"], ours["fragment"]["end"]) == place
        else:
            assert ours["id"] == theirs["id"]
            assert _places(ours) == _places(theirs), ours["id"]
        for member in KEPT[layer]:
            assert ours.get(member) == theirs.get(member), (theirs, member)


def test_the_first_annotation_has_every_link_and_argument_of_the_draft(oracle: Path) -> None:
    draft, document = _read(oracle / "gold_draft.json"), _read(FIRST)
    for ours, theirs in zip(document["entities"], draft["entities"], strict=True):
        links = [(link["scheme"], link["id"]) for link in ours.get("links", ())]
        assert links == ([("wikidata", theirs["qid"])] if theirs["qid"] else [])
        assert ours.get("attributes", {}).get("qid_candidate") == theirs.get("qid_candidate")
        mentions = [mention["id"] for mention in document["mentions"] if mention["entity"] == ours["id"]]
        assert mentions == theirs["mentions"]
    for ours, theirs in zip(document["event_mentions"], draft["event_mentions"], strict=True):
        assert ours["event"] == theirs["instance"]
        mine = [(arg["role"], arg["kind"], arg.get("ref"), _places(arg)) for arg in ours["args"]]
        assert mine == [(arg["role"], arg["kind"], arg.get("ref"), _places(arg)) for arg in theirs["args"]]
    for ours, theirs in zip(document["quotes"], draft["quotes"], strict=True):
        for member in ("content", "cue", "source", "addressee", "verbatim"):
            assert (member in ours) == (theirs[member] is not None), (ours["id"], member)
            assert _places(ours.get(member)) == _places(theirs[member]), (ours["id"], member)


def test_no_note_of_the_draft_is_lost(oracle: Path) -> None:
    draft, document = _read(oracle / "gold_draft.json"), _read(FIRST)
    everything = "\0".join(_strings(document))
    notes = [draft["document"]["comment"], *(note["note"] for note in draft["notes"])]
    assert len(notes) == 27
    for note in notes:
        assert note in everything

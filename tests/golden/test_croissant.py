"""Croissant, judged by its makers' library: it is valid, and every record that it promises is in the documents."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from corpora import mixed
from standfirst.description import describe, facts_of
from standfirst.model import LAYERS

pytestmark = pytest.mark.filterwarnings("ignore")  # pandas warns the library, which is not ours to mend

Loaded = dict[str, list[dict[str, Any]]]

_NOT_IN_RECORDS = {"attributes"}
"""Members of annotations that records of Croissant cannot hold; and of arguments their spans."""


@pytest.fixture
def croissant(library: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    """The library, without a network."""
    found = library("mlcroissant")

    def refuse(*_: Any) -> None:
        raise AssertionError("a description needs the network")

    monkeypatch.setattr("socket.socket.connect", refuse)
    return found


def load(croissant: Any, folder: Path, *, draft: bool = False) -> tuple[Any, Loaded]:
    """What the library makes of the description of a corpus: its metadata, and all records by their sets."""
    path = folder / "croissant.json"
    path.write_bytes(describe(folder, "croissant", draft=draft))
    dataset = croissant.Dataset(jsonld=os.fspath(path))
    assert not dataset.metadata.ctx.issues.errors
    return dataset.metadata, {each.uuid: list(dataset.records(each.uuid)) for each in dataset.metadata.record_sets}


def plain(record: Any, owner: str) -> Any:
    """A record with the members that have a value, named as in the document; texts are bytes there."""
    if isinstance(record, dict):
        pairs = ((name.removeprefix(f"{owner}/"), value, name) for name, value in record.items())
        values = {short: plain(value, name) for short, value, name in pairs}
        return {short: value for short, value in values.items() if value not in (None, {}, [{}])}
    if isinstance(record, (list, tuple)):
        return [plain(value, owner) for value in record]
    return record.decode("utf-8") if isinstance(record, bytes) else record


def expected(annotation: dict[str, Any]) -> dict[str, Any]:
    """What a record should hold of an annotation."""
    kept = {name: value for name, value in annotation.items() if name not in _NOT_IN_RECORDS}
    if "args" in kept:
        kept["args"] = [{name: value for name, value in each.items() if name != "span"} for each in kept["args"]]
    if "value" in kept:
        kept["value"] = str(kept["value"])  # a number or a text: a record has one kind
    return kept


def in_json(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(folder.rglob("*.json")):
        tree = json.loads(path.read_bytes())
        if "standfirst" in tree:
            yield str(path.relative_to(folder)), tree


def check_single_documents(loaded: Loaded, folder: Path) -> int:
    """Compare every record with the documents in JSON; gives the number of annotations."""
    compared = 0
    for layer in LAYERS:
        wanted = [
            {**expected(annotation), "file": name}
            for name, tree in in_json(folder)
            for annotation in tree.get(layer, ())
        ]
        found = [plain(record, layer) for record in loaded.pop(layer, [])]
        assert found == wanted, layer
        compared += len(wanted)
    records = [plain(record, "documents") for record in loaded.pop("documents")]
    assert [(each["file"], each["id"], each["text"], each["license"]) for each in records] == [
        (name, tree["id"], tree["text"], tree["meta"]["license"]) for name, tree in in_json(folder)
    ]
    return compared


def test_the_records_of_the_reference_corpus(croissant: Any, root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(root / "corpus", folder)
    metadata, loaded = load(croissant, folder, draft=True)
    assert metadata.creators[0].name == "The Standfirst authors"
    entries = [plain(record, "entries") for record in loaded.pop("entries")]
    assert entries == json.loads((folder / "corpus.json").read_bytes())["documents"]
    assert check_single_documents(loaded, folder) == sum(facts_of(folder).counts.layers.values()) > 300
    assert loaded == {}


def test_the_records_of_a_corpus_of_all_forms(croissant: Any, tmp_path: Path) -> None:
    folder = mixed(tmp_path / "corpus")
    _, loaded = load(croissant, folder)
    entries = [plain(record, "entries") for record in loaded.pop("entries")]
    assert entries == json.loads((folder / "corpus.json").read_bytes())["documents"]
    lines = [plain(record, "lines") for record in loaded.pop("lines")]
    assert check_single_documents(loaded, folder) > 50
    assert loaded == {}
    for line, data in zip(lines, (folder / "shard.jsonl").read_bytes().splitlines(), strict=True):
        tree = json.loads(data)
        assert (line["file"], line["id"], line["text"]) == ("shard.jsonl", tree["id"], tree["text"])
        assert (line["license"], line["headline"]) == (tree["meta"]["license"], tree["meta"]["headline"])
        for layer in LAYERS:
            scalars = [
                {name: value for name, value in expected(each).items() if not isinstance(value, (dict, list))}
                for each in tree.get(layer, ())
            ]
            assert [_rounded(each) for each in line.get(layer, [])] == scalars, layer


def _rounded(record: dict[str, Any]) -> dict[str, Any]:
    """A record of JSON Lines: pandas reads numbers there to about fifteen digits."""
    return {name: round(value, 12) if isinstance(value, float) else value for name, value in record.items()}


def test_a_file_that_has_changed_is_refused(croissant: Any, tmp_path: Path) -> None:
    folder = mixed(tmp_path / "corpus")
    load(croissant, folder)
    path = folder / "corpus.json"
    path.write_bytes(path.read_bytes() + b" ")
    dataset = croissant.Dataset(jsonld=os.fspath(folder / "croissant.json"))
    with pytest.raises(Exception, match="operation"):
        list(dataset.records("entries"))


def test_what_is_said_arrives(croissant: Any, tmp_path: Path) -> None:
    folder = mixed(tmp_path / "corpus", files_url="https://example.org/norvik/1.2.0/")
    path = folder / "croissant.json"
    path.write_bytes(describe(folder, "croissant"))
    metadata = croissant.Dataset(jsonld=os.fspath(path)).metadata
    assert not metadata.ctx.issues.errors
    assert not metadata.ctx.issues.warnings
    assert (metadata.name, metadata.version, metadata.cite_as) == (
        "Norvik news", "1.2.0", "A. Coder (2026). Norvik news.",
    )  # fmt: skip
    assert metadata.license == ["https://spdx.org/licenses/CC0-1.0"]
    assert str(metadata.date_published).startswith("2026-11-23")
    assert [each.name for each in metadata.creators] == ["Ann Coder", "The Norvik group"]
    assert [each.name for each in metadata.publisher] == ["Norvik University Library"]
    addresses = {each.name: each.content_url for each in metadata.file_objects}
    assert addresses["a b/[x] ü?#.json"] == "https://example.org/norvik/1.2.0/a%20b/%5Bx%5D%20%C3%BC%3F%23.json"
    twins = {each.name: each.same_as for each in metadata.file_objects if each.same_as}
    assert twins == {"minimal.json": [addresses["minimal.tei.xml"]], "minimal.tei.xml": [addresses["minimal.json"]]}

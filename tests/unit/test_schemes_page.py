"""docs/schemes.md: its files are written, its commands run, and what it shows is what they print."""

import json
import re
from pathlib import Path

import pytest
from standfirst import cli
from standfirst.data.schemes import load_scheme
from standfirst.shape import load_schema

CHANGES = (
    ('"role":"ship","kind":"mention","ref":"m1"', '"role":"ship","kind":"mention","ref":"m3"'),
    ('"from":"e3","to":"e1"', '"from":"e1","to":"e3"'),
    ('"tonnage":4200', '"tonnage":"4200"'),
)
"""What the page tells its reader to change."""


def page(root: Path) -> str:
    return (root / "docs" / "schemes.md").read_text("utf-8")


@pytest.fixture
def folder(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = re.findall(r"<!-- file: (\S+) -->\n```json\n(.*?)```", page(root), re.DOTALL)
    assert [name for name, _ in files] == ["harbour-1.0.json", "arrival.json"]
    for name, content in files:
        (tmp_path / name).write_text(content, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shown(root: Path, marker: str) -> tuple[list[str], str]:
    """The command of a block, and what the page says that it prints."""
    block = re.search(rf"<!-- {marker} -->\n```console\n\$ standfirst ([^\n]+)\n(.*?)```", page(root), re.DOTALL)
    assert block is not None
    return block[1].split(), block[2].strip()


def printed(command: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = cli.run(command)
    return code, capsys.readouterr().out.strip()


def change(document: Path) -> None:
    text = document.read_text("utf-8")
    for find, put in CHANGES:
        assert text.count(find) == 1
        text = text.replace(find, put)
    document.write_text(text, "utf-8")


def test_the_example_is_clean(root: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command, output = shown(root, "run")
    assert printed(command, capsys) == (0, output)
    assert printed(["fmt", "--check", "arrival.json"], capsys)[0] == 0


def test_the_changes_have_the_findings_that_the_page_shows(
    root: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(folder / "arrival.json")
    command, output = shown(root, "run: changed")
    assert printed(command, capsys) == (1, output)
    assert re.findall(r"(?:error|warning) ([A-Z]{3}[0-9]{3})", output) == ["REF009", "EVT003", "REF008"]


def test_without_the_scheme_nothing_is_known_of_the_tags(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(folder / "arrival.json")
    code, output = printed(["validate", "arrival.json"], capsys)
    assert code == 0
    assert re.findall(r"(?:error|warning|note) ([A-Z]{3}[0-9]{3})", output) == ["REF007"]


def test_a_corpus_names_the_scheme(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = {
        "standfirst_corpus": "1.0",
        "id": "harbours",
        "title": "Harbours",
        "version": "1.0.0",
        "languages": ["en"],
        "license": "CC0-1.0",
        "scheme": "harbour-1.0.json",
        "documents": [{"path": "arrival.json", "id": "arrival"}],
    }
    (folder / "corpus.json").write_text(json.dumps(corpus), "utf-8")
    assert printed(["validate", "."], capsys)[0] == 0
    change(folder / "arrival.json")
    code, output = printed(["validate", "."], capsys)
    assert code == 1
    assert "REF008" in output


def test_every_member_of_a_scheme_that_a_rule_reads_is_on_the_page(root: Path) -> None:
    schema = load_schema("scheme")
    text = page(root)
    described = {"tag", "title", "description", "maps", "source_label", "name", "on", "type", "values", "license"}
    members = {name for part in schema["$defs"].values() for name in part.get("properties", {})}
    members |= set(schema["properties"]["events"]["items"].get("properties", {})) | set(schema["properties"])
    roles = schema["$defs"]["event"]["properties"]["roles"]["additionalProperties"]["properties"]
    for name in sorted((members | set(roles)) - described):
        assert name in text, name


def test_every_rule_that_the_page_names_has_its_page(root: Path) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", page(root)):
        assert (root / "docs" / link).is_file(), link


def test_what_is_no_scheme_is_refused_with_its_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "harbour-1.0.json"
    assert load_scheme(str(path)).id == "harbour-1.0"
    path.write_text(path.read_text("utf-8").replace('"kinds": ["time"]', '"kinds": ["tiem"]'), "utf-8")
    assert cli.run(["validate", "--scheme", "harbour-1.0.json", "arrival.json"]) == 2
    assert "/roles/3/kinds/0" in capsys.readouterr().err

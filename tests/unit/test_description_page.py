"""The page on descriptions: its commands and its Python run, and it shows what is printed."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from standfirst.cli import run
from standfirst.description import DESCRIPTIONS, describe
from standfirst.shape import load_schema


def blocks(root: Path, language: str) -> list[str]:
    text = (root / "docs" / "descriptions.md").read_text("utf-8")
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [block for named, block in found if named == language]


def test_the_commands_work(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(root / "corpus", tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    commands = [line for block in blocks(root, "") for line in block.splitlines() if line.startswith("standfirst ")]
    assert len(commands) == 3
    for line in commands:
        assert run(shlex.split(line)[1:]) == 0, line
    assert {path.name for path in (tmp_path / "descriptions").iterdir()} == {
        each.file for each in DESCRIPTIONS.values()
    }
    assert (tmp_path / "datapackage.json").is_file()


def test_the_page_names_every_form_member_and_set_of_records(root: Path) -> None:
    text = (root / "docs" / "descriptions.md").read_text("utf-8")
    for form in DESCRIPTIONS.values():
        assert f"| `{form.name}` | `{form.file}` |" in text
    members = {"publisher", "date_published", "doi", "files_url", "keywords", "funding", "creators", "url", "citation"}
    assert members < set(load_schema("corpus")["properties"])
    assert all(f"`{member}`" in text for member in members)
    sets = json.loads(describe(root / "corpus", "croissant", draft=True))["recordSet"]
    assert {"entries", "documents", "zones", "mentions", "quotes"} < {each["name"] for each in sets}

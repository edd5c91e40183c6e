"""Which files a folder stands for: links, circles, and folders beside each other."""

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest
from standfirst.cli import run
from standfirst.corpus import discover
from standfirst.errors import UsageError
from standfirst.formats.json.write import write
from standfirst.model import Document


def content(document_id: str) -> bytes:
    return write(Document.create("Yes.", id=document_id, language="en", license="CC0-1.0"))


def found(folder: Path) -> list[str]:
    return [os.path.relpath(source.path, folder) for source in discover([str(folder)]) if source.kind == "document"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "corpus"
    (made / "deep").mkdir(parents=True)
    (made / "deep" / "b.json").write_bytes(content("b"))
    (made / "a.json").write_bytes(content("a"))
    return made


def test_links_to_files_and_folders_are_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "below").mkdir(parents=True)
    (outside / "below" / "c.json").write_bytes(content("c"))
    (tmp_path / "d.json").write_bytes(content("d"))
    (folder / "away").symlink_to(outside)
    (folder / "d.json").symlink_to(tmp_path / "d.json")
    assert sorted(found(folder)) == ["a.json", "away/below/c.json", "d.json", "deep/b.json"]


def test_circles_end_and_a_file_keeps_its_own_name(folder: Path) -> None:
    (folder / "a-circle").symlink_to(folder)
    (folder / "deep" / "up").symlink_to("..")
    (folder / "alias").symlink_to("deep")
    (folder / "a-alias.json").symlink_to("deep/b.json")
    assert found(folder) == ["a.json", "deep/b.json"]


def test_a_linked_folder_of_a_broken_document_is_not_clean(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "c.json").write_bytes(b'{"standfirst"')
    (folder / "away").symlink_to(tmp_path / "outside")
    assert run(["validate", str(folder)]) == 1


@pytest.mark.parametrize("name", ["c.json", "part"])
def test_a_link_to_nowhere_is_said(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / name).symlink_to("gone")
    assert run(["validate", str(folder)]) == 2
    assert "is a link to 'gone', which cannot be opened" in capsys.readouterr().err
    (folder / name).unlink()
    (folder / name).symlink_to(name)
    with pytest.raises(UsageError, match="is a link to"):
        found(folder)
    (folder / name).unlink()
    (folder / f".#{name}").symlink_to("gone")  # as an editor marks a file that it has open
    assert run(["validate", str(folder)]) == 0


def test_a_corpus_holds_its_own_files_only(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = {
        "standfirst_corpus": "1.0", "id": "c", "title": "C", "version": "1", "languages": ["en"], "license": "CC0-1.0",
        "documents": [{"path": "a.json", "id": "a"}, {"path": "deep/b.json", "id": "b"}],
    }  # fmt: skip
    (folder / "corpus.json").write_text(json.dumps(corpus))
    lines = [f"{sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in ("a.json", "deep/b.json")]
    (folder / "manifest-sha256.txt").write_text("".join(lines))
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.json").write_bytes(content("a"))
    monkeypatch.chdir(folder)
    for paths in (
        [".", "../other/a.json"],
        [".", str(other / "a.json")],
        ["../other", "corpus.json", str(folder / "a.json"), "deep"],
        [str(folder / "deep"), "."],
    ):
        assert run(["validate", *paths]) == 0
        assert "No findings" in capsys.readouterr().out
    (folder / "c.json").write_bytes(content("a"))
    assert run(["validate", ".", "../other"]) == 1
    printed = capsys.readouterr().out
    assert printed.count("CRP004") == 1
    assert "c.json:1:1: error CRP004" in printed

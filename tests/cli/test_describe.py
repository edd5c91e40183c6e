"""The command that describes a corpus: where it writes, what it says, and what it leaves alone."""

import json
import os
import shutil
from pathlib import Path

import pytest
from corpora import mixed
from standfirst.cli import run
from standfirst.description import DESCRIPTIONS, FILES, describe


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return mixed(tmp_path / "corpus")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_a_description_goes_to_the_output_a_file_or_a_folder(
    name: str, corpus: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    customary = DESCRIPTIONS[name].file
    wanted = describe(corpus, name)
    assert run(["describe", str(corpus), "--format", name]) == 0
    assert capfdbinary.readouterr() == (wanted, b"")
    assert run(["describe", str(corpus / "corpus.json"), "--format", name, "-o", "-"]) == 0
    assert capfdbinary.readouterr().out == wanted
    for target in (str(tmp_path / "own.name"), os.path.join(tmp_path, "new", "")):
        assert run(["describe", str(corpus), "--format", name, "-o", target]) == 0
    assert (tmp_path / "own.name").read_bytes() == (tmp_path / "new" / customary).read_bytes() == wanted
    assert run(["describe", str(corpus), "-o", str(tmp_path / customary)]) == 0
    assert (tmp_path / customary).read_bytes() == wanted


def test_all_forms_go_into_a_folder(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(corpus)
    assert run(["describe", str(corpus), "--format", "all", "-o", str(tmp_path / "out" / "deep")]) == 0
    assert "5 descriptions written" in capsys.readouterr().err
    assert set(contents(tmp_path / "out" / "deep")) == FILES
    assert contents(corpus) == before


def test_what_exists_is_not_replaced(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "README.md").write_text("mine", "utf-8")
    before = contents(corpus)
    assert run(["describe", str(corpus), "--format", "all", "-o", str(corpus)]) == 2
    assert "README.md' exists; --force replaces it" in capsys.readouterr().err
    assert run(["describe", str(corpus), "--format", "huggingface", "-o", str(corpus)]) == 2
    assert contents(corpus) == before
    assert run(["describe", str(corpus), "--format", "all", "-o", str(corpus), "--force"]) == 0
    assert (corpus / "README.md").read_bytes() == describe(corpus, "huggingface")


def test_a_link_to_a_file_of_the_corpus_is_not_followed(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "datacite.json").symlink_to(corpus / "minimal.json")
    before = contents(corpus)
    assert run(["describe", str(corpus), "--format", "all", "-o", str(tmp_path / "out"), "--force"]) == 2
    assert contents(corpus) == before


@pytest.mark.parametrize("name", ["corpus.json", "minimal.json", "deep/../shard.jsonl", "manifest-sha256.txt", "link"])
def test_no_file_of_the_corpus_is_replaced(name: str, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "manifest-sha256.txt").write_text("", "utf-8")
    (corpus / "link").symlink_to("minimal.json")
    before = contents(corpus)
    assert run(["describe", str(corpus), "--format", "schema.org", "-o", str(corpus / name), "--force"]) == 2
    assert "is a file of the corpus" in capsys.readouterr().err
    assert contents(corpus) == before


def test_a_manifest_that_lists_what_was_written_is_named(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(root / "corpus", tmp_path, dirs_exist_ok=True)
    assert run(["describe", str(tmp_path), "--format", "huggingface", "-o", str(tmp_path), "--force"]) == 0
    assert "README.md is listed in manifest-sha256.txt, which must be made again" in capsys.readouterr().err
    assert run(["describe", str(tmp_path), "--format", "frictionless", "-o", str(tmp_path)]) == 0
    assert "made again" not in capsys.readouterr().err


def test_what_is_missing_is_said_and_nothing_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = mixed(tmp_path / "c", url=None, publisher=None)
    assert run(["describe", str(corpus), "--format", "all", "-o", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert "url (the address of its page; for croissant); publisher (who publishes it; for datacite)" in said
    assert said.count("\n") == 1
    assert not (tmp_path / "out").exists()
    assert run(["describe", str(corpus), "--format", "all", "-o", str(tmp_path / "out"), "--draft"]) == 0
    said = capsys.readouterr().err
    assert "croissant: a draft, for it demands what is left out: url\n" in said
    assert "publisher" not in json.loads((tmp_path / "out" / "datacite.json").read_bytes())


def test_the_list_says_what_each_form_wants(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["describe", str(mixed(tmp_path / "c", doi=None, date_published=None))]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if not line.startswith(" ")] == [*DESCRIPTIONS, "--format"]
    assert sum("demands from" in line and line.endswith(": date_published") for line in lines) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "all"], "name a folder with -o"),
        (["--format", "all", "-o", "-"], "name a folder with -o"),
        (["-o", "x.json"], "speaks of no form of description"),
        (["--format", "rdf"], "'rdf' is not one of"),
        (["--format", "croissant", "-o", "none/x.json"], "there is no folder"),
        (["--format", "all", "-o", "a\0b"], "is no path"),
        (["--format", "all", "-o", "corpus/minimal.json"], "cannot make the folder"),
        (["--max-document-bytes", "10"], "DEC009"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], said: str, corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(corpus.parent)
    before = contents(corpus.parent)
    assert run(["describe", "corpus", *arguments]) == (1 if said.startswith("DEC") else 2)
    assert said in capsys.readouterr().err
    assert contents(corpus.parent) == before

"""What a command writes to: nothing is destroyed that was not named to be replaced, nothing is half done."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import standfirst
from standfirst.cli import run
from standfirst.errors import InvalidDocumentError, UsageError
from standfirst.formats.json.write import write, write_line
from standfirst.model import Document, Entity


def made(document_id: str, text: str = "Yes.") -> Document:
    return Document.create(text, id=document_id, language="en", license="CC0-1.0")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "a.json"
    path.write_bytes(write(made("a")))
    return path


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_pipe_is_not_replaced_by_a_file(
    force: list[str], source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    for command in (["convert", str(source), str(pipe)], ["new", str(source), "-o", str(pipe)]):
        assert run([*command, *force]) == 2
        assert "no ordinary file; write to -" in capsys.readouterr().err
        assert stat.S_ISFIFO(pipe.stat().st_mode)
    with pytest.raises(UsageError, match="no ordinary file"):
        standfirst.dump(made("a"), pipe, force=True)


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/null"])
def test_a_device_is_not_replaced_by_a_file(name: str, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", str(source), name, "--to", "json"]) == 2
    assert "write - for" in (message := capsys.readouterr().err) or "write to -" in message


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "report", ["all.jsonl", "a.json", "link.json", "./deep/../a.json", "deep", "none/loss.json", "-"]
)
def test_a_loss_report_takes_no_documents_place(
    report: str, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link.json").symlink_to("a.json")
    (tmp_path / "deep").mkdir()
    (tmp_path / "all.jsonl").write_bytes(b"old\n")
    before = tree(tmp_path)
    for name in ("a.json", "."):
        assert run(["convert", name, "all.jsonl", "--force", "--loss-report", report]) == 2
        printed = capsys.readouterr()
        assert "written" not in printed.err
        assert "bug" not in printed.err
        assert tree(tmp_path) == before


def test_a_loss_report_does_not_stand_among_the_results(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shard, target = tmp_path / "all.jsonl", tmp_path / "out"
    shard.write_bytes(write_line(made("a")))
    target.mkdir()
    arguments = ["convert", str(shard), str(target), "--to", "json", "--loss-report"]
    assert run([*arguments, str(target / "a.json")]) == 2
    assert "among the documents" in capsys.readouterr().err
    assert tree(target) == {}
    assert run([*arguments, str(target / "loss.txt")]) == 0
    assert (target / "loss.txt").read_text() == "[]\n"


def test_nothing_to_convert_is_a_failure(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty, target = tmp_path / "empty", tmp_path / "out.jsonl"
    empty.mkdir()
    (empty / "notes.txt").write_text("no document")
    assert run(["convert", str(empty), str(target)]) == 2
    assert "nothing to convert" in capsys.readouterr().err
    description = tmp_path / "corpus.json"
    description.write_text("{}")
    assert run(["convert", str(description), str(target)]) == 2
    assert "name its folder" in capsys.readouterr().err
    assert run(["convert", str(empty), str(tmp_path / "out"), "--to", "json"]) == 2
    assert not target.exists()
    assert not (tmp_path / "out").exists()


def test_a_result_is_not_read_again(source: Path, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_bytes(write(made("b")))
    for _ in range(2):
        assert run(["convert", str(tmp_path), str(tmp_path / "out") + "/", "--to", "json", "--force"]) == 0
        assert sorted(tree(tmp_path / "out")) == ["a.json", "b.json"]
    for _ in range(2):
        shard = tmp_path / "out" / "all.jsonl"
        assert run(["convert", str(tmp_path / "out"), str(shard), "--force"]) == 0
        assert shard.read_bytes() == write_line(made("a")) + write_line(made("b"))


def test_a_source_inside_the_target_is_read(tmp_path: Path) -> None:
    shard = tmp_path / "all.jsonl"
    shard.write_bytes(write_line(made("a")))
    assert run(["convert", str(shard), str(tmp_path), "--to", "json"]) == 0
    inner = tmp_path / "deep" / "deep"
    inner.mkdir(parents=True)
    (inner.parent / "b.json").write_bytes(write(made("b")))
    assert run(["convert", str(inner.parent), str(tmp_path), "--to", "json"]) == 0
    assert (tmp_path / "b.json").read_bytes() == write(made("b"))


def test_no_document_is_replaced_by_the_result_of_another(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    (folder / "in").mkdir(parents=True)
    (folder / "a.json").write_bytes(write(made("outer")))
    (folder / "in" / "a.json").write_bytes(write(made("inner")))
    before = tree(tmp_path)
    assert run(["convert", str(folder), str(folder / "a.json"), "--force"]) == 2
    assert "one of the documents" in capsys.readouterr().err
    assert tree(tmp_path) == before
    (folder / "a.json").unlink()
    (folder / "in" / "in").mkdir()
    (folder / "in" / "in" / "a.json").write_bytes(write(made("innermost")))
    assert run(["convert", str(folder / "in"), str(folder), "--to", "json", "--force"]) == 2
    assert "would be replaced by its result" in capsys.readouterr().err
    assert standfirst.load(folder / "in" / "a.json").id == "inner"


def test_what_was_not_written_is_not_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shard = tmp_path / "two.jsonl"
    shard.write_bytes(write_line(made("a")) + b"{}\n")
    for target in ("out.jsonl", "out.json"):
        assert run(["convert", str(shard), str(tmp_path / target)]) == 1
        assert "0 documents written." in capsys.readouterr().err
        assert not (tmp_path / target).exists()


def test_one_document_to_the_standard_output_is_one_or_none(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    shard = tmp_path / "two.jsonl"
    shard.write_bytes(write_line(made("a")) + write_line(made("b")))
    assert run(["convert", str(shard), "-", "--to", "json"]) == 2
    printed = capfdbinary.readouterr()
    assert printed.out == b""
    assert b"several documents" in printed.err
    shard.write_bytes(write_line(made("a")))
    assert run(["convert", str(shard), "-", "--to", "json"]) == 0
    assert capfdbinary.readouterr().out == write(made("a"))


def test_many_documents_of_the_standard_input_go_into_a_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "standfirst", "convert", "-", "out", "--to", "json", "--stdin-filename", "x.jsonl"]
    lines = write_line(made("a")) + write_line(made("b"))
    done = subprocess.run(command, input=lines, capture_output=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(tree(tmp_path / "out")) == ["a.json", "b.json"]


@pytest.fixture
def own_scheme(tmp_path: Path) -> Path:
    """A corpus that brings its scheme, with a document whose tag the scheme does not have."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    scheme = {
        "standfirst_scheme": "1.0",
        "id": "own",
        "title": "O",
        "entities": [{"tag": "MINISTER", "description": "A."}],
    }
    (folder / "own.json").write_text(json.dumps(scheme))
    (folder / "corpus.json").write_text(json.dumps({"standfirst_corpus": "1.0", "scheme": "own.json"}))
    document = made("a").replace(scheme="own").add(Entity(id="e1", type="PER"))
    (folder / "a.json").write_bytes(write(document))
    return folder


def test_a_corpus_own_scheme_is_kept_by_every_reader(own_scheme: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = own_scheme / "a.json"
    assert run(["validate", str(path)]) == 1
    assert run(["convert", str(own_scheme), str(own_scheme.parent / "all.jsonl")]) == 1
    assert "REF005" in capsys.readouterr().err
    with pytest.raises(InvalidDocumentError, match="no type of the scheme own"):
        standfirst.load(path)
    document = standfirst.loads(path.read_bytes())
    with pytest.raises(InvalidDocumentError, match="no type of the scheme own"):
        standfirst.dump(document, own_scheme / "b.json")
    standfirst.dump(document, own_scheme.parent / "b.json")

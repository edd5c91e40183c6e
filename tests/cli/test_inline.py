"""TEI with inline markup at the command line: written with a word on what is lost, and never read."""

import json
from pathlib import Path

import pytest
import standfirst
from standfirst.cli import run
from standfirst.errors import UsageError
from standfirst.formats.json.write import write
from standfirst.model import Document, Entity, Mention

TEXT = "Ann Lee met Bob."


def made(document_id: str, *spans: tuple[int, int]) -> Document:
    document = Document.create(TEXT, id=document_id, language="en", license="CC0-1.0")
    mentions = [Mention(id=f"m{i}", entity="e1", span=document.span(span)) for i, span in enumerate(spans, 1)]
    return document.add(Entity(id="e1", type="PER"), *mentions)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "crossing.json").write_bytes(write(made("crossing", (0, 7), (4, 11))))
    (folder / "nesting.json").write_bytes(write(made("nesting", (0, 7), (4, 7))))
    return folder


def test_losses_are_said_and_reported(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target, report = tmp_path / "a.inline.xml", tmp_path / "loss.json"
    arguments = ["convert", str(folder / "crossing.json"), str(target)]
    assert run([*arguments, "--loss-report", str(report)]) == 0
    assert "1 document written. Lost: mention (1)" in capsys.readouterr().err
    assert b'<persName xml:id="m1" type="PER" ref="#e1">Ann Lee</persName>' in target.read_bytes()
    (loss,) = json.loads(report.read_text())
    assert (loss["document"], loss["kind"], loss["ids"]) == ("crossing", "mention", ["m2"])
    assert run([*arguments, "--force"]) == 0
    assert "--loss-report FILE lists all" in capsys.readouterr().err


def test_strict_refuses_what_would_lose_something(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.inline.xml"
    assert run(["convert", str(folder / "crossing.json"), str(target), "--strict"]) == 1
    assert not target.exists()
    assert run(["convert", str(folder / "nesting.json"), str(target), "--strict"]) == 0
    assert target.exists()


def test_strict_leaves_out_single_documents_if_told_to_go_on(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(["convert", str(folder), f"{out}/", "--to", "tei-inline", "--strict"]) == 1
    assert not out.exists()
    assert run(["convert", str(folder), f"{out}/", "--to", "tei-inline", "--strict", "--keep-going"]) == 1
    assert [path.name for path in out.iterdir()] == ["nesting.inline.xml"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["convert", "FILE", "OUT.json"],
        ["convert", "JSON", "OUT.json", "--from", "tei-inline"],
        ["validate", "FILE"],
        ["fmt", "FILE"],
        ["new", "TEXT", "-o", "OUT.inline.xml"],
    ],
)
def test_it_is_not_read(arguments: list[str], folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, inline, text = folder / "nesting.json", tmp_path / "a.inline.xml", tmp_path / "a.txt"
    assert run(["convert", str(source), str(inline)]) == 0
    text.write_text(TEXT)
    names = {"FILE": str(inline), "JSON": str(source), "TEXT": str(text)}
    capsys.readouterr()
    written = [names.get(one, one.replace("OUT", str(tmp_path / "out"))) for one in arguments]
    options = ["--language", "en", "--license", "CC0-1.0"] if arguments[0] == "new" else []
    assert run([*written, *options]) == 2
    assert "tei-inline is written only" in capsys.readouterr().err
    assert not list(tmp_path.glob("out*"))


def test_the_library_refuses_it_too(tmp_path: Path) -> None:
    document = made("d")
    with pytest.raises(UsageError, match="written only"):
        standfirst.loads(b"<TEI/>", format="tei-inline")
    with pytest.raises(UsageError, match="written only"):
        standfirst.dumps(document, "tei-inline")
    with pytest.raises(UsageError, match="written only"):
        standfirst.dump(document, tmp_path / "a.inline.xml")
    assert not list(tmp_path.iterdir())


def test_in_a_folder_it_is_passed_over(folder: Path) -> None:
    assert run(["convert", str(folder), str(folder / "inline" / ""), "--to", "tei-inline"]) == 0
    assert len(list(folder.glob("inline/*.inline.xml"))) == 2
    (folder / "renamed.xml").write_bytes((folder / "inline" / "nesting.inline.xml").read_bytes())
    report = standfirst.validate(folder)
    assert (report.documents, report.errors) == (2, ())


def test_the_formats_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["formats"]) == 0
    assert "lossy, written only" in capsys.readouterr().out
    assert run(["formats", "--format", "json"]) == 0
    listed = {form["name"]: form["readable"] for form in json.loads(capsys.readouterr().out)}
    assert listed["tei-inline"] is False
    assert listed["json"] is True

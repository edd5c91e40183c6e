"""``standfirst convert`` from and to formats of others: files, folders, what is said, and what goes wrong."""

import json
from pathlib import Path

import pytest
import standfirst
from standfirst.cli import run

TEXT = "🚢 Ann Lind met Bo Ek.\n"
ANN = "T1\tPerson 3 11\tAnn Lind\nT2\tPerson 16 21\tBo Ek\n"  # as JavaScript counts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two documents in brat, one in a folder of its own."""
    (tmp_path / "brat" / "deep").mkdir(parents=True)
    for name in ("a", "deep/b"):
        (tmp_path / "brat" / f"{name}.ann").write_text(ANN, "utf-8", newline="")
        (tmp_path / "brat" / f"{name}.txt").write_text(TEXT, "utf-8", newline="")
    return tmp_path


def test_a_folder_goes_there_and_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there, back = folder / "json", folder / "back"
    assert (
        run(["convert", str(folder / "brat"), str(there), "--to", "json", "--language", "en", "--license", "CC0-1.0"])
        == 0
    )
    said = capsys.readouterr().err
    assert said.count("IMP008") == 2
    assert "2 documents written, nothing lost." in said
    document = standfirst.load(there / "deep" / "b.json")
    assert (document.id, document.language, document.meta.license) == ("b", "en", "CC0-1.0")
    assert [one.span[0].text for one in document.layer("mentions")] == ["Ann Lind", "Bo Ek"]
    assert run(["convert", str(there), str(back), "--to", "brat"]) == 0
    assert (back / "deep" / "b.txt").read_bytes() == TEXT.encode()
    assert (back / "a.ann").read_text("utf-8") == "T1\tPerson 2 10\tAnn Lind\nT2\tPerson 15 20\tBo Ek\n"


def test_one_file_of_many(folder: Path) -> None:
    assert run(["convert", str(folder / "brat"), str(folder / "all.jsonl")]) == 0
    assert [one.id for one in standfirst.loads_all((folder / "all.jsonl").read_bytes(), "jsonl")] == ["a", "b"]


def test_losses_are_said_reported_and_refused(folder: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, report = root / "corpus" / "chicago-open-letter.json", folder / "lost.json"
    assert run(["convert", str(source), str(folder / "x.ann"), "--strict"]) == 1
    assert not (folder / "x.ann").exists()
    assert not (folder / "x.txt").exists()
    assert run(["convert", str(source), str(folder / "x.ann"), "--loss-report", str(report)]) == 0
    kinds = {entry["kind"]: entry for entry in json.loads(report.read_bytes())}
    assert kinds["zones"]["count"] == 13
    assert "Lost: language (1)" in capsys.readouterr().err


def test_what_had_no_place_when_it_was_read_is_not_called_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = folder / "a.spacy.json"
    source.write_text('{"text":"Ann","ents":[{"start":0,"end":3,"label":"PER"}],"cats":{"a":1.0}}')
    assert run(["convert", str(source), str(folder / "out.json")]) == 0
    said = capsys.readouterr().err
    assert "IMP009" in said
    assert said.endswith("nothing lost in writing. What of the source has no place in a document is said above.\n")
    assert run(["convert", str(source), str(folder / "out.conll")]) == 0
    assert capsys.readouterr().err.endswith("said above.\n")


def test_nothing_is_replaced_unasked_and_nothing_left_half(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", str(folder / "brat" / "a.ann"), str(folder / "a.json")]) == 0
    (folder / "x.txt").write_text("mine")
    assert run(["convert", str(folder / "a.json"), str(folder / "x.ann")]) == 2
    assert "x.txt' exists" in capsys.readouterr().err
    assert not (folder / "x.ann").exists()
    assert (folder / "x.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--mapping", "nosuch.toml"], "cannot read 'nosuch.toml'"),
        (["--option", "merge"], "NAME=VALUE"),
        (["--from", "brta"], "did you mean brat?"),
        (["--text", "nosuch.txt"], "cannot read 'nosuch.txt'"),
    ],
)
def test_what_cannot_be_is_said(
    folder: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["convert", str(folder / "brat" / "a.ann"), str(folder / "a.json"), *arguments]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "mapping",
    [
        "no TOML",
        "[kinds]\n",
        '[types]\nA = {layer = "nothing"}\n',
        "[types]\nA = 3\n",
        '[roles]\nA = "a b"\n',
        "types = 3\n",
    ],
)
def test_a_bad_mapping_is_refused(folder: Path, mapping: str, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "m.toml").write_text(mapping)
    arguments = ["convert", str(folder / "brat" / "a.ann"), str(folder / "a.json"), "--mapping", str(folder / "m.toml")]
    assert run(arguments) == 2
    assert "m.toml" in capsys.readouterr().err


def test_several_files_do_not_go_into_a_pipe(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", str(folder / "brat" / "a.ann"), str(folder / "a.json")]) == 0
    assert run(["convert", str(folder / "a.json"), "-", "--to", "brat"]) == 2
    assert "several files" in capsys.readouterr().err


def test_validate_says_what_reads_a_file_of_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", str(folder / "brat" / "a.ann")]) == 1
    assert "as a file of brat is: `standfirst convert` reads those" in capsys.readouterr().err

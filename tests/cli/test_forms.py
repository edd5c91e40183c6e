"""A folder that holds each document in two forms is one of each document."""

import shutil
from pathlib import Path

import pytest
import standfirst
from standfirst import cli

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "valid"
NAMES = tuple(sorted(path.stem for path in SAMPLES.glob("*.json")))


@pytest.fixture
def both(tmp_path: Path) -> Path:
    folder = tmp_path / "both"
    shutil.copytree(SAMPLES, folder)
    return folder


@pytest.mark.parametrize(("form", "suffix"), [("tei", ".tei.xml"), ("json", ".json")])
def test_each_document_is_converted_once(both: Path, tmp_path: Path, form: str, suffix: str) -> None:
    assert cli.run(["convert", str(both), str(tmp_path / "out") + "/", "--to", form]) == 0
    written = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert written
    assert written == {name + suffix: (both / (name + suffix)).read_bytes() for name in NAMES}


def test_a_shard_has_each_document_once(both: Path, tmp_path: Path) -> None:
    assert cli.run(["convert", str(both), str(tmp_path / "all.jsonl")]) == 0
    read = standfirst.loads_all((tmp_path / "all.jsonl").read_bytes())
    assert [document.id for document in read] == list(NAMES)


def test_forms_that_differ_are_not_converted(both: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = both / "minimal.tei.xml"
    other.write_bytes(other.read_bytes().replace(b"<licence>CC0-1.0", b"<licence>CC-BY-4.0"))
    assert cli.run(["convert", str(both), str(tmp_path / "all.jsonl")]) == 1
    assert "CRP007" in "".join(capsys.readouterr())
    assert not (tmp_path / "all.jsonl").exists()
    assert cli.run(["convert", str(both), str(tmp_path / "all.jsonl"), "--keep-going"]) == 1
    assert len(list(standfirst.loads_all((tmp_path / "all.jsonl").read_bytes()))) == len(NAMES)


def test_a_form_of_another_document_is_one_of_its_own(both: Path, tmp_path: Path) -> None:
    (both / "two-quotes.json").unlink()
    (both / "minimal.tei.xml").write_bytes((both / "two-quotes.tei.xml").read_bytes())
    (both / "two-quotes.tei.xml").unlink()
    assert cli.run(["convert", str(both), str(tmp_path / "all.jsonl")]) == 0
    ids = {document.id for document in standfirst.loads_all((tmp_path / "all.jsonl").read_bytes())}
    assert ids == set(NAMES)

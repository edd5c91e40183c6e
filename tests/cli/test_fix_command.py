"""``standfirst fix`` as a command: what it writes, what it says, and what it leaves as it is."""

import io
import json
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
import standfirst
from standfirst.cli import run
from standfirst.formats.json.write import write, write_line
from standfirst.formats.tei.write import write as write_tei
from standfirst.model import Document, Entity, Mention
from standfirst.repair.fix import mended

TEXT = "Ann met Bob.\nAnn left."


def good(name: str = "a1") -> Document:
    document = Document.create(TEXT, id=name, language="en", license="CC0-1.0")
    return document.add(
        Entity(id="e1", type="PER", name="Ann"),
        Mention(id="m1", entity="e1", span=document.span((0, 3))),
        Mention(id="m2", entity="e1", span=document.span((13, 16))),
    )


def bad(name: str = "a1") -> Document:
    """A document with a blank too much and a context too little."""
    from msgspec.structs import replace
    from standfirst.model import Fragment

    document = good(name)
    one, two = document.mentions or ()
    wide = replace(one, span=(Fragment(start=0, end=4, text="Ann "),))
    bare = replace(two, span=(Fragment(start=13, end=16, text="Ann"),))
    return replace(document, mentions=(wide, bare))


def wrong(name: str = "a1") -> Document:
    """A document with an error that nothing here mends."""
    from msgspec.structs import replace

    return replace(good(name), fingerprint=replace(good().fingerprint, sha256="0" * 64))


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_files_are_mended_in_place_in_every_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path / "a.json", write(bad()))
    put(tmp_path / "a.tei.xml", write_tei(bad("a2")))
    put(tmp_path / "a.jsonl", write_line(good("a3")) + write_line(bad("a4")))
    put(tmp_path / "b.json", write(good("a5")))
    put(tmp_path / "notes.txt", b"Ann ")
    clean = (tmp_path / "b.json").read_bytes()
    assert run(["fix", str(tmp_path)]) == 0
    assert capsys.readouterr().err == "3 of 4 files rewritten: 3 context, 3 edge-space (OFF003).\n"
    assert (tmp_path / "b.json").read_bytes() == clean
    for name in ("a.json", "a.tei.xml", "a.jsonl"):
        for document in standfirst.loads_all((tmp_path / name).read_bytes()):
            assert document.mentions == good().mentions
    kept = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert run(["fix", str(tmp_path)]) == 0
    assert run(["fix", "--check", str(tmp_path)]) == 0
    assert "0 of 4 files would be rewritten.\n" in capsys.readouterr().err
    assert kept == {path: path.read_bytes() for path in tmp_path.iterdir()}


def test_nothing_is_written_for_a_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path / "a.json", write(bad()))
    assert run(["fix", "--check", str(path)]) == 1
    assert capsys.readouterr().out == f"{path}: 2 edits\n"
    assert run(["fix", "--diff", str(path)]) == 1
    shown = capsys.readouterr().out
    assert '-    {"id":"m1","entity":"e1","span":[{"start":0,"end":4,"text":"Ann "}]}' in shown
    assert '+    {"id":"m1","entity":"e1","span":[{"start":0,"end":3,"text":"Ann","suffix":" met Bob.' in shown
    assert path.read_bytes() == write(bad())


def test_the_standard_input_is_mended_onto_the_output(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    for document in (bad(), good()):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(write(document))))
        assert run(["fix", "-"]) == 0
        assert standfirst.loads(capfdbinary.readouterr().out).mentions == good().mentions


def test_fixes_are_chosen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path / "a.json", write(bad()))
    assert run(["fix", "--select", "context", str(path)]) == 1
    said = capsys.readouterr().err
    assert "2 context." in said
    assert "1 error in 1 file is left for a person: 1 OFF003. `standfirst validate` shows them." in said
    assert run(["fix", "--ignore", "OFF", str(path)]) == 1
    assert run(["fix", "--select", "edge-space,context", str(path)]) == 0
    assert run(["fix", "--select", "nothing", str(path)]) == 2
    assert "no fix has the name 'nothing'" in capsys.readouterr().err


def test_the_form_alone_is_a_fix_where_nothing_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spelt = json.dumps(json.loads(write(good()))).encode()
    path = put(tmp_path / "a.json", spelt)
    assert run(["fix", "--check", str(path)]) == 1
    assert run(["fix", "--ignore", "canonical", str(path)]) == 0
    assert path.read_bytes() == spelt
    assert run(["fix", str(path)]) == 0
    assert path.read_bytes() == write(good())  # and no record, for nothing was mended
    other = put(tmp_path / "b.json", json.dumps(json.loads(write(wrong()))).encode())
    before = other.read_bytes()
    assert run(["fix", str(other)]) == 1
    assert other.read_bytes() == before
    assert "1 TXT001" in capsys.readouterr().err


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[1]",
        write(bad()).replace(b'"type":"PER"', b'"type":7'),
        b"\xef\xbb\xbf" + write(bad()),
    ],
)
def test_what_cannot_be_read_is_left_as_it_is(data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path / "a.json", data)
    other = put(tmp_path / "b.json", write(bad()))
    assert run(["fix", str(path), str(other)]) == 1
    assert path.read_bytes() == data
    assert standfirst.load(other).mentions == good().mentions
    assert str(path) in capsys.readouterr().err


def test_one_line_that_cannot_be_read_keeps_the_file(tmp_path: Path) -> None:
    data = write_line(bad()) + b'{"standfirst":"1.0"}\n'
    path = put(tmp_path / "a.jsonl", data)
    assert run(["fix", str(path)]) == 1
    assert path.read_bytes() == data


def test_edits_are_written_changed_by_a_person_and_applied(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path / "a.json", write(bad()))
    twin = put(tmp_path / "a.tei.xml", write_tei(bad()))
    edits = tmp_path / "edits.json"
    assert run(["fix", "--edits", str(edits), str(path), str(twin)]) == 0
    assert path.read_bytes() == write(bad())
    assert run(["fix", "--edits", str(edits), str(path)]) == 2
    assert "--force replaces it" in capsys.readouterr().err
    lines = edits.read_text("utf-8").splitlines(keepends=True)
    assert sum('"rule":"OFF003"' in line for line in lines) == 2
    tree: Any = json.loads("".join(lines))
    for proposal in tree["documents"]:
        proposal["edits"] = [edit for edit in proposal["edits"] if edit["rule"] == "OFF003"]
    edits.write_text(json.dumps(tree), "utf-8")
    assert run(["fix", "--diff", "--apply", str(edits), str(path)]) == 1
    assert path.read_bytes() == write(bad())
    assert run(["fix", "--apply", str(edits), str(path), str(twin)]) == 0
    read = standfirst.load(path)
    assert read == standfirst.load(twin)
    assert [mention.span[0].prefix for mention in read.mentions or ()] == [None, None]
    kept = path.read_bytes()
    assert run(["fix", "--apply", str(edits), str(path)]) == 0  # they are applied already
    assert path.read_bytes() == kept


def test_edits_of_another_state_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path / "a.json", write(bad()))
    edits = str(tmp_path / "edits.json")
    assert run(["fix", "--edits", edits, str(path)]) == 0
    changed = write(bad()).replace(b'"end":4,"text":"Ann "', b'"end":2,"text":"An"')
    path.write_bytes(changed)
    assert run(["fix", "--apply", edits, str(path)]) == 1
    assert "has changed since, make it again" in capsys.readouterr().err
    assert path.read_bytes() == changed
    other = Document.create("Another text.", id="a1", language="en", license="CC0-1.0")
    path.write_bytes(write(other))
    assert run(["fix", "--apply", edits, str(path)]) == 1
    assert "is not the one that the edits were made for" in capsys.readouterr().err
    path.write_bytes(write(good("a9")))
    assert run(["fix", "--apply", edits, str(path)]) == 1
    assert "no document has the id 'a1', which there are edits for" in capsys.readouterr().err


def test_edits_that_would_break_something_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path / "a.json", write(bad()))
    edits = tmp_path / "edits.json"
    assert run(["fix", "--edits", str(edits), str(path)]) == 0
    for find, replacement in (
        ('"end":3,"text":"Ann"', '"end":2,"text":"Ann"'),
        ('"pointer":"/mentions/0', '"pointer":"/text/0'),
    ):
        edits.write_text(edits.read_text("utf-8").replace(find, replacement, 1), "utf-8")
        assert run(["fix", "--apply", str(edits), str(path)]) == 1
        assert "is left as it is" in capsys.readouterr().err
        assert path.read_bytes() == write(bad())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--apply", "e.json", "--select", "context", "a.json"], "--apply takes neither"),
        (["--apply", "missing.json", "a.json"], "cannot read 'missing.json'"),
        (["--edits", "no/such/folder.json", "a.json"], "there is no folder"),
        (["missing.json"], "cannot open 'missing.json'"),
        (["empty"], "nothing to mend in 'empty'"),
        (["--scheme", "a.json", "a.json"], "a.json"),
        ([], "no path was given"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    put(tmp_path / "a.json", write(bad()))
    put(tmp_path / "e.json", b'{"standfirst_edits":"1.0","documents":[]}')
    assert run(["fix", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert (tmp_path / "a.json").read_bytes() == write(bad())


def test_permissions_are_kept_and_links_followed(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", write(bad()))
    path.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(path)
    assert run(["fix", str(link)]) == 0
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert standfirst.load(path).mentions == good().mentions


def test_a_folder_that_cannot_be_written_to_keeps_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(tmp_path / "a.json", write(bad()))

    def refuse(**_options: Any) -> Any:  # the administrator, as whom tests may run, could write everywhere
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    assert run(["fix", str(path)]) == 2
    assert "cannot write" in capsys.readouterr().err
    assert path.read_bytes() == write(bad())


def test_a_file_that_changes_meanwhile_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(tmp_path / "a.json", write(bad()))

    def slow(*words: Any, **options: Any) -> Any:
        result = mended(*words, **options)
        path.write_bytes(write(good("other")))
        return result

    monkeypatch.setattr("standfirst.cli.commands.fix.mended", slow)
    assert run(["fix", str(path)]) == 2
    assert "changed by somebody else meanwhile" in capsys.readouterr().err
    assert path.read_bytes() == write(good("other"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_process_that_is_ended_leaves_whole_files(number: int, tmp_path: Path) -> None:
    data = b"".join(write_line(bad(f"a{number}")) for number in range(3000))
    path = put(tmp_path / "a.jsonl", data)
    process = subprocess.Popen([sys.executable, "-m", "standfirst", "fix", str(path)], stderr=subprocess.DEVNULL)
    time.sleep(0.7)
    process.send_signal(number)
    process.wait()
    assert path.read_bytes() == data or all(b"standfirst fix" in line for line in path.read_bytes().splitlines())
    if number != signal.SIGKILL:
        assert list(tmp_path.iterdir()) == [path]


def test_a_lists_files_are_mended_and_a_corpus_description_is_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(tmp_path / "a.json", write(bad()))
    put(tmp_path / "list", f"{path}\n{tmp_path / 'corpus.json'}\n".encode())
    put(tmp_path / "corpus.json", b"{}")
    assert run(["fix", f"@{tmp_path / 'list'}"]) == 0
    assert "describes a corpus and is no document" in capsys.readouterr().err
    assert standfirst.load(path).mentions == good().mentions

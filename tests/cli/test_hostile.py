"""Hostile input: a finding and exit 1, or a clear error and exit 2; never a traceback, never a damaged file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from standfirst.cli import run
from standfirst.formats.json.write import write
from standfirst.model import Document

SMALL = write(Document.create("Añ😀.", id="d", language="en", license="CC0-1.0"))


def validate(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    code = run(["validate", *options, str(path)])
    printed = capsys.readouterr()
    assert "Traceback" not in printed.out + printed.err
    return code, printed.out + printed.err


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "DEC003"),
        (b" \n", "DEC003"),
        (b"\xef\xbb\xbf" + SMALL, "DEC002"),
        (SMALL.decode().encode("utf-16"), "DEC001"),
        (SMALL.decode().encode("utf-32"), "DEC001"),
        (SMALL.decode().replace("😀", "").encode("latin-1"), "DEC001"),
        (SMALL.replace(b'"codepoint":4', b'"codepoint":' + b"9" * 5000), "DEC005"),
        (SMALL.replace(b'"codepoint":4', b'"codepoint":1e400'), "DEC005"),
        (SMALL.replace(b'"codepoint":4', b'"codepoint":NaN'), "DEC007"),
        (SMALL.replace(b'"nfc":true', b'"nfc":-Infinity'), "DEC007"),
        (SMALL.replace(b'"nfc":true', b'"nfc":null'), "SCH003"),
        (SMALL.replace("😀".encode(), b"\\ud83d"), "DEC006"),
        (SMALL.replace(b"\n}\n", b',"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"), "DEC008"),
        (b"[" * 100_000, "DEC008"),
        (b'{"a":' * 100_000, "DEC008"),
        (SMALL.replace(b'"id": "d"', b'"id": "d", "id": "e"'), "DEC004"),
        (b"[1,2,3]", "SCH002"),
        (b"null", "SCH003"),
        (b'"standfirst"', "SCH002"),
        (b"{}", "SCH001"),
        (SMALL.replace(b'"standfirst": "1.0"', b'"standfirst": "2.0"'), "DEC010"),
        (SMALL.replace(b'"standfirst": "1.0"', b'"standfirst": "2"'), "DEC010"),
        (SMALL.replace(b'"standfirst": "1.0"', b'"standfirst": "2.0.1"'), "DEC010"),
        (SMALL.replace(b'"standfirst": "1.0"', b'"standfirst": "0.9"'), "DEC010"),
        (SMALL.replace(b'"standfirst": "1.0"', b'"standfirst": "10000000000.0"'), "DEC010"),
        (SMALL.replace(b'"standfirst": "1.0"', b'"standfirst": "' + b"9" * 5000 + b'"'), "DEC010"),
        (SMALL.replace(b'"standfirst": "1.0"', b'"standfirst": "1.0.1"'), "SCH005"),
        (SMALL.replace(b'"standfirst": "1.0"', b'"standfirst": "1"'), "SCH005"),
        (SMALL.replace(b'"standfirst": "1.0"', b'"standfirst": "v1.0"'), "SCH005"),
        (SMALL.replace("ñ".encode(), b"\\u0000"), "TXT005"),
        (SMALL.replace("ñ".encode(), b"\xef\xbf\xbf"), "TXT005"),
    ],
)
def test_a_hostile_file_gives_its_finding(
    content: bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    assert (status := validate(path, capsys))[0] == 1, status
    assert code in status[1]
    for command in (["convert", str(path), str(tmp_path / "b.jsonl")], ["fmt", str(path)]):
        assert run(command) in (0, 1) if code.startswith("TXT") else run(command) == 1
        assert "Traceback" not in capsys.readouterr().err
    assert path.read_bytes() == content or code not in ("DEC001", "DEC003")
    assert not (tmp_path / "b.jsonl").exists()


@pytest.mark.parametrize("version", ["1.1", "1.10000000000", "1." + "9" * 5000])
def test_a_later_minor_version_is_read_and_noted(
    version: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(SMALL.replace(b'"standfirst": "1.0"', b'"standfirst": "%b"' % version.encode()))
    code, printed = validate(path, capsys)
    assert (code, printed.count("DEC011")) == (0, 1)
    assert run(["fmt", "--check", str(path)]) == 0


@pytest.mark.parametrize("depth", [65, 500, 950, 3_000])
@pytest.mark.parametrize("odd", [b'"a":1,"a":2', b'"a":NaN', b'"a":"\\ud83d"'])
@pytest.mark.parametrize("name", ["a.json", "corpus.json"])
def test_nesting_does_not_hide_behind_another_fault(
    name: str, odd: bytes, depth: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(b'{"standfirst": "1.0", ' + odd + b', "x":' + b"[" * depth + b"]" * depth + b"}")
    code, printed = validate(path, capsys)
    assert (code, "DEC008" in printed) == (1, True)
    if name == "a.json":
        assert run(["fmt", str(path)]) == 1
        assert "DEC008" in capsys.readouterr().err


@pytest.mark.parametrize("depth", [100, 300, 900, 100_000])
def test_a_scheme_nested_too_deep_is_none(depth: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_bytes(SMALL)
    (tmp_path / "s.json").write_bytes(b'{"x":' + b"[" * depth + b"]" * depth + b"}")
    assert run(["validate", "--scheme", str(tmp_path / "s.json"), str(tmp_path / "a.json")]) == 2
    printed = capsys.readouterr().err
    assert "bug" not in printed
    assert "s.json" in printed


def test_a_document_cut_at_every_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.json"
    for size in range(len(SMALL) - 1):
        path.write_bytes(SMALL[:size])
        code, printed = validate(path, capsys, "--color", "never")
        assert code == 1, (size, printed)
        assert "DEC003" in printed or "DEC001" in printed, (size, printed)


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_line_of_a_hundred_megabytes(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"x" * 2**20)
    code, printed = validate(path, capsys)
    assert code == 1
    assert "DEC009" in printed


def test_a_long_line_does_not_hide_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from standfirst.formats.json.write import write_line

    good = write_line(Document.create("a", id="d", language="en", license="CC0-1.0"))
    path = tmp_path / "a.jsonl"
    path.write_bytes(good + b'{"x":"' + b"y" * 5000 + b'"}\n' + good + b"{\n")
    code, printed = validate(path, capsys, "--max-document-bytes", "1000")
    assert code == 1
    assert "a.jsonl:2:1: error DEC009" in printed
    assert "a.jsonl:4:2: error DEC003" in printed
    assert "4 documents" in printed


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate"],
        ["validate", "no-such-file.json"],
        ["validate", "a\0b"],
        ["validate", "--select", "NOPE", "."],
        ["validate", "--select", "", "."],
        ["validate", "--from", "jsn", "."],
        ["validate", "--scheme", "none.json", "."],
        ["validate", "--max-document-bytes", "0", "."],
        ["validate", "--no-such-option", "."],
        ["validate", "@no-such-list"],
        ["validat", "."],
        ["convert", "a.json"],
        ["convert", "no-such-file.json", "b.jsonl"],
        ["convert", "no-such-file.json", "b.xyz"],
        ["convert", "no-such-file.json", "-"],
        ["new", "no-such-file.txt"],
        ["explain", "OFF9"],
        ["explain", "OFF"],
        ["schema", "nope"],
        ["fmt", "."],
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("standfirst: ")
    assert len(printed.err.splitlines()) == 1
    assert "bug" not in printed.err
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder_is_not_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("nothing here")
    (tmp_path / "other.json").write_text('{"a": 1}')
    assert run(["validate", str(tmp_path)]) == 2
    assert "nothing to check" in capsys.readouterr().err


def test_a_broken_file_in_a_folder_is_not_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "broken.json").write_bytes(b'{"id": "x", ')
    code, printed = validate(tmp_path, capsys)
    assert code == 1
    assert "broken.json" in printed


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(SMALL)
    path.chmod(0)
    assert run(["validate", str(path)]) == 2


def standfirst(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "standfirst", *arguments]
    return subprocess.run(command, capture_output=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


def test_output_survives_a_poor_stream(tmp_path: Path) -> None:
    path = tmp_path / "ä.json"
    path.write_bytes(SMALL.replace(b'"nfc":true', b'"nfc":false'))
    done = standfirst("validate", str(path), env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert done.returncode == 1
    assert b"TXT002" in done.stdout
    assert b"Traceback" not in done.stderr


def test_a_closed_pipe_is_silent(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_bytes(b"{}\n" * 20_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "standfirst", "validate", "--format", "json", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1


def test_an_interruption_is_130(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys, threading\n"
        "from standfirst.cli import run\n"
        "threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "sys.exit(run(['validate', '-']))\n"
    )
    read, write_end = os.pipe()
    try:
        done = subprocess.run([sys.executable, "-c", script], stdin=read, capture_output=True, check=False, timeout=60)
    finally:
        os.close(read)
        os.close(write_end)
    assert done.returncode == 130
    assert done.stderr.strip() == b"standfirst: interrupted"
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    """The file size limit of the process stands in for the disk: a write beyond it fails in the same place."""
    target = tmp_path / "b.jsonl"
    target.write_bytes(b"old\n")
    source = tmp_path / "a.json"
    source.write_bytes(write(Document.create("x" * 20_000, id="d", language="en", license="CC0-1.0")))
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\n"
        "from standfirst.cli import run\n"
        "sys.exit(run(sys.argv[1:]))\n"
    )
    command = [sys.executable, "-c", script, "convert", "--force", str(source), str(target)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 2, done.stderr
    assert b"nothing was changed" in done.stderr
    assert target.read_bytes() == b"old\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "b.jsonl"]

"""The command as a process: closed streams, signals, a full disk behind the output."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from standfirst.cli import run
from standfirst.formats.json.write import write, write_line
from standfirst.model import Document

DOCUMENT = Document.create("Yes.", id="a", language="en", license="CC0-1.0")


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["sh", "-c", line.replace("standfirst", f"'{sys.executable}' -m standfirst")]
    return subprocess.run(command, capture_output=True, check=False, text=True, cwd=folder, timeout=60)


@pytest.mark.parametrize(
    "line",
    [
        "standfirst validate - <&-",
        "standfirst convert - b.json <&-",
        "standfirst fmt - <&-",
        "standfirst new - <&-",
        "standfirst validate a.json >&-",
        "standfirst validate --format json a.json >&-",
        "standfirst convert a.json - --to json >&-",
        "standfirst fmt --check b.jsonl a.json >&-",
        "standfirst new a.json >&-",
        "standfirst rules >&-",
    ],
)
def test_a_closed_stream_is_said(line: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(write(DOCUMENT))
    (tmp_path / "b.jsonl").write_bytes(b"\n" + write_line(DOCUMENT))
    done = shell(line, tmp_path)
    assert done.returncode == 2, done.stderr
    assert f"the standard {'input' if '<' in line else 'output'} is closed" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("line", ["convert a.json b.json >&-", "convert a.json b.json <&-", "fmt a.json <&- >&-"])
def test_a_closed_stream_that_is_not_needed_is_not_missed(line: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(write(DOCUMENT))
    done = shell(f"standfirst {line}", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "a.json" in os.listdir(tmp_path)


def test_errors_with_nowhere_to_say_them_do_not_go_into_the_output(tmp_path: Path) -> None:
    done = shell("standfirst validate none.json 2>&-", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("line", ["rules", "convert a.json - --to json", "validate a.json"])
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
def test_an_output_that_is_full_is_said(line: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(write(DOCUMENT))
    done = shell(f"standfirst {line} > /dev/full", tmp_path)
    assert done.returncode == 2
    assert done.stderr == "standfirst: No space left on device\n"


def test_termination_leaves_nothing_behind(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "standfirst", "convert", "-", "all.jsonl", "--stdin-filename", "x.jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(write_line(DOCUMENT))
        process.stdin.flush()
        until = time.monotonic() + 30
        while not list(tmp_path.iterdir()) and time.monotonic() < until:
            time.sleep(0.01)
        assert [path.suffix for path in tmp_path.iterdir()] == [".part"]
        process.terminate()
        assert process.stderr.read() == b"standfirst: terminated\n"
    assert process.returncode == 143
    assert list(tmp_path.iterdir()) == []


def test_a_signal_handler_of_the_caller_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(write(DOCUMENT))
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    assert run(["validate", str(path)]) == 0
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(run(["validate", str(path)])))
    thread.start()
    thread.join()
    assert codes == [0]

"""The format of what has no telling name: every reader comes to the same answer, however long the lines are."""

import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
import standfirst
from standfirst.check import Options, check_stream
from standfirst.formats import recognise
from standfirst.formats.json.write import write, write_line
from standfirst.model import Document
from standfirst.repair.canonical import canonical


def made(document_id: str, size: int) -> Document:
    return Document.create("Yes. " * size, id=document_id, language="en", license="CC0-1.0")


@pytest.mark.parametrize("size", [1, 800, 820, 5_000, 100_000])
@pytest.mark.parametrize("before", [b"", b"\n \n"])
def test_json_lines_are_known_by_their_content(size: int, before: bytes, tmp_path: Path) -> None:
    documents = [made("a", size), made("b", size)]
    data = before + b"".join(map(write_line, documents))
    assert recognise(data).name == "jsonl"
    assert list(standfirst.loads_all(data)) == documents
    assert standfirst.validate(data).documents == 2
    path = tmp_path / "shard"
    path.write_bytes(data)
    assert standfirst.validate(path).documents == 2
    assert canonical(data).data == data.removeprefix(before)
    with path.open("rb") as stream:
        checked = list(check_stream(stream, "shard"))
    assert [each.line for each in checked] == [before.count(b"\n") + 1, before.count(b"\n") + 2]


@pytest.mark.parametrize("size", [1, 5_000])
def test_one_document_is_json(size: int) -> None:
    document = made("a", size)
    for data in (write(document), write_line(document), b"\n" + write_line(document) + b"\n"):
        assert recognise(data).name == "json"
        assert standfirst.loads(data) == document


def test_json_lines_with_a_byte_order_mark_are_json_lines() -> None:
    data = b"\xef\xbb\xbf" + write_line(made("a", 1)) + write_line(made("b", 1))
    report = standfirst.validate(data)
    assert report.documents == 2
    assert [finding.code for finding in report.errors] == ["DEC002"]


def test_what_is_too_large_is_not_read_to_know_its_format() -> None:
    endless = io.BytesIO(b"\n" * 10_000 + b"{" * 10_000)
    (checked,) = check_stream(endless, None, Options(max_document_bytes=1_000))
    assert [finding.code for finding in checked.findings] == ["DEC009"]


def test_a_slow_pipe_is_read_to_its_end() -> None:
    data = write_line(made("a", 2_000)) + write_line(made("b", 1))
    command = [sys.executable, "-m", "standfirst", "validate", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for start in range(0, len(data), 4_000):
            process.stdin.write(data[start : start + 4_000])
            process.stdin.flush()
            time.sleep(0.05)
        process.stdin.close()
        assert b"(2 documents in 1 file)" in process.stdout.read()

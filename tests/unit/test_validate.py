"""What the verb validate does with several documents: ids that are shared, ids that cannot be read, files that are none."""

import io
import json
from pathlib import Path

import pytest
import standfirst
from standfirst.check import Options, select_rules, validate_paths
from standfirst.finding import Report
from standfirst.formats.json.write import write, write_line
from standfirst.model import Document

CORPUS = {
    "standfirst_corpus": "1.0",
    "id": "c",
    "title": "C",
    "version": "1",
    "languages": ["en"],
    "license": "CC0-1.0",
    "documents": [],
}


def made(name: str) -> Document:
    return Document.create("Ann left.", id=name, language="en", license="CC0-1.0")


def lines(*names: str) -> bytes:
    return b"".join(write_line(made(name)) for name in names)


def places(report: Report) -> list[tuple[str, str | None, int | None]]:
    return [(finding.code, finding.path and Path(finding.path).name, finding.line) for finding in report.findings]


def test_an_id_that_stands_twice_in_a_file_is_found_with_its_line(tmp_path: Path) -> None:
    data = lines("a", "b", "a") + b"\n" + lines("c", "a")
    path = tmp_path / "a.jsonl"
    path.write_bytes(data)
    for source in (path, tmp_path):
        report = standfirst.validate(source)
        assert places(report) == [("CRP004", "a.jsonl", 3), ("CRP004", "a.jsonl", 6)]
        assert "'a'" in report.findings[0].message
        assert "line 1" in report.findings[0].message
    assert places(standfirst.validate(data)) == [("CRP004", None, 3), ("CRP004", None, 6)]
    piped = validate_paths(["-"], stdin=io.BufferedReader(io.BytesIO(data)), stdin_name="p")
    assert places(piped) == [("CRP004", "p", 3), ("CRP004", "p", 6)]
    assert standfirst.validate(path, Options(rules=select_rules(ignore=["CRP004"]))).findings == ()


def test_an_id_is_not_shared_without_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines("a", "b"))
    (tmp_path / "b.json").write_bytes(write(made("b")))
    assert standfirst.validate(tmp_path).findings == ()


def test_every_document_of_a_corpus_counts_and_none_is_reported_twice(tmp_path: Path) -> None:
    (tmp_path / "corpus.json").write_text(json.dumps(CORPUS))
    (tmp_path / "a.jsonl").write_bytes(lines("a", "x", "y", "a"))
    for name, document_id in (("b", "x"), ("c", "x"), ("d", "d"), ("e", "d")):
        (tmp_path / f"{name}.json").write_bytes(write(made(document_id)))
    (tmp_path / "f.jsonl").write_bytes(lines("f", "d", "y"))
    assert places(standfirst.validate(tmp_path)) == [
        ("CRP004", "a.jsonl", 4),
        ("CRP004", "b.json", 1),
        ("CRP004", "c.json", 1),
        ("CRP004", "e.json", 1),
        ("CRP004", "f.jsonl", 2),
        ("CRP004", "f.jsonl", 3),
    ]


@pytest.mark.parametrize("member", ['"id": 5', '"id": "a b"', '"x": 1'])
def test_nothing_is_said_of_an_id_that_cannot_be_read(member: str, tmp_path: Path) -> None:
    document = write(made("a"))
    described = [{"path": f"{name}.json", "id": name} for name in "ab"]
    (tmp_path / "corpus.json").write_text(json.dumps({**CORPUS, "documents": described}))
    for name in "ab":
        (tmp_path / f"{name}.json").write_bytes(document.replace(b'"id": "a"', member.encode()))
    (tmp_path / "c.jsonl").write_bytes(lines("a").replace(b'"id":"a"', member.encode()) * 2)
    codes = {finding.code for finding in standfirst.validate(tmp_path).findings}
    assert codes
    assert all(code.startswith("SCH") for code in codes), codes


@pytest.mark.parametrize(
    "content", ['{"keywords": ["standfirst"]}', '{"name": "standfirst", "version": "1"}', '["standfirst"]']
)
def test_a_file_that_speaks_of_standfirst_is_no_document(content: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(write(made("a")))
    (tmp_path / "package.json").write_text(content)
    report = standfirst.validate(tmp_path)
    assert (report.findings, report.documents, report.skipped_files) == ((), 1, 1)


@pytest.mark.parametrize("space", ["", " ", "\n\t"])
def test_a_document_is_known_by_its_member(space: str, tmp_path: Path) -> None:
    content = write(made("a")).replace(b'"standfirst":', b'"standfirst"%b:' % space.encode())
    (tmp_path / "a.json").write_bytes(content + b" ")
    assert standfirst.validate(tmp_path).documents == 1

"""Two paths and two engines, one answer: reports are compared as bytes."""

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from spelling import SCRAPS, damaged, respelt
from standfirst.check import Options, check_data
from standfirst.finding import Report
from standfirst.formats.json.decode import Decoded, decode
from standfirst.formats.json.read import read, read_line, read_strictly
from standfirst.formats.json.write import write, write_line
from standfirst.model import Document
from standfirst.report.json import render as render_json
from standfirst.shape import ENGINES
from standfirst.strategies import documents

BOTH = documents() | documents(unknown=True)


def report(data: bytes, options: Options) -> str:
    checked = list(check_data(data, "a.json", options))
    findings = tuple(finding for document in checked for finding in document.findings)
    skipped = sum(document.reading.omissions.count for document in checked)
    return render_json(Report(findings=findings, files=1, documents=len(checked), skipped_nodes=skipped))


def every_report(data: bytes) -> set[str]:
    paths = [Options(fast=True), Options(fast=False)]
    engines = [Options(fast=False, engine=engine) for engine in ENGINES.values()]
    return {report(data, options) for options in (*paths, *engines)}


@given(BOTH)
def test_canonical_documents(document: Document) -> None:
    reports = every_report(write(document))
    assert len(reports) == 1
    assert json.loads(reports.pop())["summary"]["errors"] == 0


@given(documents())
def test_every_clean_canonical_document_takes_the_fast_path(document: Document) -> None:
    for reading in (read(write(document)), read_line(write_line(document))):
        assert reading.fast
        assert reading.document == document
        assert reading.findings == ()


@given(BOTH, st.integers(0, 2**32))
def test_near_canonical_documents(document: Document, seed: int) -> None:
    chance = random.Random(seed)
    tree = json.loads(write(document))
    if chance.random() < 0.3:
        tree[chance.choice(["extra", "unknown", "x y"])] = chance.choice([1, None, {"b": 1, "a": [2]}])
    data = respelt(tree, chance).encode("utf-8")
    assert len(every_report(data)) == 1
    reading = read(data)
    assert reading.document is not None
    if "extra" not in tree:
        assert reading.document.text == document.text
        assert reading.document.mentions == document.mentions


@given(BOTH, st.integers(0, 2**32))
def test_damaged_documents(document: Document, seed: int) -> None:
    chance = random.Random(seed)
    tree = damaged(json.loads(write(document)), chance)
    data = respelt(tree, chance).encode("utf-8")
    assert len(every_report(data)) == 1


@given(documents(), st.integers(0, 2**32), st.integers(1, 4))
def test_damaged_bytes(document: Document, seed: int, times: int) -> None:
    chance = random.Random(seed)
    data = bytearray(write(document))
    for _ in range(times):
        at = chance.randrange(len(data))
        data[at : at + chance.choice([0, 1, 1, 5])] = chance.choice(SCRAPS)
    assert len(every_report(bytes(data))) == 1


@given(st.binary(max_size=200))
@example(b"")
@example(b"\xff\xfe{\x00}\x00")
@example(b"[]")
@example(b'"standfirst"')
@example(b"{}")
@example(b"null")
@example(b"-")
def test_any_bytes_give_a_finding_and_no_exception(data: bytes) -> None:
    reports = every_report(data)
    assert len(reports) == 1
    assert json.loads(reports.pop())["summary"]["errors"] >= 1


@pytest.mark.parametrize("literal", ["-0.0", "1e400", "9007199254740992", "NaN", "-Infinity", "12.0", "1.0e1", "-0"])
def test_numbers_that_only_one_path_might_notice(literal: str) -> None:
    document = Document.create("a", id="d", language="en", license="CC0-1.0", attributes={"n": 7})
    data = write(document).replace(b'"n":7', b'"n":' + literal.encode())
    assert len(every_report(data)) == 1


def test_damaged_values_are_looked_up_and_not_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    class Unsearchable(frozenset[Any]):
        def __iter__(self) -> Iterator[Any]:
            raise AssertionError("every complaint goes through every damaged path")

    def unsearchable(data: bytes) -> Decoded:
        decoded = decode(data)
        return decoded._replace(damaged=Unsearchable(tuple(decoded.damaged)))

    monkeypatch.setattr("standfirst.formats.json.read.decode", unsearchable)
    tree = b'{"id": "d", "x": {"a": 1, "a": [2]}, "meta": {"license": NaN, "rights": 1}}'
    found = [(finding.code, finding.pointer) for finding in read_strictly(tree).findings]
    assert ("DEC007", "/meta/license") in found
    assert ("SCH002", "/meta/rights") in found
    assert ("SCH002", "/meta/license") not in found

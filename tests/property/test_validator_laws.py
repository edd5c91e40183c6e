"""What is true of validation, whatever is validated: it is a function of the document, and one fault has no echo."""

import io
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import standfirst
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from standfirst.check import check_data, check_stream
from standfirst.errors import InvalidDocumentError
from standfirst.finding import ERROR, Finding
from standfirst.formats.json.write import write, write_line
from standfirst.model import Agent, Document, Segment
from standfirst.model.derive import fingerprint
from standfirst.strategies import Faulty, documents, faulty, texts

FORMS = ("json", "jsonl", "tei")
Said = Counter[tuple[str, str | None, str, str]]

OF_ONE_CAUSE = {"TXT001", "TXT002", "TXT013", "OFF007", "OFF016", "OFF021", "OFF022"}
"""What a text that was changed, or offsets that all are wrong, also make untrue: the fingerprint, zones, ranges, widths."""
OF_MANY_IDS = {"duplicate-id": {"REF002"}}
"""An id that two annotations have is one that another has no more."""


def said(data: bytes) -> Said:
    return Counter((one.code, one.pointer, one.level, one.message) for one in findings(data))


def findings(data: bytes) -> tuple[Finding, ...]:
    return standfirst.validate(data, diagnose=False).findings


@given(documents() | documents(unknown=True))
def test_a_generated_document_has_no_error(document: Document) -> None:
    assert standfirst.validate(document).errors == ()


@given(faulty())
def test_a_fault_has_no_echo(one: Faulty) -> None:
    before = {(found.code, found.pointer) for found in findings(json.dumps(one.clean).encode())}
    new = [found for found in findings(one.bytes()) if (found.code, found.pointer) not in before]
    allowed = {*one.rules, *OF_ONE_CAUSE, *OF_MANY_IDS.get(one.operator.name, ())}
    errors = [found for found in new if found.level == ERROR]
    assert {found.code for found in errors} <= allowed
    # A zone stores no words: that it is wrong too, only its order can show. Others name what they are about.
    strangers = {found.code for found in errors if found.annotation and found.annotation not in one.affected}
    assert strangers <= {"TXT013", "OFF016", "REF002"}


@given(faulty())
def test_a_check_changes_nothing_and_says_the_same_again(one: Faulty) -> None:
    data = one.bytes()
    kept = bytes(data)
    first, second = standfirst.validate(data), standfirst.validate(data)
    assert first == second
    assert data == kept
    named = [next(iter(check_data(data, name))).findings for name in ("a.json", "b/c d.json")]
    assert [replace(found, path=None) for found in named[0]] == [replace(found, path=None) for found in named[1]]


def test_a_report_does_not_depend_on_where_it_is_made(root: Path, tmp_path: Path) -> None:
    """Not on the seed of hashes, the locale, the time zone, or the folder that the command is called in."""
    path = root / "samples" / "invalid"
    made = []
    for number, extra in enumerate(
        (
            {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
            {"PYTHONHASHSEED": "77", "LC_ALL": "C.UTF-8", "TZ": "Asia/Kathmandu"},
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        command = [sys.executable, "-m", "standfirst", "validate", "--isolated", "--format", "json", str(path)]
        done = subprocess.run(command, env={**os.environ, **extra}, cwd=folder, capture_output=True, check=False)
        assert done.returncode == 1, done.stderr
        made.append(done.stdout)
    assert made[0] == made[1]


@given(faulty())
def test_an_unrelated_annotation_changes_no_finding(one: Faulty) -> None:
    tree = json.loads(json.dumps(one.data))
    before = said(json.dumps(tree).encode())
    tree["agents"] = [*(tree.get("agents") or []), {"id": "of.no-one", "kind": "person", "name": "N"}]
    tree["segments"] = [
        *(tree.get("segments") or []),
        {"id": "of.nothing", "kind": "token", "span": [_last_character(tree["text"])]},
    ]
    after = said(json.dumps(tree).encode())
    errors = [Counter({key: count for key, count in one.items() if key[2] == ERROR}) for one in (before, after)]
    assert errors[0] == errors[1]


def _last_character(text: str) -> dict[str, Any]:
    at = len(text) - 1
    made: dict[str, Any] = {"start": at, "end": at + 1, "text": text[at]}
    if text.count(text[at]) > 1 and at:
        made["prefix"] = text[max(0, at - 32) : at]
    return made


@given(st.lists(documents(), min_size=1, max_size=3), faulty())
def test_another_document_changes_no_finding(others: list[Document], one: Faulty) -> None:
    alone = [replace(found, line=None, region=None, words=None) for found in findings(one.bytes())]
    data = b"".join((*(write_line(other) for other in others), one.bytes()))
    *_, checked = check_data(data, "a.jsonl")
    together = [replace(found, path=None, line=None, region=None, words=None) for found in checked.findings]
    assert Counter(map(_bare, together)) == Counter(map(_bare, alone))


def _bare(found: Finding) -> tuple[object, ...]:
    return found.code, found.level, found.message, found.pointer, found.annotation, found.range


ILLEGAL = st.sampled_from(("\x00", "\x01", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800", "\udc00", "\udfff"))
"""What XML 1.0 cannot hold, escaped or not."""


@pytest.mark.parametrize("form", FORMS)
@given(document=documents(), text=texts(), character=ILLEGAL, where=st.integers(0, 2**16))
def test_what_xml_cannot_hold_is_refused_by_name(
    form: str, document: Document, text: str, character: str, where: int
) -> None:
    at = where % (len(text) + 1)
    hostile = text[:at] + character + text[at:]
    in_text = Document.create(hostile, id="d", language="en", license="CC0-1.0")
    in_name = replace(document, agents=(*(document.agents or ()), Agent(id="of.no-one", kind="person", name=hostile)))
    for broken in (replace(in_text, fingerprint=fingerprint(hostile)), in_name):
        with pytest.raises(InvalidDocumentError) as caught:
            standfirst.dumps(broken, form)
        assert {found.code[:3] for found in caught.value.findings} <= {"DEC", "TXT", "SCH"}


class Dripping(io.RawIOBase):
    """A stream that gives at most so many bytes at a time, as pipes and sockets do."""

    def __init__(self, data: bytes, size: int) -> None:
        self.rest = io.BytesIO(data)
        self.size = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.rest.read(min(self.size, len(buffer)))
        buffer[: len(data)] = data
        return len(data)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 4096])
@given(made=st.lists(documents(), min_size=1, max_size=3), end=st.sampled_from(("\n", "\r\n", "\n\n")))
def test_a_stream_in_pieces_is_read_as_the_whole(size: int, made: list[Document], end: str) -> None:
    data = end.join(write_line(document).decode().rstrip("\n") for document in made).encode()
    whole = list(check_data(data, "a.jsonl"))
    pieces = list(check_stream(io.BufferedReader(Dripping(data, size), buffer_size=max(size, 2)), "a.jsonl"))
    assert [(one.reading.document, one.findings, one.line) for one in pieces] == [
        (one.reading.document, one.findings, one.line) for one in whole
    ]
    assert [one.reading.document for one in pieces] == made
    single = write(made[0])
    (checked,) = check_stream(io.BufferedReader(Dripping(single, size), buffer_size=max(size, 2)), "a.json")
    assert checked.reading.document == made[0]


def test_a_segment_of_the_last_character_is_sound() -> None:
    """What the property about unrelated annotations adds is valid itself."""
    document = Document.create("a ba", id="d", language="en", license="CC0-1.0")
    found = _last_character(document.text)
    assert document.add(Segment(id="s", kind="token", span=document.span((3, 4)))).layer("segments")[0].span[0].prefix
    assert found == {"start": 3, "end": 4, "text": "a", "prefix": "a b"}

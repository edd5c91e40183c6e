"""A file as it stands: sentences, and units with their cells. Offsets are as they stand there."""

import re
from collections.abc import Iterator

from msgspec import Struct

from standfirst.finding import Finding
from standfirst.interchange.problems import SYNTAX, problem
from standfirst.interchange.webanno.escapes import text_of
from standfirst.interchange.webanno.header import Header, header_of

_NAME = re.compile(r"([0-9]{1,9}-[0-9]{1,9})(\.[0-9]{1,9})?")
_PLACE = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")
_TEXT, _ID = "#Text=", "#Sentence.id="


class Unit(Struct, frozen=True, gc=False):
    """A row: a token, or a part of one, which ``is_part`` tells; its cells are those of all layers."""

    name: str
    line: int
    start: int
    end: int
    form: str
    cells: tuple[str, ...]
    is_part: bool


class Sentence(Struct, frozen=True, gc=False):
    """A sentence: its text, the line that says it, and its rows; its id, if it has one."""

    text: str
    line: int
    units: list[Unit]
    id: str | None = None


class Sheet(Struct, frozen=True, gc=False):
    """A file: what its header says, and its sentences, each of which has a token."""

    header: Header
    sentences: list[Sentence]


def sheet_of(content: str) -> Sheet | list[Finding]:
    """A file as data, or the findings on lines that are none of the format's. Lines end with LF or CRLF."""
    lines = [line.removesuffix("\r") for line in content.split("\n")]
    header = header_of(lines)
    if isinstance(header, Finding):
        return [header]
    sentences: list[Sentence] = []
    findings: list[Finding] = []
    for found in _sentences(lines, header):
        if isinstance(found, Finding):
            findings.append(found)
        else:
            sentences.append(found)
    if not sentences and not findings:
        findings.append(problem(SYNTAX, "the file has no sentence: there is nothing to read", line=len(lines)))
    return findings or Sheet(header, sentences)


def _sentences(lines: list[str], header: Header) -> Iterator[Sentence | Finding]:
    texts: list[str] = []
    name: str | None = None
    sentence: Sentence | None = None
    for number, line in enumerate(lines[header.lines :], header.lines + 1):
        if not line:
            continue
        if line.startswith((_TEXT, _ID)):
            if sentence is not None:
                yield sentence
                sentence, texts, name = None, [], None
            said = text_of(line.partition("=")[2], header.version)
            if line.startswith(_ID):
                name = said
            else:
                texts.append(said)
            continue
        unit = _unit(line, number, header.width)
        if unit is None:
            yield _refused(line, number, header.width)
            texts = []
            continue
        if sentence is None:
            if not texts or unit.is_part:
                message = "a row stands before the text of its sentence, or before its token"
                yield problem(SYNTAX, message, line=number, help="a sentence begins with #Text= and its first token")
                texts = []
                continue
            sentence = Sentence("\n".join(texts), number, [], name)
        sentence.units.append(unit)
    if sentence is not None:
        yield sentence
    elif texts:
        yield problem(SYNTAX, "the file ends with a sentence that has no token", line=len(lines))


def _unit(line: str, number: int, width: int) -> Unit | None:
    """A row. Its form stands as it is, so that a tab in it makes fields: there are as many too many."""
    fields = line.split("\t")
    if len(fields) > width + 3 and not fields[-1]:
        fields.pop()
    more = len(fields) - width - 3
    if more < 0:
        return None
    name, place = _NAME.fullmatch(fields[0]), _PLACE.fullmatch(fields[1])
    if name is None or place is None:
        return None
    form, cells = "\t".join(fields[2 : 3 + more]), tuple(fields[3 + more :])
    return Unit(fields[0], number, int(place[1]), int(place[2]), form, cells, name[2] is not None)


def _refused(line: str, number: int, width: int) -> Finding:
    shown = line if len(line) <= 80 else line[:79] + "…"
    return problem(
        SYNTAX,
        f"{shown!r} is no row of the file",
        line=number,
        column=1,
        help=f"a row is an id such as 1-2, offsets such as 5-7, the form and {width} cells, parted by tabs",
    )

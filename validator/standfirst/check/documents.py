"""Checking bytes: read, run the rules, find the places."""

import io
from collections.abc import Container, Iterator
from typing import Any, BinaryIO

import msgspec

from standfirst.check.causes import CODE, explained
from standfirst.check.options import DEFAULT_OPTIONS, Options
from standfirst.finding import ERROR, Excerpt, Finding, Region, excerpt, order
from standfirst.formats import Format, format_of, named_format, recognise
from standfirst.formats.codecs import codec
from standfirst.formats.jsonl import records
from standfirst.model import Document
from standfirst.model.columns import Columns
from standfirst.reading import Reading
from standfirst.rules.facts import Facts
from standfirst.rules.protocol import Skip
from standfirst.rules.run import ask, sort_out


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """One document of a file: what was read of it, what was found, which rules it lacks something for, where it begins.

    ``facts`` are what the rules found out about it, ``None`` where there is no document.
    """

    reading: Reading
    findings: tuple[Finding, ...]
    skipped: tuple[Skip, ...] = ()
    line: int = 1
    facts: Facts | None = None


def check_data(data: bytes, path: str | None = None, options: Options = DEFAULT_OPTIONS) -> Iterator[Checked]:
    """The documents in ``data``, each with its findings in order. Never raises for what ``data`` holds."""
    return check_stream(io.BytesIO(data), path, options)


def check_stream(
    stream: BinaryIO,
    path: str | None = None,
    options: Options = DEFAULT_OPTIONS,
    lines: Container[int] | None = None,
) -> Iterator[Checked]:
    """The documents in an open file, each with its findings in order. JSON Lines are read a line at a time.

    Of these, only the ``lines`` of the given numbers are looked at, all if there are none given.
    """
    limit = options.max_document_bytes
    form, stream = _recognised(stream, path, options)
    if form.many:
        yield from _check_lines(stream, path, options, form, lines)
        return
    data = stream.read(limit + 1)
    if len(data) > limit:
        yield _too_large(limit, path, 1)
        return
    yield _checked(data, path, options, 1, form)


class _Resumed(io.RawIOBase):
    """An open file of which the beginning has been read, from its beginning: a pipe cannot go back."""

    def __init__(self, beginning: bytes, stream: BinaryIO) -> None:
        self._beginning = io.BytesIO(beginning)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._beginning.read(len(buffer)) or self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _recognised(stream: BinaryIO, path: str | None, options: Options) -> tuple[Format, BinaryIO]:
    """The format of an open file, and the file to read it from."""
    known = named_format(options.format) if options.format is not None else format_of(path) if path else None
    if known is not None:
        return known, stream
    beginning = _beginning(stream, options.max_document_bytes)
    return recognise(beginning), io.BufferedReader(_Resumed(beginning, stream))


def _beginning(stream: BinaryIO, limit: int) -> bytes:
    """As much of a file as tells its format: up to the second line that is not blank, or more than ``limit`` bytes."""
    lines: list[bytes] = []
    size = filled = 0
    while filled < 2 and size <= limit and (line := stream.readline(limit + 1)):
        lines.append(line)
        size += len(line)
        filled += not line.isspace()
    return b"".join(lines)


def _check_lines(
    stream: BinaryIO, path: str | None, options: Options, form: Format, lines: Container[int] | None
) -> Iterator[Checked]:
    limit = options.max_document_bytes
    empty = True
    for record in records(stream, limit=limit):
        empty = False
        if lines is not None and record.line not in lines:
            continue
        if record.oversized:
            yield _too_large(limit, path, record.line)
        else:
            yield _checked(record.data, path, options, record.line, form)
    if empty:
        yield _checked(b"", path, options, 1, form)


def _checked(data: bytes, path: str | None, options: Options, first_line: int, form: Format) -> Checked:
    reading = _read(data, options, form)
    findings = [finding for finding in reading.findings if _wanted(finding, options)]
    document = reading.document
    skipped: list[Skip] = []
    facts = None
    if document is not None:
        facts = Facts(reading.columns or Columns(document), reading.omissions, options.scheme)
        asked, skipped = sort_out(options.rules, facts)
        findings += ask(asked, facts)
        if options.diagnoser is not None and CODE in options.codes:
            findings = [*explained(findings, reading, options.diagnoser)]
    if findings:
        name = document.id if document is not None and "id" not in reading.omissions.members else None
        findings = [
            msgspec.structs.replace(
                finding,
                path=path,
                document=name,
                excerpt=_excerpt(finding, document),
                line=(finding.line or 1) + first_line - 1,
                region=_lowered(finding.region, first_line - 1),
                words=_lowered(finding.words, first_line - 1),
            )
            for finding in codec(form).place(findings, data)
        ]
        findings.sort(key=order)
    return Checked(reading=reading, findings=tuple(findings), skipped=tuple(skipped), line=first_line, facts=facts)


def _lowered(region: Region | None, lines: int) -> Region | None:
    """A region that was found in a record, in the file in which so many lines stand before the record."""
    if region is None or not lines:
        return region
    return msgspec.structs.replace(region, line=region.line + lines, end_line=region.end_line + lines)


def _excerpt(finding: Finding, document: Document | None) -> Excerpt | None:
    if finding.range is None or document is None:
        return None
    return excerpt(document.text, *finding.range)


def _read(data: bytes, options: Options, form: Format) -> Reading:
    chosen = codec(form)
    return (chosen.read if options.fast else chosen.read_strictly)(data, engine=options.engine)


def _wanted(finding: Finding, options: Options) -> bool:
    return finding.code in options.codes


def _too_large(limit: int, path: str | None, line: int) -> Checked:
    finding = Finding(
        code="DEC009",
        name="too-large",
        level=ERROR,
        message=f"the document has more than {limit:,} bytes",
        path=path,
        line=line,
        column=1,
        help="raise the limit with --max-document-bytes if the document is meant to be so large",
    )
    return Checked(reading=Reading(document=None), findings=(finding,), line=line)

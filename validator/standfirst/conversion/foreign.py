"""Documents out of files that others made."""

import os
from collections.abc import Callable, Iterator
from typing import BinaryIO

from msgspec import structs

from standfirst.check import Options, validate
from standfirst.conversion.forms import foreign_form, stem_of_any
from standfirst.conversion.plan import Foreignness
from standfirst.errors import UsageError
from standfirst.files import read_file
from standfirst.finding import ERROR, Finding
from standfirst.interchange import Foreign, Settings, Source, codec
from standfirst.interchange.mapping import NO_MAPPING, read_mapping
from standfirst.model import Document
from standfirst.reading import Reading
from standfirst.repair.fix import mend, select_fixes
from standfirst.storage import READING_RULES

_PLACES = frozenset(("IMP002", "IMP003", "IMP004"))


def settings_of(said: Foreignness) -> Settings:
    """What was said of foreign files, with the files read that it names. :raises UsageError: where one cannot be"""
    members = {
        name: value
        for name in ("language", "license", "unit", "tokeniser")
        if (value := getattr(said, name)) is not None
    }
    text = None
    if said.text is not None:
        try:
            text = read_file(said.text).decode("utf-8")
        except UnicodeDecodeError as error:
            raise UsageError(f"the text {said.text!r} is not UTF-8: {error}") from error
    return Settings(
        text=text,
        mapping=read_mapping(read_file(said.mapping), said.mapping) if said.mapping is not None else NO_MAPPING,
        typesystems=tuple(map(read_file, said.typesystems)),
        options=said.options,
        as_it_stands=said.accept_diagnosis,
        **members,
    )


def read_foreign(
    data: bytes, path: str, form: Foreign, settings: Settings, *, accept: bool
) -> Iterator[tuple[Document | None, tuple[Finding, ...]]]:
    """The documents of a file, each with its findings; ``None`` where there are errors among them.

    :param accept: whether places that a diagnosis proves are taken for those that the file has
    """
    for reading in codec(form).read(Source(data, os.path.basename(path), _beside(path, form)), settings):
        document, findings = _proved(reading, accept=accept)
        findings = tuple(structs.replace(one, path=path, line=one.line or 1) for one in findings)
        failed = document is None or any(finding.level == ERROR for finding in findings)
        yield (None if failed else document), findings


def _proved(reading: Reading, *, accept: bool) -> tuple[Document | None, tuple[Finding, ...]]:
    """A document that keeps the rules of the format, and what is to be said of it."""
    findings = reading.findings
    document = reading.document
    if document is not None and accept and any(finding.code in _PLACES for finding in findings):
        document = mend(document, select_fixes(["offset-cause"])).document
        findings = tuple(finding for finding in findings if finding.code not in _PLACES)
    if document is None or any(finding.level == ERROR for finding in findings):
        return None, findings
    report = validate(document, Options(rules=READING_RULES))
    return document, (*findings, *(_without_place(finding) for finding in report.findings))


def _without_place(finding: Finding) -> Finding:
    """A finding on a document, which has no place in the file that the document was read from."""
    return structs.replace(finding, line=None, column=None, region=None, words=None)


def _beside(path: str, form: Foreign) -> Callable[[str], bytes | None]:
    """What gives the content of a file that belongs to ``path``: one of its stem, or another one in its folder."""
    folder, stem = os.path.dirname(path), stem_of_any(path, form)
    if path.lower().endswith(form.beside):
        stem = os.path.splitext(path)[0]

    def content(name: str) -> bytes | None:
        beside = stem + name if name.startswith(".") else os.path.join(folder, name)
        try:
            with open(beside, "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise UsageError(f"cannot read {beside!r}: {error.strerror or error}") from error

    return content


def foreign_sources(source: str, name: str | None) -> tuple[str, ...]:
    """The files of foreign documents in a folder, in the order of their names.

    :raises UsageError: where a folder cannot be read
    """
    found = []

    def refuse(error: OSError) -> None:
        raise UsageError(f"cannot read {error.filename!r}: {error.strerror}") from error

    for folder, folders, files in os.walk(source, onerror=refuse):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for file in sorted(files):
            path = os.path.join(folder, file)
            if not file.startswith(".") and os.path.isfile(path) and _is_foreign(path, name):
                found.append(path)
    return tuple(found)


def _is_foreign(path: str, name: str | None) -> bool:
    form = foreign_form(path, name)
    return form is not None and path.lower().endswith(form.suffixes)


def content_of(stream: BinaryIO, limit: int) -> bytes:
    """The content of an open file. :raises UsageError: where there are more than ``limit`` bytes"""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise UsageError(f"the file has more than {limit:,} bytes; --max-document-bytes raises the limit")
    return data

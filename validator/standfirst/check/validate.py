"""Validation of paths, bytes and documents."""

import os
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from msgspec import structs

from standfirst.check.documents import Checked, check_data, check_stream
from standfirst.check.options import DEFAULT_OPTIONS, Options
from standfirst.corpus import CorpusSchemes, Source, check_corpus, discover
from standfirst.errors import UsageError
from standfirst.finding import Finding, Report, order
from standfirst.formats.json.write import write
from standfirst.model import Document


def validate(
    source: str | os.PathLike[str] | bytes | bytearray | memoryview | Document, options: Options = DEFAULT_OPTIONS
) -> Report:
    """The report on a file or folder (``str`` or path), on the content of a file (bytes of any kind), or on a document.

    A document is checked as the file that would be written of it.

    :raises UsageError: where a path does not exist or nothing under it can be checked
    """
    if isinstance(source, Document):
        source = write(source)
    if isinstance(source, (bytes, bytearray, memoryview)):
        tally = _Tally()
        tally.file(check_data(bytes(source), None, options))
        return tally.report()
    return validate_paths([os.fspath(source)], options)


def validate_paths(
    paths: Sequence[str], options: Options = DEFAULT_OPTIONS, *, stdin: BinaryIO | None = None, stdin_name: str = "-"
) -> Report:
    """The report on files and folders. ``-`` stands for ``stdin``, which is shown as ``stdin_name``.

    :raises UsageError: where a path does not exist, cannot be read, or nothing at all was checked
    """
    tally = _Tally()
    if "-" in paths and stdin is not None:
        tally.file(check_stream(stdin, stdin_name, options))
    schemes = CorpusSchemes()
    descriptions: list[str] = []
    for source in discover([path for path in paths if path != "-" or stdin is None]):
        if source.kind == "corpus":
            descriptions.append(source.path)
        elif source.kind == "skipped":
            tally.skipped_files += 1
        else:
            local = options
            if options.scheme is None and (scheme := schemes.of(source.path)) is not None:
                local = structs.replace(options, scheme=scheme)
            tally.file(_opened(source, local), os.path.normpath(source.path))
    for path in descriptions:
        tally.description(path, options)
    if not tally.files:
        raise UsageError(
            f"nothing to check in {', '.join(map(repr, paths))}: no file there is a document"
            if paths
            else "nothing to check: no path was given"
        )
    return tally.report()


class _Tally:
    """What a run has seen so far."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.files = 0
        self.documents = 0
        self.skipped_files = 0
        self.skipped_nodes = 0
        self.ids: dict[str, str] = {}

    def file(self, checked: Iterator[Checked], path: str | None = None) -> None:
        self.files += 1
        for document in checked:
            self.documents += 1
            self.findings += document.findings
            self.skipped_nodes += document.reading.omissions.count
            if path is not None and document.reading.document is not None:
                self.ids.setdefault(path, document.reading.document.id)

    def description(self, path: str, options: Options) -> None:
        self.files += 1
        folder = os.path.dirname(path)
        top = os.path.join(os.path.abspath(folder), "")
        within: dict[str, str] = {}
        for name, document_id in self.ids.items():
            absolute = os.path.abspath(name)
            if absolute.startswith(top):  # named as from the description, however it was named before
                within[os.path.normpath(os.path.join(folder, absolute.removeprefix(top)))] = document_id
        codes = {rule.code for rule in options.rules}
        try:
            self.findings += [
                finding for finding in check_corpus(path, within, options.engine) if finding.code in codes
            ]
        except OSError as error:
            raise UsageError(f"cannot read {error.filename!r}: {error.strerror}") from error

    def report(self) -> Report:
        return Report(
            findings=tuple(sorted(self.findings, key=order)),
            files=self.files,
            documents=self.documents,
            skipped_files=self.skipped_files,
            skipped_nodes=self.skipped_nodes,
        )


def _opened(source: Source, options: Options) -> Iterator[Checked]:
    try:
        with open(source.path, "rb") as stream:
            yield from check_stream(stream, source.path, options)
    except OSError as error:
        raise UsageError(f"cannot read {source.path!r}: {error.strerror or error}") from error

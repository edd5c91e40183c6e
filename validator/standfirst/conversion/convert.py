"""Conversion of files, folders and shards between formats."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from msgspec import Struct, structs, to_builtins

from standfirst.check import Options, check_stream
from standfirst.conversion.places import check_beside, identity, sources_of
from standfirst.corpus import CorpusSchemes
from standfirst.corpus.forms import are_forms, differing, same_document, same_id
from standfirst.errors import UsageError
from standfirst.files import check_path, replacing, write_file
from standfirst.finding import ERROR, Finding
from standfirst.formats import Format, Loss, format_of, named_format, stem_of
from standfirst.formats.codecs import encoded
from standfirst.model import Document
from standfirst.storage import READING_RULES


class Conversion(Struct, frozen=True, kw_only=True):
    """What a conversion did.

    ``written`` counts the documents that were written; ``findings`` are the errors of those that were not; ``losses``
    are what the target format could not hold, by document id, also of documents that were not written for it.
    """

    written: int
    findings: tuple[Finding, ...] = ()
    losses: tuple[tuple[str, Loss], ...] = ()


class Plan(Struct, frozen=True, kw_only=True):
    """How a conversion is to go: formats by name (``None``: as recognised), and what to do about trouble.

    ``stdin`` and ``stdout`` stand behind a path of ``-``. ``loss_report`` is a file for what was lost, as JSON.
    """

    source_format: str | None = None
    target_format: str | None = None
    force: bool = False
    keep_going: bool = False
    strict: bool = False
    max_document_bytes: int | None = None
    stdin: BinaryIO | None = None
    stdout: BinaryIO | None = None
    stdin_name: str | None = None
    loss_report: str | None = None


class _RefusedError(Exception):
    """A document that breaks the format, or would lose something, where the conversion is not to go on without it."""


class _Item(Struct, frozen=True):
    """A document on its way, and its place relative to the source."""

    document: Document
    place: str | None


def convert(source: str | os.PathLike[str], target: str | os.PathLike[str], plan: Plan | None = None) -> Conversion:
    """Convert a file or folder to another.

    A format of many documents takes all of them into one file. Otherwise a source of several documents goes into a
    folder, a file each. A document with an error of the phases *decode* to *references* is not written: the conversion
    stops there, or goes on with the others if the plan says so. The same goes, if the plan is strict, for a document that
    the target format cannot hold whole. Every file is written whole or not at all. What stands in the target is not read,
    even where the target lies in the source.

    :raises UsageError: where a path, a format or an existing target stands in the way, or there is nothing to convert
    """
    plan = plan or Plan()
    source, target = os.fspath(source), os.fspath(target)
    check_path(source)
    check_path(target)
    if (
        source != "-"
        and target != "-"
        and os.path.exists(target)
        and os.path.realpath(source) == os.path.realpath(target)
    ):
        raise UsageError(f"{source!r} and {target!r} are the same; `standfirst fmt` rewrites a file in place")
    run = _Run(source, target, plan)
    with suppress(_RefusedError):  # the findings say it
        run.write()
    result = Conversion(written=run.written, findings=tuple(run.findings), losses=tuple(run.losses))
    if plan.loss_report is not None:
        losses = [{"document": name, **to_builtins(loss)} for name, loss in result.losses]
        write_file(plan.loss_report, (json.dumps(losses, indent=1) + "\n").encode("ascii"), force=plan.force)
    return result


class _Run:
    """One conversion: its plan, and what has happened so far."""

    def __init__(self, source: str, target: str, plan: Plan) -> None:
        self.source = source
        self.target = target
        self.plan = plan
        self.written = 0
        self.findings: list[Finding] = []
        self.losses: list[tuple[str, Loss]] = []
        self.form = self._target_format()
        self.from_stdin = source == "-" and plan.stdin is not None
        self.sources = () if self.from_stdin else sources_of(source, target, self.form)
        if plan.loss_report is not None:
            check_beside(plan.loss_report, source, self.sources, target, self.form, force=plan.force)

    def write(self) -> None:
        if self.form.many or self.target == "-":
            self._write_one()
        elif self._into_folder():
            self._write_folder()
        else:
            self._write_one()

    def _target_format(self) -> Format:
        if self.plan.target_format is not None:
            return named_format(self.plan.target_format)
        if self.target == "-":
            raise UsageError("--to says which format to write to the standard output")
        known = format_of(self.target)
        if known is None:
            raise UsageError(f"the name {self.target!r} speaks of no format; --to says which")
        return known

    def _into_folder(self) -> bool:
        if os.path.isdir(self.target) or self.target.endswith(("/", os.sep)):
            return True
        known = format_of(self.target)
        return known is None and (os.path.isdir(self.source) or self._source_has_many())

    def _source_has_many(self) -> bool:
        name = self.plan.source_format
        known = named_format(name) if name else format_of((self.from_stdin and self.plan.stdin_name) or self.source)
        return known is not None and known.many

    def _write_one(self) -> None:
        """All documents into one file, which holds one only unless the format says otherwise."""
        if self.target == "-" and self.plan.stdout is not None:
            for data in self._encoded():
                self.plan.stdout.write(data)
            return
        try:
            with replacing(self.target, force=self.plan.force) as file:
                for data in self._encoded():
                    file.write(data)
                if not self.written:
                    raise _RefusedError
        except _RefusedError:
            self.written = 0  # the file has gone with what was in it
            raise

    def _encoded(self) -> Iterator[bytes]:
        items = self._items()
        if self.form.many:
            for item in items:
                if (data := self._encode(item.document)) is not None:
                    yield data
        elif (only := next(items, None)) is not None:
            # Whether it is the only one must be known before it is written: what went to a pipe cannot be taken back.
            if next(items, None) is not None:
                raise UsageError(
                    f"{self.source!r} holds several documents, and a file of format {self.form.name} holds one; name a "
                    "folder as the target, ending in / if it is new"
                )
            if (data := self._encode(only.document)) is not None:
                yield data

    def _encode(self, document: Document) -> bytes | None:
        """The content of a document's file, counted as written; ``None`` where it is left out for what it would lose."""
        data, losses = encoded(document, self.form)
        self.losses += [(document.id, loss) for loss in losses]
        if losses and self.plan.strict:
            if not self.plan.keep_going:
                raise _RefusedError
            return None
        self.written += 1
        return data

    def _write_folder(self) -> None:
        taken: dict[str, str] = {}
        originals = {identity(path) for path in self.sources} - {None}
        for item in self._items():
            stem = stem_of(item.place) if item.place else item.document.id
            name = stem + self.form.suffixes[0]
            # Some file systems do not tell upper from lower case: there one document would replace another.
            other = taken.setdefault(name.casefold(), name)
            if other is not name:
                raise UsageError(
                    f"two documents would be written to {name!r}; {self.written} were written before. Documents of a "
                    "corpus need different ids"
                )
            path = os.path.join(self.target, name)
            if identity(path) in originals:
                raise UsageError(f"{path!r} is a document that is converted, and would be replaced by its result")
            data = self._encode(item.document)
            if data is None:
                continue
            try:
                os.makedirs(os.path.dirname(path), exist_ok=True)
            except OSError as error:
                raise UsageError(f"cannot make the folder of {path!r}: {error.strerror}") from error
            write_file(path, data, force=self.plan.force)

    def _items(self) -> Iterator[_Item]:
        limit = self.plan.max_document_bytes
        options = Options(rules=READING_RULES, format=self.plan.source_format)
        if limit is not None:
            options = structs.replace(options, max_document_bytes=limit)
        if self.from_stdin and self.plan.stdin is not None:
            yield from self._read(self.plan.stdin, self.plan.stdin_name or "-", None, options)
            return
        folder = os.path.isdir(self.source)
        schemes = CorpusSchemes()
        forms: dict[str, str] = {}
        for path in self.sources:
            if self._is_another_form(forms.setdefault(stem_of(path), path), path):
                continue
            place = os.path.relpath(path, self.source) if folder else None
            known = format_of(path)
            if known is not None and known.many:
                place = None
            local = structs.replace(options, scheme=schemes.of(path))
            try:
                with open(path, "rb") as stream:
                    yield from self._read(stream, path, place, local)
            except OSError as error:
                raise UsageError(f"cannot read {path!r}: {error.strerror or error}") from error

    def _is_another_form(self, first: str, path: str) -> bool:
        """Whether ``path`` is another form of a document that is converted already, and so is passed over."""
        if first == path or not are_forms(first, path):
            return False
        try:
            if not same_id(first, path):
                return False
            if not same_document(first, path):
                self.findings.append(differing(first, path))
                if not self.plan.keep_going:
                    raise _RefusedError
        except OSError as error:
            raise UsageError(f"cannot read {error.filename!r}: {error.strerror or error}") from error
        return True

    def _read(self, stream: BinaryIO, path: str, place: str | None, options: Options) -> Iterator[_Item]:
        for checked in check_stream(stream, path, options):
            errors = [finding for finding in checked.findings if finding.level == ERROR]
            self.findings += errors
            if checked.reading.document is not None and not errors:
                yield _Item(checked.reading.document, place)
            elif not self.plan.keep_going:
                raise _RefusedError

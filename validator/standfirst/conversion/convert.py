"""Conversion of files, folders and shards between formats."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO

from msgspec import structs, to_builtins

from standfirst.check import Options, check_stream
from standfirst.conversion.foreign import content_of, foreign_sources, read_foreign, settings_of
from standfirst.conversion.forms import (
    AnyFormat,
    check_options,
    foreign_form,
    form_named,
    recognised,
    stem_of_any,
    target_form,
)
from standfirst.conversion.places import check_beside, identity, sources_of
from standfirst.conversion.plan import Conversion, Item, Plan, RefusedError
from standfirst.corpus import CorpusSchemes
from standfirst.corpus.forms import are_forms, differing, same_document, same_id
from standfirst.errors import NothingToConvertError, UsageError
from standfirst.files import check_path, read_file, replacing, write_file
from standfirst.finding import ERROR, Finding
from standfirst.formats import Format, Loss, format_of, stem_of
from standfirst.formats.codecs import encoded
from standfirst.interchange import Foreign, codec
from standfirst.model import Document
from standfirst.storage import READING_RULES


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
    with suppress(RefusedError):  # the findings say it
        run.write()
    result = Conversion(
        written=run.written, findings=tuple(run.findings), notes=tuple(run.notes), losses=tuple(run.losses)
    )
    if plan.loss_report is not None:
        losses = [{"document": name, **to_builtins(loss)} for name, loss in result.losses]
        write_file(plan.loss_report, (json.dumps(losses, indent=1) + "\n").encode("ascii"), force=plan.force)
    return result


Files = tuple[tuple[str, bytes], ...]
"""The files of a document: the ending of each, and its content."""


class _Run:
    """One conversion: its plan, and what has happened so far."""

    def __init__(self, source: str, target: str, plan: Plan) -> None:
        self.source = source
        self.target = target
        self.plan = plan
        self.written = 0
        self.findings: list[Finding] = []
        self.notes: list[Finding] = []
        self.losses: list[tuple[str, Loss]] = []
        self.settings = settings_of(plan.foreign)
        self.form = target_form(target, plan.target_format)
        self.from_stdin = source == "-" and plan.stdin is not None
        self.sources = () if self.from_stdin else self._sources()
        if plan.foreign.options:
            check_options(plan.foreign.options, (self.form, *self._source_forms()))
        if plan.loss_report is not None:
            check_beside(plan.loss_report, source, self.sources, target, self.form, force=plan.force)

    def write(self) -> None:
        apart = isinstance(self.form, Format) or not self._into_folder()  # others put one document into a file too
        if (self.form.many and apart) or self.target == "-":
            self._write_one()
        elif self._into_folder():
            self._write_folder()
        else:
            self._write_one()

    def _sources(self) -> tuple[str, ...]:
        """The files to convert: of a folder those of ours, or, where there is none or it is asked for, those of others."""
        name = self.plan.source_format
        if not os.path.isdir(self.source):
            if os.path.exists(self.source) and foreign_form(self.source, name) is not None:
                return (self.source,)
            return sources_of(self.source, self.target, self.form)
        if name is None or isinstance(form_named(name), Format):
            try:
                ours = sources_of(self.source, self.target, self.form)
            except NothingToConvertError:
                if name is not None:
                    raise
                ours = ()
            # A file called .json may be of another format.
            if name is not None or any(foreign_form(path, None) is None for path in ours):
                return ours
        found = foreign_sources(self.source, name)
        if not found:
            raise NothingToConvertError(f"nothing to convert in {self.source!r}: no file there is a document")
        return found

    def _source_forms(self) -> Iterator[AnyFormat | None]:
        name = self.plan.source_format
        if name is not None:
            yield form_named(name)
        elif self.from_stdin:
            yield recognised(b"", self.plan.stdin_name or "-")
        else:
            yield from (foreign_form(path, None) for path in self.sources)

    def _into_folder(self) -> bool:
        if os.path.isdir(self.target) or self.target.endswith(("/", os.sep)):
            return True
        named = self.target.lower().endswith(self.form.suffixes) or format_of(self.target) is not None
        return not named and (os.path.isdir(self.source) or self._source_has_many())

    def _source_has_many(self) -> bool:
        name = self.plan.source_format
        path = (self.from_stdin and self.plan.stdin_name) or self.source
        known: AnyFormat | None = form_named(name) if name else format_of(path)
        if known is None and not self.from_stdin and os.path.isfile(path):
            known = foreign_form(path, None)
        return known is not None and known.many

    def _write_one(self) -> None:
        """All documents into one file, which holds one only unless the format says otherwise."""
        if self.target == "-" and self.plan.stdout is not None:
            for files in self._encoded():
                if len(files) > 1:
                    raise UsageError(f"{self.form.name} is several files; name a file or a folder for them")
                self.plan.stdout.write(files[0][1])
            return
        beside: list[tuple[str, bytes]] = []
        stem = stem_of_any(self.target, self.form)
        try:
            with replacing(self.target, force=self.plan.force) as file:
                for (_, data), *others in self._encoded():
                    file.write(data)
                    beside += [(stem + suffix, content) for suffix, content in others]
                if not self.written:
                    raise RefusedError
                for path, content in beside:
                    write_file(path, content, force=self.plan.force)
        except RefusedError:
            self.written = 0  # the file has gone with what was in it
            raise

    def _encoded(self) -> Iterator[Files]:
        items = self._items()
        if self.form.many:
            for item in items:
                if (files := self._encode(item.document)) is not None:
                    yield files
        elif (only := next(items, None)) is not None:
            # Whether it is the only one must be known before it is written: what went to a pipe cannot be taken back.
            if next(items, None) is not None:
                raise UsageError(
                    f"{self.source!r} holds several documents, and a file of format {self.form.name} holds one; name a "
                    "folder as the target, ending in / if it is new"
                )
            if (files := self._encode(only.document)) is not None:
                yield files

    def _encode(self, document: Document) -> Files | None:
        """The files of a document, counted as written; ``None`` where it is left out for what it would lose."""
        if isinstance(self.form, Format):
            data, losses = encoded(document, self.form)
            files: Files = ((self.form.suffixes[0], data),)
        else:
            files, losses = codec(self.form).write(document, self.settings)
        self.losses += [(document.id, loss) for loss in losses]
        if losses and self.plan.strict:
            if not self.plan.keep_going:
                raise RefusedError
            return None
        self.written += 1
        return files

    def _write_folder(self) -> None:
        taken: dict[str, str] = {}
        originals = {identity(path) for path in self.sources} - {None}
        for item in self._items():
            stem = item.place if item.place else item.document.id
            name = stem + self.form.suffixes[0]
            # Some file systems do not tell upper from lower case: there one document would replace another.
            other = taken.setdefault(name.casefold(), name)
            if other is not name:
                raise UsageError(
                    f"two documents would be written to {name!r}; {self.written} were written before. Documents of a "
                    "corpus need different ids"
                )
            files = self._encode(item.document)
            for suffix, data in files or ():
                self._write_beside(os.path.join(self.target, stem + suffix), data, originals)

    def _write_beside(self, path: str, data: bytes, originals: set[Any]) -> None:
        if identity(path) in originals:
            raise UsageError(f"{path!r} is a document that is converted, and would be replaced by its result")
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
        except OSError as error:
            raise UsageError(f"cannot make the folder of {path!r}: {error.strerror}") from error
        write_file(path, data, force=self.plan.force)

    def _items(self) -> Iterator[Item]:
        limit = self.plan.max_document_bytes
        name = self.plan.source_format
        form = form_named(name) if name is not None else None
        options = Options(rules=READING_RULES, format=name if isinstance(form, Format) else None)
        if limit is not None:
            options = structs.replace(options, max_document_bytes=limit)
        if self.from_stdin and self.plan.stdin is not None:
            path = self.plan.stdin_name or "-"
            form = form or recognised(b"", path)
            if isinstance(form, Foreign):
                yield from self._read_foreign(content_of(self.plan.stdin, options.max_document_bytes), path, None, form)
            else:
                yield from self._read(self.plan.stdin, path, None, options)
            return
        folder = os.path.isdir(self.source)
        schemes = CorpusSchemes()
        forms: dict[str, str] = {}
        for path in self.sources:
            foreign = foreign_form(path, name)
            if foreign is not None:
                place = stem_of_any(os.path.relpath(path, self.source), foreign) if folder else None
                data = read_file(path)
                if len(data) > options.max_document_bytes:
                    raise UsageError(f"{path!r} has more than {options.max_document_bytes:,} bytes")
                yield from self._read_foreign(data, path, place, foreign)
                continue
            if self._is_another_form(forms.setdefault(stem_of(path), path), path):
                continue
            place = stem_of(os.path.relpath(path, self.source)) if folder else None
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
                    raise RefusedError
        except OSError as error:
            raise UsageError(f"cannot read {error.filename!r}: {error.strerror or error}") from error
        return True

    def _read(self, stream: BinaryIO, path: str, place: str | None, options: Options) -> Iterator[Item]:
        for checked in check_stream(stream, path, options):
            errors = [finding for finding in checked.findings if finding.level == ERROR]
            self.findings += errors
            if checked.reading.document is not None and not errors:
                yield Item(checked.reading.document, place)
            elif not self.plan.keep_going:
                raise RefusedError

    def _read_foreign(self, data: bytes, path: str, place: str | None, form: Foreign) -> Iterator[Item]:
        accept = self.plan.foreign.accept_diagnosis
        for number, (document, findings) in enumerate(read_foreign(data, path, form, self.settings, accept=accept)):
            self.findings += [finding for finding in findings if finding.level == ERROR]
            self.notes += [finding for finding in findings if finding.level != ERROR]
            if document is not None:
                # Of several documents in a file each needs a name of its own.
                apart = place is not None and number > 0
                yield Item(document, os.path.join(os.path.dirname(place or ""), document.id) if apart else place)
            elif not self.plan.keep_going:
                raise RefusedError

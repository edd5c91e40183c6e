"""What can be said of a corpus: its description, and what is counted in its files. Nothing here is guessed."""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, structs

from standfirst.check import Options, check_stream
from standfirst.corpus import CorpusDescription, CorpusSchemes, Entry, description_path, discover, read_description
from standfirst.corpus.discovery import CORPUS_FILE, MANIFEST_FILE
from standfirst.corpus.forms import are_forms, same_document, same_id
from standfirst.corpus.manifest import manifest_lines
from standfirst.errors import InvalidDocumentError, UsageError
from standfirst.finding import ERROR
from standfirst.formats import format_of, stem_of
from standfirst.model import LAYERS, Document
from standfirst.storage import READING_RULES

_OTHER_TYPES = {".md": "text/markdown", ".txt": "text/plain", ".json": "application/json", ".pdf": "application/pdf"}
_OTHER_TYPES |= {
    ".csv": "text/csv",
    ".html": "text/html",
    ".xml": "application/xml",
    ".tsv": "text/tab-separated-values",
}


class File(Struct, frozen=True, kw_only=True):
    """A file of a corpus.

    ``path`` goes from the corpus' folder, with slashes; ``size`` counts bytes. ``form`` is the name of the format of a
    file of documents, ``None`` for other files. ``splits`` are those of its documents, ``None`` among them where one is
    in no split.
    """

    path: str
    size: int
    sha256: str
    media_type: str
    form: str | None = None
    documents: int = 0
    layers: frozenset[str] = frozenset()
    splits: frozenset[str | None] = frozenset()

    @property
    def split(self) -> str | None:
        """The one split that all documents of the file belong to, if there is one."""
        return next(iter(self.splits)) if len(self.splits) == 1 else None


class Counts(Struct, frozen=True, kw_only=True):
    """What is counted in documents, each once, whatever forms it has.

    ``layers`` counts annotations; a layer that is annotated and empty has 0 and one that no document has is missing.
    """

    documents: int = 0
    code_points: int = 0
    layers: dict[str, int] = {}


class Facts(Struct, frozen=True, kw_only=True):
    """Everything that a description is made of.

    ``place`` is the path of ``corpus.json``, for messages. ``languages`` counts documents by their language,
    ``extents`` by layer and declared extent of coverage (``undeclared`` where a layer is there and nothing is declared).
    ``listed`` are the paths in the manifest.
    """

    place: str
    corpus: CorpusDescription
    files: tuple[File, ...]
    counts: Counts
    splits: dict[str | None, Counts]
    languages: dict[str, int]
    extents: dict[str, dict[str, int]]
    listed: frozenset[str] = frozenset()

    def of_form(self, form: str) -> tuple[File, ...]:
        """The files of documents in one format, by its name."""
        return tuple(file for file in self.files if file.form == form)


def gather(
    corpus: str | os.PathLike[str], *, leave_out: frozenset[str] = frozenset(), limit: int | None = None
) -> Facts:
    """The facts of the corpus in a folder, or of the one that a ``corpus.json`` describes.

    :param leave_out: files that are no part of what is described, by path
    :param limit: the greatest size of a document, in bytes
    :raises InvalidDocumentError: where a document, or the description, breaks the format
    :raises UsageError: where a file cannot be read, or is not what the description or the manifest says
    """
    place = description_path(corpus)
    description = read_description(place)
    folder = os.path.dirname(place) or os.curdir
    ground = _Ground(folder=folder, place=place, manifest=_manifest(folder), leave_out=leave_out)
    options = Options(rules=READING_RULES)
    survey = _Survey(
        ground,
        description.documents,
        structs.replace(options, max_document_bytes=limit) if limit is not None else options,
    )
    survey.read()
    others = sorted({*ground.manifest, CORPUS_FILE} - {file.path for file in survey.files} - leave_out)
    return Facts(
        place=place,
        corpus=description,
        files=tuple(sorted((*survey.files, *(_file(ground, path) for path in others)), key=_by_path)),
        counts=survey.total.counts(),
        splits={
            split: tally.counts() for split, tally in sorted(survey.splits.items(), key=lambda item: item[0] or "")
        },
        languages=dict(sorted(survey.languages.items())),
        extents={layer: dict(sorted(survey.extents[layer].items())) for layer in LAYERS if layer in survey.extents},
        listed=frozenset(ground.manifest),
    )


class _Tally:
    """A count on its way."""

    def __init__(self) -> None:
        self.documents = 0
        self.code_points = 0
        self.layers: Counter[str] = Counter()

    def add(self, document: Document) -> None:
        self.documents += 1
        self.code_points += len(document.text)
        for layer in _annotated(document):
            self.layers[layer] += len(document.layer(layer))

    def counts(self) -> Counts:
        layers = {layer: self.layers[layer] for layer in LAYERS if layer in self.layers}
        return Counts(documents=self.documents, code_points=self.code_points, layers=layers)


class _Ground(Struct, frozen=True, kw_only=True):
    """Where a corpus lies: its folder, its ``corpus.json``, what its manifest says, and what is not to be looked at."""

    folder: str
    place: str
    manifest: dict[str, str]
    leave_out: frozenset[str]


class _Survey:
    """One look at the documents of a corpus, and what has been seen so far."""

    def __init__(self, ground: _Ground, entries: tuple[Entry, ...], options: Options) -> None:
        self.ground = ground
        self.options = options
        self.schemes = CorpusSchemes()
        self.unseen = {(_normal(entry.path), entry.id): entry for entry in entries}
        self.split_of = {entry.id: entry.split for entry in entries}
        self.files: list[File] = []
        self.total = _Tally()
        self.splits: dict[str | None, _Tally] = {}
        self.languages: Counter[str] = Counter()
        self.extents: dict[str, Counter[str]] = {}
        self.holders: dict[str, str] = {}
        self.stems: dict[str, str] = {}

    def read(self) -> None:
        for source in discover([self.ground.folder]):
            name = _normal(os.path.relpath(source.path, self.ground.folder))
            if source.kind == "document" and name not in self.ground.leave_out:
                try:
                    self.files.append(self._file(source.path, name))
                except OSError as error:
                    raise UsageError(f"cannot read {source.path!r}: {error.strerror or error}") from error
        if self.unseen:
            entry = next(iter(self.unseen.values()))
            raise UsageError(
                f"{self.ground.place!r} lists the document {entry.id!r} in {entry.path!r}, and it is not there; "
                f"`standfirst validate {self.ground.folder}` says more"
            )
        if not self.files:
            raise UsageError(f"nothing to describe in {self.ground.folder!r}: no file there is a document")

    def _file(self, path: str, name: str) -> File:
        first = self.stems.setdefault(stem_of(path), path)
        copy = first != path and are_forms(first, path) and same_id(first, path)
        if copy and not same_document(first, path):
            raise UsageError(
                f"{first!r} and {path!r} are forms of one document and differ; `standfirst validate` says more"
            )
        documents = 0
        splits: set[str | None] = set()
        layers: set[str] = set()
        for document in self._documents(path):
            documents += 1
            self.unseen.pop((name, document.id), None)
            splits.add(self.split_of.get(document.id))
            layers.update(layer for layer in _annotated(document) if document.layer(layer))
            if not copy:
                self._count(document, path)
        known = format_of(path)
        plain = _file(self.ground, name)
        return structs.replace(
            plain,
            media_type=known.media_type if known is not None else plain.media_type,
            form=known.name if known is not None else None,
            documents=documents,
            layers=frozenset(layers),
            splits=frozenset(splits),
        )

    def _documents(self, path: str) -> Iterator[Document]:
        options = structs.replace(self.options, scheme=self.schemes.of(path))
        with open(path, "rb") as stream:
            for checked in check_stream(stream, path, options):
                errors = tuple(finding for finding in checked.findings if finding.level == ERROR)
                if errors or checked.reading.document is None:
                    raise InvalidDocumentError(errors, path)
                yield checked.reading.document

    def _count(self, document: Document, path: str) -> None:
        if document.id in self.holders:
            raise UsageError(
                f"two documents have the id {document.id!r}, in {self.holders[document.id]!r} and in {path!r}; "
                "documents of a corpus need different ids"
            )
        self.holders[document.id] = path
        split = self.split_of.get(document.id)
        self.total.add(document)
        self.splits.setdefault(split, _Tally()).add(document)
        self.languages[document.language] += 1
        for layer in _annotated(document):
            declared = getattr(document.coverage, layer, None)
            self.extents.setdefault(layer, Counter())[declared.extent if declared is not None else "undeclared"] += 1


def _annotated(document: Document) -> list[str]:
    return [layer for layer in LAYERS if getattr(document, layer) is not None]


def _is_utf8(name: str) -> bool:
    """Whether a file's name was UTF-8: Python keeps other bytes of a name as lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _by_path(file: File) -> str:
    return file.path


def _manifest(folder: str) -> dict[str, str]:
    """The SHA-256 of each file that the manifest lists, by its path."""
    path = os.path.join(folder, MANIFEST_FILE)
    if not os.path.isfile(path):
        return {}
    entries: dict[str, str] = {}
    try:
        for line in manifest_lines(path):
            if line.digest is None or line.path is None:
                raise UsageError(
                    f"line {line.number} of {path!r} is no SHA-256, two blanks and a path inside the folder"
                )
            entries[_normal(line.path)] = line.digest
    except OSError as error:
        raise UsageError(f"cannot read {path!r}: {error.strerror or error}") from error
    return entries


def _normal(path: str) -> str:
    """A path inside a corpus, as it is compared: with slashes, without ``.``"""
    return os.path.normpath(path).replace(os.sep, "/")


def _file(ground: _Ground, path: str) -> File:
    """A file as bytes. :raises UsageError: where it cannot be read, or is not the one that the manifest lists"""
    target = os.path.join(ground.folder, path)
    if not _is_utf8(path):
        raise UsageError(f"the name of {target!r} is not UTF-8, and no description can hold it; rename the file")
    try:
        with open(target, "rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            size = stream.tell()
    except OSError as error:
        raise UsageError(f"cannot read {target!r}: {error.strerror or error}") from error
    if ground.manifest.get(path, digest) != digest:
        raise UsageError(
            f"{target!r} is not the file that {MANIFEST_FILE} lists: its SHA-256 is another; "
            f"`standfirst validate {ground.folder}` says more"
        )
    media_type = _OTHER_TYPES.get(os.path.splitext(path)[1].lower(), "application/octet-stream")
    return File(path=path, size=size, sha256=digest, media_type=media_type)

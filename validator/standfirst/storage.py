"""Loading and saving documents. What is read must be sound; what is written can be read again."""

import os
from collections.abc import Iterator

from standfirst.check import Options, check_data
from standfirst.check.memory import written
from standfirst.corpus import CorpusSchemes
from standfirst.data import Scheme
from standfirst.errors import InvalidDocumentError, UsageError
from standfirst.files import check_target, read_file, write_file
from standfirst.finding import ERROR
from standfirst.formats import format_of, named_format
from standfirst.formats.codecs import codec
from standfirst.model import Document
from standfirst.rules import RULES

READING_RULES = tuple(rule for rule in RULES if rule.level == ERROR and rule.phase not in ("semantics", "corpus"))
"""The rules that a document must keep to be read: the errors of the phases *decode* to *references*."""


def load(path: str | os.PathLike[str], format: str | None = None) -> Document:
    """The document in a file, checked by the scheme of the corpus that it stands in.

    :param format: the name of the file's format; by default it is recognised
    :raises InvalidDocumentError: where the file breaks the format, with the findings
    :raises UsageError: where the file cannot be read, or holds several documents
    """
    name = os.fspath(path)
    data = read_file(name)
    return _only(_documents(data, name, format, CorpusSchemes().of(name)), name)


def loads(data: bytes, format: str | None = None) -> Document:
    """The document in the content of a file.

    :raises InvalidDocumentError: where the content breaks the format, with the findings
    :raises UsageError: where it holds several documents
    """
    return _only(_documents(data, None, format), "the data")


def loads_all(data: bytes, format: str | None = None) -> Iterator[Document]:
    """The documents in the content of a file, one after the other.

    :raises InvalidDocumentError: when it comes to a document that breaks the format
    """
    return _documents(data, None, format)


def dump(document: Document, path: str | os.PathLike[str], format: str | None = None, *, force: bool = False) -> None:
    """Write ``document`` to a file, whole or not at all, in the format that its name speaks of.

    :raises InvalidDocumentError: where the document breaks the format; nothing is written
    :raises UsageError: where the file exists and ``force`` is not set, or cannot be written
    """
    name = os.fspath(path)
    if format is None:
        known = format_of(name)
        if known is None:
            raise UsageError(f"the name {name!r} speaks of no format; say which with format=")
        return dump(document, path, known.name, force=force)
    check_target(name, force=force)
    # What is written there is read by the scheme of the corpus that it then stands in.
    write_file(name, _content(document, format, CorpusSchemes().of(name)), force=force)
    return None


def dumps(document: Document, format: str = "json") -> bytes:
    """``document`` as the content of a file, in canonical form.

    :raises InvalidDocumentError: where the document breaks the format
    """
    return _content(document, format, None)


def _content(document: Document, format: str, scheme: Scheme | None) -> bytes:
    form = named_format(format)
    # Whether a document can be written is asked of JSON, which can say whatever a document made in Python holds.
    data, faults = written(document)
    if data is None or faults:
        raise InvalidDocumentError(faults, f"the document {document.id!r}")
    # A document made in Python may hold an int where the format has a float; what was read back is canonical.
    return codec(form).write(_only(_documents(data, None, "json", scheme), f"the document {document.id!r}"))


def _documents(data: bytes, path: str | None, format: str | None, scheme: Scheme | None = None) -> Iterator[Document]:
    for checked in check_data(data, path, Options(rules=READING_RULES, format=format, scheme=scheme)):
        errors = tuple(finding for finding in checked.findings if finding.level == ERROR)
        if errors or checked.reading.document is None:
            raise InvalidDocumentError(errors, path or "the data")
        yield checked.reading.document


def _only(documents: Iterator[Document], where: str) -> Document:
    document = next(documents)
    if next(documents, None) is not None:
        raise UsageError(f"{where} holds several documents; loads_all reads them one after the other")
    return document

"""Which files to check: those that were named, and in folders those that are part of a corpus."""

import os
import stat
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from standfirst.errors import UsageError
from standfirst.formats import format_of
from standfirst.formats.registry import VERSION_MEMBER, looks_like_document
from standfirst.limits import MAX_DOCUMENT_BYTES

CORPUS_FILE = "corpus.json"
MANIFEST_FILE = "manifest-sha256.txt"

Kind = Literal["document", "corpus", "skipped"]


class Source(NamedTuple):
    """A file and its part in the run. ``named`` says that the caller named it: then it is never skipped."""

    path: str
    kind: Kind
    named: bool


def discover(paths: Sequence[str]) -> Iterator[Source]:
    """The files behind ``paths``, folders walked in order of their names; each file once.

    :raises UsageError: where a path does not exist or is neither file nor folder
    """
    seen: set[str] = set()
    for path in paths:
        for source in _behind(path):
            key = os.path.realpath(source.path)
            if key not in seen:
                seen.add(key)
                yield source


def _behind(path: str) -> Iterator[Source]:
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"cannot open {path!r}: {reason}") from error
    if stat.S_ISDIR(mode):
        yield from _in_folder(path)
    elif os.path.basename(path) == CORPUS_FILE:
        yield Source(path, "corpus", named=True)
    else:
        yield Source(path, "document", named=True)


def _in_folder(folder: str) -> Iterator[Source]:
    def refuse(error: OSError) -> None:
        raise UsageError(f"cannot read {error.filename!r}: {error.strerror}") from error

    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(parent, name)
            if name == CORPUS_FILE:
                yield Source(path, "corpus", named=False)
            elif name.startswith(".") or format_of(name) is None or not os.path.isfile(path):
                yield Source(path, "skipped", named=False)
            else:
                yield Source(path, "document" if _is_document(path) else "skipped", named=False)


def _is_document(path: str) -> bool:
    """Whether a file of a known kind is a document; what cannot be read as JSON is one that is broken."""
    form = format_of(path)
    if form is not None and form.many:
        return True
    try:
        with open(path, "rb") as file:
            beginning = file.read(4096)
            if VERSION_MEMBER.search(beginning):
                return True
            return looks_like_document(beginning + file.read(MAX_DOCUMENT_BYTES))
    except OSError:
        return True  # the check says what is wrong with it

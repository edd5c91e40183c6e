"""Which files to check: those that were named, and in folders those that are part of a corpus."""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple

from standfirst.errors import UsageError
from standfirst.formats import format_of
from standfirst.formats.registry import VERSION_MEMBER, is_standfirst_tei, looks_like_document
from standfirst.limits import MAX_DOCUMENT_BYTES

CORPUS_FILE = "corpus.json"
MANIFEST_FILE = "manifest-sha256.txt"

Kind = Literal["document", "corpus", "skipped"]


class Source(NamedTuple):
    """A file and its part in the run. ``named`` says that the caller named it: then it is never skipped."""

    path: str
    kind: Kind
    named: bool


class Choice(NamedTuple):
    """Which of the files that could be checked are.

    ``excluded`` tells the files and folders that are left out, of those in folders, and with ``named_too`` also of those
    that were named. With ``documents_only`` a file that was named is skipped if it is no document, as one in a folder is.
    """

    excluded: Callable[[str], bool] = lambda _: False
    named_too: bool = False
    documents_only: bool = False


EVERYTHING = Choice()


def discover(paths: Sequence[str], choice: Choice = EVERYTHING) -> Iterator[Source]:
    """The files behind ``paths``, folders walked in order of their names; each file once.

    Links are followed, to files and to folders, after what is no link.

    :raises UsageError: where a path does not exist, or a link leads nowhere
    """
    seen: set[str] = set()
    for path in paths:
        if choice.named_too and choice.excluded(path):
            continue
        for source in _behind(path, choice):
            key = os.path.realpath(source.path)
            if key not in seen:
                seen.add(key)
                yield source


def _behind(path: str, choice: Choice) -> Iterator[Source]:
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"cannot open {path!r}: {reason}") from error
    if stat.S_ISDIR(mode):
        yield from _in_folder(path, choice.excluded)
    elif choice.documents_only:
        yield _source(path)
    elif os.path.basename(path) == CORPUS_FILE:
        yield Source(path, "corpus", named=True)
    else:
        yield Source(path, "document", named=True)


def _in_folder(top: str, excluded: Callable[[str], bool]) -> Iterator[Source]:
    """What is in a folder and below it, links last: what stands there itself is known by its own name."""
    walked: set[str] = set()
    links: list[str] = []
    yield from _walk(top, walked, links, excluded)
    for link in links:  # a folder behind one adds those in it
        if os.path.isdir(link):
            yield from _walk(link, walked, links, excluded)
        else:
            yield _source(link)


def _walk(top: str, walked: set[str], links: list[str], excluded: Callable[[str], bool]) -> Iterator[Source]:
    """The files of a folder. No folder is ``walked`` twice, so that links cannot lead in a circle."""

    def refuse(error: OSError) -> None:
        raise UsageError(f"cannot read {error.filename!r}: {error.strerror}") from error

    for parent, folders, files in os.walk(top, onerror=refuse):
        real = os.path.realpath(parent)
        if real in walked:
            folders.clear()
            continue
        walked.add(real)
        below = sorted(
            name for name in folders if not name.startswith(".") and not excluded(os.path.join(parent, name))
        )
        linked = [name for name in below if os.path.islink(os.path.join(parent, name))]
        folders[:] = [name for name in below if name not in linked]
        links += [os.path.join(parent, name) for name in linked]
        for name in sorted(files):
            path = os.path.join(parent, name)
            if excluded(path):
                continue
            if os.path.islink(path) and not name.startswith("."):
                _check_link(path)
                links.append(path)
            else:
                yield _source(path)


def _check_link(path: str) -> None:
    try:
        os.stat(path)
    except OSError as error:
        raise UsageError(
            f"{path!r} is a link to {os.readlink(path)!r}, which cannot be opened: {error.strerror}; mend or remove it"
        ) from error


def _source(path: str) -> Source:
    """A file that was found in a folder."""
    name = os.path.basename(path)
    if name == CORPUS_FILE:
        return Source(path, "corpus", named=False)
    form = format_of(name)
    if name.startswith(".") or form is None or not form.readable or not os.path.isfile(path):
        return Source(path, "skipped", named=False)
    return Source(path, "document" if _is_document(path) else "skipped", named=False)


def _is_document(path: str) -> bool:
    """Whether a file of a known kind is a document; what cannot be read as JSON is one that is broken."""
    form = format_of(path)
    if form is not None and form.many:
        return True
    try:
        with open(path, "rb") as file:
            if form is not None and form.name == "tei":
                # The longer ending is ours alone; what else ends in .xml may be anything.
                return path.lower().endswith(form.suffixes[0]) or is_standfirst_tei(file.read(MAX_DOCUMENT_BYTES))
            beginning = file.read(4096)
            if VERSION_MEMBER.search(beginning):
                return True
            return looks_like_document(beginning + file.read(MAX_DOCUMENT_BYTES))
    except OSError:
        return True  # the check says what is wrong with it

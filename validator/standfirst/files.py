"""Writing files so that nothing is lost: whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from standfirst.errors import UsageError


@contextmanager
def replacing(path: str, *, force: bool) -> Iterator[BinaryIO]:
    """A file that appears at ``path`` only when everything has been written to it and to the disk.

    Until then it has another name in the same folder; if anything goes wrong, even an interruption, that is removed and
    what stood at ``path`` is untouched. A symbolic link is followed, permissions are kept.

    :raises UsageError: where ``path`` exists and ``force`` is not set, or it cannot be written
    """
    target = os.path.realpath(path)
    if not force and os.path.lexists(path):
        raise UsageError(f"{path!r} exists; --force replaces it")
    if os.path.isdir(target):
        raise UsageError(f"{path!r} is a folder")
    folder = os.path.dirname(target)
    try:
        descriptor, temporary = tempfile.mkstemp(
            prefix=f".{os.path.basename(target)[:80]}.", suffix=".part", dir=folder
        )
    except OSError as error:
        raise UsageError(f"cannot write {path!r}: {error.strerror}") from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(target))
        if force:
            os.replace(temporary, target)
        else:
            _rename_if_absent(temporary, target, path)
    except OSError as error:
        _remove(temporary)
        raise UsageError(f"cannot write {path!r}: {error.strerror or error}; nothing was changed") from error
    except BaseException:
        _remove(temporary)
        raise


def write_file(path: str, data: bytes | Iterable[bytes], *, force: bool) -> None:
    """Write ``data`` to ``path``, whole or not at all. :raises UsageError: as :func:`replacing`"""
    with replacing(path, force=force) as file:
        for chunk in (data,) if isinstance(data, bytes) else data:
            file.write(chunk)


def _mode(target: str) -> int:
    """The permissions of the file that is replaced, or those that a new file gets."""
    try:
        return os.stat(target).st_mode & 0o7777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _rename_if_absent(temporary: str, target: str, path: str) -> None:
    try:
        os.link(temporary, target)  # fails if another process made the file meanwhile, unlike a rename
    except FileExistsError:
        _remove(temporary)
        raise UsageError(f"{path!r} exists; --force replaces it") from None
    except OSError:
        os.replace(temporary, target)  # a file system without hard links
    else:
        _remove(temporary)


def _remove(path: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(path)

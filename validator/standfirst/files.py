"""Reading files, and writing them so that nothing is lost: whole or not at all."""

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from standfirst.errors import UsageError

_STDOUT = frozenset(("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"))


def read_file(path: str) -> bytes:
    """The content of a file. :raises UsageError: where it cannot be read"""
    try:
        with open(path, "rb") as file:
            return file.read()
    except (OSError, ValueError) as error:  # a path with a null character is a ValueError
        raise UsageError(f"cannot read {path!r}: {getattr(error, 'strerror', None) or error}") from error


def check_path(path: str) -> None:
    """Check that ``path`` could name something. :raises UsageError: where no file can have the name"""
    if not path or "\0" in path:
        raise UsageError(f"{path!r} is no path: it is empty or holds a null character")


def check_target(path: str, *, force: bool) -> None:
    """Check that a file may be written to ``path``, as far as that can be known before.

    :raises UsageError: where ``path`` is no place for a file, or one stands there and ``force`` is not set
    """
    if path in _STDOUT:
        raise UsageError(f"{path!r} is no file; write - for the standard output")
    check_path(path)
    try:
        mode = os.stat(path).st_mode
    except OSError:
        mode = None
    if mode is not None and stat.S_ISDIR(mode):
        raise UsageError(f"{path!r} is a folder")
    if mode is not None and not stat.S_ISREG(mode):
        # Replacing it would leave an ordinary file where a pipe or a device was.
        raise UsageError(f"{path!r} is no ordinary file; write to - and let the shell send the output there")
    if not force and os.path.lexists(path):
        raise UsageError(f"{path!r} exists; --force replaces it")
    folder = os.path.dirname(os.path.realpath(path))
    if not os.path.isdir(folder):
        raise UsageError(f"cannot write {path!r}: there is no folder {folder!r}")


@contextmanager
def replacing(path: str, *, force: bool) -> Iterator[BinaryIO]:
    """A file that appears at ``path`` only when everything has been written to it and to the disk.

    Until then it has another name in the same folder; if anything goes wrong, even an interruption, that is removed and
    what stood at ``path`` is untouched. A symbolic link is followed, permissions are kept.

    :raises UsageError: where ``path`` exists and ``force`` is not set, or it cannot be written
    """
    check_target(path, force=force)
    target = os.path.realpath(path)
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

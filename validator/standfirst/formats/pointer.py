"""Paths in a document and their JSON Pointers (RFC 6901): how findings of every format name a member."""

from collections.abc import Iterable, Iterator

Path = tuple[str | int, ...]
"""Keys and indexes from the document down to a member."""


def pointer_tokens(pointer: str) -> list[str]:
    """The reference tokens of a JSON Pointer (RFC 6901), unescaped."""
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]


def pointer(path: Iterable[str | int]) -> str:
    """The JSON Pointer (RFC 6901) of a path of keys and indexes."""
    return "".join(_escaped(path))


def _escaped(path: Iterable[str | int]) -> Iterator[str]:
    for token in path:
        yield "/" + (str(token) if isinstance(token, int) else token.replace("~", "~0").replace("/", "~1"))

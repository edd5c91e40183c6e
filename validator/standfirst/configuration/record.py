"""A configuration as plain data, and as the file that says the same."""

import os
from collections.abc import Mapping
from typing import Any

import msgspec

from standfirst.data import DEFAULT_PROFILE
from standfirst.limits import MAX_DOCUMENT_BYTES


class Configuration(msgspec.Struct, frozen=True, kw_only=True, rename="kebab"):
    """What a configuration says; the members are the keys of ``config-1.0.schema.json``.

    ``path`` is the file that it comes from, ``None`` where there is none. The paths of ``scheme`` and ``baseline`` are such
    as can be opened; the patterns of ``exclude`` and ``per_file_ignores`` are from ``folder``.
    """

    path: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = {}
    severity: Mapping[str, str] = {}
    profile: str = DEFAULT_PROFILE.name
    scheme: str | None = None
    exclude: tuple[str, ...] = ()
    baseline: str | None = None
    max_document_bytes: int = MAX_DOCUMENT_BYTES

    @property
    def folder(self) -> str:
        """The folder of the file; the current one where there is none."""
        return os.path.dirname(self.path) if self.path else ""


def shown(configuration: Configuration) -> str:
    """The configuration as a ``standfirst.toml`` for its own folder, with a comment that says where it comes from."""
    import tomli_w

    tree: dict[str, Any] = msgspec.to_builtins(configuration)
    del tree["path"]
    for key in ("scheme", "baseline"):
        if tree[key] is None:
            del tree[key]
        else:
            tree[key] = os.path.relpath(tree[key], configuration.folder or ".").replace(os.sep, "/")
    source = (
        configuration.path.replace("\n", " ") if configuration.path else "no configuration file: these are the defaults"
    )
    return f"# {source}\n{tomli_w.dumps(tree)}"

"""Which files a command looks at: those that the command line names, without what it or the configuration excludes."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from standfirst.cli import inputs
from standfirst.configuration import Configuration, excluded, load_configuration
from standfirst.corpus import Choice


def configuration(paths: Sequence[str], given: Mapping[str, Any]) -> Configuration:
    """The configuration that holds for ``paths``, with the patterns of the command line in place of its own."""
    named = [path for path in paths if path != "-"] or [given["stdin_filename"] or ""]
    found = load_configuration(named, explicit=given["config"], isolated=given["isolated"])
    if not given["exclude"]:
        return found
    return replace(found, exclude=tuple(_from_folder(pattern, found.folder) for pattern in given["exclude"]))


def _from_folder(pattern: str, folder: str) -> str:
    """A pattern from the current folder as one from ``folder``; one without a slash fits everywhere."""
    if not folder or "/" not in pattern.rstrip("/"):
        return pattern
    return os.path.relpath(pattern, folder).replace(os.sep, "/")


def choice(configuration: Configuration, given: Mapping[str, Any]) -> Choice:
    """Which files are looked at, of those that are named and those in folders."""
    return Choice(excluded(configuration), given["force_exclude"], given["documents_only"])


def named(paths: Sequence[str], given: Mapping[str, Any]) -> tuple[list[str], Choice]:
    """The paths of a command line, and which of their files are looked at."""
    all_paths = inputs.named(paths, given["files_from"])
    return all_paths, choice(configuration(all_paths, given), given)

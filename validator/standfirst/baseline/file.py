"""The file of known findings, in TOML: entries that a person can read, argue about and delete."""

import os
import tomllib
from typing import Any

import msgspec

from standfirst.errors import UsageError
from standfirst.files import read_file
from standfirst.rules import RULES

VERSION = "1.0"


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Findings that are known: the rule's code, the file from the baseline's folder, the annotation, and what they are about.

    ``content`` is the fingerprint of :mod:`standfirst.fingerprint`, ``count`` how many findings there are alike, ``reason`` why
    they are let pass, ``since`` the day (ISO 8601) on which they were first written down.
    """

    rule: str
    path: str
    annotation: str | None = None
    content: str
    count: int = 1
    reason: str
    since: str


class Baseline(msgspec.Struct, frozen=True, kw_only=True):
    """The entries of a file, and its path."""

    path: str
    entries: tuple[Entry, ...] = ()

    @property
    def folder(self) -> str:
        """The folder from which the entries name files."""
        return os.path.dirname(os.path.abspath(self.path))


class _File(msgspec.Struct, forbid_unknown_fields=True):
    standfirst_baseline: str
    finding: tuple[Entry, ...] = ()


def read_baseline(path: str) -> Baseline:
    """The baseline in a file. :raises UsageError: where it cannot be read, or an entry is none"""
    data = read_file(path)
    try:
        tree: Any = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"the baseline {path} is no TOML: {error}") from error
    try:
        file = msgspec.convert(tree, _File)
    except msgspec.ValidationError as error:
        raise UsageError(
            f"the baseline {path} cannot be read: {error}; an entry is [[finding]] with rule, path, content, reason, since, "
            "and annotation and count where there are such"
        ) from error
    if file.standfirst_baseline.partition(".")[0] != VERSION.partition(".")[0]:
        raise UsageError(f"the baseline {path} is of version {file.standfirst_baseline}; this program reads {VERSION}")
    phases = {rule.code: rule.phase for rule in RULES}
    for number, entry in enumerate(file.finding, 1):
        if entry.rule not in phases:
            raise UsageError(f"entry {number} of the baseline {path} names the rule {entry.rule!r}, which there is not")
        if phases[entry.rule] == "decode":
            raise UsageError(
                f"entry {number} of the baseline {path} is of {entry.rule}: that a file cannot be read cannot be let pass; "
                "mend the file, or exclude it"
            )
        if entry.count < 1:
            raise UsageError(f"entry {number} of the baseline {path} counts {entry.count} findings; that is none")
    return Baseline(path=path, entries=file.finding)

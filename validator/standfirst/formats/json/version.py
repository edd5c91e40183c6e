"""The version of the format that a file claims. A reader refuses another major version, and reads a later minor one."""

import re
from typing import Any

from standfirst.finding import ERROR, NOTE, Finding
from standfirst.model import FORMAT_VERSION

_VERSION = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})")


def version_findings(tree: Any) -> tuple[Finding | None, tuple[Finding, ...]]:
    """A finding that refuses the file, or ``None``; and what else there is to say of its version."""
    claimed = tree.get("standfirst") if isinstance(tree, dict) else None
    match = _VERSION.fullmatch(claimed) if isinstance(claimed, str) else None
    if match is None:
        return None, ()
    major, minor = match.groups()
    known_major, known_minor = FORMAT_VERSION.split(".")
    if int(major) != int(known_major):
        refusal = Finding(
            code="DEC010",
            name="unsupported-version",
            level=ERROR,
            message=f"the document is of format version {claimed}; this program reads version {known_major}",
            pointer="/standfirst",
            expected=f"{known_major}.x",
            found=claimed,
            help="use the release of Standfirst that belongs to that version",
        )
        return refusal, ()
    if int(minor) > int(known_minor):
        note = Finding(
            code="DEC011",
            name="later-version",
            level=NOTE,
            message=f"the document is of format version {claimed}; members that {FORMAT_VERSION} does not know are kept",
            pointer="/standfirst",
            expected=FORMAT_VERSION,
            found=claimed,
        )
        return None, (note,)
    return None, ()

"""The version of the format that a file claims. A reader refuses another major version, and reads a later minor one."""

import re
from typing import Any

from standfirst.finding import ERROR, NOTE, Finding
from standfirst.model import FORMAT_VERSION
from standfirst.model.names import is_version

_MAJOR = re.compile(r"([0-9]+)(?:\..*)?", re.DOTALL)
_KNOWN_MAJOR, _KNOWN_MINOR = FORMAT_VERSION.split(".")


def version_findings(tree: Any) -> tuple[Finding | None, tuple[Finding, ...]]:
    """A finding that refuses the file, or ``None``; and what else there is to say of its version.

    A version that begins with the number of another major version is refused, whatever stands behind it: what does not
    have the form of a version at all is a fault of shape.
    """
    claimed = tree.get("standfirst") if isinstance(tree, dict) else None
    major = _MAJOR.fullmatch(claimed) if isinstance(claimed, str) else None
    if not isinstance(claimed, str) or major is None:
        return None, ()
    # Numbers are compared as they are written: there is no limit to their digits, and converting them has one.
    if major[1].lstrip("0") != _KNOWN_MAJOR:
        return _refusal(claimed), ()
    if is_version(claimed) and _is_later(claimed.partition(".")[2]):
        return None, (_note(claimed),)
    return None, ()


def _is_later(minor: str) -> bool:
    """Whether a minor version, without leading zeros, is later than the one that is known."""
    return (len(minor), minor) > (len(_KNOWN_MINOR), _KNOWN_MINOR)


def _refusal(claimed: str) -> Finding:
    return Finding(
        code="DEC010",
        name="unsupported-version",
        level=ERROR,
        message=f"the document is of format version {_shown(claimed)}; this program reads version {_KNOWN_MAJOR}",
        pointer="/standfirst",
        expected=f"{_KNOWN_MAJOR}.x",
        found=_shown(claimed),
        help="use the release of Standfirst that belongs to that version",
    )


def _note(claimed: str) -> Finding:
    return Finding(
        code="DEC011",
        name="later-version",
        level=NOTE,
        message=f"the document is of format version {_shown(claimed)}; members that {FORMAT_VERSION} does not know are kept",
        pointer="/standfirst",
        expected=FORMAT_VERSION,
        found=_shown(claimed),
    )


def _shown(claimed: str) -> str:
    return claimed if len(claimed) <= 40 else f"{claimed[:40]}…"

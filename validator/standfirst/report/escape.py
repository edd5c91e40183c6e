"""Making text that is not trusted harmless: for a terminal, for the log of a build, inside JSON.

A program that runs builds obeys some of what it finds in their logs: a line that begins with ``::`` (GitHub), or
``##name[`` anywhere (GitHub, Azure Pipelines, TeamCity).
"""

import json
import re
from typing import Any

# Whatever could move the cursor, change colours or reorder the line.
_UNSAFE = re.compile("[\0-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]")
_SHOWN = {"\n": "⏎", "\r": "␍", "\t": "→"}
_ASCII_SHOWN = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_COMMAND = re.compile(r"(?<=##)(\w*)\[")
_FIRST = re.compile(r"^(\s*):(?=:)", re.MULTILINE)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """``text`` on one line, with everything escaped that a terminal would obey instead of show."""
    return _UNSAFE.sub(lambda match: _SHOWN.get(match[0], f"\\u{ord(match[0]):04x}"), text)


def visible(text: str, *, ascii: bool = False) -> str:
    """``text`` on one line, a character for each that a terminal would obey; with ``ascii`` all others are escaped."""
    if ascii:
        shown = "".join(_ASCII_SHOWN.get(one, "?" if _UNSAFE.match(one) else one) for one in text)
        return shown.encode("ascii", "backslashreplace").decode("ascii")
    return _UNSAFE.sub(lambda match: _SHOWN.get(match[0], "�"), text)


def uncommanded(text: str) -> str:
    """Lines of a log, none of which is a command to the program that runs the build."""
    if "##" in text:
        text = _COMMAND.sub(r"\1\\u005b", text)
    return _FIRST.sub(r"\1\\u003a", text) if "::" in text else text


def json_text(value: Any, indent: int | None = None) -> str:
    """``value`` as JSON in ASCII, which no stream can damage and no program takes for a command."""
    text = json.dumps(value, indent=indent)
    return _COMMAND.sub(r"\1\\u005b", text) if "##" in text else text  # outside of strings JSON has no ##


def xml_text(text: str) -> str:
    """``text`` without the characters that XML 1.0 does not have, which are shown by their numbers."""
    return _NO_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)

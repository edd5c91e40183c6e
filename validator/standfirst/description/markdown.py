"""Foreign text in Markdown and YAML: it shows as it is, whatever it holds, and is never markup."""

import re
from collections.abc import Sequence
from typing import Any

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$&]")
_AT_START = re.compile(r"(?m)^([-+=:]|[0-9]{1,9}(?=[.)]))")
_PLAIN_KEY = re.compile(r"(?!(?:y|n|yes|no|on|off|true|false|null)$)[a-z_][a-z0-9_]*")


def prose(text: str) -> str:
    """A text as paragraphs: one for each line that is not blank."""
    return "\n\n".join(line(each) for each in text.splitlines() if each.strip())


def line(text: str) -> str:
    """A text as a piece of one line, such as a heading or a cell of a table; white space is one blank."""
    plain = "".join(_visible(character) for character in " ".join(text.split()))
    escaped = _MARKUP.sub(lambda match: "\\" + match[0], plain)
    return _AT_START.sub(lambda match: f"\\{match[1]}" if not match[1].isdigit() else f"{match[1]}\\", escaped)


def code(text: str) -> str:
    """A text as code in a line, such as a path or an id."""
    plain = "".join(_visible(character) for character in text)
    if not plain.strip():
        return f'"{plain}"'
    longest = max((len(run) for run in re.findall("`+", plain)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if plain.startswith(("`", " ")) or plain.endswith(("`", " ")) else ""
    return f"{fence}{pad}{plain}{pad}{fence}"


def cell(text: str) -> str:
    """The same in a cell of a table."""
    return code(text).replace("|", "\\|")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of cells that are Markdown already. All columns but the first are numbers, and stand at the right."""
    marks = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, marks, *rows))


def yaml(tree: dict[str, Any]) -> str:
    """Objects, lists and strings as YAML. Every string is quoted, so that ``no`` is not false and ``1.0`` no number."""
    return "\n".join(_lines(tree)) + "\n"


def _lines(value: Any) -> list[str]:
    if isinstance(value, dict):
        found: list[str] = []
        for key, below in value.items():
            name = key if _PLAIN_KEY.fullmatch(key) else _quoted(key)
            if isinstance(below, str):
                found.append(f"{name}: {_quoted(below)}")
            else:
                indent = "  " if isinstance(below, dict) else ""
                found += [f"{name}:", *(f"{indent}{each}" for each in _lines(below))]
        return found
    found = []
    for item in value:
        first, *rest = [_quoted(item)] if isinstance(item, str) else _lines(item)
        found += [f"- {first}", *(f"  {each}" for each in rest)]
    return found


def _quoted(text: str) -> str:
    """A string between double quotation marks, on one line."""
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if character == " " or character.isprintable():
        return character
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _visible(character: str) -> str:
    """A character that can be in a page: of controls, what says which one it was."""
    number = ord(character)
    return f"U+{number:04X}" if number < 0x20 or 0x7F <= number < 0xA0 else character

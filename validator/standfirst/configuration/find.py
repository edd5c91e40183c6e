"""Finding the configuration and reading it. Exactly one file counts: nothing is merged.

The search begins in the folder that the paths to check have in common and goes upwards; the first folder with a
``standfirst.toml``, or a ``pyproject.toml`` that has a table ``tool.standfirst``, is where it ends.
"""

import os
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from standfirst.check import check_optional, named_rules
from standfirst.configuration.record import Configuration
from standfirst.errors import UsageError
from standfirst.files import read_file
from standfirst.finding import ERROR
from standfirst.shape import Complaint, complaints, default_engine

OWN_FILE = "standfirst.toml"
PROJECT_FILE = "pyproject.toml"
_TABLE = "tool.standfirst"


def load_configuration(
    paths: Sequence[str] = (), *, explicit: str | None = None, isolated: bool = False
) -> Configuration:
    """The configuration for a run over ``paths``: that in the file ``explicit``, else the nearest; ``isolated``: none.

    :raises UsageError: where a file cannot be read, is no TOML, or says what a configuration cannot say
    """
    if explicit is not None:
        found = _read(explicit)
        if found is None:
            raise UsageError(f"{explicit!r} has no table [{_TABLE}]")
        return found
    if isolated:
        return Configuration()
    top = _common_folder(paths)
    for folder in (top, *top.parents):
        candidates = [folder / name for name in (OWN_FILE, PROJECT_FILE) if (folder / name).is_file()]
        read = [one for one in (_read(os.path.relpath(path)) for path in candidates) if one is not None]
        if len(read) > 1:
            raise UsageError(
                f"{read[0].path!r} and {read[1].path!r} both configure Standfirst; keep one of them, or name one with --config"
            )
        if read:
            return read[0]
    return Configuration()


def _common_folder(paths: Sequence[str]) -> Path:
    folders = {path if os.path.isdir(path) else os.path.dirname(path) for path in paths if path != "-"} or {""}
    try:
        return Path(os.path.commonpath([os.path.abspath(folder) for folder in folders]))
    except ValueError:  # on different drives, or a path with a null character, of which the check tells more
        return Path.cwd()


def _read(path: str) -> Configuration | None:
    """What a file says; ``None`` for a ``pyproject.toml`` that says nothing of Standfirst."""
    ours = os.path.basename(path) != PROJECT_FILE
    data = read_file(path)
    if not ours and b"standfirst" not in data:
        return None
    try:
        text = data.decode("utf-8")
        tree: Any = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        if not ours and _TABLE not in text:
            return None
        raise UsageError(f"{path} is no TOML: {error}") from error
    if not ours:
        for step in _TABLE.split("."):
            tree = tree.get(step) if isinstance(tree, dict) else None
        if tree is None:
            return None
    return _checked(tree, path, text)


def _checked(tree: Any, path: str, text: str) -> Configuration:
    for complaint in complaints(tree, "config", default_engine()):
        raise UsageError(f"{_where(path, text, complaint.path)}: {_words(complaint)}")
    for keys, names, can_be_left in _named(tree):
        try:
            rules = named_rules(names)
            if can_be_left:
                check_optional(names[0], rules)
        except UsageError as error:
            raise UsageError(f"{_where(path, text, keys)}: {error}") from error
    folder = os.path.dirname(path)
    placed = {key: os.path.join(folder, tree[key]) for key in ("scheme", "baseline") if key in tree}
    return msgspec.convert({**tree, **placed, "path": path}, Configuration)


def _named(tree: dict[str, Any]) -> list[tuple[tuple[str | int, ...], list[str], bool]]:
    """The names of rules in a configuration: where each stands, it, and whether the rules must be such as can be left out."""
    named: list[tuple[tuple[str | int, ...], list[str], bool]] = [
        ((key, place), [name], key == "ignore")
        for key in ("select", "ignore")
        for place, name in enumerate(tree.get(key, ()))
    ]
    named += [(("severity", name), [name], level != ERROR) for name, level in tree.get("severity", {}).items()]
    for pattern, names in tree.get("per-file-ignores", {}).items():
        named += [(("per-file-ignores", pattern, place), [name], True) for place, name in enumerate(names)]
    return named


def _words(complaint: Complaint) -> str:
    hint = f"; {complaint.help}" if complaint.help else ""
    if complaint.code == "SCH010":
        return f"there is no key {complaint.path[-1]!r}{hint or '; `standfirst schema config` lists the keys'}"
    return complaint.message.replace("the document", "the configuration") + hint


def _where(path: str, text: str, keys: Sequence[str | int]) -> str:
    """The file, the line if it can be told, and the key. TOML's reader gives no places, so the line is looked for."""
    names = [str(key) for key in keys if isinstance(key, str)]
    line = None
    for name in reversed(names):
        found = re.search(rf"""^[ \t]*(?:\[.*)?["']?{re.escape(name)}["']?[ \t]*(?:\]|=|\.)""", text, re.MULTILINE)
        if found is not None:
            line = text.count("\n", 0, found.start()) + 1
            break
    return f"{path}{f':{line}' if line is not None else ''}{f' ({chr(46).join(names)})' if names else ''}"

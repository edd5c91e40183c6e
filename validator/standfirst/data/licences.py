"""Licences: whether a string names one after SPDX or by its address, and what the Creative Commons ask of those who use it."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

_ADDRESS = re.compile(r"https?://[^\s/]+\S*")
_PARTS = re.compile(r"[()]|[^\s()]+")
_OWN = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+")
_NO_ASSERTION = ("NOASSERTION", "NONE")
_COMMON = frozenset(("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-NC-ND-4.0"))
_COMMONS = re.compile(r"cc-(by(?:-(?:nc|nd|sa))*)-[0-9.]+(?:-.*)?")
_COMMONS_ADDRESS = re.compile(r"https?://creativecommons\.org/(?:licenses/(by(?:-(?:nc|nd|sa))*)|publicdomain)/.*")
_WHOLE_EXPRESSION = 400


def is_licence(name: str) -> bool:
    """Whether ``name`` is an address, an SPDX identifier in any case, or an SPDX expression of identifiers."""
    if name in _COMMON or name in _NO_ASSERTION or _ADDRESS.fullmatch(name):
        return True
    parts = _PARTS.findall(name)
    return bool(parts) and len(name) <= _WHOLE_EXPRESSION and _is_expression(parts)


def nearest_licence(name: str) -> str | None:
    """The SPDX identifier that was probably meant by ``name``, which is none."""
    folded = re.sub(r"[\s_]+", "-", name.strip().lower())
    known = _identifiers("licences")
    for guess in (folded, f"{folded}.0", f"{folded}-4.0", f"{folded}-1.0", f"cc-{folded}", f"cc-{folded}-4.0"):
        if guess in known:
            return known[guess]
    if not 4 < len(folded) <= 60:
        return None
    from standfirst.suggest import Suggestions  # it compares slowly and is seldom needed

    near = Suggestions(1).nearest(folded, [other for other in known if other[0] == folded[0]], 0.8)
    return known[near] if near is not None else None


def conditions(name: str) -> frozenset[str] | None:
    """What a licence asks, of ``by``, ``sa``, ``nc`` and ``nd``; ``None`` for what is none of the Creative Commons'."""
    lower = name.strip().lower()
    if lower.startswith("cc0-") or lower in ("cc-pddc", "pddl-1.0", "0bsd", "unlicense"):
        return frozenset()
    match = _COMMONS.fullmatch(lower) or _COMMONS_ADDRESS.fullmatch(lower)
    return None if match is None else frozenset((match[1] or "").split("-")) - {""}


def _is_expression(parts: list[str]) -> bool:
    """Whether ``parts`` are identifiers joined by AND, OR and WITH, with brackets in pairs."""
    depth, wants, exception = 0, True, False
    for part in parts:
        if part == "(" and wants and not exception:
            depth += 1
        elif part == ")" and not wants and depth:
            depth -= 1
        elif part in ("AND", "OR", "WITH") and not wants:
            wants, exception = True, part == "WITH"
        elif wants and (_is_exception(part) if exception else _is_identifier(part)):
            wants = exception = False
        else:
            return False
    return not wants and not depth


def _is_identifier(part: str) -> bool:
    return part.removesuffix("+").lower() in _identifiers("licences") or _OWN.fullmatch(part) is not None


def _is_exception(part: str) -> bool:
    return part.lower() in _identifiers("exceptions")


@cache
def _identifiers(kind: str) -> dict[str, str]:
    """The identifiers of one kind, each by its lower case."""
    data: dict[str, Any] = json.loads((files("standfirst.data") / "licences.json").read_text("utf-8"))
    return {name.lower(): name for name in data[kind].split()}

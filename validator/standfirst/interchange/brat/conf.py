"""brat's ``annotation.conf`` and schemes: what types, roles and attributes there are, one made of the other.

Of a scheme, brat can say which entity types there are, which roles an event has and how often, what relations join, and
what attributes there are; of brat's file, a scheme can say all that but the hierarchy of types.
"""

import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from standfirst.errors import UsageError
from standfirst.model.names import is_id, is_tag

NAME = "annotation.conf"

_SECTIONS = ("entities", "relations", "events", "attributes")
_ROLE = re.compile(r"(?P<name>[^:?*+{}\s]+)(?P<count>[?*+]|\{(?P<least>\d+)(?:-(?P<most>\d+))?\})?:(?P<targets>\S+)")
_MACRO = re.compile(r"<(?P<name>[^<>=\s]+)>\s*=\s*(?P<values>\S.*)")
_ENTITY, _EVENT, _ANY = "<ENTITY>", "<EVENT>", "<ANY>"
_COUNTS = {None: (1, 1), "?": (0, 1), "*": (0, None), "+": (1, None)}


class Entry(NamedTuple):
    """A line of a section: the type, whether it can be annotated, and its arguments by their names."""

    line: int
    name: str
    usable: bool
    args: tuple[tuple[str, int, int | None, tuple[str, ...]], ...]
    values: tuple[str, ...] = ()


def scheme_of(data: bytes, id: str, path: str = NAME) -> dict[str, Any]:
    """The scheme that an ``annotation.conf`` describes, as the plain data of a scheme file.

    :raises UsageError: where the file is none, saying where
    """
    if not is_id(id):
        raise UsageError(f"{id!r} cannot be the id of a scheme: a letter, then letters, digits, '_', '.' or '-'")
    sections = _sections(data, path)
    entities = [entry.name for entry in sections["entities"] if entry.usable]
    events = [entry.name for entry in sections["events"] if entry.usable]
    scheme: dict[str, Any] = {
        "standfirst_scheme": "1.0",
        "id": id,
        "title": f"The types of {os.path.basename(path)}",
        "entities": [{"tag": name, "description": f"{name}, as brat has it."} for name in entities],
        "events": [_event(entry) for entry in sections["events"] if entry.usable],
        "roles": list(_roles(sections["events"], entities, events)),
        "relations": [_relation(entry) for entry in sections["relations"] if entry.usable and len(entry.args) > 1],
    }
    attributes = [_attribute(entry) for entry in sections["attributes"] if entry.usable and is_id(entry.name)]
    return {**scheme, "attributes": attributes} if attributes else scheme


@lru_cache(8)
def numbered_roles(data: bytes) -> tuple[str, ...]:
    """The roles of events in an ``annotation.conf`` that end in a digit themselves, the longest first.

    In a file of annotations a role that stands again is counted by such digits: only this list tells the two apart. A
    file that cannot be read says nothing.
    """
    try:
        events = _sections(data, NAME)["events"]
    except UsageError:
        return ()
    found = {name for entry in events for name, *_ in entry.args if name[-1].isdigit()}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _sections(data: bytes, path: str) -> dict[str, list[Entry]]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path!r} is not UTF-8: {error}") from error
    sections: dict[str, list[Entry]] = {name: [] for name in _SECTIONS}
    macros: dict[str, str] = {}
    section = None
    for number, line in enumerate(text.split("\n"), 1):
        words = line.split("#", 1)[0].strip() if not line.lstrip().startswith("<") else line.strip()
        if not words or set(words) == {"-"}:
            continue
        if words.startswith("[") and words.endswith("]"):
            section = {"spans": "entities"}.get(words[1:-1], words[1:-1])
            continue
        macro = _MACRO.fullmatch(words)
        if macro is not None:
            macros[f"<{macro['name']}>"] = _expanded(macro["values"].replace(" ", ""), macros)
        elif section in sections:
            sections[section].append(_entry(words, number, macros, path))
    return sections


def _expanded(words: str, macros: dict[str, str]) -> str:
    for name, values in macros.items():
        words = words.replace(name, values)
    return words


def _entry(words: str, number: int, macros: dict[str, str], path: str) -> Entry:
    name, *rest = words.split(None, 1)
    usable = not name.startswith("!")
    name = name.removeprefix("!")
    if not is_tag(name):
        raise UsageError(f"line {number} of {path!r} names a type {name!r}, which is no tag")
    args: list[tuple[str, int, int | None, tuple[str, ...]]] = []
    values: tuple[str, ...] = ()
    for part in _expanded(rest[0], macros).split(",") if rest else ():
        said = re.sub(r"\s+", "", part)
        if said.startswith("Value:"):
            values = tuple(said.removeprefix("Value:").split("|"))
            continue
        found = _ROLE.fullmatch(said)
        if found is None:
            if said.startswith("<") or not said:  # <REL-TYPE>:symmetric-transitive, <OVERLAP>:…
                continue
            raise UsageError(f"line {number} of {path!r}: {part.strip()!r} is no argument; one is NAME:TYPE|TYPE")
        least, most = _COUNTS.get(found["count"], (0, None))
        if found["least"] is not None:
            least, most = int(found["least"]), int(found["most"] or found["least"])
        args.append((found["name"], least, most, tuple(found["targets"].split("|"))))
    return Entry(number, name, usable, tuple(args), values)


def _event(entry: Entry) -> dict[str, Any]:
    roles: dict[str, Any] = {}
    for name, least, most, _ in entry.args:
        asked: dict[str, Any] = {"required": True} if least else {}
        roles[name] = {**asked, "at_most": most} if most is not None else asked
    return {"tag": entry.name, "description": f"{entry.name}, as brat has it.", "roles": roles}


def _roles(events: list[Entry], entity_types: list[str], event_types: list[str]) -> Iterator[dict[str, Any]]:
    targets: dict[str, dict[str, None]] = {}
    for entry in events:
        for name, _, _, said in entry.args:
            targets.setdefault(name, {}).update(dict.fromkeys(said))
    for name, named in targets.items():
        allowed = tuple(named)
        anything = _ANY in allowed
        happenings = anything or _EVENT in allowed or any(one in event_types for one in allowed)
        types = [one for one in entity_types if one in allowed]
        things = anything or _ENTITY in allowed or bool(types)
        role: dict[str, Any] = {
            "tag": name,
            "description": f"{name}, as brat has it.",
            "kinds": [*(["mention"] if things or not happenings else []), *(["event"] if happenings else [])],
        }
        yield {**role, "entity_types": types} if types and _ENTITY not in allowed and not anything else role


def _relation(entry: Entry) -> dict[str, Any]:
    return {
        "tag": entry.name,
        "description": f"{entry.name}, as brat has it.",
        "from": ["entities", "mentions", "event_mentions"],
        "to": ["entities", "mentions", "event_mentions"],
    }


def _attribute(entry: Entry) -> dict[str, Any]:
    targets = {target for _, _, _, allowed in entry.args for target in allowed}
    on = (
        ["event_mentions"]
        if targets == {_EVENT}
        else ["mentions"]
        if targets == {_ENTITY}
        else ["mentions", "event_mentions"]
    )
    attribute: dict[str, Any] = {"name": entry.name, "description": f"{entry.name}, as brat has it.", "on": on}
    if entry.values:
        return {**attribute, "type": "string", "values": list(entry.values)}
    return {**attribute, "type": "boolean"}


def conf_of(scheme: dict[str, Any]) -> bytes:
    """The ``annotation.conf`` of a scheme, which is plain data as its file has it. Tags that brat cannot have are left out."""
    roles = {role["tag"]: role for role in scheme.get("roles", ())}
    lines = ["[entities]", "", *_tags(scheme.get("entities", ())), *_tags(scheme.get("quantities", ())), ""]
    lines += ["[relations]", ""]
    lines += [f"{one['tag']}\tArg1:{_ANY}, Arg2:{_ANY}" for one in scheme.get("relations", ()) if _can_be(one["tag"])]
    lines += ["", "[events]", ""]
    for event in scheme.get("events", ()):
        if _can_be(event["tag"]):
            said = [
                _said(name, asked, roles.get(name, {}))
                for name, asked in event.get("roles", {}).items()
                if _can_be(name)
            ]
            lines.append(f"{event['tag']}\t{', '.join(said)}".rstrip())
    lines += ["", "[attributes]", ""]
    for one in scheme.get("attributes", ()):
        target = _EVENT if one["on"] == ["event_mentions"] else _ENTITY if one["on"] == ["mentions"] else _ANY
        values = f", Value:{'|'.join(map(str, one['values']))}" if one.get("values") else ""
        lines.append(f"{one['name']}\tArg:{target}{values}")
    return ("\n".join(lines) + "\n").encode("utf-8")


def _tags(entries: Iterable[dict[str, Any]]) -> list[str]:
    return [entry["tag"] for entry in entries if _can_be(entry["tag"])]


def _can_be(tag: str) -> bool:
    return re.fullmatch(r"[^\s:#,|<>\[\]?*+{}!-][^\s:#,|<>\[\]?*+{}]*", tag) is not None


def _said(name: str, asked: dict[str, Any], role: dict[str, Any]) -> str:
    least, most = (1 if asked.get("required") else 0), asked.get("at_most")
    count = {(1, 1): "", (0, 1): "?", (0, None): "*", (1, None): "+"}.get((least, most), f"{{{least or 1}-{most}}}")
    kinds = role.get("kinds", ["mention", "event"])
    types = [one for one in role.get("entity_types", ()) if _can_be(one)]
    targets = types if types and "mention" in kinds else [_ENTITY] if "mention" in kinds else []
    if "event" in kinds:
        targets = [*targets, _EVENT]
    return f"{name}{count}:{'|'.join(targets) or _ANY}"

"""The documentation of the rules: ``rules.toml`` in each family's package, with examples that run as tests.

An example is a good document and a small edit that makes it bad; read backwards, the edit is the least repair. The good
document is one of ``examples.toml`` (``base``), of the family or for all, as JSON or, with ``form = "tei"``, as TEI, or made
of a text (``good_text`` and ``bad_text``).
"""

import difflib
import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import chain, repeat
from typing import Any, NamedTuple

from standfirst.formats.json.write import write
from standfirst.model import Document, Zone
from standfirst.rules import FAMILIES
from standfirst.rules.protocol import Rule


class Page(NamedTuple):
    """What there is to say of a rule. ``good`` and ``bad`` are files; ``file`` is what they are examples of: a document, the
    description or the manifest of a corpus, a second document of it (``copy``), or the second form of its document (``twin``).

    ``max_document_bytes`` is the limit under which the bad one is too large, where that is what it shows. ``document`` is
    the document that a corpus has beside them; ``copies`` are names under which its folder has that once more, with the
    name as its id, and ``shard`` is how often it stands in a file of JSON Lines as well. ``form`` is the format of the two.
    ``catalogue`` are the ids that the rule has in the catalogue of requirements, ``mapping`` says why it is not what stands
    there.
    """

    rule: Rule
    why: str
    repair: str
    since: str
    file: str
    good: bytes
    bad: bytes
    max_document_bytes: int | None = None
    document: bytes = b""
    copies: tuple[str, ...] = ()
    shard: int = 0
    form: str = "json"
    catalogue: tuple[str, ...] = ()
    mapping: str | None = None


def page(rule: Rule) -> Page:
    """The page of a rule. :raises KeyError: where the family's ``rules.toml`` has none"""
    entry = _entries(rule.code[:3])[rule.code]
    example = entry["example"]
    good = _good(example, rule.code[:3])
    return Page(
        rule=rule,
        why=entry["why"].strip(),
        repair=entry["repair"].strip(),
        since=entry["since"],
        file=example.get("file", "document"),
        good=good,
        bad=_bad(example, good),
        max_document_bytes=example.get("max_document_bytes"),
        document=_base(example.get("document", "tiny"), rule.code[:3]).encode("utf-8"),
        copies=tuple(example.get("copies", ())),
        shard=example.get("shard", 0),
        form=example.get("form", "json"),
        catalogue=tuple(entry["catalogue"]),
        mapping=entry.get("mapping"),
    )


@cache
def _entries(family: str) -> dict[str, Any]:
    package = FAMILIES[family].__name__
    return tomllib.loads((files(package) / "rules.toml").read_text("utf-8"))


def _good(example: dict[str, Any], family: str) -> bytes:
    if "good_text" in example:
        return _of_text(example["good_text"])
    data = _base(example["base"], family).encode("utf-8")
    if example.get("file") == "copy":
        return renamed(data, "copy")
    return data if example.get("form", "json") == "json" else _as_tei(data)


def renamed(document: bytes, name: str) -> bytes:
    """The document of an example, whose id is *tiny*, with the id ``name``."""
    return document.replace(b'"id": "tiny"', f'"id": "{name}"'.encode())


def _as_tei(data: bytes) -> bytes:
    from standfirst.formats.json.read import read
    from standfirst.formats.tei.write import write as write_tei

    document = read(data).document
    if document is None:
        raise ValueError("the good example is no document")
    return write_tei(document)


def _bad(example: dict[str, Any], good: bytes) -> bytes:
    if "bad_text" in example:
        return _of_text(example["bad_text"])
    return _edited(good, example)


def _of_text(text: str) -> bytes:
    """A small document over ``text``, with a paragraph for each line."""
    zones = tuple(
        Zone(id=f"z{number}", kind="paragraph", start=line.start(), end=line.end())
        for number, line in enumerate(re.finditer(r"[^\r\n]+", text), 1)
    )
    return write(Document.create(text, id="example", language="en", license="CC0-1.0", zones=zones))


@cache
def _base(name: str, family: str) -> str:
    """A good document: one that the family has for itself, or one for all."""
    for package in (FAMILIES[family].__name__, "standfirst.rules"):
        file = files(package) / "examples.toml"
        bases = tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
        if name in bases:
            text: str = bases[name]
            return text
    raise KeyError(name)


def edits(rule: Rule) -> tuple[tuple[bytes, bytes], ...]:
    """The edits that make the good example of a rule bad, as ``(find, put)``; none where both are made of a text."""
    example = _entries(rule.code[:3])[rule.code]["example"]
    return _edits(example) if "bad_text" not in example else ()


def _edits(example: dict[str, Any]) -> tuple[tuple[bytes, bytes], ...]:
    return tuple((_bytes(edit, "find"), _bytes(edit, "put")) for edit in example.get("edits", [example]))


def _edited(good: bytes, example: dict[str, Any]) -> bytes:
    """The bad file: each ``find`` stands exactly once in the good one, and is replaced."""
    bad = good
    for find, put in _edits(example):
        if bad.count(find) != 1:
            raise ValueError(f"{find!r} stands {bad.count(find)} times in the good example")
        bad = bad.replace(find, put)
    return bad


def _bytes(edit: dict[str, Any], name: str) -> bytes:
    hexadecimal = edit.get(f"{name}_hex")
    if hexadecimal is not None:
        return bytes.fromhex(hexadecimal)
    return str(edit[name]).encode("utf-8")


def render_page(entry: Page, fix: str | None = None) -> str:
    """A rule's page as text; ``fix`` says what ``standfirst fix`` does about it, if it does something."""
    rule = entry.rule
    leave_out = (
        "It cannot be left out: what cannot be read cannot be checked."
        if rule.required
        else f"To leave it out: standfirst validate --ignore {rule.code} PATH"
    )
    mended = f"Fix: {fix}\n\n" if fix else ""
    return (
        f"{rule.code} {rule.name} ({rule.level}, phase {rule.phase}, since {entry.since})\n\n"
        f"{rule.summary}\n\n{entry.why}\n\nRepair: {entry.repair}\n\n"
        f"{mended}Example (- breaks the rule, + keeps it):\n\n{least_repair(entry)}\n"
        f"{leave_out}\n"
    )


def least_repair(entry: Page) -> str:
    """The repair of the bad example as a diff: only the lines that change, each cut to what is around its change.

    What cannot be seen is shown as an escape, such as ``\\u200b`` for a zero-width space.
    """
    bad, good = (
        data.decode("utf-8", "backslashreplace").removesuffix("\n").split("\n") for data in (entry.bad, entry.good)
    )
    shown: list[str] = []
    for tag, start, end, first, last in difflib.SequenceMatcher(None, bad, good, autojunk=False).get_opcodes():
        if tag != "equal":
            shown += _changed(bad[start:end], good[first:last])
    return "".join(f"    {line}\n" for line in shown)


def _changed(bad: list[str], good: list[str]) -> list[str]:
    """The lines of one change, those that break the rule first; lines that face each other are cut at the same place."""
    places = [_common(*pair) for pair in zip(bad, good, strict=False)]
    return [
        mark + _visible(_around(line, at))
        for mark, lines in (("-", bad), ("+", good))
        for line, at in zip(lines, chain(places, repeat(0)), strict=False)
    ]


def _common(one: str, other: str) -> int:
    """How many characters two lines have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


_MOST = 200
"""How much of a line is shown."""
_BEFORE = 60
"""How much of it stands before the change, where not all of it is shown."""


def _around(line: str, at: int) -> str:
    """``line`` cut to a readable length, with what begins at ``at`` inside."""
    if len(line) <= _MOST:
        return line
    start = min(max(0, at - _BEFORE), len(line) - _MOST)
    end = start + _MOST
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")


def _visible(line: str) -> str:
    """``line`` with escapes for controls, format characters and every space but the common one."""
    return "".join(
        character if character == " " or character.isprintable() else _escape(ord(character)) for character in line
    )


def _escape(number: int) -> str:
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"

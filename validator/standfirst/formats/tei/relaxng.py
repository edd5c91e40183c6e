"""RELAX NG patterns as plain data, written in both of its forms: compact for people, XML for processors."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from standfirst.formats.tei.table import NAMESPACE

Kind = Literal[
    "element", "attribute", "group", "choice", "optional", "zeroOrMore", "oneOrMore", "list", "ref", "text", "empty",
    "value", "data",
]  # fmt: skip

RELAX_NG = "http://relaxng.org/ns/structure/1.0"
ANNOTATIONS = "http://relaxng.org/ns/compatibility/annotations/1.0"
DATATYPES = "http://www.w3.org/2001/XMLSchema-datatypes"

_WIDTH = 100
_SUFFIXES = {"optional": "?", "zeroOrMore": "*", "oneOrMore": "+"}
_COMPOSED = frozenset(("group", "choice", *_SUFFIXES))


class Pattern(NamedTuple):
    """A pattern. ``kind`` is its name in RELAX NG, ``name`` what it names, ``doc`` what it is there for."""

    kind: Kind
    name: str = ""
    parts: tuple["Pattern", ...] = ()
    doc: str = ""


class Definition(NamedTuple):
    """A pattern with a name of its own."""

    name: str
    pattern: Pattern
    doc: str = ""


TEXT = Pattern("text")
EMPTY = Pattern("empty")


def element(name: str, *parts: Pattern, doc: str = "") -> Pattern:
    """An element that holds ``parts`` in this order; attributes may stand among them."""
    return Pattern("element", name, (group(*parts),), doc)


def attribute(name: str, value: Pattern, doc: str = "") -> Pattern:
    """An attribute with a value."""
    return Pattern("attribute", name, (value,), doc)


def group(*parts: Pattern) -> Pattern:
    """Patterns one after the other; ``empty`` if there are none."""
    flat = tuple(one for part in parts for one in (part.parts if part.kind == "group" else (part,)))
    return EMPTY if not flat else flat[0] if len(flat) == 1 else Pattern("group", "", flat)


def choice(*parts: Pattern) -> Pattern:
    """One of several patterns, each of them named once."""
    flat = tuple(dict.fromkeys(one for part in parts for one in (part.parts if part.kind == "choice" else (part,))))
    return flat[0] if len(flat) == 1 else Pattern("choice", "", flat)


def optional(part: Pattern) -> Pattern:
    """The pattern, or nothing."""
    return part if part.kind == "zeroOrMore" else Pattern("optional", "", (part,))


def any_number(part: Pattern) -> Pattern:
    """The pattern any number of times."""
    return Pattern("zeroOrMore", "", (part,))


def some(part: Pattern) -> Pattern:
    """The pattern once or several times."""
    return Pattern("oneOrMore", "", (part,))


def tokens(part: Pattern) -> Pattern:
    """What white space separates."""
    return Pattern("list", "", (part,))


def value(name: str) -> Pattern:
    """This very word."""
    return Pattern("value", name)


def data(name: str) -> Pattern:
    """A type of XML Schema."""
    return Pattern("data", name)


def ref(name: str) -> Pattern:
    """What a definition says."""
    return Pattern("ref", name)


# The compact form.


def compact(definitions: Iterable[Definition], comment: str) -> str:
    """The grammar as RNC. It starts with the first definition."""
    definitions = tuple(definitions)
    lines = [*(f"# {line}".rstrip() for line in comment.splitlines()), ""]
    lines += [f'default namespace = "{NAMESPACE}"', f'datatypes xsd = "{DATATYPES}"', ""]
    lines += [f"start = {definitions[0].name}", ""]
    for definition in definitions:
        lines += [f"## {definition.doc}"] if definition.doc else []
        lines += [f"{definition.name} =", *_compact(definition.pattern, "  ", ""), ""]
    return "\n".join(lines)


def _compact(pattern: Pattern, indent: str, suffix: str) -> list[str]:
    """The lines of a pattern, the last one ending in ``suffix``."""
    if not _documented(pattern, inside=True):
        inline = _inline(pattern)
        if len(indent) + len(inline) + len(suffix) <= _WIDTH:
            return [*_doc(pattern, indent), f"{indent}{inline}{suffix}"]
    if pattern.kind in _SUFFIXES:
        (part,) = pattern.parts
        mark = _SUFFIXES[pattern.kind] + suffix
        if part.kind not in _COMPOSED:
            return _compact(part, indent, mark)
        return [f"{indent}(", *_compact(part, indent + "  ", ""), f"{indent}){mark}"]
    if pattern.kind in ("group", "choice"):
        return _sequence(pattern.parts, indent, "," if pattern.kind == "group" else " |", suffix)
    opened = "list" if pattern.kind == "list" else f"{pattern.kind} {pattern.name}"
    inner = _compact(pattern.parts[0], indent + "  ", "")
    return [*_doc(pattern, indent), f"{indent}{opened} {{", *inner, f"{indent}}}{suffix}"]


def _sequence(parts: Sequence[Pattern], indent: str, separator: str, suffix: str) -> list[str]:
    lines: list[str] = []
    for number, part in enumerate(parts, 1):
        end = separator if number < len(parts) else suffix
        if part.kind in ("group", "choice"):
            lines += [f"{indent}(", *_compact(part, indent + "  ", ""), f"{indent}){end}"]
        else:
            lines += _compact(part, indent, end)
    return lines


def _doc(pattern: Pattern, indent: str) -> list[str]:
    documented = pattern
    while documented.kind in _SUFFIXES:
        (documented,) = documented.parts
    return [f"{indent}## {documented.doc}"] if documented.doc else []


def _documented(pattern: Pattern, *, inside: bool) -> bool:
    """Whether a comment stands in the pattern, beside the one before it (``inside``)."""
    inner = inside and pattern.kind in _SUFFIXES
    return bool(pattern.doc and not inside) or any(_documented(part, inside=inner) for part in pattern.parts)


def _inline(pattern: Pattern) -> str:
    kind = pattern.kind
    if kind in _SUFFIXES:
        return _enclosed(pattern.parts[0]) + _SUFFIXES[kind]
    if kind == "group":
        return ", ".join(map(_enclosed_in_sequence, pattern.parts))
    if kind == "choice":
        return " | ".join(map(_enclosed_in_sequence, pattern.parts))
    if kind == "value":
        return f'"{pattern.name}"'
    if kind == "data":
        return f"xsd:{pattern.name}"
    if kind == "ref":
        return pattern.name
    if kind in ("text", "empty"):
        return kind
    opened = "list" if kind == "list" else f"{kind} {pattern.name}"
    return f"{opened} {{ {_inline(pattern.parts[0])} }}"


def _enclosed(pattern: Pattern) -> str:
    return f"({_inline(pattern)})" if pattern.kind in _COMPOSED else _inline(pattern)


def _enclosed_in_sequence(pattern: Pattern) -> str:
    return f"({_inline(pattern)})" if pattern.kind in ("group", "choice") else _inline(pattern)


# The XML form.


def markup(definitions: Iterable[Definition], comment: str) -> str:
    """The grammar as RNG. It starts with the first definition."""
    definitions = tuple(definitions)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<!--\n{comment.rstrip()}\n-->",
        f'<grammar xmlns="{RELAX_NG}" xmlns:a="{ANNOTATIONS}" ns="{NAMESPACE}" datatypeLibrary="{DATATYPES}">',
        f'  <start>\n    <ref name="{definitions[0].name}"/>\n  </start>',
    ]
    for definition in definitions:
        lines.append(f'  <define name="{definition.name}">')
        lines += _remark(definition.doc, "    ")
        lines += [line for part in _grouped(definition.pattern) for line in _markup(part, "    ")]
        lines.append("  </define>")
    return "\n".join([*lines, "</grammar>", ""])


def _markup(pattern: Pattern, indent: str) -> list[str]:
    kind, name = pattern.kind, pattern.name
    if kind == "value":
        return [f"{indent}<value>{escape(name)}</value>"]
    if kind == "data":
        return [f"{indent}<data type={quoteattr(name)}/>"]
    named = f" name={quoteattr(name)}" if name else ""
    # An attribute without a pattern holds text.
    parts = () if kind == "attribute" and pattern.parts == (TEXT,) else pattern.parts
    inner = _remark(pattern.doc, indent + "  ")
    for part in parts:
        for one in _grouped(part) if kind not in ("choice", "group") else (part,):
            inner += _markup(one, indent + "  ")
    return [f"{indent}<{kind}{named}>", *inner, f"{indent}</{kind}>"] if inner else [f"{indent}<{kind}{named}/>"]


def _grouped(pattern: Pattern) -> tuple[Pattern, ...]:
    """The patterns of a group: where a group is meant anyway, it need not be said."""
    return pattern.parts if pattern.kind == "group" else (pattern,)


def _remark(doc: str, indent: str) -> list[str]:
    return [f"{indent}<a:documentation>{escape(doc)}</a:documentation>"] if doc else []

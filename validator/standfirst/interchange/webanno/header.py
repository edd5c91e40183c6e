"""The header of a file: its version, and its layers with their columns, in the order of which rows have their cells."""

import re
from typing import Literal

from msgspec import Struct

from standfirst.finding import Finding
from standfirst.interchange.problems import SYNTAX, problem

Kind = Literal["span", "relation", "chain"]
Role = Literal["value", "placeholder", "slot", "target", "base", "link", "element"]

_FORMAT = re.compile(r"#FORMAT=WebAnno TSV (\d{1,4})\.(\d{1,4})\s*")
_LAYER = re.compile(r"#T_(SP|RL|CH)=([^|]*)(.*)", re.DOTALL)
_KINDS: dict[str, Kind] = {"SP": "span", "RL": "relation", "CH": "chain"}
PREFIXES = {kind: f"#T_{name}=" for name, kind in _KINDS.items()}
_SLOT = re.compile(r"ROLE_(.*):([^:_]*)_(.*)", re.DOTALL)
_BASE = "BT_"


class Column(Struct, frozen=True, gc=False):
    """A column: the feature that its cells hold, or the role that they have.

    ``slot`` are the roles of links and ``target`` what they lead to; ``base`` is where a relation comes from; ``link`` and
    ``element`` are the two columns of a chain. ``type`` is that of links, of what they lead to, or of what is related.
    """

    role: Role
    feature: str = ""
    type: str = ""


class Layer(Struct, frozen=True, gc=False):
    """A layer: its UIMA type, and its columns; ``first`` is the first of them, counted over all layers."""

    kind: Kind
    type: str
    columns: tuple[Column, ...]
    first: int


class Header(Struct, frozen=True, gc=False):
    """The version of a file, its layers, and on how many lines they stand."""

    version: tuple[int, int]
    layers: tuple[Layer, ...]
    lines: int

    @property
    def width(self) -> int:
        """How many columns there are for layers."""
        return sum(len(layer.columns) for layer in self.layers)


def header_of(lines: list[str]) -> Header | Finding:
    """The header that ``lines`` begin with, or the finding on why there is none."""
    said = _FORMAT.fullmatch(lines[0]) if lines else None
    if said is None:
        message = "the file does not begin with #FORMAT=WebAnno TSV 3.x"
        return problem(SYNTAX, message, line=1, column=1, found=lines[0][:80] if lines else "")
    version = int(said[1]), int(said[2])
    if version[0] != 3:
        message = f"this is WebAnno TSV {said[1]}.{said[2]}, and only version 3 is read"
        return problem(SYNTAX, message, line=1, help="export it again as WebAnno TSV 3.x or as UIMA XMI", found=said[0])
    layers: list[Layer] = []
    number = 1
    while number < len(lines) and (found := _LAYER.fullmatch(lines[number])) is not None:
        first = layers[-1].first + len(layers[-1].columns) if layers else 0
        layer = _layer(_KINDS[found[1]], found[2], found[3], first)
        if layer is None:
            message = f"the layer {found[2][:80]!r} has columns that are none of the format's"
            return problem(SYNTAX, message, line=number + 1, found=lines[number][:80])
        layers.append(layer)
        number += 1
    return Header(version, tuple(layers), number)


def _layer(kind: Kind, type_: str, rest: str, first: int) -> Layer | None:
    names = rest.split("|")[1:]
    if not type_ or (kind == "chain" and set(names) - {"referenceType", "referenceRelation"}):
        return None
    columns: list[Column] = []
    for name in names:
        column = _column(kind, name, columns[-1] if columns else None)
        if column is None:
            return None
        columns.append(column)
    if kind == "relation" and sum(column.role == "base" for column in columns) != 1:
        return None
    if kind == "chain" and all(column.role != "link" for column in columns):
        return None
    return Layer(kind, type_, tuple(columns) or (Column("placeholder"),), first)


def _column(kind: Kind, name: str, before: Column | None) -> Column | None:
    if kind == "chain":
        return Column("link" if name == "referenceRelation" else "element", name)
    if kind == "relation" and name.startswith(_BASE):
        return Column("base", "Governor", name.removeprefix(_BASE))
    if kind == "span" and (slot := _SLOT.fullmatch(name)) is not None:
        return Column("slot", slot[2], slot[3])
    if kind == "span" and before is not None and before.role == "slot":
        return Column("target", before.feature, name)
    return Column("value", name) if name else Column("placeholder")


def header_lines(layers: tuple[Layer, ...]) -> list[str]:
    """The lines of a header of version 3.3."""
    lines = ["#FORMAT=WebAnno TSV 3.3"]
    for layer in layers:
        names = "".join(f"|{_name(layer, column)}" for column in layer.columns)
        lines.append(f"{PREFIXES[layer.kind]}{layer.type}{names}")
    return lines


def _name(layer: Layer, column: Column) -> str:
    if column.role == "slot":
        return f"ROLE_{layer.type}:{column.feature}_{column.type}"
    if column.role == "base":
        return _BASE + column.type
    return column.type if column.role == "target" else column.feature

"""The annotations of a file: what stands in several rows and columns put together, and references followed.

An annotation over several rows has a number in each; without one it is that of one row. In every column of its layer it is
at the same place of the stack.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from standfirst.finding import Finding
from standfirst.interchange.problems import REFERENCE, SYNTAX, problem
from standfirst.interchange.tokens import Stretch
from standfirst.interchange.uima import dkpro
from standfirst.interchange.uima.structures import ANNOTATION
from standfirst.interchange.webanno.escapes import parts_of, value_of
from standfirst.interchange.webanno.header import Column, Layer
from standfirst.interchange.webanno.sheet import Sheet, Unit

NO_COLUMN, NO_VALUE = "_", "*"

_NUMBERED = re.compile(r"((?:\\.|[^\\])*)\[([0-9]{1,9})\]", re.DOTALL)
_LINK = re.compile(r"((?:\\.|[^\\])*)->([0-9]{1,9})-([0-9]{1,9})", re.DOTALL)
_BASE = re.compile(r"([0-9.-]+)(?:\[([0-9]{1,9})_([0-9]{1,9})\])?")
_TARGET = re.compile(r"([0-9.-]+)(?:\[([0-9]{1,9})\])?")


class Slot(Struct, gc=False):
    """A link of a slot: its role, if it has one, and the annotation that it leads to, by its place in the list."""

    role: str | None
    target: int | None = None


class Gathered(Struct, gc=False):
    """An annotation: its layer, its place in code points, the values of its features, and its slots by their feature.

    ``number`` is that of the file, if it has one; ``base`` and ``end`` are what a relation joins, by their places in the
    list; ``chain`` is the number of its chain and its place in that.
    """

    layer: Layer
    line: int
    start: int
    end_: int
    values: dict[str, str]
    slots: dict[str, list[Slot]]
    number: int = 0
    base: int | None = None
    end: int | None = None
    chain: tuple[int, int] | None = None


class _Wanted(NamedTuple):
    """A reference that is followed once everything is there."""

    line: int
    unit: str
    number: int
    type: str
    owner: int
    slot: Slot | None = None
    member: str = ""


class Gatherer:
    """Puts together the annotations of ``sheet``, whose units are at ``places``, in code points."""

    def __init__(self, sheet: Sheet, places: dict[str, Stretch]) -> None:
        self.sheet = sheet
        self.places = places
        self.annotations: list[Gathered] = []
        self.findings: list[Finding] = []
        self._known: dict[tuple[int, object], int] = {}
        self._numbers: dict[int, int] = {}
        self._begun: dict[str, list[int]] = {}
        self._wanted: list[_Wanted] = []

    def run(self) -> None:
        """Fill ``annotations`` and ``findings``."""
        for sentence in self.sheet.sentences:
            for unit in sentence.units:
                for layer in self.sheet.header.layers:
                    cells = unit.cells[layer.first : layer.first + len(layer.columns)]
                    if cells.count(NO_COLUMN) < len(cells):
                        self._take(unit, layer, cells)
        for wanted in self._wanted:
            self._follow(wanted)

    def _take(self, unit: Unit, layer: Layer, cells: tuple[str, ...]) -> None:
        stacks = [[] if cell == NO_COLUMN else parts_of(cell, "|") for cell in cells]
        depth = max(map(len, stacks))
        for column, stack in zip(layer.columns, stacks, strict=True):
            if stack and len(stack) != depth:
                message = (
                    f"the columns of {layer.type} hold {depth} annotations, and {len(stack)} in {column.feature!r}"
                )
                self.findings.append(problem(SYNTAX, message, line=unit.line))
                return
        for at in range(depth):
            said = [(column, stack[at]) for column, stack in zip(layer.columns, stacks, strict=True) if stack]
            if layer.kind == "chain":
                self._take_link(unit, layer, said)
            elif layer.kind == "relation":
                self._take_relation(unit, layer, said)
            else:
                self._take_span(unit, layer, said)

    def _add(self, unit: Unit, layer: Layer, key: object) -> tuple[int, bool]:
        """The annotation with a key, ``None`` for one without: its place in the list, and whether it is new."""
        start, end = self.places[unit.name]
        known = self._known.get((layer.first, key)) if key is not None else None
        if known is not None:
            one = self.annotations[known]
            one.start, one.end_ = min(one.start, start), max(one.end_, end)
            return known, False
        at = len(self.annotations)
        self.annotations.append(Gathered(layer, unit.line, start, end, {}, {}))
        self._begun.setdefault(unit.name, []).append(at)
        if key is not None:
            self._known[layer.first, key] = at
        return at, True

    def _take_span(self, unit: Unit, layer: Layer, said: list[tuple[Column, str]]) -> None:
        number = next((_number(cell) for column, cell in said if column.role != "target"), 0)
        at, new = self._add(unit, layer, number or None)
        if not new:
            return
        plain = [(column, cell if column.role == "target" else _unnumbered(cell)) for column, cell in said]
        one = self.annotations[at]
        one.number = number
        if number and self._numbers.setdefault(number, at) != at:
            self.findings.append(problem(SYNTAX, f"the number {number} is taken in another layer", line=unit.line))
        self._take_values(one, plain)
        for column, cell in plain:
            if column.role == "target":
                self._take_targets(one, at, column, cell, unit.line)

    def _take_values(self, one: Gathered, said: list[tuple[Column, str]]) -> None:
        for column, cell in said:
            if column.role == "value" and cell != NO_VALUE:
                one.values[column.feature] = value_of(cell)
            elif column.role == "slot":
                roles = [] if cell == NO_COLUMN else parts_of(cell, ";")
                one.slots[column.feature] = [Slot(None if role == NO_VALUE else value_of(role)) for role in roles]

    def _take_targets(self, one: Gathered, at: int, column: Column, cell: str, line: int) -> None:
        slots = one.slots.setdefault(column.feature, [])
        if not slots and cell == NO_VALUE:
            return
        targets = parts_of(cell, ";")
        if len(targets) != len(slots):
            message = f"{column.feature!r} of {one.layer.type} has {len(slots)} roles and {len(targets)} targets"
            self.findings.append(problem(SYNTAX, message, line=line))
            return
        for slot, target in zip(slots, targets, strict=True):
            found = _TARGET.fullmatch(target)
            if found is not None:
                self._wanted.append(_Wanted(line, found[1], int(found[2] or 0), column.type, at, slot))
            elif target not in (NO_VALUE, NO_COLUMN):
                self.findings.append(problem(SYNTAX, f"{target[:80]!r} is no reference to a row", line=line))

    def _take_relation(self, unit: Unit, layer: Layer, said: list[tuple[Column, str]]) -> None:
        at, _ = self._add(unit, layer, None)
        one = self.annotations[at]
        plain = []
        for column, cell in said:
            if column.role != "base":
                plain.append((column, _unnumbered(cell)))
                continue
            found = _BASE.fullmatch(cell)
            if found is None:
                self.findings.append(problem(SYNTAX, f"{cell[:80]!r} is no reference to a row", line=unit.line))
                continue
            type_ = dkpro.TOKEN if layer.type == dkpro.DEPENDENCY_PACKAGE + "Dependency" else column.type
            self._wanted.append(_Wanted(unit.line, found[1], int(found[2] or 0), type_, at, member="base"))
            self._wanted.append(_Wanted(unit.line, unit.name, int(found[3] or 0), type_, at, member="end"))
        self._take_values(one, plain)

    def _take_link(self, unit: Unit, layer: Layer, said: list[tuple[Column, str]]) -> None:
        link = next((cell for column, cell in said if column.role == "link"), "")
        found = _LINK.fullmatch(link)
        if found is None:
            message = f"{link[:80]!r} is no link of a chain: such a cell ends with -> and two numbers"
            self.findings.append(problem(SYNTAX, message, line=unit.line))
            return
        chain = int(found[2]), int(found[3])
        at, new = self._add(unit, layer, chain)
        if not new:
            return
        one = self.annotations[at]
        one.chain = chain
        for column, cell in said:
            value = found[1] if column.role == "link" else _unnumbered(cell)
            if value != NO_VALUE:
                one.values[column.feature] = value_of(value)

    # References.

    def _follow(self, wanted: _Wanted) -> None:
        target = self._numbers.get(wanted.number) if wanted.number else self._in_unit(wanted)
        if target is None:
            where = f"number {wanted.number}" if wanted.number else f"{wanted.type} in the row {wanted.unit[:40]}"
            message = f"there is no annotation with the {where}, which is referred to"
            self.findings.append(problem(REFERENCE, message, line=wanted.line))
        elif wanted.slot is not None:
            wanted.slot.target = target
        else:
            setattr(self.annotations[wanted.owner], wanted.member, target)

    def _in_unit(self, wanted: _Wanted) -> int | None:
        """The annotation that begins in a row: the first of the type that is wanted, else the first that can be meant."""
        if wanted.type == dkpro.TOKEN:
            return self._token(wanted.unit)
        spans = [at for at in self._begun.get(wanted.unit, ()) if self.annotations[at].layer.kind == "span"]
        exact = [at for at in spans if self.annotations[at].layer.type == wanted.type]
        if exact:
            return exact[0]
        return spans[0] if len(spans) == 1 or (spans and wanted.type == ANNOTATION) else None

    def _token(self, name: str) -> int | None:
        """The token of a row as what a relation joins: it is made an annotation when it is first asked for."""
        if name not in self.places or "." in name:
            return None
        known = self._known.get((-1, name))
        if known is None:
            start, end = self.places[name]
            known = self._known[-1, name] = len(self.annotations)
            self.annotations.append(Gathered(TOKENS, 0, start, end, {"name": name}, {}))
        return known


def _number(cell: str) -> int:
    """The number of the annotation that a cell is about, 0 where it has none."""
    found = _NUMBERED.fullmatch(cell) if cell.endswith("]") else None
    return int(found[2]) if found is not None else 0


def _unnumbered(cell: str) -> str:
    found = _NUMBERED.fullmatch(cell) if cell.endswith("]") else None
    return found[1] if found is not None else cell


TOKENS = Layer("span", dkpro.TOKEN, (), -1)
"""The layer that stands for the tokens themselves."""


def chains_of(annotations: list[Gathered]) -> Iterator[tuple[str, list[int]]]:
    """The chains: the type of their links, and the links in order, by their places in the list."""
    found: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for at, one in enumerate(annotations):
        if one.chain is not None:
            found.setdefault((one.layer.type, one.chain[0]), []).append((one.chain[1], at))
    for (type_, _), links in found.items():
        yield type_, [at for _, at in sorted(links)]

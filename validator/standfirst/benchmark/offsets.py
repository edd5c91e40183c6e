"""The offset fault injection benchmark: operators over documents, anyone's program, and the counts.

    rows, clean = run(documents, [StandfirstAdapter()])

The table is printed by :func:`table`. Everything is drawn from one seed.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import Any, NamedTuple

from standfirst.benchmark.protocol import Adapter, Answer, CleanRow, Row
from standfirst.faults import OPERATORS, Fault, Operator, bases
from standfirst.faults.edits import Data, differs, places_of
from standfirst.repair.diagnosis import MIN_EVIDENCE


class Instance(NamedTuple):
    """A document broken by an operator, and the same document before."""

    operator: Operator
    clean: bytes
    before: dict[str, tuple[int, int]]
    fault: Fault


def run(
    documents: Iterable[Data],
    adapters: Sequence[Adapter],
    *,
    seed: int = 0,
    operators: Sequence[Operator] = OPERATORS,
) -> tuple[list[Row], list[CleanRow]]:
    """The counts of every operator and program, and those of the documents without faults.

    :param documents: valid documents of format 1.0, as ``json.loads`` gives them; each is tried as it is and made ready
        for faults
    """
    random = Random(seed)
    rows = {(a.name, o.number): Row(a.name, o.number, o.name) for a in adapters for o in operators}
    clean = {adapter.name: CleanRow(adapter.name, 0, 0) for adapter in adapters}
    for document in documents:
        for _, base in bases(document, random):
            data = _bytes(base)
            before = {adapter.name: adapter.load(data) for adapter in adapters}
            for adapter in adapters:
                said, row = before[adapter.name], clean[adapter.name]
                flagged = bool(said.repairs or said.causes)
                clean[adapter.name] = row._replace(documents=row.documents + 1, flagged=row.flagged + flagged)
            for instance in _instances(base, data, operators, random, rows, adapters):
                for adapter in adapters:
                    key = (adapter.name, instance.operator.number)
                    answer = adapter.load(_bytes(instance.fault.data))
                    rows[key] = _scored(rows[key], instance, before[adapter.name], answer)
    return [rows[a.name, o.number] for a in adapters for o in operators], list(clean.values())


def _instances(
    base: Data,
    data: bytes,
    operators: Sequence[Operator],
    random: Random,
    rows: dict[tuple[str, str], Row],
    adapters: Sequence[Adapter],
) -> Iterator[Instance]:
    before = places_of(base)
    for operator in operators:
        fault = operator.break_document(base, random)
        if fault is not None:
            yield Instance(operator, data, before, fault)
            continue
        for adapter in adapters:
            row = rows[adapter.name, operator.number]
            rows[adapter.name, operator.number] = row._replace(latent=row.latent + 1)


def _bytes(data: Data) -> bytes:
    return json.dumps(data).encode()


def _scored(row: Row, instance: Instance, before: Answer, answer: Answer) -> Row:
    operator, fault = instance.operator, instance.fault
    few = _document_wide(operator) and _different(fault.data) < MIN_EVIDENCE
    nameable = operator.cause is not None and not few
    named = nameable and operator.cause in answer.causes
    others = set(answer.causes) - {operator.cause}
    row = row._replace(
        instances=row.instances + 1,
        few=row.few + few,
        detected=row.detected + bool(answer.problems - before.problems),
        nameable=row.nameable + nameable,
        named=row.named + named,
        unique=row.unique + (named and not others),
    )
    return _repairs(row, instance, answer, repairable=operator.repairable and not few)


def _document_wide(operator: Operator) -> bool:
    """Whether the fault is of all offsets: only then a cause is named from several spans."""
    return operator.cause is not None and (operator.cause.startswith("text-") or operator.number in _COUNTED)


_COUNTED = frozenset(("F01", "F02", "F03", "F04", "F05", "F06", "F07", "F08", "F09", "F18", "F37"))


def _different(data: Data) -> int:
    """How many different places are wrong."""
    wrong, places = differs(data), places_of(data)
    return len({places[pointer] for pointer in wrong if pointer in places})


def _repairs(row: Row, instance: Instance, answer: Answer, *, repairable: bool) -> Row:
    stored, truth = places_of(instance.fault.data), instance.fault.truth
    whole = {**instance.before, **truth} if truth else instance.before
    counts = dict.fromkeys(("repairable", "restored", "wrong", "zones", "zones_restored", "zones_wrong"), 0)
    for pointer, place in whole.items():
        if pointer in instance.fault.unknown:
            continue
        bare = pointer.startswith(("/zones", "/coverage"))
        repair = answer.repairs.get(pointer)
        counts["zones_wrong" if bare else "wrong"] += repair is not None and repair != place
        if repairable and place is not None and stored.get(pointer) != place:
            counts["zones" if bare else "repairable"] += 1
            counts["zones_restored" if bare else "restored"] += repair == place
    return row._replace(**{name: getattr(row, name) + count for name, count in counts.items()})


def table(rows: Iterable[Row]) -> list[list[str]]:
    """The rows as words, with a heading and a line of sums for each program."""
    result = [
        ["program", "fault", "name", "n", "latent", "few", "detected", "named", "unique", "restored", "wrong", "zones"]
    ]
    by_program: dict[str, list[Row]] = {}
    for row in rows:
        by_program.setdefault(row.program, []).append(row)
    for program, found in by_program.items():
        result += [_line(row) for row in found]
        sums: list[Any] = [sum(column) for column in zip(*(row[3:] for row in found), strict=True)]
        result.append(_line(Row(program, "all", "", *sums)))
    return result


def _line(row: Row) -> list[str]:
    return [
        row.program,
        row.number,
        row.operator,
        str(row.instances),
        str(row.latent),
        str(row.few),
        _share(row.detected, row.instances),
        _share(row.named, row.nameable),
        _share(row.unique, row.nameable),
        _share(row.restored, row.repairable),
        str(row.wrong + row.zones_wrong),
        _share(row.zones_restored, row.zones),
    ]


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "–"

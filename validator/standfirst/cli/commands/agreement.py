"""``standfirst agreement``: compare two annotations of one text."""

import json

import click
import msgspec

from standfirst.agreement import SUBJECTS, Agreement, Difference, agreement, differences, one_sided
from standfirst.cli import inputs
from standfirst.errors import UsageError
from standfirst.report import printable
from standfirst.storage import load

_HEAD = ("", "first", "second", "exact", "F1", "overlapping", "F1", "same label", "kappa")


@click.command(name="agreement")
@click.argument("first", metavar="FIRST")
@click.argument("second", metavar="SECOND")
@click.option("--differences", "listed", is_flag=True, help="Also list every place where the two differ.")
@click.option(
    "--format", "output", type=click.Choice(("text", "json")), default="text", help="The form of the figures."
)
def command(first: str, second: str, listed: bool, output: str) -> int:
    """Compare two annotations of one text: zones, names, mentions, times, quantities, quotes, cues, sources, marks, triggers.

    FIRST and SECOND are documents with the same text. Places are compared exactly and by overlap, labels (types, forms,
    functions) within pairs that overlap. What only one of the two has a layer for is not compared, and said.
    """
    documents = load(first), load(second)
    try:
        rows = agreement(*documents)
    except UsageError as error:
        raise UsageError(f"{first} and {second}: {error}") from error
    sides = one_sided(*documents)
    if not rows:
        raise UsageError(f"{first} and {second} have nothing to compare: {_missing(sides)}")
    found = differences(*documents) if listed else ()
    if output == "json":
        tree = {
            "first": first,
            "second": second,
            "subjects": [
                {**msgspec.to_builtins(row), "exact_f1": row.exact_f1, "overlap_f1": row.overlap_f1} for row in rows
            ],
            "not_compared": sides,
        }
        if listed:
            tree["differences"] = msgspec.to_builtins(found)
        inputs.emit(json.dumps(tree, indent=1) + "\n")
        return 0
    inputs.emit(_table(rows) + "".join(_line(row) for row in found))
    if sides:
        click.echo(f"Not compared: {_missing(sides)}", err=True)
    return 0


def _missing(sides: dict[str, str]) -> str:
    """Why layers were not compared."""
    if not sides:
        return f"neither has one of the layers {', '.join(dict.fromkeys(layer for layer, _ in SUBJECTS.values()))}"
    return "; ".join(
        f"only the {side} has {', '.join(layers)}"
        for side in ("first", "second")
        if (layers := [layer for layer, has in sides.items() if has == side])
    )


def _table(rows: tuple[Agreement, ...]) -> str:
    cells = [_HEAD, *map(_cells, rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_HEAD))]
    lines = ("  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in cells)
    return "".join(f"{line}\n" for line in lines)


def _cells(row: Agreement) -> tuple[str, ...]:
    figures = (
        row.first,
        row.second,
        row.exact,
        row.exact_f1,
        row.overlapping,
        row.overlap_f1,
        row.same_label,
        row.kappa,
    )
    return (
        row.subject,
        *("–" if one is None else f"{one:.3f}" if isinstance(one, float) else str(one) for one in figures),
    )


def _line(row: Difference) -> str:
    sides = (_side(row.first, row.first_text, row.first_label), _side(row.second, row.second_text, row.second_label))
    return f"{row.subject} at {row.start}: {sides[0]} | {sides[1]}\n"


def _side(name: str | None, text: str | None, label: str | None) -> str:
    if name is None:
        return "nothing"
    return f"{name} ‘{printable(text or '')}’" + (f" {printable(label)}" if label else "")

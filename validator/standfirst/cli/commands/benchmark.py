"""``standfirst benchmark``: how programs fare with offsets that are wrong in known ways."""

import json
from typing import Any

import click

from standfirst.benchmark import StandfirstAdapter, available, run, table
from standfirst.cli import inputs
from standfirst.errors import UsageError
from standfirst.files import read_file


@click.group(name="benchmark")
def command() -> None:
    """Measure programs."""


@command.command(name="offsets")
@click.argument("paths", nargs=-1, required=True, metavar="DOCUMENT...")
@click.option("--seed", type=int, default=0, show_default=True, help="What all chance is drawn from.")
@click.option("--peers", is_flag=True, help="Also measure the programs of others that are installed here.")
@click.option("--format", "output", type=click.Choice(("text", "json")), default="text", help="The form of the table.")
def offsets(paths: tuple[str, ...], seed: int, peers: bool, output: str) -> int:
    """Break documents in known ways, and count what a program finds, names and mends.

    DOCUMENT is a valid document in JSON. Every fault is fixed before a program sees it; for each are counted: how often
    it is detected, its cause named, the places restored, and places written wrong.
    """
    documents = []
    for path in paths:
        try:
            documents.append(json.loads(read_file(path)))
        except (ValueError, RecursionError) as error:
            raise UsageError(f"{path!r} is no JSON: {error}") from error
        if not isinstance(documents[-1], dict) or "text" not in documents[-1]:
            raise UsageError(
                f"{path!r} is no document; give documents in JSON, which `standfirst validate` finds valid"
            )
    adapters: list[Any] = list(available()) if peers else [StandfirstAdapter()]
    rows, clean = run(documents, adapters, seed=seed)
    if output == "json":
        tree = {"rows": [row._asdict() for row in rows], "clean": [row._asdict() for row in clean]}
        inputs.emit(json.dumps(tree, indent=1) + "\n")
        return 0
    lines = table(rows)
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    for line in lines:
        inputs.emit("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n")
    for row in clean:
        inputs.emit(
            f"{row.program}: {row.flagged:,} of {row.documents:,} documents without fault were changed or accused\n"
        )
    return 0

"""``standfirst schema``: print a schema."""

import click

from standfirst.cli import inputs
from standfirst.shape import SCHEMA_NAMES, read_schema


@click.command(name="schema")
@click.argument("name", required=False, metavar="[NAME]")
def command(name: str | None) -> int:
    """Print a schema, or without NAME the list of them."""
    if name is None:
        inputs.emit("".join(f"{known}\n" for known in SCHEMA_NAMES))
    else:
        inputs.emit(read_schema(name))
    return 0

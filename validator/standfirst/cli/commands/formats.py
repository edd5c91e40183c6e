"""``standfirst formats``: list the formats."""

import json

import click

from standfirst.cli import inputs
from standfirst.formats import FORMATS


@click.command(name="formats")
@click.option("--format", "output", type=click.Choice(("text", "json")), default="text", help="The form of the list.")
def command(output: str) -> int:
    """List the formats that can be read and written."""
    if output == "json":
        inputs.emit(json.dumps([form._asdict() for form in FORMATS.values()], indent=1) + "\n")
        return 0
    for form in FORMATS.values():
        held = "every document survives" if form.lossless else "lossy"
        held += "" if form.readable else ", written only"
        inputs.emit(f"{form.name:12} {', '.join(form.suffixes):22} {form.title}; {held}\n")
    return 0

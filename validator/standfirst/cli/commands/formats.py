"""``standfirst formats``: list the formats."""

import json
from typing import Any

import click

from standfirst.cli import inputs
from standfirst.formats import FORMATS
from standfirst.interchange import FOREIGN, Foreign


@click.command(name="formats")
@click.option("--format", "output", type=click.Choice(("text", "json")), default="text", help="The form of the list.")
def command(output: str) -> int:
    """List the formats that can be read and written."""
    if output == "json":
        listed = [form._asdict() for form in FORMATS.values()]
        inputs.emit(json.dumps([*listed, *map(_foreign, FOREIGN.values())], indent=1) + "\n")
        return 0
    for form in FORMATS.values():
        held = "every document survives" if form.lossless else "lossy"
        held += "" if form.readable else ", written only"
        inputs.emit(f"{form.name:12} {', '.join(form.suffixes):22} {form.title}; {held}\n")
    for other in FOREIGN.values():
        needs = f"; needs standfirst[{other.extra}]" if other.extra else ""
        inputs.emit(
            f"{other.name:12} {', '.join(other.suffixes):22} {other.title}; lossy, what is lost is said{needs}\n"
        )
    return 0


def _foreign(form: Foreign) -> dict[str, Any]:
    members = ("name", "title", "suffixes", "many", "beside", "unit", "extra")
    return {**{name: getattr(form, name) for name in members}, "lossless": False, "readable": True}

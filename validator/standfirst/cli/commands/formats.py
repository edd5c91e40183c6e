"""``standfirst formats``: list the formats."""

import json
from typing import Any

import click

from standfirst.cli import inputs
from standfirst.formats import FORMATS, Format
from standfirst.interchange import FOREIGN, Foreign


@click.command(name="formats")
@click.option("--format", "output", type=click.Choice(("text", "json")), default="text", help="The form of the list.")
def command(output: str) -> int:
    """List the formats that can be read and written."""
    if output == "json":
        listed = [form._asdict() for form in FORMATS.values()]
        inputs.emit(json.dumps([*listed, *map(_foreign, FOREIGN.values())], indent=1) + "\n")
        return 0
    rows = [(form.name, ", ".join(form.suffixes), f"{form.title}; {_held(form)}") for form in FORMATS.values()]
    rows += [(other.name, ", ".join(other.suffixes), _said(other)) for other in FOREIGN.values()]
    name, suffixes = (max(len(row[column]) for row in rows) for column in (0, 1))
    inputs.emit("".join(f"{row[0]:{name}}  {row[1]:{suffixes}}  {row[2]}\n" for row in rows))
    return 0


def _held(form: Format) -> str:
    held = "every document survives" if form.lossless else "lossy"
    return held if form.readable else f"{held}, written only"


def _said(form: Foreign) -> str:
    """What a foreign format holds. One that holds all is not lossless for that: an import adds a record of itself."""
    held = "holds every document" if form.whole else "lossy, what is lost is said"
    return f"{form.title}; {held}" + (f"; needs standfirst[{form.extra}]" if form.extra else "")


def _foreign(form: Foreign) -> dict[str, Any]:
    members = ("name", "title", "suffixes", "many", "beside", "unit", "extra")
    return {**{name: getattr(form, name) for name in members}, "lossless": False, "readable": True}

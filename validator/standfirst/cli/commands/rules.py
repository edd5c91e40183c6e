"""``standfirst rules``: list the rules."""

import json

import click

from standfirst.cli import inputs
from standfirst.rules import RULES
from standfirst.rules.documentation import page


@click.command(name="rules")
@click.option("--format", "output", type=click.Choice(("text", "json")), default="text", help="The form of the list.")
def command(output: str) -> int:
    """List the rules: code, level, phase, name and what each one says."""
    if output == "json":
        pages = [page(rule) for rule in RULES]
        listed = [
            {
                "code": entry.rule.code,
                "name": entry.rule.name,
                "level": entry.rule.level,
                "phase": entry.rule.phase,
                "summary": entry.rule.summary,
                "why": entry.why,
                "repair": entry.repair,
                "since": entry.since,
                "good": entry.good.decode("utf-8", "backslashreplace"),
                "bad": entry.bad.decode("utf-8", "backslashreplace"),
            }
            for entry in pages
        ]
        inputs.emit(json.dumps(listed, indent=1) + "\n")
        return 0
    inputs.emit(
        "".join(f"{rule.code}  {rule.level:8} {rule.phase:11} {rule.name:22} {rule.summary}\n" for rule in RULES)
    )
    return 0

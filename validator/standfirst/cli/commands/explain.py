"""``standfirst explain``: explain a rule."""

import click

from standfirst.check import select_rules
from standfirst.cli import inputs
from standfirst.errors import UsageError
from standfirst.interchange.documentation import explained
from standfirst.interchange.problems import IMPORT_RULES
from standfirst.repair.fix import FIXES
from standfirst.rules import RULES
from standfirst.rules.documentation import page, render_page


@click.command(name="explain")
@click.argument("rule", metavar="RULE")
def command(rule: str) -> int:
    """Explain a rule: what it says and why, an example that breaks it, and the least repair.

    RULE is a code such as OFF002 or a name such as surface-mismatch.
    """
    foreign = [one for one in IMPORT_RULES if rule.upper() == one.code or rule.lower() == one.name]
    if foreign:
        inputs.emit(explained(foreign[0]))
        return 0
    found = [known for known in RULES if rule.upper() == known.code or rule.lower() == known.name]
    if not found:
        select_rules([rule])  # says what is near
        raise UsageError(f"{rule!r} is the beginning of several codes; name one")
    fix = FIXES.get(found[0].code)
    inputs.emit(render_page(page(found[0]), fix.spoken if fix is not None else None))
    return 0

"""The family QUO: quotes and quotation marks."""

from standfirst.rules.protocol import Rule
from standfirst.rules.quotes import coverage, nesting, parts, speakers

RULES: tuple[Rule, ...] = tuple(
    sorted((*parts.RULES, *nesting.RULES, *speakers.RULES, *coverage.RULES), key=lambda rule: rule.code)
)
"""The rules of the family."""

"""The family QUO: quotes and quotation marks."""

from standfirst.rules.protocol import Rule

RULES: tuple[Rule, ...] = ()
"""The rules of the family."""

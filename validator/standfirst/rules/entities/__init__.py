"""The family ENT: entities and the mentions of them."""

from standfirst.rules.protocol import Rule

RULES: tuple[Rule, ...] = ()
"""The rules of the family."""

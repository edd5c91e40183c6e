"""The family ENT: entities and the mentions of them."""

from standfirst.rules.entities import consistency, extents, links
from standfirst.rules.protocol import Rule

RULES: tuple[Rule, ...] = tuple(sorted((*extents.RULES, *consistency.RULES, *links.RULES), key=lambda rule: rule.code))
"""The rules of the family."""

"""The family MET: what the document says of itself."""

from standfirst.rules.protocol import Rule

RULES: tuple[Rule, ...] = ()
"""The rules of the family."""

"""The family EVT: events, triggers and participants."""

from standfirst.rules.protocol import Rule

RULES: tuple[Rule, ...] = ()
"""The rules of the family."""

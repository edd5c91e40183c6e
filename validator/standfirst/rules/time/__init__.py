"""The family TIM: time expressions and their values."""

from standfirst.rules.protocol import Rule

RULES: tuple[Rule, ...] = ()
"""The rules of the family."""

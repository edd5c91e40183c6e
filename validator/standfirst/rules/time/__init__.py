"""The family TIM: time expressions and the calendar."""

from standfirst.rules.protocol import Rule
from standfirst.rules.time import calendar, form

RULES: tuple[Rule, ...] = tuple(sorted((*form.RULES, *calendar.RULES), key=lambda rule: rule.code))
"""The rules of the family."""

"""The family EVT: events, triggers and participants."""

from standfirst.rules.events import context, identity, reports, roles
from standfirst.rules.protocol import Rule

RULES: tuple[Rule, ...] = tuple(
    sorted((*roles.RULES, *reports.RULES, *identity.RULES, *context.RULES), key=lambda rule: rule.code)
)
"""The rules of the family."""

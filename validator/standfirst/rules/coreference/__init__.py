"""The family COR: which mentions mean the same."""

from standfirst.rules.coreference import clusters, pronouns
from standfirst.rules.protocol import Rule

RULES: tuple[Rule, ...] = tuple(sorted((*pronouns.RULES, *clusters.RULES), key=lambda rule: rule.code))
"""The rules of the family."""

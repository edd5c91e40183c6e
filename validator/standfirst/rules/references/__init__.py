"""The family REF: ids, references and tags."""

from standfirst.rules.references import identity, tags

RULES = (*identity.RULES, *tags.RULES)
"""The rules of the family."""

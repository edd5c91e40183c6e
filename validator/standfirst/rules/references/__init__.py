"""The family REF: ids, references and tags."""

from standfirst.rules.references import declared, identity, tags

RULES = (*identity.RULES, *tags.RULES, *declared.RULES)
"""The rules of the family."""

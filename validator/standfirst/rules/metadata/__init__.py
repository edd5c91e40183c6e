"""The family MET: what the document says of itself."""

from standfirst.rules.metadata import dates, language, origin, printed

RULES = (*language.RULES, *dates.RULES, *origin.RULES, *printed.RULES)
"""The rules of the family."""

"""The family OFF: offsets, surfaces and the places of spans. Offsets are code points."""

from standfirst.finding import ERROR
from standfirst.rules.offsets import duplicates, edges, neighbours, places
from standfirst.rules.protocol import reader_rule

CAUSE = reader_rule(
    "OFF022", "offset-cause", ERROR, "offsets", "No single cause makes many offsets of a document wrong at once."
)
"""The diagnosis applies it, after all other rules (:mod:`standfirst.check.causes`)."""

RULES = (*places.RULES, *edges.RULES, *neighbours.RULES, *duplicates.RULES, CAUSE)
"""The rules of the family."""

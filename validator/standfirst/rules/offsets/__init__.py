"""The family OFF: offsets, surfaces and the places of spans. Offsets are code points."""

from standfirst.rules.offsets import duplicates, edges, neighbours, places

RULES = (*places.RULES, *edges.RULES, *neighbours.RULES, *duplicates.RULES)
"""The rules of the family."""

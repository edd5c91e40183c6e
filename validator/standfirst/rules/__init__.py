"""The rules of the validator, one package for each family.

A change of a rule is a change in its family's package: the check, and beside it its documentation and examples in
``rules.toml``.
"""

from standfirst.rules import (
    coreference,
    corpus,
    decode,
    entities,
    events,
    metadata,
    offsets,
    quotes,
    references,
    schema,
    text,
    time,
)
from standfirst.rules.protocol import PHASES, Rule

FAMILIES = {
    "DEC": decode,
    "SCH": schema,
    "TXT": text,
    "OFF": offsets,
    "REF": references,
    "ENT": entities,
    "COR": coreference,
    "QUO": quotes,
    "EVT": events,
    "TIM": time,
    "MET": metadata,
    "CRP": corpus,
}
"""The packages of the families by the letters of their codes, in the order of their phases."""

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (rule for family in FAMILIES.values() for rule in family.RULES),
        key=lambda rule: (PHASES.index(rule.phase), rule.code),
    )
)
"""Every rule, in the order of the phases."""

__all__ = ["FAMILIES", "PHASES", "RULES", "Rule"]

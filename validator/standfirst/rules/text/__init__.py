"""The family TXT: the text and its zones."""

from standfirst.finding import ERROR
from standfirst.rules.protocol import reader_rule
from standfirst.rules.text import characters, integrity, zones

RULES = (
    *integrity.RULES,
    *characters.RULES,
    *zones.RULES,
    reader_rule(
        "TXT005",
        "illegal-character",
        ERROR,
        "text",
        "Every string consists of characters that XML 1.0 has.",
    ),
)
"""The rules of the family. Readers apply TXT005, for they see strings that no document can hold."""

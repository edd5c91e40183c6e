"""Whether a document has what a rule needs."""

from standfirst.rules.coverage import complete
from standfirst.rules.facts import Facts
from standfirst.rules.protocol import Needs

QUOTATION_MARKS = "quotation_marks"
"""What rules name among the words that they need, where they need to know which marks a language has."""


def lack(needs: Needs, facts: Facts) -> str | None:
    """What of ``needs`` the document does not have, in words, or ``None``. The answer is the same for equal documents."""
    document = facts.document
    for layer in (*needs.layers, *needs.full):
        if getattr(document, layer) is None:
            return f"there is no layer {layer}"
    for layer in needs.full:
        if not complete(facts, layer):
            return f"the coverage of {layer} is not declared full"
    for member in needs.meta:
        if getattr(document.meta, member) is None:
            return f"meta has no {member}"
    for name in needs.words:
        if facts.quotation is None if name == QUOTATION_MARKS else not getattr(facts.words, name, None):
            return f"there are no {name.replace('_', ' ')} for the language {facts.primary_language!r}"
    if needs.scheme:
        scheme = facts.scheme
        if scheme is None:
            return "there is no known scheme"
        for name in needs.scheme:
            if not (name in scheme.tags or getattr(scheme, name, None)):
                return f"the scheme has no {name}"
    return None

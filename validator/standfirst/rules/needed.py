"""Whether a document has what a rule needs."""

from standfirst.rules.coverage import complete
from standfirst.rules.facts import Facts
from standfirst.rules.protocol import Needs


def lack(needs: Needs, facts: Facts) -> str | None:
    """What of ``needs`` the document does not have, in words, or ``None``. The answer is the same for equal documents."""
    known = facts.of(_known)
    if needs not in known:
        known[needs] = _first_lack(needs, facts)
    return known[needs]


def _known(_facts: Facts) -> dict[Needs, str | None]:
    return {}


def _first_lack(needs: Needs, facts: Facts) -> str | None:
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
    if needs.words and (facts.words is None or not all(getattr(facts.words, name) for name in needs.words)):
        return f"there are no {' and no '.join(needs.words)} for the language {facts.primary_language!r}".replace(
            "_", " "
        )
    if needs.scheme:
        scheme = facts.scheme
        if scheme is None:
            return "there is no known scheme"
        for name in needs.scheme:
            if name not in scheme.tags:
                return f"the scheme has no {name}"
    return None

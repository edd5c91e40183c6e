"""Tags against the scheme that the document names."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from standfirst.data import SHIPPED_SCHEMES
from standfirst.finding import ERROR, WARNING
from standfirst.model.references import TAG_MEMBERS
from standfirst.rules.facts import Facts, Node
from standfirst.rules.protocol import Problem, rule
from standfirst.suggest import Suggestions


@rule("REF007", "unknown-scheme", WARNING, "references", "document")
def unknown_scheme(_node: Node, facts: Facts) -> Iterator[Problem]:
    """The scheme is one that the validator knows; otherwise no tag can be checked."""
    name = facts.document.scheme
    if name is not None and facts.scheme is None:
        near = get_close_matches(name, SHIPPED_SCHEMES, 1)
        yield Problem(
            f"the scheme {name!r} is not known, so no tag was checked",
            found=name,
            help=f"did you mean {near[0]!r}?"
            if near
            else "name the scheme's file in corpus.json, or with --scheme FILE",
            below="/scheme",
        )


def _foreign_tags(facts: Facts) -> Iterable[int]:
    """The one document node, if any tag is not in its list."""
    scheme = facts.scheme
    if scheme is None:
        return ()
    columns = facts.columns
    for row, used in columns.tags.items():
        allowed = scheme.tags.get(row.tags) if row.tags is not None else None
        if allowed is not None and not used <= allowed:
            return (0,)
    roles = scheme.tags.get("roles")
    return (0,) if roles is not None and not roles.issuperset(columns.arg_roles) else ()


@rule("REF005", "unknown-tag", ERROR, "references", "document", screen=_foreign_tags)
def unknown_tag(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Every kind, type and role is one of the scheme's."""
    scheme = facts.scheme
    if scheme is None:
        return
    suggestions = Suggestions()
    for layer, member, name in TAG_MEMBERS:
        allowed = scheme.tags.get(name) if name is not None else None
        if allowed is None:
            continue
        for position, annotation in enumerate(facts.document.layer(layer)):
            tag = getattr(annotation, member)
            if tag is not None and tag not in allowed:
                place = f"{facts.pointer(layer, position)}/{member}"
                yield _unknown(tag, allowed, scheme.id, place, suggestions)._replace(annotation=annotation.id)
    roles = scheme.tags.get("roles")
    if roles is None:
        return
    for position, mention in enumerate(facts.document.event_mentions or ()):
        for index, arg in enumerate(mention.args or ()):
            if arg.role not in roles:
                place = f"{facts.pointer('event_mentions', position)}/args/{index}/role"
                yield _unknown(arg.role, roles, scheme.id, place, suggestions)._replace(annotation=mention.id)


def _offered(allowed: frozenset[str]) -> str:
    some = sorted(allowed)[:20]
    return f"the scheme has {', '.join(some)}{' and others' if len(allowed) > len(some) else ''}"


def _unknown(tag: str, allowed: frozenset[str], scheme: str, below: str, suggestions: Suggestions) -> Problem:
    member = below.rpartition("/")[2]
    near = suggestions.nearest(tag, sorted(allowed), 0.5)
    near = near or next((name for name in sorted(allowed) if name.casefold()[:3] == tag.casefold()[:3]), None)
    return Problem(
        f"{tag!r} is no {member} of the scheme {scheme}",
        expected=", ".join(sorted(allowed)) if len(allowed) <= 20 else None,
        found=tag,
        help=f"did you mean {near!r}?" if near else _offered(allowed),
        below=below,
    )


RULES = (unknown_tag, unknown_scheme)

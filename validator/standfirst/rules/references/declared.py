"""Relations and attributes against what the scheme declares of them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from standfirst.data import Scheme
from standfirst.data.schemes import AttributeType, Ends
from standfirst.finding import ERROR
from standfirst.model import LAYERS
from standfirst.rules.facts import Facts, Node
from standfirst.rules.graph import find
from standfirst.rules.protocol import Needs, Problem, rule
from standfirst.suggest import Suggestions


def _misjoined(facts: Facts) -> Iterable[int]:
    """The one document node, if any relation ends where its type may not."""
    scheme, ids = facts.scheme, facts.ids
    if scheme is None:
        return ()
    joined = {
        (relation.type, ids.get(relation.from_), ids.get(relation.to)) for relation in facts.document.relations or ()
    }
    for type_, source, target in joined:
        known = scheme.relation_types.get(type_)
        if known is None:
            continue
        if known.source.types is not None or known.target.types is not None or not facts.ids_are_unique:
            return (0,)
        if source not in known.source.layers or target not in known.target.layers:
            return (0,)
    return ()


@rule(
    "REF008",
    "relation-ends",
    ERROR,
    "references",
    "document",
    screen=_misjoined,
    needs=Needs(layers=("relations",), scheme=("relation_types",)),
)
def relation_ends(_node: Node, facts: Facts) -> Iterator[Problem]:
    """A relation joins annotations of the layers and types that the scheme lets its type join."""
    scheme = facts.scheme
    if scheme is None:
        return
    for position, relation in enumerate(facts.document.relations or ()):
        known = scheme.relation_types.get(relation.type)
        if known is None:
            continue
        source, target = _what(facts, relation.from_), _what(facts, relation.to)
        below = facts.pointer("relations", position)
        right = _fits(known.source, source), _fits(known.target, target)
        if not any(right) and _fits(known.source, target) and _fits(known.target, source):
            yield Problem(
                f"a {relation.type} goes from {_said(known.source)} to {_said(known.target)}, and here from "
                f"{relation.from_!r} to {relation.to!r} the other way",
                expected=f"{relation.to} to {relation.from_}",
                found=f"{relation.from_} to {relation.to}",
                help="exchange the ends",
                below=below,
                annotation=relation.id,
            )
            continue
        for fits, member, name, found, end in (
            (right[0], "from", relation.from_, source, known.source),
            (right[1], "to", relation.to, target, known.target),
        ):
            if fits:
                continue
            layer, type_ = found[0]
            is_ = f"in {layer}" if layer not in end.layers or type_ is None else f"of the type {type_}"
            goes = "begin" if member == "from" else "end"
            yield Problem(
                f"a {relation.type} {goes}s at {name!r}, which is {is_}; it may {goes} at {_said(end)}",
                expected=_said(end),
                found=layer if layer not in end.layers else type_,
                help="correct the reference, or use another type",
                below=f"{below}/{member}",
                annotation=relation.id,
            )


def _what(facts: Facts, name: str) -> list[tuple[str, str | None]]:
    """The layers in which an id stands, and the type of the annotation in each: more than one where an id is taken twice."""
    layers = [layer for layer in LAYERS if name in facts.ids_in(layer)]
    return [(layer, _type(find(facts, layer, name))) for layer in layers]


def _type(annotation: Any) -> str | None:
    """The type of an annotation; of zones and segments the kind."""
    type_: str | None = getattr(annotation, "kind", None) or getattr(annotation, "type", None)
    return type_


def _fits(end: Ends, found: list[tuple[str, str | None]]) -> bool:
    """Whether an annotation may be an end, by one of the layers that its id stands in; what is nowhere is REF002."""
    return not found or any(
        layer in end.layers and (end.types is None or type_ is None or type_ in end.types) for layer, type_ in found
    )


def _said(end: Ends) -> str:
    layers = " or ".join(layer for layer in LAYERS if layer in end.layers)
    return layers if end.types is None else f"{layers} of the type {' or '.join(sorted(end.types))}"


@rule("REF009", "attribute-type", ERROR, "references", "document", needs=Needs(scheme=("attributes",)))
def attribute_type(_node: Node, facts: Facts) -> Iterator[Problem]:
    """An attribute that the scheme declares stands where it may, with a value of its type; a closed list has all of them."""
    scheme = facts.scheme
    if scheme is None or not any(_suspicious(scheme, attributes) for attributes in facts.columns.attributes):
        return
    suggestions = Suggestions()
    for layer, holder, below in _holders(facts):
        for name, value in (holder.attributes or {}).items():
            known = scheme.attributes.get(name)
            fault = _fault(scheme, known, layer, name, value, suggestions)
            if fault is not None:
                yield fault._replace(
                    below=f"{below}/attributes/{name}",
                    annotation=holder.id if layer != "document" else None,
                )


def _suspicious(scheme: Scheme, attributes: dict[str, Any]) -> bool:
    return scheme.closed_attributes or not scheme.attributes.keys().isdisjoint(attributes)


def _holders(facts: Facts) -> Iterator[tuple[str, Any, str]]:
    """Everything that has attributes, with its layer and its pointer."""
    if facts.document.attributes:
        yield "document", facts.document, ""
    for position, agent in enumerate(facts.document.agents or ()):
        if agent.attributes:
            yield "agents", agent, facts.pointer("agents", position)
    for position in facts.columns.decorated:
        node = facts.node("annotation", position)
        if node.value.attributes:
            yield node.layer, node.value, node.pointer


def _fault(
    scheme: Scheme, known: AttributeType | None, layer: str, name: str, value: Any, suggestions: Suggestions
) -> Problem | None:
    if known is None:
        if not scheme.closed_attributes:
            return None
        near = suggestions.nearest(name, sorted(scheme.attributes), 0.5)
        return Problem(
            f"{name!r} is no attribute of the scheme {scheme.id}",
            found=name,
            help=f"did you mean {near!r}?" if near else f"the scheme has {', '.join(sorted(scheme.attributes))}",
        )
    if layer not in known.on:
        where = " or ".join(sorted(known.on))
        return Problem(
            f"the attribute {name!r} stands on {layer}, and the scheme has it on {where}",
            expected=where,
            found=layer,
            help="move it, or give it another name",
        )
    if not _is_of(known.type, value):
        return Problem(
            f"the attribute {name!r} is {_kind(value)}, and the scheme makes it {_article(known.type)}",
            expected=known.type,
            found=_kind(value),
            help=_repair(known.type, value),
        )
    if known.values is not None and not all(_is_one_of(known.values, one) for one in _elements(value)):
        allowed = ", ".join(str(one) for one in known.values)
        return Problem(
            f"the attribute {name!r} has the value {value!r}, and the scheme allows {allowed}",
            expected=allowed,
            found=str(value),
            help="use one of the allowed values, or add it to the corpus' own scheme",
        )
    return None


_TYPES: dict[str, tuple[type, ...]] = {"string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,)}


def _elements(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _is_of(type_: str, value: Any) -> bool:
    """Whether a value is of a type of the scheme; true and false are no numbers, and a list is a list of one type."""
    name, _, many = type_.partition("-")
    if isinstance(value, tuple) != bool(many):
        return False
    return all(
        isinstance(one, _TYPES[name]) and isinstance(one, bool) == (name == "boolean") for one in _elements(value)
    )


def _is_one_of(values: tuple[Any, ...], one: Any) -> bool:
    return any(one == value and isinstance(one, bool) == isinstance(value, bool) for value in values)


def _kind(value: Any) -> str:
    if isinstance(value, tuple):
        return "a list"
    return {str: "a string", bool: "a boolean", int: "an integer", float: "a number"}[type(value)]


def _article(type_: str) -> str:
    return f"{'an' if type_.startswith('i') else 'a'} {type_}"


_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)")


def _repair(type_: str, value: Any) -> str:
    """How to write the value as the type has it, where that is plain."""
    name, _, many = type_.partition("-")
    if many and not isinstance(value, tuple) and _is_of(name, value):
        return "put it into a list: [ ]"
    if name in ("integer", "number") and isinstance(value, str) and _NUMBER.fullmatch(value):
        return f"write {value} without quotation marks"
    if name == "string" and not many and not isinstance(value, tuple):
        return "put it between quotation marks"
    return "correct the value, or the type in the corpus' own scheme"


RULES = (relation_ends, attribute_type)

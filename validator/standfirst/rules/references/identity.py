"""Ids and what refers to them."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from standfirst.finding import ERROR, WARNING
from standfirst.model import LAYERS
from standfirst.model.names import DCT
from standfirst.model.references import ANY_LAYER, ARG_TARGETS, REFERENCE_MEMBERS
from standfirst.rules.facts import Facts, Node
from standfirst.rules.protocol import Problem, rule
from standfirst.suggest import Suggestions


class Reference(NamedTuple):
    """An id where it is used: in which member of an annotation, and the layers it may name."""

    owner: str | None
    layer: str
    position: int
    member: str
    target: str
    allowed: tuple[str, ...]


@rule("REF001", "duplicate-id", ERROR, "references", "document")
def duplicate_id(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Every id stands for one annotation or agent."""
    if facts.ids_are_unique:
        return
    layers = [(layer, getattr(facts.document, layer)) for layer in ("agents", *LAYERS)]
    first: dict[str, str] = {}
    for layer, annotations in layers:
        for position, annotation in enumerate(annotations or ()):
            pointer = facts.pointer(layer, position)
            if annotation.id in first:
                yield Problem(
                    f"the id {annotation.id!r} is taken by {first[annotation.id]}",
                    found=annotation.id,
                    help="give one of them another id, and mend what refers to it",
                    below=f"{pointer}/id",
                    annotation=annotation.id,
                )
            first.setdefault(annotation.id, pointer)


def _unresolved(facts: Facts) -> Iterable[int]:
    """The one document node, if any reference does not lead where it may: they are looked at as sets."""
    return (0,) if facts.of(_any_unresolved) else ()


def _any_unresolved(facts: Facts) -> bool:
    columns = facts.columns
    for row, found in columns.references.items():
        if len(row.targets) > 1:
            if not all(name in facts.ids and facts.ids[name] in row.targets for name in found):
                return True
        elif not found <= facts.ids_in(row.targets[0]) and (
            row.member != "anchor" or not found - {DCT} <= facts.ids_in(row.targets[0])
        ):
            return True
    if not columns.annotators <= facts.ids_in("agents"):
        return True
    for kind in {*columns.arg_kinds} - {"span"}:
        if not {*columns.args_of(kind, columns.arg_refs)} - {None} <= facts.ids_in(ARG_TARGETS[kind]):
            return True
    return any(zone not in facts.ids_in("zones") for _, zones in _coverage_zones(facts) for zone in zones)


def _coverage_zones(facts: Facts) -> Iterator[tuple[str, tuple[str, ...]]]:
    coverage = facts.document.coverage
    if coverage is not None:
        for layer in coverage.__struct_fields__:
            declared = getattr(coverage, layer)
            if declared is not None and declared.zones:
                yield layer, declared.zones


def _references(facts: Facts) -> list[Reference]:
    """Every reference of the document, with its place."""
    document = facts.document
    found: list[Reference] = []
    for layer, member, many, targets in REFERENCE_MEMBERS:
        for position, annotation in enumerate(document.layer(layer)):
            value = getattr(annotation, member)
            if value is None or (member == "anchor" and value == DCT):
                continue
            if many:
                found += [
                    Reference(annotation.id, layer, position, f"{member}/{index}", target, targets)
                    for index, target in enumerate(value)
                ]
            else:
                found.append(Reference(annotation.id, layer, position, member.rstrip("_"), value, targets))
    for position, mention in enumerate(document.event_mentions or ()):
        for index, arg in enumerate(mention.args or ()):
            if arg.ref is not None and arg.kind != "span":  # a span has no ref: the readers say so
                place = f"args/{index}/ref"
                found.append(
                    Reference(mention.id, "event_mentions", position, place, arg.ref, (ARG_TARGETS[arg.kind],))
                )
    for layer in LAYERS:
        for position, annotation in enumerate(document.layer(layer)):
            if annotation.annotator is not None:
                found.append(Reference(annotation.id, layer, position, "annotator", annotation.annotator, ("agents",)))
    for layer, zones in _coverage_zones(facts):
        found += [
            Reference(None, "coverage", 0, f"{layer}/zones/{index}", zone, ("zones",))
            for index, zone in enumerate(zones)
        ]
    return found


def _pointer(facts: Facts, reference: Reference) -> str:
    if reference.layer == "coverage":
        return f"/coverage/{reference.member}"
    return f"{facts.pointer(reference.layer, reference.position)}/{reference.member}"


@rule("REF002", "dangling-reference", ERROR, "references", "document", screen=_unresolved)
def dangling_reference(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Every reference names an annotation or agent of the document."""
    suggestions = Suggestions()
    for reference in facts.of(_references):
        if reference.target not in facts.ids and reference.target not in facts.omissions.words:
            yield Problem(
                f"{_said(reference)} names {reference.target!r}, which nothing in the document has as its id",
                expected=f"an id of {_named(reference.allowed)}",
                found=reference.target,
                help=_near(reference, facts, suggestions),
                below=_pointer(facts, reference),
                annotation=reference.owner,
            )


@rule("REF003", "wrong-layer", ERROR, "references", "document", screen=_unresolved)
def wrong_layer(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Every reference names an annotation of the layer it must point into."""
    suggestions = Suggestions()
    for reference in facts.of(_references):
        layer = facts.ids.get(reference.target)
        # An id that stands twice may be meant either way: that it does is its own finding.
        if layer is not None and not any(reference.target in facts.ids_in(name) for name in reference.allowed):
            yield Problem(
                f"{_said(reference)} names {reference.target!r}, which is in {layer}, and must be in "
                f"{_named(reference.allowed)}",
                expected=_named(reference.allowed),
                found=layer,
                help=_near(reference, facts, suggestions) or _other_kind(reference),
                below=_pointer(facts, reference),
                annotation=reference.owner,
            )


def _said(reference: Reference) -> str:
    """The member that holds a reference, as it is called in a message."""
    member = reference.member.partition("/")[0]
    if reference.layer == "coverage":
        return f"the coverage of {member}"
    return "the ref of an argument" if member == "args" else member


def _other_kind(reference: Reference) -> str | None:
    return "or is the kind of the argument wrong?" if reference.member.startswith("args/") else None


def _named(layers: tuple[str, ...]) -> str:
    return "any layer" if layers == ANY_LAYER else " or ".join(layers)


def _near(reference: Reference, facts: Facts, suggestions: Suggestions) -> str | None:
    names = facts.columns.ids_by_layer
    candidates = [name for layer in reference.allowed for name in names.get(layer, ())]
    near = suggestions.nearest(reference.target, candidates)
    return f"did you mean {near!r}?" if near else None


_MENTIONED = tuple(row for row in REFERENCE_MEMBERS if row.member in ("entity", "event"))


@rule("REF006", "orphan", WARNING, "references", "document")
def orphan(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Every entity and every event has a mention, every verbatim mark a quote."""
    document = facts.document
    for row in _MENTIONED:
        layer, mentions = row.targets[0], row.layer
        annotations, referring = getattr(document, layer), getattr(document, mentions)
        if not annotations or referring is None:
            continue
        used = facts.columns.references.get(row, set())
        if used.issuperset(facts.columns.ids_by_layer.get(layer, ())):
            continue
        for position, annotation in enumerate(annotations):
            if annotation.id not in used and annotation.id not in facts.omissions.words:
                yield Problem(
                    f"nothing in {mentions} mentions {annotation.id!r}",
                    found=annotation.id,
                    help="remove it, or restore what mentions it",
                    below=facts.pointer(layer, position),
                    annotation=annotation.id,
                )
    for position, mark in enumerate(document.marks or ()):
        if mark.function == "verbatim" and mark.quote is None and document.quotes is not None:
            yield Problem(
                f"the mark {mark.id!r} is verbatim, and belongs to no quote",
                range=(mark.fragment.start, mark.fragment.end),
                found=mark.id,
                help="name its quote, or give the mark another function",
                below=facts.pointer("marks", position),
                annotation=mark.id,
            )


@rule("REF004", "reference-cycle", ERROR, "references", "document")
def reference_cycle(_node: Node, facts: Facts) -> Iterator[Problem]:
    """Parents, anchors, repeats and the events of arguments form no circle."""
    document = facts.document
    for layer, member in (("quotes", "parent"), ("times", "anchor"), ("zones", "repeats")):
        if any(row.layer == layer and row.member == member for row in facts.columns.references):
            edges = {
                annotation.id: [target]
                for annotation in document.layer(layer)
                if (target := getattr(annotation, member)) is not None
            }
            yield from _circles(facts, layer, member, edges)
    columns, refs = facts.columns, dict[int, list[Any]]()
    for position, ref in columns.args_of("event", columns.arg_owners, columns.arg_refs):
        refs.setdefault(position, []).append(ref)
    if refs:
        mentions = document.layer("event_mentions")
        events = {mentions[position].id: found for position, found in refs.items()}
        yield from _circles(facts, "event_mentions", "args", events)


_NAMED_IN_CIRCLE = 8


def _circles(facts: Facts, layer: str, member: str, edges: dict[str, list[Any]]) -> Iterator[Problem]:
    """One problem for each circle, at the member of the annotation whose id is the smallest in it."""
    if edges.keys().isdisjoint(chain.from_iterable(edges.values())):
        return  # nothing that is referred to refers to anything
    positions: dict[str, int] = {}
    for position, annotation in enumerate(facts.document.layer(layer)):
        positions.setdefault(annotation.id, position)
    for circle in _strongly_connected(edges):
        if len(circle) == 1 and circle[0] not in edges.get(circle[0], ()):
            continue
        smallest, position = min(circle), positions[min(circle)]
        way = ", ".join(repr(name) for name in sorted(circle)[:_NAMED_IN_CIRCLE])
        if len(circle) > _NAMED_IN_CIRCLE:
            way += f" and {len(circle) - _NAMED_IN_CIRCLE} more"
        yield Problem(
            f"{smallest!r} refers to itself by {member}"
            if len(circle) == 1
            else f"{way} refer to each other in a circle by {member}",
            found=way,
            help="remove the reference that closes the circle",
            below=f"{facts.pointer(layer, position)}/{member}",
            annotation=smallest,
        )


def _strongly_connected(edges: dict[str, list[Any]]) -> list[list[str]]:
    """The strongly connected components of a graph (Kosaraju's two passes)."""
    forward = {name: {target for target in targets if target in edges} for name, targets in edges.items()}
    backward: dict[str, set[str]] = {name: set() for name in edges}
    for name, targets in forward.items():
        for target in targets:
            backward[target].add(name)
    order: list[str] = []
    seen: set[str] = set()
    for root in edges:
        _postorder(root, forward, seen, order)
    components: list[list[str]] = []
    assigned: set[str] = set()
    for root in reversed(order):
        component: list[str] = []
        _postorder(root, backward, assigned, component)
        if component:
            components.append(component)
    return components


def _postorder(root: str, edges: dict[str, set[str]], seen: set[str], order: list[str]) -> None:
    """Add to ``order`` what can be reached from ``root`` and was not seen; a stack of its own, for chains can be long."""
    if root in seen:
        return
    seen.add(root)
    stack = [(root, iter(sorted(edges[root])))]
    while stack:
        name, targets = stack[-1]
        for target in targets:
            if target not in seen:
                seen.add(target)
                stack.append((target, iter(sorted(edges[target]))))
                break
        else:
            stack.pop()
            order.append(name)


RULES = (duplicate_id, dangling_reference, wrong_layer, reference_cycle, orphan)

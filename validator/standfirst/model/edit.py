"""Edits of a document, as the members that change. Every edit leaves offsets, surfaces and references intact."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from standfirst.errors import EditError
from standfirst.model.annotations import Annotation, Fragment, Record, Zone
from standfirst.model.derive import fingerprint, fragment
from standfirst.model.intact import (
    COVERAGE,
    all_references,
    dangling,
    references_of,
    require_fit,
    require_forms,
    require_names,
    require_references,
    require_unique_ids,
    require_zones,
    typed,
)
from standfirst.model.layers import LAYERS
from standfirst.model.unknown import has_place, holders

if TYPE_CHECKING:
    from standfirst.model.document import Document


def place(document: "Document", annotation_id: str) -> tuple[str, int]:
    """The layer of the annotation with this id, and its position there."""
    for layer in LAYERS:
        for position, annotation in enumerate(document.layer(layer)):
            if annotation.id == annotation_id:
                return layer, position
    raise EditError(f"no annotation has the id {annotation_id!r}")


def added(document: "Document", annotations: Iterable[Annotation]) -> dict[str, Any]:
    """The layers of ``document`` that change when ``annotations`` are added."""
    by_type = {annotation_type: name for name, annotation_type in LAYERS.items()}
    taken = {annotation.id for name in LAYERS for annotation in document.layer(name)}
    taken.update(agent.id for agent in document.agents or ())
    new: dict[str, list[Annotation]] = {}
    for annotation in annotations:
        layer = by_type.get(type(annotation))
        if layer is None:
            raise EditError(f"{type(annotation).__name__} is not an annotation of any layer")
        made = _surfaced(document.text, typed(annotation, type(annotation), of=f"{annotation.id!r}"))
        require_names(layer, made)
        if made.id in taken:
            raise EditError(f"the id {made.id!r} is taken")
        taken.add(made.id)
        new.setdefault(layer, []).append(made)
    changes = {layer: (*document.layer(layer), *made) for layer, made in new.items()}
    changed = msgspec.structs.replace(document, **changes)
    require_references(
        changed, [reference for layer, made in new.items() for each in made for reference in references_of(layer, each)]
    )
    if "zones" in changes:
        require_zones(document, changed)
    return changes


def replaced(document: "Document", annotation_id: str | None, members: Mapping[str, Any]) -> dict[str, Any]:
    """The members of ``document`` that change when members of an annotation, or of the document, are replaced."""
    if annotation_id is None:
        return _with_members(document, members)
    layer, position = place(document, annotation_id)
    annotations = list(document.layer(layer))
    old = annotations[position]
    _known(type(old), members)
    if members.get("id", annotation_id) != annotation_id:
        raise EditError("an edit cannot change an id: other annotations may refer to it")
    made = typed(msgspec.structs.replace(old, **members), type(old), of=f"{annotation_id!r}")
    annotations[position] = made = _surfaced(document.text, made)
    require_names(layer, made)
    changes = {layer: tuple(annotations)}
    changed = msgspec.structs.replace(document, **changes)
    require_references(changed, references_of(layer, made), references_of(layer, old))
    if layer == "zones":
        require_zones(document, changed)
    return _with_unknown(changed, changes, annotation_id, members)


def _with_members(document: "Document", members: Mapping[str, Any]) -> dict[str, Any]:
    """The members of ``document`` that change when some of its own are replaced."""
    record = type(document)
    _known(record, members)
    changes = {name: typed(value, record, name, of=f"{name} of the document") for name, value in members.items()}
    require_forms(changes)
    if "text" in changes:
        changes["fingerprint"] = fingerprint(changes["text"])
    changed = msgspec.structs.replace(document, **changes)
    require_fit(changed)
    if not {"agents", "coverage", *LAYERS}.isdisjoint(changes):
        require_unique_ids(document, changed)
        require_references(changed, all_references(changed), dangling(document, all_references(document)))
    if "zones" in changes or "text" in changes:
        require_zones(document, changed)
    if "unknown" in changes:
        _require_places(changed)
        return changes
    return _with_unknown(changed, changes, "", members)


def removed(document: "Document", annotation_ids: Iterable[str]) -> dict[str, Any]:
    """The layers of ``document`` that change when the annotations with these ids are removed."""
    gone = set(annotation_ids)
    missing = gone.difference(annotation.id for name in LAYERS for annotation in document.layer(name))
    if missing:
        raise EditError(f"no annotation has the id {min(missing)!r}")
    changes: dict[str, Any] = {}
    for name in LAYERS:
        kept = tuple(annotation for annotation in document.layer(name) if annotation.id not in gone)
        if len(kept) != len(document.layer(name)):
            changes[name] = kept
    changed = msgspec.structs.replace(document, **changes)
    for owner, member, target, _ in all_references(changed):
        if target in gone and owner == COVERAGE:
            raise EditError(
                f"the coverage of {member} still names {target!r}: change it first, with replace(coverage=…)"
            )
        if target in gone and member != "annotator":
            raise EditError(f"{owner!r} still refers to {target!r}: remove or change it first")
    return _with_unknown(changed, changes, "", ())


def _with_unknown(
    changed: "Document", changes: dict[str, Any], owner: str, replaced_members: Iterable[str]
) -> dict[str, Any]:
    """``changes``, and the unknown members without those that stood in what was removed or replaced."""
    if not changed.unknown:
        return changes
    owners = holders(changed)
    gone = {f"/{name.rstrip('_')}/" for name in replaced_members}
    kept = tuple(
        member
        for member in changed.unknown
        if has_place(owners, member)
        and not (member.annotation == owner and any(member.path.startswith(way) for way in gone))
    )
    return {**changes, "unknown": kept}


def _require_places(document: "Document") -> None:
    """Every unknown member must have its place. :raises EditError: naming the first that has none"""
    owners = holders(document)
    for member in document.unknown:
        if not has_place(owners, member):
            whose = repr(member.annotation) if member.annotation else "the document"
            raise EditError(f"the unknown member {member.path!r} of {whose} has no object that it could stand in")


def _known(record: type[Any], members: Mapping[str, Any]) -> None:
    unknown = [name for name in members if name not in record.__struct_fields__]
    if unknown:
        raise EditError(f"{record.__name__} has no member {unknown[0]!r}")


def _surfaced(text: str, annotation: Annotation) -> Annotation:
    """``annotation`` with the surface and context of every fragment taken from the text at its offsets."""

    def renew(value: Any) -> Any:
        if isinstance(value, Fragment):
            context = True if value.prefix is not None or value.suffix is not None else None
            return fragment(text, value.start, value.end, context=context)
        if isinstance(value, Record):
            members = ((name, getattr(value, name)) for name in value.__struct_fields__)
            return msgspec.structs.replace(
                value, **{name: renew(member) for name, member in members if member is not None}
            )
        if isinstance(value, tuple):
            return tuple(renew(element) for element in value)
        return value

    if isinstance(annotation, Zone):
        fragment(text, annotation.start, annotation.end)
    renewed: Annotation = renew(annotation)
    return renewed

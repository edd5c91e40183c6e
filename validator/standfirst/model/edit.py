"""Edits of a document, as the members that change. Every edit leaves offsets, surfaces and references intact."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from standfirst.errors import EditError, OffsetError
from standfirst.model.annotations import Annotation, Fragment, Record, Zone
from standfirst.model.derive import fingerprint, fragment
from standfirst.model.layers import LAYERS
from standfirst.model.names import is_id
from standfirst.model.references import REFERENCE_MEMBERS

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
    changes: dict[str, Any] = {}
    for annotation in annotations:
        layer = by_type.get(type(annotation))
        if layer is None:
            raise EditError(f"{type(annotation).__name__} is not an annotation of any layer")
        if not is_id(annotation.id):
            raise EditError(f"{annotation.id!r} is no id: a letter, then letters, digits, '_', '.' or '-'")
        if annotation.id in taken:
            raise EditError(f"the id {annotation.id!r} is taken")
        taken.add(annotation.id)
        changes[layer] = (*changes.get(layer, document.layer(layer)), _surfaced(document.text, annotation))
    return changes


def replaced(document: "Document", annotation_id: str | None, members: Mapping[str, Any]) -> dict[str, Any]:
    """The members of ``document`` that change when members of an annotation, or of the document, are replaced."""
    changes = dict(members)
    if annotation_id is None:
        _known(type(document), changes)
        if "text" in changes:
            changes["fingerprint"] = fingerprint(changes["text"])
        changed = msgspec.structs.replace(document, **changes)
        _check(changed)
        return _with_unknown(changed, changes, "", members)
    layer, position = place(document, annotation_id)
    annotations = list(document.layer(layer))
    old = annotations[position]
    _known(type(old), changes)
    if changes.get("id", annotation_id) != annotation_id:
        raise EditError("an edit cannot change an id: other annotations may refer to it")
    annotations[position] = _surfaced(document.text, msgspec.structs.replace(old, **changes))
    changed = msgspec.structs.replace(document, **{layer: tuple(annotations)})
    return _with_unknown(changed, {layer: tuple(annotations)}, annotation_id, members)


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
    for name in LAYERS:
        for annotation in changes.get(name, document.layer(name)):
            for reference in _references(annotation):
                if reference in gone:
                    raise EditError(f"{annotation.id!r} still refers to {reference!r}: remove or change it first")
    return _with_unknown(msgspec.structs.replace(document, **changes), changes, "", ())


def _with_unknown(
    changed: "Document", changes: dict[str, Any], owner: str, replaced_members: Iterable[str]
) -> dict[str, Any]:
    """``changes``, and the unknown members without those that stood in what was removed or replaced."""
    if not changed.unknown:
        return changes
    holders = {annotation.id for layer in LAYERS for annotation in changed.layer(layer)}
    holders.update(("", *(agent.id for agent in changed.agents or ())))
    gone = {f"/{name.rstrip('_')}/" for name in replaced_members}
    kept = tuple(
        member
        for member in changed.unknown
        if member.annotation in holders
        and not (member.annotation == owner and any(member.path.startswith(way) for way in gone))
    )
    return {**changes, "unknown": kept}


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
            return msgspec.structs.replace(value, **{name: renew(member) for name, member in _members(value)})
        if isinstance(value, tuple):
            return tuple(renew(element) for element in value)
        return value

    if isinstance(annotation, Zone):
        fragment(text, annotation.start, annotation.end)
    renewed: Annotation = renew(annotation)
    return renewed


def _check(document: "Document") -> None:
    """Every fragment and zone must fit the text. :raises OffsetError: naming the first that does not"""
    text = document.text
    for name in LAYERS:
        for annotation in document.layer(name):
            for part in _places(annotation):
                start, end = part.start, part.end
                found = text[start:end]
                expected = part.text if isinstance(part, Fragment) else found
                if not 0 <= start <= end <= len(text) or found != expected:
                    raise OffsetError(
                        f"{annotation.id!r} at {start}–{end} would no longer fit the text: "
                        f"its surface is {expected!r}, the text there {found!r}",
                        offset=start,
                    )


def _members(record: Record) -> Iterator[tuple[str, Any]]:
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if value is not None:
            yield name, value


def _places(value: Any) -> Iterator[Any]:
    if isinstance(value, Fragment):
        yield value
        return
    if isinstance(value, Zone):
        yield value
    if isinstance(value, Record):
        for _, member in _members(value):
            yield from _places(member)
    elif isinstance(value, tuple):
        for element in value:
            yield from _places(element)


def _references(annotation: Annotation) -> Iterator[str]:
    for member in REFERENCE_MEMBERS:
        value = getattr(annotation, member.member, None)
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from (element for element in value if isinstance(element, str))
    for arg in getattr(annotation, "args", None) or ():
        if arg.ref is not None:
            yield arg.ref

"""What an edit must leave intact: the types of members, references, the order of zones, the fit of places.

An edit answers for what it changes. What was broken before it, and lies elsewhere, is for the validator to find.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from standfirst.errors import EditError, OffsetError
from standfirst.model.annotations import Annotation, Fragment, Record, Zone
from standfirst.model.header import Range
from standfirst.model.layers import LAYERS
from standfirst.model.names import DCT, is_id, is_language, is_tag, is_version
from standfirst.model.references import ARG_TARGETS, REFERENCE_MEMBERS, TAG_MEMBERS

if TYPE_CHECKING:
    from standfirst.model.document import Document

COVERAGE = "coverage"
"""What stands for the owner of a reference from the coverage of a layer, which is the member then."""

_REFERENCES = {layer: tuple(row for row in REFERENCE_MEMBERS if row.layer == layer) for layer in LAYERS}
_TAGS = {layer: tuple(row.member for row in TAG_MEMBERS if row.layer == layer) for layer in LAYERS}
_FORMS = {"standfirst": is_version, "id": is_id, "language": is_language, "scheme": is_id}


class Reference(NamedTuple):
    """An id that a member of an annotation, or the coverage of a layer, names; ``allowed`` are the layers it may be in."""

    owner: str
    member: str
    target: str
    allowed: tuple[str, ...]


def typed(value: Any, record: Any, member: str | None = None, *, of: str) -> Any:
    """``value`` as the type that it must have: lists become tuples, integers floats where the format has floats.

    :param record: the type that it must have, or, with ``member``, that of the record it is a member of
    :param of: what the value belongs to, for the message
    :raises EditError: where it cannot be made that
    """
    try:
        return msgspec.convert(msgspec.to_builtins(value), _types(record)[member] if member else record)
    except (msgspec.ValidationError, TypeError, ValueError, RecursionError) as error:
        raise EditError(f"{of} cannot be so: {error}") from error


@cache
def _types(record: Any) -> dict[str, Any]:
    return {field.name: field.type for field in msgspec.structs.fields(record)}


def require_forms(members: dict[str, Any]) -> None:
    """The names among the members of a document must have their form. :raises EditError: naming the one that has not"""
    for name, has_form in _FORMS.items():
        value = members.get(name)
        if value is not None and not has_form(value):
            raise EditError(f"{value!r} is no legal {name} of a document")
    for layer in ("agents", *LAYERS):
        for record in members.get(layer) or ():
            require_names(layer, record)
    _require_attribute_names("the document", members.get("attributes"))


def require_names(layer: str, record: Any) -> None:
    """The id, tags and names of attributes of an annotation or agent must have their form, its arguments one of two.

    :raises EditError: naming the first that has not
    """
    if not is_id(record.id):
        raise EditError(f"{record.id!r} is no id: a letter, then letters, digits, '_', '.' or '-'")
    args = getattr(record, "args", None) or ()
    tags = [(member, getattr(record, member)) for member in _TAGS.get(layer, ())]
    tags += [("role", arg.role) for arg in args]
    tags += [("link scheme", link.scheme) for link in getattr(record, "links", None) or ()]
    for member, tag in tags:
        if tag is not None and not is_tag(tag):
            raise EditError(
                f"{tag!r} is no legal {member} of {record.id!r}: tags have no white space, nothing invisible"
            )
    for arg in args:
        needed, barred = (arg.span, arg.ref) if arg.kind == "span" else (arg.ref, arg.span)
        if needed is None or barred is not None:
            raise EditError(f"an argument of {record.id!r} needs a span where its kind is 'span', otherwise only a ref")
    _require_attribute_names(repr(record.id), record.attributes)


def _require_attribute_names(owner: str, attributes: Iterable[str] | None) -> None:
    for name in attributes or ():
        if not is_id(name):
            raise EditError(f"{name!r} cannot be the name of an attribute of {owner}: it must have the form of an id")


def require_unique_ids(before: "Document", after: "Document") -> None:
    """No two annotations or agents may share an id, if none did before. :raises EditError: naming one that stands twice"""
    shared = _shared_id(after)
    if shared is not None and _shared_id(before) is None:
        raise EditError(f"the id {shared!r} is taken: two annotations cannot share one")


def _shared_id(document: "Document") -> str | None:
    taken: set[str] = set()
    for layer in ("agents", *LAYERS):
        for record in getattr(document, layer) or ():
            if record.id in taken:
                return str(record.id)
            taken.add(record.id)
    return None


def references_of(layer: str, annotation: Any) -> Iterator[Reference]:
    """Every id that an annotation names."""
    for row in _REFERENCES[layer]:
        value = getattr(annotation, row.member)
        if value is None or (row.member == "anchor" and value == DCT):
            continue
        for target in value if row.many else (value,):
            yield Reference(annotation.id, row.member.rstrip("_"), target, row.targets)
    for arg in getattr(annotation, "args", None) or ():
        if arg.ref is not None:
            yield Reference(annotation.id, "args", arg.ref, (ARG_TARGETS[arg.kind],))
    if annotation.annotator is not None:
        yield Reference(annotation.id, "annotator", annotation.annotator, ("agents",))


def all_references(document: "Document") -> Iterator[Reference]:
    """Every id that anything in the document names."""
    for layer in LAYERS:
        for annotation in document.layer(layer):
            yield from references_of(layer, annotation)
    for layer in LAYERS:
        declared = getattr(document.coverage, layer, None)
        for zone in declared.zones or () if declared is not None else ():
            yield Reference(COVERAGE, layer, zone, ("zones",))


def dangling(document: "Document", references: Iterable[Reference]) -> Iterator[Reference]:
    """Those of ``references`` that name nothing in a layer that they may point into."""
    ids = {layer: {record.id for record in getattr(document, layer) or ()} for layer in ("agents", *LAYERS)}
    for reference in references:
        if not any(reference.target in ids[layer] for layer in reference.allowed):
            yield reference


def require_references(document: "Document", references: Iterable[Reference], known: Iterable[Reference] = ()) -> None:
    """No reference may dangle but those that are ``known`` to have done so before.

    :raises EditError: naming the first that does
    """
    before = set(known)
    for reference in dangling(document, references):
        if reference not in before:
            owner, member, target, allowed = reference
            who = f"the coverage of {member}" if owner == COVERAGE else f"{member} of {owner!r}"
            layers = "the document" if len(allowed) > 1 else allowed[0]
            raise EditError(
                f"{who} names {target!r}, which nothing in {layers} has as its id: add or change that first"
            )


def require_zones(before: "Document", after: "Document") -> None:
    """Zones must be in order, disjoint and not empty, if they were before. :raises OffsetError: naming the first fault"""
    fault = _misplaced(after)
    if fault is not None and _misplaced(before) is None:
        zone, place = fault
        raise OffsetError(
            f"zone {zone.id!r} at {zone.start}–{zone.end} cannot stand behind {place} in a text of length "
            f"{len(after.text)}: zones hold a character each, are apart, and in the order of the text; "
            "replace(zones=…) puts one between others",
            offset=zone.start,
        )


def _misplaced(document: "Document") -> tuple[Zone, int] | None:
    position = 0
    for zone in document.zones or ():
        if not position <= zone.start < zone.end <= len(document.text):
            return zone, position
        position = zone.end
    return None


def require_fit(document: "Document") -> None:
    """Every fragment, zone and range of coverage must fit the text. :raises OffsetError: naming the first that does not"""
    text = document.text
    for layer in LAYERS:
        for annotation in document.layer(layer):
            for part in _places(annotation):
                _require_place(annotation, part, text)
    for layer in LAYERS:
        declared = getattr(document.coverage, layer, None)
        for stretch in declared.ranges or () if declared is not None else ():
            _require_range(layer, stretch, len(text))


def _require_place(annotation: Annotation, part: Any, text: str) -> None:
    start, end = part.start, part.end
    found = text[start:end]
    expected = part.text if isinstance(part, Fragment) else found
    if not 0 <= start <= end <= len(text) or found != expected:
        raise OffsetError(
            f"{annotation.id!r} at {start}–{end} would no longer fit the text: its surface is {expected!r}, the text there "
            f"{found!r}",
            offset=start,
        )
    if not isinstance(part, Fragment):
        return
    prefix, suffix = part.prefix or "", part.suffix or ""
    if not text.endswith(prefix, 0, start) or not text.startswith(suffix, end):
        raise OffsetError(
            f"{annotation.id!r} at {start}–{end} would no longer fit the text: its context is {prefix!r} and {suffix!r}, "
            f"the text there {text[max(0, start - len(prefix)) : start]!r} and {text[end : end + len(suffix)]!r}; replace "
            "its span first, without context",
            offset=start,
        )


def _require_range(layer: str, stretch: Range, size: int) -> None:
    if not 0 <= stretch.start < stretch.end <= size:
        raise OffsetError(
            f"the coverage of {layer} names {stretch.start}–{stretch.end}, which is no stretch of a text of length {size}: "
            "change the coverage with it",
            offset=stretch.start,
        )


def _places(value: Any) -> Iterator[Any]:
    if isinstance(value, Fragment):
        yield value
        return
    if isinstance(value, Zone):
        yield value
    if isinstance(value, Record):
        for name in value.__struct_fields__:
            yield from _places(getattr(value, name))
    elif isinstance(value, tuple):
        for element in value:
            yield from _places(element)

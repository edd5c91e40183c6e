"""The proof of what types cannot say of a document (names, the two forms of an argument, negative zero), column by column."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from standfirst.model import FORMAT_VERSION
from standfirst.model.columns import Columns
from standfirst.model.names import DCT, are_ids, are_tags, is_id, is_language, is_sha256


def well_shaped(columns: Columns) -> bool:
    """Whether a document that was decoded by its types has the shape that its schema demands."""
    return _well_named(columns) and _arguments_formed(columns) and not any(map(_negative_zero, _numbers(columns)))


def _well_named(columns: Columns) -> bool:
    """Whether every id, tag, language and hash has its form."""
    document = columns.document
    scheme = document.scheme
    return (
        document.standfirst == FORMAT_VERSION
        and is_language(document.language)
        and is_sha256(document.fingerprint.sha256)
        and (scheme is None or is_id(scheme))
        and are_ids(_names(columns))
        and are_tags(_tags(columns))
    )


def _names(columns: Columns) -> list[str]:
    """Every id and every attribute name; references, which repeat, once for each member."""
    document = columns.document
    names = [document.id, *columns.ids, *columns.annotators, *chain.from_iterable(columns.attributes)]
    for row, found in columns.references.items():
        names += found - {DCT} if row.member == "anchor" else found
    names += filter(None, {*columns.arg_refs})
    coverage = document.coverage
    if coverage is not None:
        for layer in coverage.__struct_fields__:
            declared = getattr(coverage, layer)
            if declared is not None and declared.zones:
                names += declared.zones
    return names


def _tags(columns: Columns) -> set[str]:
    document = columns.document
    tags: set[str] = set().union(*columns.tags.values())
    tags.update(columns.arg_roles)
    links = [entity.links for entity in document.entities or () if entity.links]
    links += [event.links for event in document.events or () if event.links]
    if document.meta.publisher is not None and document.meta.publisher.links:
        links.append(document.meta.publisher.links)
    tags.update(link.scheme for group in links for link in group)
    return tags


def _arguments_formed(columns: Columns) -> bool:
    """Whether arguments of kind ``span`` hold a span and no ref, and all others a ref and no span."""
    spans = [kind == "span" for kind in columns.arg_kinds]
    return spans == [ref is None for ref in columns.arg_refs] == [arg.span is not None for arg in columns.args]


def _numbers(columns: Columns) -> Iterator[Any]:
    """Every value that may be a float: confidences, values of quantities, attributes."""
    yield from columns.confidences
    for quantity in columns.document.quantities or ():
        yield quantity.value
    for attributes in columns.attributes:
        for value in attributes.values():
            if isinstance(value, tuple):
                yield from value
            else:
                yield value


def _negative_zero(value: object) -> bool:
    return isinstance(value, float) and value == 0 and str(value)[0] == "-"

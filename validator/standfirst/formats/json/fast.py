"""The fast reader: typed decoding, accepted only with a proof that the strict reader would say the same.

Writing the decoded document again gives the input's bytes, so the input is canonical: no duplicate key, no other number
form, no unknown member. The types bound every number and every closed list. What types cannot say (names, the two forms
of an argument, negative zero) is proved on columns rather than one by one.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

import msgspec

from standfirst.formats.json.write import write, write_line
from standfirst.model import FORMAT_VERSION, Document
from standfirst.model.columns import Columns
from standfirst.model.names import DCT, are_ids, are_tags, is_id, is_language, is_sha256

_DECODER = msgspec.json.Decoder(Document)

# Control characters are always escaped in JSON, and the canonical writer escapes them in exactly these ways.
# What the quick pattern finds may still be an escaped backslash before a letter: the exact one tells.
_ODD_ESCAPE = re.compile(rb'\\[^nrt"\\]')
_ESCAPED_CONTROL = re.compile(rb"(?<!\\)(?:\\\\)*\\(?:[bf]|u00)")


def decode(data: bytes) -> Document | None:
    """The document in ``data`` if that is a canonical JSON file in the text domain; otherwise ``None``."""
    return _canonical(data, write)


def decode_line(data: bytes) -> Document | None:
    """The document in a canonical line of JSON Lines, LF included, in the text domain; otherwise ``None``."""
    return _canonical(data, write_line)


def well_shaped(columns: Columns) -> bool:
    """Whether a document that was decoded here has the shape that its schema demands."""
    return _well_named(columns) and _arguments_formed(columns) and not any(map(_negative_zero, _numbers(columns)))


def _canonical(data: bytes, writer: Callable[[Document], bytes]) -> Document | None:
    try:
        document = _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError):
        return None
    if document.unknown or writer(document) != data or not _in_text_domain(data):
        return None
    return document


def _in_text_domain(data: bytes) -> bool:
    """Whether no string holds a character outside XML 1.0; ``data`` is canonical JSON."""
    if b"\xef" in data and (b"\xef\xbf\xbe" in data or b"\xef\xbf\xbf" in data):
        return False
    return _ODD_ESCAPE.search(data) is None or _ESCAPED_CONTROL.search(data) is None


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
    names += columns.arg_refs
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
    tags.update([arg.role for arg in columns.args])
    links = [entity.links for entity in document.entities or () if entity.links]
    links += [event.links for event in document.events or () if event.links]
    if document.meta.publisher is not None and document.meta.publisher.links:
        links.append(document.meta.publisher.links)
    tags.update(link.scheme for group in links for link in group)
    return tags


def _arguments_formed(columns: Columns) -> bool:
    """Whether arguments of kind ``span`` hold a span and no ref, and all others a ref and no span."""
    spans = [kind == "span" for kind in columns.arg_kinds]
    return spans == [arg.ref is None for arg in columns.args] == [arg.span is not None for arg in columns.args]


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

"""Where the unknown members of a document stand: each needs an object of the document that holds it."""

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from standfirst.model.layers import LAYERS

if TYPE_CHECKING:
    from standfirst.model.document import Document, Unknown


def holders(document: "Document") -> dict[str, Any]:
    """Everything that an unknown member can be kept for: the document under ``""``, agents and annotations by their ids."""
    found: dict[str, Any] = {}
    for layer in reversed(("agents", *LAYERS)):
        found.update((record.id, record) for record in reversed(getattr(document, layer) or ()))
    found[""] = document
    return found


def has_place(owners: dict[str, Any], member: "Unknown") -> bool:
    """Whether the object that ``member`` stands in is there, and has no such member of its own.

    :param owners: the :func:`holders` of the document
    """
    value = owners.get(member.annotation)
    if value is None or not member.path.startswith("/"):
        return False
    *way, name = [token.replace("~1", "/").replace("~0", "~") for token in member.path.split("/")[1:]]
    for token in way:
        value = _child(value, token)
    return isinstance(value, Struct) and name not in value.__struct_encode_fields__


def _child(value: Any, token: str) -> Any:
    """The member or element of ``value`` that one token of a JSON Pointer names, ``None`` if there is none."""
    if isinstance(value, Struct):
        names = dict(zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True))
        return getattr(value, names[token]) if token in names else None
    if isinstance(value, tuple | list) and token.isdecimal() and int(token) < len(value):
        return value[int(token)]
    return None

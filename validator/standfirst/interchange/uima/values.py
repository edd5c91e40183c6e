"""What the features of structures hold: a value, or those of an array or a list, each of the type that is declared."""

import math
from typing import Any, NamedTuple

from standfirst.interchange.uima.structures import Cas, Feature, Structure
from standfirst.interchange.uima.typesystem import TypeSystem
from standfirst.model.values import MAX_INTEGER

_NUMBERS = {"Integer": int, "Long": int, "Short": int, "Byte": int, "Float": float, "Double": float}
_VALUES = frozenset(("String", "Boolean", *_NUMBERS))
_BUILT_IN = "uima.cas."


class Plain(NamedTuple):
    """A feature that holds values and no annotations: ``of`` is the type of each, ``many`` says whether it is an array
    or a list of them, ``apart`` whether that is a structure of its own, which the feature refers to."""

    name: str
    of: str = "String"
    many: bool = False
    apart: bool = False


def plain(name: str, feature: Feature | None, types: TypeSystem, *, refers: bool | None) -> Plain | None:
    """How a feature holds values, ``None`` where it holds references to annotations.

    :param feature: what is declared of it, ``None`` if nothing is: then it is a string
    :param refers: whether the file says that it is a reference, ``None`` where files do not say so
    """
    if feature is None:
        return None if refers else Plain(name)
    range_ = feature.range
    if feature.element is not None and _value_type(feature.element, types) is not None:
        range_ = f"{_BUILT_IN}{_value_type(feature.element, types)}Array"
    one = _value_type(range_, types)
    if one is not None:
        return None if refers else Plain(name, one)
    for ending in ("Array", "List"):
        element = range_.removeprefix(_BUILT_IN).removesuffix(ending)
        if range_ == f"{_BUILT_IN}{element}{ending}" and element in _VALUES:
            # Strings of an array that is a part of its owner are elements of XML, and never in an attribute.
            apart = feature.shared or element == "String" if refers is None else refers
            return Plain(name, element, many=True, apart=apart)
    return None


def _value_type(range_: str, types: TypeSystem) -> str | None:
    """The built-in type of values that ``range_`` is, or is a kind of, as types with a list of allowed strings are."""
    last = types.kinds(range_)[-1]
    name = last.removeprefix(_BUILT_IN)
    return name if name in _VALUES and last != name else None


def value(cas: Cas, held: Any, feature: Plain) -> Any:
    """A value as an attribute can hold it.

    :raises LookupError: where it is in an array or a list that is not in the file
    """
    if not feature.many:
        return _many(held, feature.of) if isinstance(held, list) else _one(held, feature.of)
    if isinstance(held, str) and feature.apart:
        held = _apart(cas, held)
    if isinstance(held, str):
        # The bytes of an array are written as one word.
        held = held if feature.of == "Byte" else held.split()
    return _many(held, feature.of) if isinstance(held, list) else _one(held, "String")


def _many(held: list[Any], of: str) -> tuple[Any, ...]:
    return tuple([_one(one, of) for one in held if one is not None])


def _apart(cas: Cas, id: str) -> Any:
    """What an array or a list holds that is a structure of its own."""
    if not id:
        return []
    one = cas.structures[id]
    if not one.type.endswith("List"):
        return one.features.get("elements", [])
    found: list[Any] = []
    seen = set()
    while one.id not in seen and "head" in one.features:
        seen.add(one.id)
        head = one.features["head"]
        found += head if isinstance(head, list) else [head]
        one = _next(cas, one)
    return found


def _next(cas: Cas, one: Structure) -> Structure:
    tail = str(one.features.get("tail", one.id))
    return cas.structures[tail]


def _one(held: Any, of: str) -> Any:
    if isinstance(held, (dict, list)):
        return str(held)
    if isinstance(held, str) and of == "Boolean" and held in ("true", "false", "1", "0"):
        return held in ("true", "1")
    if isinstance(held, str) and of in _NUMBERS:
        try:
            held = _NUMBERS[of](held[:400])
        except ValueError:
            return held
    if isinstance(held, float) and not math.isfinite(held):
        return str(held)
    if isinstance(held, int) and abs(held) > MAX_INTEGER:
        return str(held)
    return held

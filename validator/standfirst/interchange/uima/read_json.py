"""JSON CAS 0.4 as feature structures."""

from collections.abc import Iterator
from typing import Any

import msgspec

from standfirst.finding import Finding
from standfirst.formats.encoding import not_utf8
from standfirst.interchange.problems import SYNTAX, problem
from standfirst.interchange.uima.structures import TOP, Cas, Declared, Feature, Structure

_FLOATS = {"Infinity": "inf", "Inf": "inf", "-Infinity": "-inf", "-Inf": "-inf", "NaN": "nan"}


def read_json(data: bytes) -> Cas | Finding:
    """The structures of a file, or why there are none."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        data.decode("utf-8")
        tree = msgspec.json.decode(data)
    except UnicodeDecodeError as error:
        return not_utf8(data, error)
    except (msgspec.DecodeError, RecursionError) as error:
        return problem(SYNTAX, f"the file is no JSON: {error}", line=1)
    if not isinstance(tree, dict) or not tree.keys() & {"%TYPES", "%FEATURE_STRUCTURES", "%VIEWS"}:
        return problem(SYNTAX, "a JSON CAS is an object with %TYPES, %FEATURE_STRUCTURES and %VIEWS", line=1)
    structures: dict[str, Structure] = {}
    for found in _structures(tree.get("%FEATURE_STRUCTURES", [])):
        if isinstance(found, Finding):
            return found
        if found.id in structures:
            return problem(
                SYNTAX, f"the id {found.id} is taken: two structures cannot share one", line=1, found=found.id
            )
        structures[found.id] = found
    return Cas(structures, dict(_types(tree.get("%TYPES"))), (), tuple(_views(tree.get("%VIEWS"))))


def _views(held: Any) -> Iterator[tuple[str, frozenset[str]]]:
    """The views of a file, as far as they make sense."""
    for one in held.values() if isinstance(held, dict) else ():
        members = one.get("%MEMBERS") if isinstance(one, dict) else None
        if isinstance(members, list):
            yield str(one.get("%SOFA")), frozenset(map(str, members))


def _structures(held: Any) -> Iterator[Structure | Finding]:
    """The structures of a list, or of an object that has them by their ids."""
    if isinstance(held, dict):
        pairs = [(name, one) for name, one in held.items()]
    elif isinstance(held, list):
        pairs = [(one.get("%ID") if isinstance(one, dict) else None, one) for one in held]
    else:
        yield problem(SYNTAX, "%FEATURE_STRUCTURES is a list or an object", line=1)
        return
    for name, one in pairs:
        if not isinstance(one, dict) or type(name) not in (int, str) or not isinstance(one.get("%TYPE"), str):
            message = "a feature structure is an object with %ID, an integer, and %TYPE, a string"
            yield problem(SYNTAX, message, line=1, found=repr(name)[:80])
            continue
        yield _structure(str(name), one)


def _structure(name: str, members: dict[str, Any]) -> Structure:
    features: dict[str, Any] = {}
    references = set()
    for key, value in members.items():
        mark = key[:1]
        if value is None:
            continue
        if key == "%ELEMENTS":
            features["elements"] = _ids(value) if members["%TYPE"].endswith(("FSArray", "[]")) else value
        elif mark == "@":
            references.add(key[1:])
            features[key[1:]] = _ids(value)
        elif mark == "#":
            features[key[1:]] = _FLOATS.get(value, value) if isinstance(value, str) else value
        elif mark == "^":
            features[key[1:]] = value
        elif mark != "%":
            features[key] = value
    for key in ("begin", "end"):
        if type(features.get(key)) in (bool, float):  # which would be equal to an integer
            features[key] = repr(features[key])
    return Structure(name, members["%TYPE"], features, 1, frozenset(references))


def _ids(value: Any) -> str:
    return " ".join([str(one) for one in value if one is not None]) if isinstance(value, list) else str(value)


def _types(held: Any) -> Iterator[tuple[str, Declared]]:
    """The types that a file declares, as far as they make sense."""
    for name, one in held.items() if isinstance(held, dict) else ():
        if not isinstance(one, dict):
            continue
        supertype = one.get("%SUPER_TYPE")
        features = {}
        for feature, said in one.items():
            range_ = said.get("%RANGE") if isinstance(said, dict) and not feature.startswith("%") else None
            if isinstance(range_, str):
                element = range_.removesuffix("[]") if range_.endswith("[]") else None
                features[feature] = Feature("uima.cas.FSArray" if element else range_, element)
        yield name, Declared(supertype if isinstance(supertype, str) else TOP, features)

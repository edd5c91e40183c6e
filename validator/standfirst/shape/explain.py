"""What a violation means, in words read off our own schema; and what a schema cannot say.

Unknown members are legal, so no schema reports them. JSON Schema takes ``12.0`` for an integer, the format does not.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from standfirst.finding import ERROR, WARNING, Level
from standfirst.shape.engines import Engine, Path, Violation
from standfirst.shape.schemas import load_schema
from standfirst.suggest import Suggestions


class Complaint(NamedTuple):
    """A fault of shape: the code and name of its rule, where it is, and what to say."""

    code: str
    name: str
    level: Level
    path: Path
    message: str
    expected: str | None = None
    found: str | None = None
    help: str | None = None


_ARTICLES = {"string": "a string", "integer": "an integer", "number": "a number", "boolean": "true or false"}
_ARTICLES |= {"array": "an array", "object": "an object", "null": "null"}


def complaints(tree: Any, schema: str, engine: Engine) -> list[Complaint]:
    """Every fault of shape of ``tree``, in the order of its members."""
    root = load_schema(schema)
    suggestions = Suggestions()
    violations = engine(tree, schema)
    mistyped = {violation.path for violation in violations if violation.keyword == "type"}
    found = [
        complaint
        for violation in violations
        if violation.keyword == "type" or violation.path not in mistyped  # one fault, one complaint
        for complaint in _explained(tree, root, violation, suggestions)
    ]
    return [*found, *_beyond_schema(tree, root, suggestions)]


def _explained(tree: Any, root: dict[str, Any], violation: Violation, suggestions: Suggestions) -> Iterator[Complaint]:
    path, keyword = violation
    value = _at(tree, path)
    schema = _schema_at(root, tree, path)
    if keyword == "required":
        yield from _missing(path, value, schema, suggestions)
    elif keyword == "type":
        yield _wrong_type(path, value, schema)
    elif keyword in ("enum", "const"):
        yield _not_allowed(path, value, schema, suggestions)
    elif keyword == "pattern":
        yield _bad_name(path, value, schema)
    elif keyword == "additionalProperties":
        yield from _bad_attribute_names(path, value, schema)
    elif keyword in ("minimum", "maximum"):
        bound = schema[keyword]
        side = "at least" if keyword == "minimum" else "at most"
        yield Complaint(
            "SCH006", "out-of-range", ERROR, path, f"{_last(path)} is {value}, and must be {side} {bound}",
            expected=f"{side} {bound}", found=str(value),
        )  # fmt: skip
    elif keyword == "not":
        yield from _conflict(path, value, schema)
    else:
        yield _wrong_length(path, value, keyword, schema)


def _missing(path: Path, value: Any, schema: dict[str, Any], suggestions: Suggestions) -> Iterator[Complaint]:
    required = list(schema.get("required", ()))
    form = _form(schema, value)
    if form is not None and form.barred not in value:
        required.append(form.needed)
    for name in required:
        if name in value:
            continue
        near = suggestions.nearest(name, [key for key in value if key not in schema.get("properties", {})])
        yield Complaint(
            "SCH001", "missing-member", ERROR, path, f"{_owner(path, schema)} has no member {name!r}",
            expected=name, help=f"did you mean {name!r} by {near!r}?" if near else None,
        )  # fmt: skip


def _wrong_type(path: Path, value: Any, schema: dict[str, Any]) -> Complaint:
    types = schema.get("type", ())
    names = [types] if isinstance(types, str) else list(types)
    expected = " or ".join(_ARTICLES[name] for name in names)
    found = _ARTICLES[_json_type(value)]
    if value is None:
        return Complaint(
            "SCH003", "null-value", ERROR, path, f"{_last(path)} is null, and must be {expected} or absent",
            expected=expected, found="null", help="leave the member out",
        )  # fmt: skip
    return Complaint(
        "SCH002", "wrong-type", ERROR, path, f"{_last(path)} is {found}, and must be {expected}",
        expected=expected, found=found,
    )  # fmt: skip


def _not_allowed(path: Path, value: Any, schema: dict[str, Any], suggestions: Suggestions) -> Complaint:
    allowed = [str(choice) for choice in schema.get("enum", [schema.get("const")])]
    near = _nearest(str(value), allowed, suggestions)
    return Complaint(
        "SCH004", "value-not-allowed", ERROR, path,
        f"{_last(path)} is {_shown(value)}, and must be one of {', '.join(allowed)}",
        expected=", ".join(allowed), found=str(value), help=f"did you mean {near!r}?" if near else None,
    )  # fmt: skip


def _bad_name(path: Path, value: Any, schema: dict[str, Any]) -> Complaint:
    return Complaint(
        "SCH005", "bad-name", ERROR, path, f"{_shown(value)} is not a legal {_last(path)}",
        expected=schema.get("pattern"), found=str(value), help=_lowered(schema.get("form", schema.get("description", ""))),
    )  # fmt: skip


def _bad_attribute_names(path: Path, value: Any, schema: dict[str, Any]) -> Iterator[Complaint]:
    import re

    patterns = [re.compile(pattern) for pattern in schema.get("patternProperties", {})]
    for name in value:
        if not any(pattern.search(name) for pattern in patterns):
            yield Complaint(
                "SCH005", "bad-name", ERROR, (*path, name), f"{_shown(name)} cannot be the name of an attribute",
                found=name, help="a letter, then letters, digits, '_', '.' or '-'",
            )  # fmt: skip


def _conflict(path: Path, value: Any, schema: dict[str, Any]) -> Iterator[Complaint]:
    form = _form(schema, value)
    if form is not None:
        yield Complaint(
            "SCH008", "conflicting-members", ERROR, path,
            f"an argument of kind {value['kind']!r} holds a {form.needed}, and no {form.barred}",
            help=f"remove {form.barred!r}" if form.needed in value else f"name its {form.needed} instead",
        )  # fmt: skip


def _wrong_length(path: Path, value: Any, keyword: str, schema: dict[str, Any]) -> Complaint:
    bound = schema[keyword]
    size = len(value)
    unit = "element" if keyword in ("minItems", "maxItems") else "code point"
    counted = unit if size == 1 else f"{unit}s"
    side = "at least" if keyword.startswith("min") else "at most"
    return Complaint(
        "SCH007", "wrong-length", ERROR, path,
        f"{_last(path)} has {size} {counted}, and must have {side} {bound}",
        expected=f"{side} {bound}", found=str(size),
    )  # fmt: skip


def _beyond_schema(tree: Any, root: dict[str, Any], suggestions: Suggestions) -> Iterator[Complaint]:
    """Unknown members, and floats where integers belong."""
    stack: list[tuple[Path, Any, dict[str, Any]]] = [((), tree, root)]
    while stack:
        path, value, schema = stack.pop()
        if isinstance(value, dict) and "properties" in schema:
            known = schema["properties"]
            for name in value:
                if name in known:
                    stack.append(((*path, name), value[name], _resolved(root, known[name])))
                else:
                    yield _unknown_member(path, name, list(known), _owner(path, schema), suggestions)
        elif isinstance(value, list) and "items" in schema:
            items = _resolved(root, schema["items"])
            if "properties" in items or "items" in items:
                stack.extend(((*path, index), element, items) for index, element in enumerate(value))
        elif isinstance(value, float) and value.is_integer() and schema.get("type") == "integer":
            yield Complaint(
                "SCH009", "float-for-integer", ERROR, path, f"{_last(path)} is {value}, and must be an integer",
                expected=str(int(value)), found=str(value), help=f"write {int(value)}",
            )  # fmt: skip


def _unknown_member(path: Path, name: str, known: Sequence[str], owner: str, suggestions: Suggestions) -> Complaint:
    near = suggestions.nearest(name, known)
    return Complaint(
        "SCH010", "unknown-member", WARNING, (*path, name), f"{owner} has a member {_shown(name)}, "
        "which the format does not know; it is kept",
        found=name, help=f"did you mean {near!r}?" if near else None,
    )  # fmt: skip


def _at(tree: Any, path: Path) -> Any:
    for token in path:
        tree = tree[token]
    return tree


def _schema_at(root: dict[str, Any], tree: Any, path: Path) -> dict[str, Any]:
    schema = _resolved(root, root)
    for token in path:
        if isinstance(token, int):
            schema = _resolved(root, schema["items"])
        elif token in schema.get("properties", {}):
            schema = _resolved(root, schema["properties"][token])
        elif "patternProperties" in schema:
            schema = _resolved(root, next(iter(schema["patternProperties"].values())))
        else:
            schema = _resolved(root, schema["additionalProperties"])
    return schema


def _resolved(root: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """``schema`` with the definition it refers to; its own title and description go first.

    What the definition says of the form of its values is kept under ``form``.
    """
    reference = schema.get("$ref")
    if reference is None:
        return schema
    target = _resolved(root, root["$defs"][reference.removeprefix("#/$defs/")])
    form = target.get("form", target.get("description"))
    return {**target, "form": form, **{key: value for key, value in schema.items() if key != "$ref"}}


class _Form(NamedTuple):
    """One of the two forms that an object can have: the member it needs and the one it must not have."""

    needed: str
    barred: str


def _form(schema: dict[str, Any], value: Any) -> _Form | None:
    """The form that ``value`` must have by the schema's condition; ``None`` if it has none, or what decides is amiss."""
    condition = schema.get("if")
    if condition is None:
        return None
    ((name, test),) = condition["properties"].items()
    if value.get(name) not in schema["properties"][name]["enum"]:
        return None  # that is a complaint of its own, and until it is mended nobody knows the form
    branch = schema["then" if value[name] == test["const"] else "else"]
    return _Form(branch["required"][0], branch["not"]["required"][0])


def _nearest(value: str, allowed: Sequence[str], suggestions: Suggestions) -> str | None:
    folded = {choice.casefold(): choice for choice in allowed}
    near = suggestions.nearest(value.casefold(), folded.keys(), 0.5)
    if near is not None:
        return folded[near]
    starts = [choice for choice in allowed if value and value.casefold().startswith(choice.casefold()[:3])]
    return starts[0] if starts else None


def _json_type(value: Any) -> str:
    if value is None:
        return "null"
    for python_type, name in ((bool, "boolean"), (int, "integer"), (float, "number"), (str, "string"), (list, "array")):
        if isinstance(value, python_type):
            return name
    return "object"


def _last(path: Path) -> str:
    names = [token for token in path if isinstance(token, str)]
    return names[-1] if names else "the document"


def _lowered(sentence: str) -> str:
    return (sentence[:1].lower() + sentence[1:]).rstrip(".")


def _owner(path: Path, schema: dict[str, Any]) -> str:
    return f"the {schema['title'].lower()}" if path and "title" in schema else "the document"


def _shown(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"

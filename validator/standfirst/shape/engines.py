"""The JSON Schema engines behind one small function type."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from standfirst.shape.schemas import load_schema

Path = tuple[str | int, ...]


class Violation(NamedTuple):
    """A keyword of the schema that the value at ``path`` does not satisfy."""

    path: Path
    keyword: str


Engine = Callable[[Any, str], list[Violation]]
"""Takes a tree of plain values and the name of a schema; gives every violation, sorted, each once."""


def with_jsonschema_rs(tree: Any, schema: str) -> list[Violation]:
    """The violations as ``jsonschema-rs`` finds them.

    Its paths take member names that look like numbers, ``"1"``, ``"01"`` and ``"+1"``, all for the number 1. Which of them
    was meant only ``jsonschema`` says, and so it is asked where a violation lies under such a name.
    """
    found = [
        Violation(tuple(error.instance_path), str(error.schema_path[-1])) for error in _rust(schema).iter_errors(tree)
    ]
    if any(_names_are_lost(tree, violation.path) for violation in found):
        return with_jsonschema(tree, schema)
    return _sorted(found)


def _names_are_lost(tree: Any, path: Path) -> bool:
    for token in path:
        if isinstance(token, int) and isinstance(tree, dict):
            return True
        tree = tree[token]
    return False


def with_jsonschema(tree: Any, schema: str) -> list[Violation]:
    """The violations as ``jsonschema`` finds them."""
    return _sorted(
        Violation(tuple(error.absolute_path), str(error.validator)) for error in _python(schema).iter_errors(tree)
    )


ENGINES: Mapping[str, Engine] = {"jsonschema-rs": with_jsonschema_rs, "jsonschema": with_jsonschema}
"""Every engine by its distribution's name."""


@cache
def default_engine() -> Engine:
    """``jsonschema-rs`` where it is installed, otherwise ``jsonschema``: some platforms have no wheel of the former."""
    try:
        import jsonschema_rs  # noqa: F401
    except ImportError:
        return with_jsonschema
    return with_jsonschema_rs


def _sorted(violations: Any) -> list[Violation]:
    return sorted(
        set(violations), key=lambda violation: ([_comparable(token) for token in violation.path], violation[1])
    )


def _comparable(token: str | int) -> tuple[int, int, str]:
    return (0, token, "") if isinstance(token, int) else (1, 0, token)


@cache
def _rust(schema: str) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(load_schema(schema))


@cache
def _python(schema: str) -> Any:
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource

    contents = load_schema(schema)
    # A crawled registry: without it every reference crawls the whole schema again, at four times the cost.
    registry: Any = Registry().with_resource(contents["$id"], Resource.from_contents(contents)).crawl()
    return Draft202012Validator(contents, registry=registry)

"""The JSON Schema engines behind one small function type."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from standfirst.shape.schemas import load_schema

Path = tuple[str | int, ...]

_NUMBER = re.compile(r"\+?[0-9]{1,20}")


class Violation(NamedTuple):
    """A keyword of the schema that the value at ``path`` does not satisfy."""

    path: Path
    keyword: str


Engine = Callable[[Any, str], list[Violation]]
"""Takes a tree of plain values and the name of a schema; gives every violation, sorted, each once."""


def with_jsonschema_rs(tree: Any, schema: str) -> list[Violation]:
    """The violations as ``jsonschema-rs`` finds them."""
    return _sorted(
        Violation(path, str(error.schema_path[-1]))
        for error in _rust(schema).iter_errors(tree)
        for path in _paths_in(tree, error.instance_path)
    )


def _paths_in(tree: Any, said: list[str | int]) -> list[Path]:
    """The paths that the engine can mean: it takes member names that look like numbers, ``"0"`` and ``"+0"``, for such."""
    found: list[tuple[Path, Any]] = [((), tree)]
    for token in said:
        found = [
            ((*path, key), value[key])
            for path, value in found
            for key in ([token] if isinstance(value, list) or token in value else _alike(value, token))
        ]
    return [path for path, _ in found]


def _alike(members: dict[str, Any], token: str | int) -> list[str]:
    return [name for name in members if _NUMBER.fullmatch(name) and int(name) == token]


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

"""The published schemas: sound in themselves, and equal to the types, member by member."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import msgspec
import pytest
from msgspec import inspect
from standfirst.data import SHIPPED_SCHEMES
from standfirst.model import Document, names
from standfirst.shape import ENGINES, SCHEMA_NAMES, load_schema

CLOSED_PATTERNS = {
    "id": names.ID_PATTERN,
    "language": names.LANGUAGE_PATTERN,
    "sha256": names.SHA256_PATTERN,
    "standfirst": names.VERSION_PATTERN,
    "anchor": names.ANCHOR_PATTERN,
}


def resolved(root: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    target = resolved(root, root["$defs"][schema["$ref"].removeprefix("#/$defs/")])
    return {**target, **{key: value for key, value in schema.items() if key != "$ref"}}


def members(root: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every member that a schema describes, by its way."""
    for place, holder in (("", root), *((f"$defs/{name}", value) for name, value in root.get("$defs", {}).items())):
        for name, schema in holder.get("properties", {}).items():
            yield f"{place}/{name}", schema


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_a_schema_is_one_and_both_engines_take_it(name: str) -> None:
    schema = load_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema_rs.Draft202012Validator(schema)
    assert schema["$id"] == f"urn:standfirst:{name}-1.0"
    for engine in ENGINES.values():
        for example in schema["examples"]:
            assert engine(example, name) == []


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_every_member_is_explained_with_examples_that_fit(name: str) -> None:
    root = load_schema(name)
    for way, schema in members(root):
        assert schema.get("title"), way
        assert schema.get("description"), way
        assert schema.get("examples"), way
        for example in schema["examples"]:
            jsonschema.Draft202012Validator({**root, "required": [], **resolved(root, schema)}).validate(example)


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_every_definition_is_used_and_has_examples_that_fit(name: str) -> None:
    root = load_schema(name)
    text = json.dumps(root)
    for key, definition in root.get("$defs", {}).items():
        assert f'"#/$defs/{key}"' in text
        for example in definition["examples"]:
            jsonschema.Draft202012Validator({**definition, "$defs": root["$defs"]}).validate(example)


def test_the_schema_and_the_types_say_the_same() -> None:
    root = load_schema("document")
    compared = list(compare(root, root, inspect.type_info(Document), "document"))
    assert len(compared) > 150


def compare(root: dict[str, Any], schema: dict[str, Any], kind: Any, way: str) -> Iterator[str]:
    """Compare a schema with a type, all the way down; gives every place compared."""
    yield way
    schema = resolved(root, schema)
    if isinstance(kind, inspect.Metadata):
        kind = kind.type
    if isinstance(kind, inspect.UnionType):
        yield from compare_union(root, schema, kind, way)
    elif isinstance(kind, inspect.StructType):
        yield from compare_struct(root, schema, kind, way)
    elif isinstance(kind, inspect.VarTupleType):
        assert schema["type"] == "array", way
        assert schema.get("minItems") == kind.min_length, way
        yield from compare(root, schema["items"], kind.item_type, f"{way}[]")
    elif isinstance(kind, inspect.DictType):
        assert schema["additionalProperties"] is False, way
        assert list(schema["patternProperties"]) == [names.ID_PATTERN], way
    elif isinstance(kind, inspect.LiteralType):
        assert set(schema["enum"]) == set(kind.values), way
    else:
        compare_scalar(schema, kind, way)


def compare_union(root: dict[str, Any], schema: dict[str, Any], kind: Any, way: str) -> Iterator[str]:
    kinds = [part for part in kind.types if not isinstance(part, inspect.NoneType)]
    if len(kinds) == 1:
        yield from compare(root, schema, kinds[0], way)
        return
    types = {type(part) for part in kinds}
    expected: dict[Any, str] = {inspect.StrType: "string", inspect.IntType: "number", inspect.FloatType: "number"}
    expected |= {inspect.BoolType: "boolean", inspect.VarTupleType: "array"}
    assert set(schema["type"]) == {expected[part] for part in types}, way


def compare_struct(root: dict[str, Any], schema: dict[str, Any], kind: Any, way: str) -> Iterator[str]:
    fields = [field for field in kind.fields if not (kind.cls is Document and field.name == "unknown")]
    assert list(schema["properties"]) == [field.encode_name for field in fields], way
    required = [field.encode_name for field in fields if field.required or field.name == "standfirst"]
    assert sorted(schema.get("required", [])) == sorted(required), way
    for field in fields:
        below = schema["properties"][field.encode_name]
        yield from compare(root, below, field.type, f"{way}/{field.encode_name}")


def compare_scalar(schema: dict[str, Any], kind: Any, way: str) -> None:
    name = way.rpartition("/")[2]
    if isinstance(kind, inspect.StrType):
        assert schema["type"] == "string", way
        if "pattern" not in schema:
            assert schema.get("minLength") == kind.min_length, way
            assert schema.get("maxLength") == kind.max_length, way
        elif schema["pattern"] not in (names.ID_PATTERN, names.TAG_PATTERN):
            assert schema["pattern"] == CLOSED_PATTERNS[name], way
    elif isinstance(kind, inspect.BoolType):
        assert schema["type"] == "boolean", way
    else:
        assert schema["type"] == ("integer" if isinstance(kind, inspect.IntType) else "number"), way
        assert schema.get("minimum") == kind.ge, way
        assert schema.get("maximum") == kind.le, way


@pytest.mark.parametrize("name", SHIPPED_SCHEMES)
def test_a_shipped_scheme_is_sound(name: str, root: Path) -> None:
    tree = json.loads((root / "validator/standfirst/data/schemes" / f"{name}.json").read_bytes())
    assert ENGINES["jsonschema"](tree, "scheme") == []
    assert tree["id"] == name
    roles = {role["tag"] for role in tree["roles"]}
    types = {entity["tag"] for entity in tree["entities"]}
    for key, value in tree.items():
        if isinstance(value, list):
            tags = [entry["tag"] for entry in value]
            assert len(set(tags)) == len(tags), key
            assert all(names.is_tag(tag) for tag in tags), key
    for event in tree["events"]:
        assert roles.issuperset(event["roles"]), event["tag"]
    for role in tree["roles"]:
        assert types.issuperset(role.get("entity_types", ())), role["tag"]


def test_corpus_paths_stay_inside_the_folder() -> None:
    pattern = load_schema("corpus")["$defs"]["entry"]["properties"]["path"]["pattern"]
    inside = jsonschema.Draft202012Validator({"pattern": pattern}).is_valid
    quick = jsonschema_rs.Draft202012Validator({"pattern": pattern}).is_valid
    for path in ("a.json", "a/b.json", "a..b/c", "..a", "ä b.json"):
        assert inside(path), path
        assert quick(path), path
    for path in ("/a", "\\a", "a\\b", "..", "../a", "a/../b", "a/..", ""):
        assert not inside(path), path
        assert not quick(path), path


def test_the_reference_corpus_is_described(root: Path) -> None:
    tree = json.loads((root / "corpus/corpus.json").read_bytes())
    assert ENGINES["jsonschema"](tree, "corpus") == []
    assert msgspec.json.decode((root / "corpus/corpus.json").read_bytes()) == tree

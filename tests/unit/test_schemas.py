"""The published schemas: sound in themselves, and equal to the types, member by member."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from msgspec import inspect
from standfirst.data import SHIPPED_SCHEMES
from standfirst.finding import Excerpt, Finding, Region
from standfirst.model import LAYERS, Document, names
from standfirst.shape import ENGINES, SCHEMA_NAMES, load_schema

ROOT = Path(__file__).parents[2]
SCHEMAS: dict[str, dict[str, Any]] = {
    path.name.partition("-")[0]: json.loads(path.read_bytes()) for path in sorted((ROOT / "schemas").glob("*.json"))
}

NOTHING_SAID = {"title", "description", "examples", "$schema", "$id", "$defs"}
"""Keywords that allow and forbid nothing."""

_ANNOTATIONS = [kind.__name__ for kind in LAYERS.values()]
_IDS = [
    "Document.id Document.scheme Agent.id Zone.repeats LayerCoverage.zones",
    "Mention.entity Mark.quote Quote.source_mention Quote.speaker Quote.addressee_entity Quote.via Quote.parent",
    "Relation.from Relation.to Arg.ref EventMention.event EventMention.reports EventMention.attributed_to",
]
_TAGS = [
    "Zone.kind Segment.kind Segment.type Link.scheme Entity.type Mention.reading Quantity.type Event.type Arg.role",
    "EventMention.type EventMention.tense EventMention.phase Relation.type",
]

PATTERNS = {
    "Document.standfirst": names.VERSION_PATTERN,
    "Document.language": names.LANGUAGE_PATTERN,
    "Fingerprint.sha256": names.SHA256_PATTERN,
    "Time.anchor": names.ANCHOR_PATTERN,
    **dict.fromkeys(" ".join(_IDS).split(), names.ID_PATTERN),
    **{f"{kind}.{member}": names.ID_PATTERN for kind in _ANNOTATIONS for member in ("id", "annotator")},
    **dict.fromkeys(" ".join(_TAGS).split(), names.TAG_PATTERN),
}
"""Every member that holds names, one or a list of them, and what they look like. The types leave patterns out."""

ARGUMENT_RULE = {
    "if": {"properties": {"kind": {"const": "span"}}, "required": ["kind"]},
    "then": {"required": ["span"], "not": {"required": ["ref"]}},
    "else": {"required": ["ref"], "not": {"required": ["span"]}},
}
"""What the type of an argument cannot say."""

DEFAULTED = ("Document", "standfirst")
"""The one member that code need not give and a file must."""

BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
BOUNDS |= {"multiple_of": "multipleOf"}
JSON_TYPES: dict[Any, str] = {inspect.StrType: "string", inspect.BoolType: "boolean", inspect.IntType: "integer"}
JSON_TYPES |= {inspect.FloatType: "number", inspect.VarTupleType: "array"}


def subschemas(schema: Any, way: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema inside a schema, itself first, by its way."""
    yield way, schema
    for keyword in ("properties", "patternProperties", "$defs"):
        for name, below in schema.get(keyword, {}).items():
            yield from subschemas(below, f"{way}/{keyword}/{name}")
    for keyword in ("items", "additionalProperties", "if", "then", "else", "not"):
        if isinstance(schema.get(keyword), dict):
            yield from subschemas(schema[keyword], f"{way}/{keyword}")


def members(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every member that a schema describes; the members that only a condition names are described elsewhere."""
    for way, below in subschemas(schema):
        if re.search(r"(/properties|/patternProperties)/[^/]+$", way) and not re.search(r"/if(/|$)", way):
            yield way, below


def accepted(root: dict[str, Any], schema: dict[str, Any], value: Any) -> bool:
    """Whether both engines take ``value``; they must agree."""
    whole = {"$schema": root["$schema"], "$defs": root.get("$defs", {}), **schema}
    reference = jsonschema.Draft202012Validator(whole).is_valid(value)
    assert jsonschema_rs.Draft202012Validator(whole).is_valid(value) == reference, value
    return bool(reference)


def spoiled(tree: Any) -> Iterator[Any]:
    """``tree`` with one value at a time put as null or left out."""
    if isinstance(tree, dict):
        for key in tree:
            yield {name: value for name, value in tree.items() if name != key}
            yield from ({**tree, key: value} for value in (None, *spoiled(tree[key])))
    elif isinstance(tree, list):
        for index in range(len(tree)):
            yield from ([*tree[:index], value, *tree[index + 1 :]] for value in (None, *spoiled(tree[index])))


def test_the_package_reads_the_published_files() -> None:
    assert set(SCHEMAS) == set(SCHEMA_NAMES)
    for name, schema in SCHEMAS.items():
        assert load_schema(name) == schema


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_sound_by_its_metaschema(name: str) -> None:
    schema = SCHEMAS[name]
    assert schema["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]
    assert schema["$id"] == f"urn:standfirst:{name}-1.0"
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema_rs.Draft202012Validator(schema)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_stays_simple_and_open(name: str) -> None:
    keywords: set[str] = set()
    for way, schema in subschemas(SCHEMAS[name]):
        keywords |= schema.keys()
        assert schema.get("$ref", "#/$defs/").startswith("#/$defs/"), way
        assert schema.get("$ref", "").count("/") <= 2, way
        if schema.get("additionalProperties") is False:
            assert list(schema["patternProperties"]) == [names.ID_PATTERN], way
    assert keywords.isdisjoint({"oneOf", "anyOf", "allOf", "unevaluatedProperties", "unevaluatedItems"})


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_member_is_explained_with_examples_that_fit(name: str) -> None:
    root = SCHEMAS[name]
    for way, schema in members(root):
        assert schema.get("title"), way
        assert schema.get("description"), way
        assert schema.get("examples"), way
        for example in schema["examples"]:
            assert accepted(root, schema, example), way


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_definition_is_used_and_has_examples_that_fit(name: str) -> None:
    root = SCHEMAS[name]
    used = {schema.get("$ref") for _, schema in subschemas(root)}
    assert used - {None} == {f"#/$defs/{key}" for key in root.get("$defs", {})}
    for key, definition in root.get("$defs", {}).items():
        assert definition["examples"], key
        for example in definition["examples"]:
            assert accepted(root, definition, example), key


@pytest.mark.parametrize("name", ["document", "report"])
def test_every_value_of_a_closed_list_is_explained(name: str) -> None:
    lists = [(way, schema) for way, schema in members(SCHEMAS[name]) if "enum" in schema]
    assert lists
    for way, schema in lists:
        for value in schema["enum"]:
            assert re.search(rf"\b{value}\b[^;.]*:", schema["description"]), (way, value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_engines_agree_on_examples_and_on_spoiled_ones(name: str) -> None:
    root = SCHEMAS[name]
    for example in root["examples"]:
        assert all(engine(example, name) == [] for engine in ENGINES.values())
        refused = 0
        for tree in spoiled(example):
            first, second = (engine(tree, name) for engine in ENGINES.values())
            assert first == second, tree
            refused += bool(first)
        assert refused >= len(root["required"])
    for definition in root["$defs"].values():
        for example in definition["examples"]:
            assert not accepted(root, definition, None)
            for tree in spoiled(example):
                accepted(root, definition, tree)


def test_the_schema_and_the_types_say_the_same() -> None:
    root = SCHEMAS["document"]
    compared: set[str] = set()
    assert stripped(root, root) == expected(inspect.type_info(Document), "", compared)
    assert compared >= set(PATTERNS)
    assert len(compared) > 150


def stripped(root: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """What a schema allows and forbids, references replaced; members as pairs, for their order counts."""
    while "$ref" in schema:
        target = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
        schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
    said = {key: value for key, value in schema.items() if key not in NOTHING_SAID}
    if "properties" in said:
        said["properties"] = [(name, stripped(root, below)) for name, below in said["properties"].items()]
    if "patternProperties" in said:
        said["patternProperties"] = {key: stripped(root, below) for key, below in said["patternProperties"].items()}
    if "items" in said:
        said["items"] = stripped(root, said["items"])
    if isinstance(said.get("type"), list):
        said["type"] = sorted(said["type"])
    if "enum" in said:
        said["enum"] = sorted(said["enum"])
    return said


def expected(kind: Any, owner: str, compared: set[str]) -> dict[str, Any]:
    """What the schema of a type must allow and forbid. ``owner`` is the member that has the type."""
    compared.add(owner)
    if isinstance(kind, inspect.Metadata):
        return expected(kind.type, owner, compared)
    if isinstance(kind, inspect.UnionType):
        return expected_union([part for part in kind.types if not isinstance(part, inspect.NoneType)], owner, compared)
    if isinstance(kind, inspect.StructType):
        return expected_struct(kind, compared)
    if isinstance(kind, inspect.VarTupleType):
        sizes = {"minItems": kind.min_length, "maxItems": kind.max_length}
        items = expected(kind.item_type, owner, compared)
        return {"type": "array", "items": items, **present(sizes)}
    if isinstance(kind, inspect.DictType):
        assert isinstance(kind.key_type, inspect.StrType), owner
        values = expected(kind.value_type, owner, compared)
        return {"type": "object", "patternProperties": {names.ID_PATTERN: values}, "additionalProperties": False}
    if isinstance(kind, inspect.LiteralType):
        return {"type": "string", "enum": sorted(map(str, kind.values))}
    if isinstance(kind, inspect.StrType):
        sizes = {"minLength": kind.min_length, "maxLength": kind.max_length}
        return {"type": "string", **present(sizes), **present({"pattern": kind.pattern or PATTERNS.get(owner)})}
    bounds = {keyword: getattr(kind, bound, None) for bound, keyword in BOUNDS.items()}
    return {"type": JSON_TYPES[type(kind)], **present(bounds)}


def expected_union(kinds: list[Any], owner: str, compared: set[str]) -> dict[str, Any]:
    if len(kinds) == 1:
        return expected(kinds[0], owner, compared)
    types = {JSON_TYPES[type(part)] for part in kinds}
    if "number" in types:
        # To JSON Schema 1e300 is an integer: where floats are legal too, the decoder holds the bounds of integers.
        types -= {"integer"}
    lists = [expected(part, owner, compared) for part in kinds if isinstance(part, inspect.VarTupleType)]
    return {"type": sorted(types), **({"items": lists[0]["items"]} if lists else {})}


def expected_struct(kind: inspect.StructType, compared: set[str]) -> dict[str, Any]:
    fields = [field for field in kind.fields if not (kind.cls is Document and field.name == "unknown")]
    owner = kind.cls.__name__
    required = [field.encode_name for field in fields if field.required or (owner, field.name) == DEFAULTED]
    return {
        "type": "object",
        "properties": [
            (field.encode_name, expected(field.type, f"{owner}.{field.encode_name}", compared)) for field in fields
        ],
        **({"required": required} if required else {}),
        **(ARGUMENT_RULE if owner == "Arg" else {}),
    }


def present(keywords: dict[str, Any]) -> dict[str, Any]:
    return {keyword: value for keyword, value in keywords.items() if value is not None}


def test_reports_have_the_members_of_findings() -> None:
    properties = SCHEMAS["report"]["$defs"]["finding"]["properties"]
    assert tuple(properties) == Finding.__struct_fields__
    definitions = SCHEMAS["report"]["$defs"]
    assert tuple(definitions["excerpt"]["properties"]) == Excerpt.__struct_fields__
    assert tuple(definitions["region"]["properties"]) == Region.__struct_fields__


@pytest.mark.parametrize("name", SHIPPED_SCHEMES)
def test_a_shipped_scheme_is_sound(name: str) -> None:
    tree, _ = shipped(name)
    assert all(engine(tree, "scheme") == [] for engine in ENGINES.values())
    assert tree["id"] == name
    for key, entries in lists_of(tree):
        tags = [entry["name" if key == "attributes" else "tag"] for entry in entries]
        assert len(set(tags)) == len(tags), key
        assert all(names.is_tag(tag) for tag in tags), key


@pytest.mark.parametrize("name", SHIPPED_SCHEMES)
def test_a_shipped_scheme_declares_what_it_uses(name: str) -> None:
    tree, _ = shipped(name)
    roles = {role["tag"] for role in tree["roles"]}
    types = {entity["tag"] for entity in tree["entities"]}
    for event in tree["events"]:
        assert event["roles"], event["tag"]
        assert roles.issuperset(event["roles"]), event["tag"]
    assert roles == {role for event in tree["events"] for role in event["roles"]}
    for role in tree["roles"]:
        assert types.issuperset(role.get("entity_types", ())), role["tag"]
        assert "mention" in role["kinds"] or "entity_types" not in role, role["tag"]


@pytest.mark.parametrize("name", SHIPPED_SCHEMES)
def test_a_shipped_scheme_has_one_tag_a_line(name: str) -> None:
    tree, text = shipped(name)
    written = [json.loads(line.strip().removesuffix(",")) for line in text.splitlines() if line.startswith("    {")]
    assert written == [entry for _, entries in lists_of(tree) for entry in entries]


def shipped(name: str) -> tuple[dict[str, Any], str]:
    text = (ROOT / "validator/standfirst/data/schemes" / f"{name}.json").read_text("utf-8")
    return json.loads(text), text


def lists_of(tree: dict[str, Any]) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    return ((key, value) for key, value in tree.items() if isinstance(value, list))


@pytest.mark.parametrize("way", ["documents", "scheme"])
def test_corpus_paths_stay_inside_the_folder(way: str) -> None:
    root = SCHEMAS["corpus"]
    schema = root["properties"]["scheme"] if way == "scheme" else root["$defs"]["entry"]["properties"]["path"]
    for path in ("a.json", "a/b.json", "a..b/c", "..a", "a../b", ".../b", "ä b.json", "news-1.0"):
        assert accepted(root, schema, path), path
    for path in ("/a", "\\a", "a\\b", "..", "../a", "a/../b", "a/..", "C:/a", "c:a", ""):
        assert not accepted(root, schema, path), path
    for path in ("a\n/../b", "a\n/..", "\n/../b", "a/\u2028/../b", "\r/.."):  # a dot in a pattern stops at these
        assert not accepted(root, schema, path), path


def test_the_reference_corpus_is_described() -> None:
    tree = json.loads((ROOT / "corpus/corpus.json").read_bytes())
    assert all(engine(tree, "corpus") == [] for engine in ENGINES.values())

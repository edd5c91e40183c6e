"""The parts of docs/format.md that are made of the JSON Schemas and of the rules: members, and what validity demands."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from standfirst.formats.tei import table
from standfirst.model.names import ID_PATTERN
from standfirst.model.references import ARG_TARGETS, REFERENCE_MEMBERS
from standfirst.rules import RULES
from standfirst.shape import load_schema

MEMBERS = ("<!-- members -->", "<!-- /members -->")
CORPUS = ("<!-- corpus-members -->", "<!-- /corpus-members -->")
DEMANDS = ("<!-- demands -->", "<!-- /demands -->")
CORPUS_DEMANDS = ("<!-- corpus-demands -->", "<!-- /corpus-demands -->")
FORMS = ("<!-- entity-elements -->", "<!-- /entity-elements -->")

COMMON = ("id", "confidence", "uncertain", "annotator", "status", "comment", "source_id", "attributes")
"""What every annotation may have, before its own members."""
LAYER_OF = {
    "zone": "zones",
    "segment": "segments",
    "entity": "entities",
    "mention": "mentions",
    "time": "times",
    "quantity": "quantities",
    "quote": "quotes",
    "mark": "marks",
    "event": "events",
    "event_mention": "event_mentions",
    "relation": "relations",
}
"""The layer whose annotations a definition of the schema describes."""
PARTS = ("meta", "publisher", "fingerprint", "lengths", "agent", "coverage", "layer_coverage", "range")
VALUES = ("fragment", "link", "arg")
SIMPLE = {"id": "id", "tag": "tag", "offset": "offset", "count": "count", "confidence": "float", "context": "string"}
"""How the tables name what is no object."""
FORMED = {"language": "language tag", "sha256": "SHA-256"}
"""Strings of a form of their own, which the page describes."""
READERS = ("DEC", "SCH")
"""Families whose rules are told elsewhere: how a file is read, and its shape."""
CORPORA = "CRP"
"""The family of the rules of corpora."""


class Row(NamedTuple):
    """A member of an object: whether it must be there, what it holds, what it says."""

    member: str
    required: bool
    value: str
    meaning: str


def objects() -> Iterator[tuple[str, str, list[Row]]]:
    """The objects of a document, in the order of the page: heading, what the object is, and its members in order."""
    schema = load_schema("document")
    yield "Document", "The document itself.", list(_rows(schema, ""))
    for name in PARTS:
        yield _object(schema, name)
    zone = schema["$defs"]["zone"]
    assert tuple(zone["properties"])[: len(COMMON)] == COMMON
    yield (
        "Annotation",
        "What every annotation begins with.",
        [row for row in _rows(zone, "zone") if row.member in COMMON],
    )
    for name in LAYER_OF:
        definition = schema["$defs"][name]
        assert tuple(definition["properties"])[: len(COMMON)] == COMMON, name
        heading, what, rows = _object(schema, name)
        yield f"{heading}, in `{LAYER_OF[name]}`", what, [row for row in rows if row.member not in COMMON]
    for name in VALUES:
        yield _object(schema, name)


def _object(schema: dict[str, Any], name: str) -> tuple[str, str, list[Row]]:
    definition = schema["$defs"][name]
    return definition["title"], definition["description"], list(_rows(definition, name))


def _rows(definition: dict[str, Any], name: str) -> Iterator[Row]:
    required = definition.get("required", ())
    for member, described in definition["properties"].items():
        value = _reference(name, member) or _value(described)
        yield Row(member, member in required, value, described.get("description", ""))


def _reference(definition: str, member: str) -> str | None:
    """What a member that holds ids refers to."""
    if member in FORMED:
        return FORMED[member]
    if (definition, member) == ("arg", "ref"):
        return f"id in `{'`, `'.join(ARG_TARGETS.values())}`"
    if member == "annotator":
        return "id in `agents`"
    if (definition, member) == ("layer_coverage", "zones"):
        return "list of ids in `zones`"
    for row in REFERENCE_MEMBERS:
        if row.layer == LAYER_OF.get(definition) and row.member.rstrip("_") == member:
            targets = "any layer" if len(row.targets) > 1 else f"`{row.targets[0]}`"
            anchor = ", or `_dct`" if member == "anchor" else ""
            return f"list of ids in {targets}" if row.many else f"id in {targets}{anchor}"
    return None


def _value(described: dict[str, Any]) -> str:
    """What a member holds, in few words."""
    if "$ref" in described:
        return _named(described["$ref"])
    kinds = described["type"]
    if kinds == "array":
        least = ", not empty" if described.get("minItems") else ""
        return f"list of {_value(described['items'])}{least}"
    if "enum" in described:
        return ", ".join(f"`{one}`" for one in described["enum"])
    if isinstance(kinds, list):
        return " or ".join(kinds)
    if described.get("pattern") == ID_PATTERN:
        return "id"
    if kinds == "string" and described.get("minLength"):
        return "string, not empty"
    if "minimum" in described:
        return f"{kinds}, at least {described['minimum']}"
    return str(kinds)


def _named(reference: str) -> str:
    name = reference.rpartition("/")[2]
    definition = load_schema("document")["$defs"].get(name) or load_schema("corpus")["$defs"][name]
    return SIMPLE.get(name) or str(definition["title"]).lower()


def _table(rows: Iterable[Row]) -> Iterator[str]:
    yield "| member | | value | meaning |"
    yield "|---|---|---|---|"
    for row in rows:
        yield f"| `{row.member}` | {'required' if row.required else ''} | {row.value} | {row.meaning} |"


def members() -> list[str]:
    """The tables of a document's objects."""
    lines = []
    for heading, what, rows in objects():
        lines += [f"#### {heading}", "", what, "", *_table(rows), ""]
    return lines


def corpus_members() -> list[str]:
    """The tables of the description of a corpus."""
    schema = load_schema("corpus")
    lines = ["#### Description of a corpus", "", *_table(_rows(schema, "")), ""]
    for name, definition in schema["$defs"].items():
        lines += [f"#### {definition.get('title', name)}", "", definition["description"], ""]
        lines += [*_table(_rows(definition, f"corpus {name}")), ""]
    return lines


def demands(*, of_corpora: bool) -> list[str]:
    """What validity demands beyond shape: the rules at the level of errors, of documents or of corpora, in their order."""
    lines = ["| rule | demand |", "|---|---|"]
    for rule in RULES:
        family = rule.code[:3]
        if rule.level == "error" and family not in READERS and (family == CORPORA) == of_corpora:
            lines.append(f"| [{rule.code}](rules/{rule.code}.md) | {rule.summary} |")
    return [*lines, ""]


def entity_elements() -> list[str]:
    """Which types of entities are which element of TEI."""
    lines = ["| element | list | types |", "|---|---|---|"]
    for element, record in table.ENTITIES.items():
        types = table.ENTITY_TYPES.get(element, ())
        lines.append(f"| `{element}` | `{record.group}` | {', '.join(f'`{one}`' for one in types) or 'all others'} |")
    return [*lines, ""]


def with_sections(text: str) -> str:
    """The page with the generated sections in their places."""
    made = (
        (MEMBERS, members()),
        (CORPUS, corpus_members()),
        (DEMANDS, demands(of_corpora=False)),
        (CORPUS_DEMANDS, demands(of_corpora=True)),
        (FORMS, entity_elements()),
    )
    for (begin, end), lines in made:
        before, mark, rest = text.partition(begin)
        _, end_mark, after = rest.partition(end)
        assert mark, f"the page has no {begin}"
        assert end_mark, f"the page has no {end}"
        text = "\n".join([f"{before}{begin}", "", *lines]) + f"{end}{after}"
    return text

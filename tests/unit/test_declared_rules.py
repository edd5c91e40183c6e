"""Relations and attributes against what a scheme declares: what must be found, and what must not."""

from typing import Any

import pytest
from standfirst.data import Scheme, read_scheme
from standfirst.finding import Finding
from standfirst.model import Document, Entity, Mention, Relation
from standfirst.model.columns import Columns
from standfirst.rules.facts import Facts
from standfirst.rules.references import RULES
from standfirst.rules.run import run

DECLARED: dict[str, Any] = {
    "id": "s",
    "relations": [
        {
            "tag": "leads",
            "description": ".",
            "from": ["entities"],
            "from_types": ["PER"],
            "to": ["entities"],
            "to_types": ["ORG"],
        },
        {"tag": "near", "description": ".", "from": ["entities", "mentions"], "to": ["entities", "zones"]},
    ],
    "attributes": [
        {"name": "size", "description": ".", "on": ["entities"], "type": "integer"},
        {"name": "share", "description": ".", "on": ["entities", "document"], "type": "number"},
        {"name": "old", "description": ".", "on": ["entities"], "type": "boolean", "values": [True]},
        {"name": "mood", "description": ".", "on": ["entities"], "type": "string-list", "values": ["good", "bad"]},
        {"name": "mark", "description": ".", "on": ["entities"], "type": "number", "values": [1, 2.5]},
    ],
}


def findings(document: Document, **members: Any) -> list[Finding]:
    scheme: Scheme = read_scheme({**DECLARED, **members})
    return [
        finding
        for finding in run(RULES, Facts(Columns(document), scheme=scheme))
        if finding.code in ("REF008", "REF009")
    ]


def document(*relations: Relation, **members: Any) -> Document:
    made = Document.create("Ann leads us.", id="d", language="en", license="CC0-1.0", scheme="s", **members).add(
        Entity(id="e1", type="PER"), Entity(id="e2", type="ORG")
    )
    return made.add(Mention(id="m1", entity="e1", span=made.span((0, 3))), *relations)


@pytest.mark.parametrize(
    ("type_", "from_", "to", "places"),
    [
        ("leads", "e1", "e2", []),
        ("leads", "e2", "e1", ["/relations/0"]),
        ("leads", "e1", "e1", ["/relations/0/to"]),
        ("leads", "m1", "e2", ["/relations/0/from"]),
        ("leads", "m1", "m1", ["/relations/0/from", "/relations/0/to"]),
        ("near", "m1", "e1", []),
        ("near", "e1", "m1", ["/relations/0/to"]),
        ("other", "m1", "m1", []),  # REF005, where the list is closed
    ],
)
def test_the_ends_of_relations(type_: str, from_: str, to: str, places: list[str]) -> None:
    found = findings(document(Relation(id="r1", type=type_, from_=from_, to=to)))
    assert [finding.pointer for finding in found] == places
    assert {finding.code for finding in found} <= {"REF008"}


def test_ends_that_are_nowhere_are_another_finding() -> None:
    made = document(Relation(id="r1", type="leads", from_="e1", to="e2"))
    broken = Document(
        **{name: getattr(made, name) for name in made.__struct_fields__ if name != "entities"}, entities=None
    )
    assert findings(broken) == []


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("size", 12, False), ("size", -1, False), ("size", "12", True), ("size", 12.5, True), ("size", True, True),
        ("size", (1,), True),
        ("share", 12, False), ("share", 0.5, False), ("share", "0.5", True), ("share", False, True),
        ("old", True, False), ("old", False, True), ("old", 1, True),
        ("mood", ("good",), False), ("mood", (), False), ("mood", ("good", "bad"), False), ("mood", ("so-so",), True),
        ("mood", "good", True), ("mood", (1,), True),
        ("mark", 1, False), ("mark", 2.5, False), ("mark", 1.0, False), ("mark", 2, True),
        ("free", "anything", False),
    ],
)  # fmt: skip
def test_attributes(name: str, value: Any, wrong: bool) -> None:
    found = findings(document().replace("e1", attributes={name: value}))
    assert [finding.code for finding in found] == ["REF009"] * wrong
    assert all(finding.pointer == f"/entities/0/attributes/{name}" and finding.annotation == "e1" for finding in found)


def test_where_attributes_stand() -> None:
    (finding,) = findings(document().replace("m1", attributes={"size": 1}))
    assert (finding.pointer, finding.expected, finding.found) == ("/mentions/0/attributes/size", "entities", "mentions")
    assert findings(document(attributes={"share": 0.5})) == []
    (finding,) = findings(document(attributes={"size": 1}))
    assert (finding.pointer, finding.annotation) == ("/attributes/size", None)


def test_a_closed_list_has_all_attributes() -> None:
    made = document().replace("e1", attributes={"sise": 1})
    assert findings(made) == []
    (finding,) = findings(made, closed_attributes=True)
    assert finding.help == "did you mean 'size'?"
    assert findings(document(), closed_attributes=True) == []


def test_how_to_write_it_is_said_where_it_is_plain() -> None:
    for name, value, help_ in (
        ("size", "12", "write 12 without quotation marks"),
        ("mood", "good", "put it into a list: [ ]"),
    ):
        (finding,) = findings(document().replace("e1", attributes={name: value}))
        assert finding.help == help_

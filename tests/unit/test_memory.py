"""Documents that were made in Python and that no file can hold: findings, and never anything else that is raised."""

from typing import Any

import msgspec
import pytest
import standfirst
from standfirst.errors import InvalidDocumentError
from standfirst.model import Document, Entity, Quantity, Unknown
from standfirst.report import RENDERERS, render

NAN, INFINITY = float("nan"), float("inf")
GOOD = Document.create("Ann left.", id="d", language="en", license="CC0-1.0").add(Entity(id="e1", type="PER"))
QUANTITY = Quantity(id="n1", type="money", span=GOOD.span((0, 3)))
NESTED: list[Any] = []
NESTED.append(NESTED)


def changed(**members: Any) -> Document:
    return msgspec.structs.replace(GOOD, **members)


@pytest.mark.parametrize(
    ("document", "code", "pointer"),
    [
        (changed(text="\ud800"), "DEC006", "/text"),
        (changed(id="\ud800"), "DEC006", "/id"),
        (changed(entities=(Entity(id="e1", type="PER", name="a\udcffb"),)), "DEC006", "/entities/0/name"),
        (changed(entities=(Entity(id="\udcff", type="PER"),)), "DEC006", "/entities/0/id"),
        (changed(attributes={"\ud800": 1}), "DEC006", "/attributes/?"),
        (changed(attributes={"a": ("b", "\ud800")}), "DEC006", "/attributes/a/1"),
        (changed(entities=(Entity(id="e1", type="PER", confidence=NAN),)), "DEC007", "/entities/0/confidence"),
        (changed(quantities=(msgspec.structs.replace(QUANTITY, value=-INFINITY),)), "DEC007", "/quantities/0/value"),
        (changed(attributes={"a": (1.0, INFINITY)}), "DEC007", "/attributes/a/1"),
        (changed(attributes={"a": 2**70}), "DEC005", "/attributes/a"),
        (changed(attributes={"a": object()}), "SCH002", "/attributes"),
        (changed(attributes={1: 2}), "SCH002", "/attributes"),
        (changed(attributes={"a": NESTED}), "DEC008", ""),
        (changed(meta=None), "SCH001", ""),
        (changed(entities=5), "SCH002", "/entities"),
        (changed(entities=[1]), "SCH002", "/entities/0"),
        (changed(unknown=5), "SCH002", "/unknown"),
        (changed(unknown=(5,)), "SCH002", "/unknown"),
        (changed(unknown=(Unknown("e9", "/x", "1"),)), "REF002", "/unknown"),
        (changed(unknown=(Unknown("e1", "/links/0/x", "1"),)), "REF002", "/unknown"),
        (changed(unknown=(Unknown("", "x", "1"),)), "REF002", "/unknown"),
        (changed(unknown=(Unknown("", "/text/x", "1"),)), "REF002", "/unknown"),
        (changed(unknown=(Unknown("", "/x", "{"),)), "SCH002", "/unknown"),
        (changed(entities=[1], unknown=(Unknown("e1", "/x", "1"),)), "SCH002", "/unknown"),
    ],
)
def test_what_no_file_can_hold_is_found(document: Document, code: str, pointer: str) -> None:
    report = standfirst.validate(document)
    assert (code, pointer) in {(finding.code, finding.pointer) for finding in report.errors}
    assert (report.files, report.documents) == (1, 1)
    for form in RENDERERS:
        render(report, form).encode("utf-8")
    with pytest.raises(InvalidDocumentError) as caught:
        standfirst.dumps(document)
    assert code in {finding.code for finding in caught.value.findings}


@pytest.mark.parametrize(("value", "name"), [(NAN, "NaN"), (INFINITY, "Infinity"), (-INFINITY, "-Infinity")])
def test_what_is_no_number_is_called_by_its_name(value: float, name: str) -> None:
    document = changed(entities=(Entity(id="e1", type="PER", confidence=value),), scheme="none-1")
    report = standfirst.validate(document)
    assert [finding.code for finding in report.findings] == ["REF007", "DEC007"]
    finding = report.findings[1]
    assert (finding.message, finding.found, finding.annotation) == (f"{name} is no JSON value", name, "e1")
    assert finding.line is not None
    with pytest.raises(InvalidDocumentError, match=f"DEC007 not-a-number: {name} is no JSON value"):
        standfirst.dumps(document)


def test_every_half_of_a_pair_is_found() -> None:
    document = changed(language="\udc00", entities=(Entity(id="e1", type="PER", name="\ud800\ud800"),))
    assert [finding.pointer for finding in standfirst.validate(document).findings] == ["/entities/0/name", "/language"]


def test_null_in_a_string_is_a_word() -> None:
    assert standfirst.validate(changed(attributes={"a": "null"})).valid

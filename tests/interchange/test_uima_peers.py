"""CAS files by others: every one is read, with as many annotations as its elements say, or refused for what it lacks."""

import json
import re
from pathlib import Path
from typing import Any

from msgspec import structs
from peers import codes, counts, elements, expected, readings
from standfirst.interchange.record import without_record
from standfirst.model import LAYERS, Document

TYPES = "webanno-tsv/webannoTestTypes.xml"
NO_TEXT = {
    "casWithFloatingPointSpecialValues",
    "casWithFsList",
    "casWithSofaDataArray",
    "casWithSofaDataURI",
    "casWithoutTextButWithAnnotations",
    "emptyCas",
}
"""Files of JSON CAS, and their XMI twins, whose text is not in them."""

LABELS = {"testTokenBoundedSpanWithFeatureValue": 5, "testTokenBoundedSpanWithSpecialSymbolsValue": 1}
"""Files with types that are no tags: how many."""


def xmi_files(oracles: Path) -> list[Path]:
    return sorted((oracles / "peers").rglob("*.xmi"))


def test_the_tables_have_every_file(oracles: Path) -> None:
    folders = {path.parent.name for path in xmi_files(oracles)}
    assert NO_TEXT | LABELS.keys() <= folders
    assert len(xmi_files(oracles)) == 50
    assert len(list((oracles / "peers" / "json-cas").rglob("data.json"))) == 11


def test_every_xmi_file_is_read_whole_or_refused(oracles: Path) -> None:
    types = (oracles / "peers" / TYPES).read_bytes()
    for path in xmi_files(oracles):
        (reading,) = readings(path, "uima-xmi", typesystems=(types,))
        name = path.parent.name
        # The XMI twin of one of the files that have a text has lost it.
        if name in NO_TEXT or name == "casWithTextAndAnnotations":
            assert codes(reading.findings) == {"IMP006": 1}, name
            assert reading.document is None
            continue
        assert codes(reading.findings) == ({"IMP010": LABELS[name]} if name in LABELS else {}), name
        found = elements(path)
        assert counts(reading.document) == expected(found), name
        assert reading.document is not None
        args = sum(len(one.args or ()) for one in reading.document.layer("event_mentions"))
        assert args == sum(found[name] for name in ("LinkType", "ComplexLinkType", "SemArgLink")), name


def test_without_a_type_system_types_are_read_as_they_stand(oracles: Path) -> None:
    for path in xmi_files(oracles):
        (reading,) = readings(path, "uima-xmi")
        if reading.document is None:
            continue
        custom = set(re.findall(r"<custom:(\w+) ", path.read_text("utf-8")))
        assert codes(reading.findings).get("IMP005", 0) == len(custom), path.parent.name
        assert len(reading.document.layer("segments")) == expected(elements(path)).get("segments", 0)


def bare(document: Document) -> Document:
    """A document without what names its file: ids of structures are another file's."""
    layers: dict[str, Any] = {
        layer: tuple(structs.replace(one, source_id=None) for one in document.layer(layer))
        for layer in LAYERS
        if document.layer(layer)
    }
    return structs.replace(without_record(document), id="d", **layers)


def test_json_and_its_xmi_twin_say_the_same(oracles: Path) -> None:
    for path in sorted((oracles / "peers" / "json-cas").rglob("data.json")):
        (reading,) = readings(path, "uima-json")
        name = path.parent.name
        if name in NO_TEXT:
            assert codes(reading.findings) == {"IMP006": 1}, name
            continue
        held = json.loads(path.read_text("utf-8"))["%FEATURE_STRUCTURES"]
        (text,) = (one["sofaString"] for one in held if one["%TYPE"] == "uima.cas.Sofa")
        document = reading.document
        assert document is not None
        assert (document.text, reading.findings) == (text, ())
        data = text.encode("utf-16-le")
        surfaces = [
            data[2 * one["begin"] : 2 * one["end"]].decode("utf-16-le")
            for one in held
            if one["%TYPE"] == "uima.tcas.Annotation"
        ]
        assert [one.span[0].text for one in document.layer("segments")] == surfaces, name
        (twin,) = readings(path.with_name("debug.xmi"), "uima-xmi")
        if name != "casWithTextAndAnnotations":
            assert twin.document is not None
            assert bare(twin.document) == bare(document), name


def test_places_are_those_of_the_file(oracles: Path) -> None:
    path = oracles / "peers" / "xmi" / "cas_with_smileys.xmi"
    (reading,) = readings(path, "uima-xmi")
    assert reading.document is not None
    data = reading.document.text.encode("utf-16-le")
    stretches = re.findall(r'<type3:NamedEntity [^>]*begin="(\d+)" end="(\d+)"', path.read_text("utf-8"))
    surfaces = [data[2 * int(start) : 2 * int(end)].decode("utf-16-le") for start, end in stretches]
    assert [one.span[0].text for one in reading.document.layer("mentions")] == surfaces
    assert max(reading.document.text) > "\uffff"

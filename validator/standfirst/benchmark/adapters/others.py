"""Programs that others made, each given the same text and the same offsets in a form that it reads.

None names causes or repairs; what they have to say is an exception or a warning when they load.
"""

import io
import json
import warnings
from collections.abc import Iterator
from importlib import import_module
from typing import Any
from xml.sax.saxutils import quoteattr

from standfirst.benchmark.protocol import Answer
from standfirst.model.plain_places import fragment_places

_XMI = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:t="http:///test.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/>
{annotations}
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString={text}/>
<cas:View sofa="1" members="{members}"/>
</xmi:XMI>"""


def _stretches(data: bytes) -> tuple[str, list[tuple[str, Any, Any]]]:
    """The text, and the pointer and the offsets of every fragment."""
    tree = json.loads(data)
    places = [(place.pointer, place.value.get("start"), place.value.get("end")) for place in fragment_places(tree)]
    return tree["text"], places


class CassisAdapter:
    """dkpro-cassis: the annotations in a CAS XMI, whose offsets count UTF-16 units; those that are wrong stay wrong."""

    name = "dkpro-cassis"

    def __init__(self) -> None:
        self._cassis: Any = import_module("cassis")

    def load(self, data: bytes) -> Answer:
        """What loading says."""
        text, places = _stretches(data)
        to16 = _Utf16(text)
        rows = [
            f'<t:Span xmi:id="{number}" sofa="1" begin={quoteattr(str(to16(start)))} end={quoteattr(str(to16(end)))}/>'
            for number, (_, start, end) in enumerate(places, 10)
        ]
        members = " ".join(str(number) for number in range(10, 10 + len(places)))
        attribute = quoteattr(text, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
        xmi = _XMI.format(annotations="\n".join(rows), text=attribute, members=members)
        return _listened(lambda: self._load(xmi))

    def _load(self, xmi: str) -> None:
        types = self._cassis.TypeSystem()
        types.create_type("test.Span", supertypeName="uima.tcas.Annotation")
        cas = self._cassis.load_cas_from_xmi(io.BytesIO(xmi.encode()), typesystem=types)
        for annotation in cas.select("test.Span"):
            annotation.get_covered_text()


class _Utf16:
    """Code points to UTF-16 units; what is no offset of the text stays as far outside as it was."""

    def __init__(self, text: str) -> None:
        self._units = [0]
        for character in text:
            self._units.append(self._units[-1] + 1 + (character > "\uffff"))

    def __call__(self, offset: Any) -> Any:
        if type(offset) is not int or offset < 0:
            return offset
        last = len(self._units) - 1
        return self._units[offset] if offset <= last else self._units[last] + offset - last


class StamAdapter:
    """stam: a text and its annotations, by offsets from the beginning."""

    name = "stam"

    def __init__(self) -> None:
        self._stam: Any = import_module("stam")

    def load(self, data: bytes) -> Answer:
        """What adding each annotation says."""
        text, places = _stretches(data)
        stam, problems = self._stam, set[str]()
        store = stam.AnnotationStore(id="benchmark")
        resource = store.add_resource(id="text", text=text)
        for pointer, start, end in places:
            if start == end:
                continue  # STAM has no places without width
            said = _listened(lambda start=start, end=end, pointer=pointer: store.annotate(
                target=stam.Selector.textselector(resource, stam.Offset.simple(start, end)),
                data=[{"id": f"D{pointer}", "set": "set", "key": "key", "value": "value"}],
            ))  # fmt: skip
            problems.update(f"{pointer} {problem}" for problem in said.problems)
        return Answer(frozenset(problems))


class SpacyAdapter:
    """spaCy: each span as an entity of a blank pipeline; what does not fit its tokens is warned about (W030)."""

    name = "spacy"

    def __init__(self) -> None:
        self._pipelines: dict[str, Any] = {}
        self._spacy: Any = import_module("spacy")
        self._training: Any = import_module("spacy.training")

    def load(self, data: bytes) -> Answer:
        """What aligning the spans says."""
        text, places = _stretches(data)
        pipeline = self._pipelines.setdefault("en", self._spacy.blank("en"))
        document = pipeline.make_doc(text)
        problems = set[str]()
        for pointer, start, end in places:
            said = _listened(
                lambda start=start, end=end: self._training.offsets_to_biluo_tags(document, [(start, end, "X")])
            )
            problems.update(f"{pointer} {problem}" for problem in said.problems)
        return Answer(frozenset(problems))


class JsonSchemaAdapter:
    """jsonschema: what the published schema of the format alone says."""

    name = "jsonschema"

    def __init__(self) -> None:
        from standfirst.shape.schemas import load_schema

        self._validator: Any = import_module("jsonschema").Draft202012Validator(load_schema("document"))

    def load(self, data: bytes) -> Answer:
        """The paths of everything that the schema forbids."""
        errors: Iterator[Any] = self._validator.iter_errors(json.loads(data))
        return Answer(frozenset(error.json_path for error in errors))


def _listened(action: Any) -> Answer:
    """The warnings that something gives, or what it raises: stam panics, which is no Exception."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            action()
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            return Answer(frozenset((f"{type(error).__name__}: {error}"[:200],)))
    return Answer(
        frozenset(str(warning.message)[:200] for warning in said if issubclass(warning.category, UserWarning))
    )

"""The readers of XMI and JSON CAS: one document of a file."""

from collections import Counter
from collections.abc import Callable, Iterator

from msgspec import structs

from standfirst.finding import Finding
from standfirst.interchange.build import Builder
from standfirst.interchange.problems import LEFT_OUT, NO_TEXT, problem
from standfirst.interchange.protocol import Read, Settings, Source
from standfirst.interchange.uima.assemble import Assembly
from standfirst.interchange.uima.interpret import Interpretation
from standfirst.interchange.uima.layout import OURS
from standfirst.interchange.uima.places import Places
from standfirst.interchange.uima.read_json import read_json
from standfirst.interchange.uima.read_xmi import read_xmi
from standfirst.interchange.uima.structures import DOCUMENT_ANNOTATION, SOFA, Cas, Structure
from standfirst.interchange.uima.typesystem import TypeSystem, type_system_of
from standfirst.interchange.uima.views import part_of, sofa_of
from standfirst.reading import Reading

_NO_REFERENCES = OURS | {SOFA, DOCUMENT_ANNOTATION}
"""The types of a file in which no annotation by others can refer to one of ours."""


def reader(parse: Callable[[bytes], Cas | Finding], name: str) -> Read:
    """The reader of the form of a CAS that ``parse`` reads."""

    def read(source: Source, settings: Settings) -> Iterator[Reading]:
        cas = parse(source.data)
        if isinstance(cas, Finding):
            yield Reading(document=None, findings=(cas,))
            return
        findings: list[Finding] = []
        types = type_system_of(source, settings, cas.types, findings)
        sofa = sofa_of(cas, settings, findings)
        if sofa is None:
            yield Reading(document=None, findings=tuple(findings))
            return
        yield _document(part_of(cas, sofa, findings), sofa, types, source, settings, name, findings)

    return read


def _document(
    cas: Cas, sofa: Structure, types: TypeSystem, source: Source, settings: Settings, name: str, findings: list[Finding]
) -> Reading:
    text: str = sofa.features["sofaString"]
    if _is_broken(text):
        findings.append(problem(NO_TEXT, "the text holds half of a surrogate pair, which is no character", line=1))
        return Reading(document=None, findings=tuple(findings))
    builder = Builder(text, settings, source.name, name)
    builder.findings += findings
    cas = _as_ours(cas, types, builder)
    for remark in cas.remarks:
        builder.decide(remark, sofa.line)
    if "sofaString" not in cas.structures[sofa.id].features:
        builder.decide("The text is the one that was given: the file has none.", sofa.line)
    if settings.unit not in (None, "utf16"):
        builder.decide(f"Offsets count {settings.unit} units, as was said.")
    places = Places(text, settings.unit or "utf16", builder.findings)
    assembly = Assembly(cas, places, builder)
    assembly.run()
    interpretation = Interpretation(cas, types, places, builder)
    if {one.type for one in cas.structures.values()} - _NO_REFERENCES:
        interpretation.made |= assembly.made()
    interpretation.run()
    if builder.failed:
        return Reading(document=None, findings=tuple(builder.findings))
    reading = builder.reading()
    if reading.document is None:
        return reading
    document = interpretation.finished(assembly.finished(reading.document))
    return Reading(document=document, findings=tuple(builder.findings))


def _as_ours(cas: Cas, types: TypeSystem, builder: Builder) -> Cas:
    """``cas`` with structures of types that are a kind of ours as such; what their own type says is lost, and named."""
    found = {one.type for one in cas.structures.values()} - OURS
    kinds = {name: kind for name in found if (kind := next((one for one in types.kinds(name) if one in OURS), None))}
    if not kinds:
        return cas
    for name, count in Counter(one.type for one in cas.structures.values() if one.type in kinds).items():
        message = f"{count} of the type {name} are read as {kinds[name]}, which it is a kind of: there is no place for its name"
        builder.findings.append(problem(LEFT_OUT, message, line=1))
    read = {
        name: structs.replace(one, type=kinds[one.type]) if one.type in kinds else one
        for name, one in cas.structures.items()
    }
    return cas._replace(structures=read)


def _is_broken(text: str) -> bool:
    """Whether a text holds half of a surrogate pair, as JSON can."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


read_xmi_file = reader(read_xmi, "UIMA XMI")
"""The reader of XMI."""

read_json_file = reader(read_json, "UIMA JSON CAS")
"""The reader of JSON CAS."""

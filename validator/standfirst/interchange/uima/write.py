"""The writers of XMI, JSON CAS and type systems."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from standfirst.interchange.protocol import Settings
from standfirst.interchange.uima.disassemble import SOFA_ID, structures_of
from standfirst.interchange.uima.layout import declared
from standfirst.interchange.uima.structures import INITIAL_VIEW, SOFA, Declared, Out, Ref, Refs
from standfirst.model import Document

TYPE_SYSTEM = ".TypeSystem.xml"
"""The ending of the file that declares the types."""

# A parser makes blanks of line ends and tabs in an attribute unless they are references.
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
)
_XMI = "http://www.omg.org/XMI"


def encode_xmi(document: Document, settings: Settings) -> tuple[tuple[str, bytes], ...]:
    """The file of a document, and beside it the one that declares the types, unless the option says no."""
    written = (".xmi", _xmi(document).encode("utf-8"))
    if settings.options.get("typesystem", "yes") == "no":
        return (written,)
    return (written, (TYPE_SYSTEM, type_system(declared())))


def _xmi(document: Document) -> str:
    prefixes = {"uima.cas": "cas"}
    found = structures_of(document)
    parts = [f"    {element}\n" for element in _elements(found, prefixes)]
    spaces = "".join(f' xmlns:{prefix}="{namespace(package)}"' for package, prefix in prefixes.items())
    sofa = (
        f'xmi:id="{SOFA_ID}" sofaNum="1" sofaID="{INITIAL_VIEW}" mimeType="text" sofaString="{_escaped(document.text)}"'
    )
    members = " ".join(str(one.id) for one in found)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xmi:XMI xmlns:xmi="{_XMI}"{spaces} xmi:version="2.0">\n'
        f'    <cas:NULL xmi:id="0"/>\n{"".join(parts)}    <cas:Sofa {sofa}/>\n'
        f'    <cas:View sofa="{SOFA_ID}" members="{members}"/>\n</xmi:XMI>\n'
    )


def _elements(found: list[Out], prefixes: dict[str, str]) -> Iterator[str]:
    names: dict[str, str] = {}
    for one in found:
        name = names.get(one.type)
        if name is None:
            package, _, local = one.type.rpartition(".")
            prefix = prefixes.setdefault(package, {"uima.tcas": "tcas"}.get(package, "standfirst"))
            name = names[one.type] = f"{prefix}:{local}"
        values = "".join(f' {feature}="{_value(value)}"' for feature, value in one.features.items())
        yield f'<{name} xmi:id="{one.id}"{values}/>'


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _escaped(value)
    if isinstance(value, Ref):
        return str(value.id)
    if isinstance(value, Refs):
        return " ".join(map(str, value.ids))
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)


def namespace(package: str) -> str:
    """The XML namespace of the types of a package."""
    return f"http:///{package.replace('.', '/')}.ecore"


def encode_json(document: Document, settings: Settings) -> tuple[tuple[str, bytes], ...]:
    """The file of a document. It declares its types itself."""
    found = structures_of(document)
    sofa = {"sofaNum": 1, "sofaID": INITIAL_VIEW, "mimeType": "text", "sofaString": document.text}
    structures: list[dict[str, Any]] = [{"%ID": SOFA_ID, "%TYPE": SOFA, **sofa}]
    last = max(one.id for one in found)
    for one in found:
        members: dict[str, Any] = {"%ID": one.id, "%TYPE": one.type}
        for name, value in one.features.items():
            if isinstance(value, Refs):
                last += 1
                structures.append({"%ID": last, "%TYPE": "uima.cas.FSArray", "%ELEMENTS": list(value.ids)})
                members[f"@{name}"] = last
            elif isinstance(value, Ref):
                members[f"@{name}"] = value.id
            else:
                members[name] = value
        structures.append(members)
    view = {"%SOFA": SOFA_ID, "%MEMBERS": [one.id for one in found]}
    whole = {"%TYPES": _json_types(declared()), "%FEATURE_STRUCTURES": structures, "%VIEWS": {INITIAL_VIEW: view}}
    return ((".cas.json", msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"),)


def _json_types(types: Mapping[str, Declared]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, type_ in types.items():
        found[name] = {"%NAME": name, "%SUPER_TYPE": type_.supertype}
        for feature, held in type_.features.items():
            range_ = f"{held.element}[]" if held.element is not None else held.range
            found[name][feature] = {"%NAME": feature, "%RANGE": range_}
    return found


def type_system(types: Mapping[str, Declared]) -> bytes:
    """A UIMA type system description with ``types``."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">',
    ]
    lines += ["  <name>standfirst</name>", "  <types>"]
    for name, type_ in types.items():
        lines += ["    <typeDescription>", f"      <name>{name}</name>", "      <description/>"]
        lines.append(f"      <supertypeName>{type_.supertype}</supertypeName>")
        lines.append("      <features>")
        for feature, held in type_.features.items():
            lines += ["        <featureDescription>", f"          <name>{feature}</name>", "          <description/>"]
            lines.append(f"          <rangeTypeName>{held.range}</rangeTypeName>")
            if held.element is not None:
                lines.append(f"          <elementType>{held.element}</elementType>")
            lines.append("        </featureDescription>")
        lines += ["      </features>", "    </typeDescription>"]
    lines += ["  </types>", "</typeSystemDescription>", ""]
    return "\n".join(lines).encode("utf-8")

"""Croissant 1.0: the files of a corpus with their checksums, and records that can be loaded from them.

A JSON file holds one document, so a set of records for each layer reads ``<layer>[*]`` and each field takes a member out
of the annotation. A record of Croissant can hold lists of objects, not lists of lists: what lies deeper is left out.
"""

import glob
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from standfirst.description import schema_org
from standfirst.description.facts import Facts, File
from standfirst.description.members import Member, header_members, layer_members
from standfirst.description.wants import Want, absent, addresses, dates, kinds
from standfirst.description.words import as_json, known, summary
from standfirst.formats import stem_of
from standfirst.model import LAYERS

_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context of the specification: loaders count on every term, and on a language for texts that have none."""

_MEDIA_TYPES = {"jsonl": "application/jsonlines"}
"""Media types that are called otherwise in Croissant."""


def wants(facts: Facts) -> Iterator[Want]:
    """The properties that the specification requires, and those that it recommends."""
    required = ("description", "license", "url", "creators", "date_published")
    yield from absent(facts, required, demanded=True)
    yield from kinds(facts, "creators", "publisher")
    yield from (*addresses(facts), *dates(facts))
    yield from absent(facts, ("publisher", "keywords", "citation", "files_url"), demanded=False)


def render(facts: Facts) -> bytes:
    """The description. Without ``files_url``, it is for the folder of the corpus, and paths are relative to it."""
    corpus = facts.corpus
    said = corpus.description
    tree = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        **schema_org.about(facts),
        "description": f"{said} {summary(facts)}" if said else summary(facts),
        "citeAs": corpus.citation,
        "distribution": [*_file_objects(facts), *_file_sets(facts)],
        "recordSet": list(_record_sets(facts)),
    }
    return as_json(known(tree))


def _file_objects(facts: Facts) -> Iterator[dict[str, Any]]:
    base = facts.corpus.files_url
    forms: dict[str, list[File]] = {}
    for file in facts.files:
        if file.form is not None:
            forms.setdefault(stem_of(file.path), []).append(file)
    for file in facts.files:
        others = [other for other in forms.get(stem_of(file.path), ()) if file.form and other.form != file.form]
        yield known(
            {
                "@type": "cr:FileObject",
                "@id": _file_id(file),
                "name": file.path,
                "contentUrl": _content(base, file),
                "contentSize": f"{file.size} B",
                "encodingFormat": _MEDIA_TYPES.get(file.form or "", file.media_type),
                "sha256": file.sha256,
                "sameAs": [_content(base, other) for other in others],
            }
        )


def _content(base: str | None, file: File) -> str:
    """Where a file is: its address, or its path as it stands, for that is what loaders open."""
    return schema_org.file_address(base, file) if base else file.path


def _file_id(file: File) -> str:
    return f"file/{quote(file.path)}"


def _file_sets(facts: Facts) -> Iterator[dict[str, Any]]:
    """A set of files for each set of records: a loader reads every file of a set in one way only."""
    singles, shards = facts.of_form("json"), facts.of_form("jsonl")
    for name in ("documents", *_held(singles)) if singles else ():
        yield _file_set(name, singles)
    if shards:
        yield _file_set("lines", shards)


def _file_set(name: str, files: Sequence[File]) -> dict[str, Any]:
    form = files[0].form or ""
    return {
        "@type": "cr:FileSet",
        "@id": _file_set_id(name),
        "name": f"files of {name}",
        "encodingFormat": _MEDIA_TYPES.get(form, files[0].media_type),
        "includes": [glob.escape(file.path) for file in files],
    }


def _file_set_id(name: str) -> str:
    return f"files-of/{name}"


def _record_sets(facts: Facts) -> Iterator[dict[str, Any]]:
    if any(entry.split is not None for entry in facts.corpus.documents):
        yield _entries(facts)
    singles, shards = facts.of_form("json"), facts.of_form("jsonl")
    if singles:
        yield _of_documents()
        for layer in _held(singles):
            yield _of_layer(layer)
    if shards:
        yield _of_shards(_held(shards))


def _held(files: Sequence[File]) -> list[str]:
    """The layers that some document in the files has annotations in."""
    return [layer for layer in LAYERS if any(layer in file.layers for file in files)]


def _entries(facts: Facts) -> dict[str, Any]:
    """The documents that ``corpus.json`` lists, with their splits."""
    described = next(file for file in facts.files if file.path == "corpus.json")
    members = [
        Member("path", "sc:Text", "Where the document's file is.", ("path",)),
        Member("id", "sc:Text", "The document's id.", ("id",)),
        Member("split", "sc:Text", "The split that the document belongs to.", ("split",)),
    ]
    source = {"fileObject": {"@id": _file_id(described)}, "extract": {"jsonPath": "documents[*]"}}
    fields = [_field("entries", member, source) for member in members]
    return _record_set("entries", "The documents that corpus.json lists, and the split of each.", fields)


def _of_documents() -> dict[str, Any]:
    source = _source("documents", jsonPath="$")
    fields = [_path("documents"), *(_field("documents", member, source) for member in header_members())]
    return _record_set("documents", "The documents in JSON, one record each.", fields)


def _of_layer(layer: str) -> dict[str, Any]:
    source = _source(layer, jsonPath=f"{layer}[*]")
    fields = [_path(layer), *(_field(layer, member, source) for member in layer_members(layer))]
    return _record_set(layer, f"The annotations in {layer} of the documents in JSON, one record each.", fields)


def _of_shards(layers: Sequence[str]) -> dict[str, Any]:
    """The documents in JSON Lines. A layer is a list of annotations there, of which only plain members can be taken."""
    fields = [_path("lines")]
    for member in header_members():
        if member.name == "scheme":  # a column that no document has cannot be read, and this one may be absent
            continue
        column, *rest = member.steps
        source = _source("lines", column=column)
        fields.append(_field("lines", member, source, tuple(rest)))
    for layer in layers:
        source = _source("lines", column=layer)
        plain = [member for member in layer_members(layer) if not member.members and not member.repeated]
        fields.append(
            {
                "@type": "cr:Field",
                "@id": f"lines/{layer}",
                "name": layer,
                "description": f"The annotations in {layer}.",
                "repeated": True,
                "subField": [_field(f"lines/{layer}", member, source) for member in plain],
            }
        )
    return _record_set("lines", "The documents in JSON Lines, one record each.", fields)


def _record_set(name: str, description: str, fields: list[dict[str, Any]]) -> dict[str, Any]:
    return {"@type": "cr:RecordSet", "@id": name, "name": name, "description": description, "field": fields}


def _source(name: str, **extract: str) -> dict[str, Any]:
    return {"fileSet": {"@id": _file_set_id(name)}, "extract": extract}


def _path(owner: str) -> dict[str, Any]:
    """The field that says which file a record is from; with it, annotations are joined to their document."""
    return {
        "@type": "cr:Field",
        "@id": f"{owner}/file",
        "name": "file",
        "description": "The path of the file.",
        "dataType": "sc:Text",
        "source": _source(owner, fileProperty="fullpath"),
    }


def _field(owner: str, member: Member, source: dict[str, Any], steps: tuple[str, ...] | None = None) -> dict[str, Any]:
    """A field that takes a member out of what ``source`` extracts, one step after the other."""
    name = f"{owner}/{member.name}"
    said = {
        "@type": "cr:Field",
        "@id": name,
        "name": member.name,
        "description": member.description,
        "repeated": True if member.repeated else None,
    }
    if member.members:
        return known({**said, "subField": [_field(name, below, source) for below in member.members]})
    path = member.steps if steps is None else steps
    transforms = [{"jsonPath": f"$.{step}"} for step in path]
    return known({**said, "dataType": member.kind, "source": known({**source, "transform": transforms})})

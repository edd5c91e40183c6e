"""Checking a corpus folder against its description and its manifest."""

import hashlib
import os
import re
from collections.abc import Container, Iterator, Mapping
from typing import Any, NamedTuple

from standfirst.corpus.discovery import MANIFEST_FILE
from standfirst.corpus.forms import are_forms, differing, same_document
from standfirst.finding import ERROR, WARNING, Finding
from standfirst.formats import stem_of
from standfirst.formats.json.decode import decode, nesting_finding
from standfirst.formats.json.positions import place
from standfirst.formats.pointer import pointer
from standfirst.shape import Engine, complaints, default_engine

_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def check_corpus(
    path: str, ids: Mapping[str, str], engine: Engine | None = None, others: Mapping[str, Container[str]] | None = None
) -> Iterator[Finding]:
    """The findings on a ``corpus.json`` and the manifest beside it.

    ``ids`` gives the id of the first document of each file of the folder that was read, by the file's path, and ``others``
    all ids of files that hold several.

    :raises OSError: where a file cannot be read
    """
    folder = os.path.dirname(path)
    with open(path, "rb") as file:
        data = file.read()
    tree, findings = described(data, engine or default_engine())
    if tree is not None:
        findings += _documents(tree, folder, ids, others or {})
    for finding in place(findings, data):
        yield _at(finding, path)
    yield from _shared_ids(ids)
    manifest = os.path.join(folder, MANIFEST_FILE)
    if os.path.isfile(manifest):
        yield from _manifest(manifest, folder, ids)


def sound_description(path: str, engine: Engine | None = None) -> Any:
    """The value of a ``corpus.json``, or ``None`` if it has faults. :raises OSError: where it cannot be read"""
    with open(path, "rb") as file:
        return described(file.read(), engine or default_engine())[0]


def _at(finding: Finding, path: str) -> Finding:
    from msgspec.structs import replace

    return replace(finding, path=path, line=finding.line or 1)


def described(data: bytes, engine: Engine) -> tuple[Any, list[Finding]]:
    """A description as plain values, or ``None`` if it has faults, and the findings of its shape."""
    decoded = decode(data)
    findings = list(decoded.findings)
    nesting = nesting_finding(decoded.tree) if decoded.is_json else None
    if not decoded.is_json or nesting is not None:
        return None, findings if nesting is None else [*findings, nesting]
    for complaint in complaints(decoded.tree, "corpus", engine):
        findings.append(
            Finding(
                code=complaint.code,
                name=complaint.name,
                level=complaint.level,
                message=complaint.message,
                pointer=pointer(complaint.path),
                expected=complaint.expected,
                found=complaint.found,
                help=complaint.help,
            )
        )
    sound = all(finding.level != ERROR for finding in findings)
    return decoded.tree if sound else None, findings


def _documents(
    tree: Any, folder: str, ids: Mapping[str, str], others: Mapping[str, Container[str]]
) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for index, entry in enumerate(tree.get("documents", ())):
        place = f"/documents/{index}"
        name, document_id = entry["path"], entry["id"]
        target = os.path.normpath(os.path.join(folder, name))
        if not os.path.isfile(target):
            yield _finding("CRP001", "file-missing", f"there is no file {name!r}", pointer=f"{place}/path", found=name)
        elif target in ids and ids[target] != document_id and document_id not in others.get(target, ()):
            yield _finding(
                "CRP005",
                "document-id",
                f"{name} is the document {ids[target]!r}, and is called {document_id!r} here",
                pointer=f"{place}/id",
                expected=ids[target],
                found=document_id,
            )
        if document_id in seen:
            yield _finding(
                "CRP004",
                "duplicate-document",
                f"the id {document_id!r} is that of {seen[document_id]} as well",
                pointer=f"{place}/id",
                found=document_id,
            )
        seen.setdefault(document_id, name)


def _shared_ids(ids: Mapping[str, str]) -> Iterator[Finding]:
    """A finding on every document whose id another file of the folder has, unless they are two forms of one document."""
    first: dict[str, str] = {}
    forms: dict[str, str] = {}
    for path in sorted(ids):
        twin = forms.setdefault(stem_of(path), path)
        if twin != path and ids[twin] == ids[path] and are_forms(twin, path):
            if not same_document(twin, path):
                yield differing(twin, path)
            continue
        other = first.setdefault(ids[path], path)
        if other != path:
            yield _finding(
                "CRP004",
                "duplicate-document",
                f"the id {ids[path]!r} is that of {other} as well",
                path=path,
                line=1,
                column=1,
                found=ids[path],
                help="give one of them another id",
            )


class ManifestLine(NamedTuple):
    """A line of a manifest: a SHA-256 and the path of a file, or ``None`` for both where the line says no such thing."""

    number: int
    text: str
    digest: str | None
    path: str | None


def manifest_lines(path: str) -> Iterator[ManifestLine]:
    """The lines of a ``manifest-sha256.txt``. :raises OSError: where it cannot be read"""
    with open(path, encoding="utf-8", errors="replace", newline="\n") as file:
        for number, line in enumerate(file, 1):
            match = _LINE.fullmatch(line.removesuffix("\n"))
            sound = match is not None and _inside(match[2])
            digest, name = (match[1], match[2]) if match is not None and sound else (None, None)
            yield ManifestLine(number, line.strip(), digest, name)


def _manifest(path: str, folder: str, ids: Mapping[str, str]) -> Iterator[Finding]:
    listed: set[str] = set()
    for number, text, digest, name in manifest_lines(path):
        if digest is None or name is None:
            message = "this line is no SHA-256, two blanks and a path inside the folder"
            yield _finding("CRP006", "manifest-syntax", message, path=path, line=number, column=1, found=text[:100])
            continue
        target = os.path.join(folder, name)
        listed.add(os.path.normpath(target))
        if not os.path.isfile(target):
            message = f"there is no file {name!r}"
            yield _finding("CRP001", "file-missing", message, path=path, line=number, column=67, found=name)
            continue
        actual = _digest(target)
        if actual != digest:
            yield _finding(
                "CRP002",
                "checksum-mismatch",
                f"{name} has changed since the manifest was made",
                path=path,
                line=number,
                column=1,
                expected=digest,
                found=actual,
                help="if the change was meant, put its SHA-256 into the manifest",
            )
    for target in sorted(ids):
        if os.path.normpath(target) not in listed:
            name = os.path.relpath(target, folder or ".")
            yield _finding(
                "CRP003",
                "file-unlisted",
                f"the manifest does not list {name}",
                level=WARNING,
                path=path,
                line=1,
                column=1,
                found=name,
            )


def _inside(name: str) -> bool:
    parts = name.split("/")
    return not name.startswith("/") and "\\" not in name and ".." not in parts and not re.match(r"[A-Za-z]:", name)


def _digest(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _finding(code: str, name: str, message: str, **members: Any) -> Finding:
    return Finding(code=code, name=name, message=message, **{"level": ERROR, **members})

"""The JSON reader: the fast path for clean canonical files, the strict path for everything else.

Both give the same document and the same findings; the strict path alone words them.
"""

from collections.abc import Callable, Collection
from typing import Any

import msgspec

from standfirst.finding import Finding
from standfirst.formats.json import fast
from standfirst.formats.json.decode import Decoded, decode, nesting_finding
from standfirst.formats.json.salvage import ANNOTATED, may_be_illegal, salvage
from standfirst.formats.json.scan import Path
from standfirst.formats.json.version import version_findings
from standfirst.formats.json.write import pointer
from standfirst.model import FORMAT_VERSION, Document
from standfirst.model.columns import Columns
from standfirst.reading import Reading
from standfirst.shape import Complaint, Engine, complaints, default_engine


def read(data: bytes, *, engine: Engine | None = None) -> Reading:
    """The document in a JSON file. Never raises, whatever ``data`` is."""
    return _read(data, fast.decode, engine)


def read_line(data: bytes, *, engine: Engine | None = None) -> Reading:
    """The document in one line of JSON Lines, its LF included. Never raises."""
    return _read(data, fast.decode_line, engine)


def read_strictly(data: bytes, *, engine: Engine | None = None) -> Reading:
    """The document in ``data`` by the strict path alone. Never raises."""
    engine = engine or default_engine()
    decoded = decode(data)
    if not decoded.is_json:
        return Reading(document=None, findings=decoded.findings)
    if not decoded.findings:
        document = _sound(decoded, engine)
        if document is not None:
            return Reading(document=document)
    nesting = nesting_finding(decoded.tree)
    if nesting is not None:
        return Reading(document=None, findings=(*decoded.findings, nesting))
    refused, noted = version_findings(decoded.tree)
    if refused is not None:
        return Reading(document=None, findings=(*decoded.findings, refused))
    # What cannot be relied on was replaced by a stand-in: whatever is said of that is not about the file.
    shape = [
        complaint
        for complaint in complaints(decoded.tree, "document", engine)
        if not _is_damaged(complaint.path, decoded.damaged)
    ]
    findings = (*decoded.findings, *noted, *(_finding(complaint, decoded.tree) for complaint in shape))
    bad = decoded.damaged.union(complaint.path for complaint in shape if complaint.level == "error")
    unknown = [complaint.path for complaint in shape if complaint.code == "SCH010"]
    document, omissions, illegal = salvage(decoded.tree, bad, unknown)
    return Reading(document=document, findings=(*findings, *illegal), omissions=omissions)


def _is_damaged(path: Path, damaged: Collection[Path]) -> bool:
    """Whether ``path``, or anything that it leads through, is one of ``damaged``."""
    return bool(damaged) and any(path[:length] in damaged for length in range(len(path) + 1))


def _sound(decoded: Decoded, engine: Engine) -> Document | None:
    """The document, if nothing is to be said of it: most that are not canonical are merely spelt in another way.

    The types refuse unknown members and floats for integers, which no schema does; the schema refuses everything else.
    """
    tree = decoded.tree
    if may_be_illegal(decoded.text) or not isinstance(tree, dict) or "unknown" in tree:
        return None
    try:
        document = msgspec.convert(tree, Document)
    except (msgspec.ValidationError, RecursionError):
        return None
    return document if document.standfirst == FORMAT_VERSION and not engine(tree, "document") else None


def _read(data: bytes, decode_fast: Callable[[bytes], Document | None], engine: Engine | None) -> Reading:
    document = decode_fast(data)
    if document is not None:
        columns = Columns(document)
        if fast.well_shaped(columns):
            return Reading(document=document, columns=columns, fast=True)
    return read_strictly(data, engine=engine)


def _finding(complaint: Complaint, tree: Any) -> Finding:
    return Finding(
        code=complaint.code,
        name=complaint.name,
        level=complaint.level,
        message=complaint.message,
        pointer=pointer(complaint.path),
        annotation=_annotation(tree, complaint.path),
        expected=complaint.expected,
        found=complaint.found,
        help=complaint.help,
    )


def _annotation(tree: Any, path: Path) -> str | None:
    """The id of the annotation or agent that holds what stands at ``path``, if it has one."""
    if len(path) < 2 or not isinstance(path[1], int) or path[0] not in ANNOTATED:
        return None
    record = tree[path[0]][path[1]]
    name = record.get("id") if isinstance(record, dict) else None
    return name if isinstance(name, str) else None

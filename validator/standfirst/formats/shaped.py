"""A document out of a tree of plain values, whatever format the tree was read from: version, shape, and what is sound."""

from collections.abc import Collection
from typing import Any

from standfirst.finding import Finding
from standfirst.formats.pointer import Path, pointer
from standfirst.formats.salvage import ANNOTATED, salvage
from standfirst.formats.version import version_findings
from standfirst.reading import Reading
from standfirst.shape import Complaint, Engine, complaints


def reading_of(tree: Any, findings: tuple[Finding, ...], damaged: Collection[Path], engine: Engine) -> Reading:
    """The document that ``tree`` is, or its sound part, with ``findings`` and those on its shape.

    ``damaged`` are the paths of values that cannot be relied on, which ``findings`` speak of.
    """
    refused, noted = version_findings(tree)
    if refused is not None:
        return Reading(document=None, findings=(*findings, refused))
    # What cannot be relied on was replaced by a stand-in: whatever is said of that is not about the file.
    shape = [
        complaint for complaint in complaints(tree, "document", engine) if not _is_damaged(complaint.path, damaged)
    ]
    bad = {*damaged, *(complaint.path for complaint in shape if complaint.level == "error")}
    unknown = [complaint.path for complaint in shape if complaint.code == "SCH010"]
    document, omissions, illegal = salvage(tree, bad, unknown)
    said = (*findings, *noted, *(_finding(complaint, tree) for complaint in shape), *illegal)
    return Reading(document=document, findings=said, omissions=omissions)


def _is_damaged(path: Path, damaged: Collection[Path]) -> bool:
    """Whether ``path``, or anything that it leads through, is one of ``damaged``."""
    return bool(damaged) and any(path[:length] in damaged for length in range(len(path) + 1))


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

"""Where a conversion reads and writes, settled before anything is written."""

import os

from standfirst.conversion.forms import AnyFormat
from standfirst.corpus import discover
from standfirst.errors import NothingToConvertError, UsageError
from standfirst.files import check_target


def sources_of(source: str, target: str, form: AnyFormat) -> tuple[str, ...]:
    """The files of documents behind ``source``.

    Where the target lies in the source, what stands there is left out: a result is not read again.

    :raises UsageError: where there is no document, or the target takes the place of one
    """
    within = target != "-" and not lies_in(source, target)
    found: list[str] = []
    for each in discover([source]):
        if each.kind == "corpus" and each.named:
            raise UsageError(f"{source!r} describes a corpus and is no document; name its folder to convert them all")
        if each.kind != "document":
            continue
        if not (within and lies_in(each.path, target)):
            found.append(each.path)
        elif not form.many and not os.path.isdir(target):
            raise UsageError(f"{target!r} is one of the documents in {source!r}; give the result another name")
    if not found:
        raise NothingToConvertError(f"nothing to convert in {source!r}: no file there is a document")
    return tuple(found)


def check_beside(
    report: str, source: str, sources: tuple[str, ...], target: str, form: AnyFormat, *, force: bool
) -> None:
    """Check that a report can be written to ``report`` and that it takes the place of no document.

    :raises UsageError: where it cannot, or does
    """
    if report == "-":
        raise UsageError("the loss report goes to a file, not to the standard output")
    check_target(report, force=force)
    if target != "-" and same_file(report, target):
        raise UsageError("the loss report and the result cannot be the same file")
    if any(same_file(report, each) for each in (source, *sources)):
        raise UsageError(f"the loss report {report!r} would replace a document that is converted; give it another name")
    if target != "-" and lies_in(report, target) and report.lower().endswith(form.suffixes):
        raise UsageError(f"the loss report {report!r} would stand among the documents in {target!r}; put it elsewhere")


def same_file(one: str, other: str) -> bool:
    """Whether two paths lead to one file, whether or not it is there yet."""
    if os.path.realpath(one) == os.path.realpath(other):
        return True
    return (known := identity(one)) is not None and known == identity(other)  # `A.json` may be `a.json`


def lies_in(path: str, folder: str) -> bool:
    """Whether ``path`` is ``folder`` or something in it, by their real paths."""
    real, top = os.path.realpath(path), os.path.realpath(folder)
    return real == top or real.startswith(os.path.join(top, ""))


def identity(path: str) -> tuple[int, int] | None:
    """What tells a file that is there from every other, whatever it is called."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino

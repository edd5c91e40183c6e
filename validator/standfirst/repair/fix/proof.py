"""The proof of a repair: what has to hold of a mended document before it may take the place of the old one."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from standfirst.check import Options, check_data
from standfirst.data import Scheme
from standfirst.errors import EditError
from standfirst.finding import ERROR, Finding
from standfirst.formats import Format
from standfirst.formats.codecs import codec
from standfirst.formats.json.read import read_line
from standfirst.formats.json.write import write_line
from standfirst.formats.pointer import pointer_tokens
from standfirst.model import LAYERS, Document
from standfirst.reading import NOTHING_OMITTED
from standfirst.repair.fix.edits import Edit, Tree, same
from standfirst.repair.fix.places import is_fragment, is_sound
from standfirst.repair.fix.provenance import is_record
from standfirst.rules import RULES

ERRORS = tuple(rule for rule in RULES if rule.level == ERROR)
"""The rules that decide whether a document is valid."""


class NewFindingsError(EditError):
    """Edits would break the format where it was not broken; ``findings`` are those that there would be."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        first = findings[0]
        more = f", and {len(findings) - 1} more" if len(findings) > 1 else ""
        whose = f" of {first.annotation}" if first.annotation else ""
        super().__init__(
            f"the edits would bring a new error: {first.code} {first.name}{whose}: {first.message}{more}; nothing is mended"
        )


def tree_of(document: Document) -> Tree:
    """``document`` as plain JSON values."""
    tree: Tree = msgspec.json.decode(write_line(document))
    return tree


def document_of(tree: Tree) -> Document:
    """The document that a tree is. :raises EditError: where its shape is not that of one"""
    reading = read_line(msgspec.json.encode(tree) + b"\n")
    errors = [finding for finding in reading.findings if finding.level == ERROR]
    if errors:
        first = errors[0]
        place = f" at {first.pointer}" if first.pointer else ""
        raise EditError(f"the edits would break the format{place}: {first.code} {first.message}")
    if reading.document is None or reading.omissions != NOTHING_OMITTED:
        raise EditError("the edits leave no document")
    return reading.document


def errors_of(document: Document, form: Format, scheme: Scheme | None) -> tuple[Finding, ...]:
    """The findings at error level on the file that is written of ``document``.

    :raises EditError: where that file does not say what the document does
    """
    data = codec(form).write(document)
    (checked,) = check_data(data, None, Options(rules=ERRORS, format=form.name, scheme=scheme))
    if checked.reading.document != document:
        raise EditError(f"the document cannot be written as {form.name} and read again; nothing is mended")
    return tuple(finding for finding in checked.findings if finding.level == ERROR)


def prove(
    old: Document, new: Document, edits: Iterable[Edit], before: Iterable[Finding], after: Iterable[Finding]
) -> None:
    """Check that ``new`` is ``old`` mended, and nothing else.

    :param edits: what was changed, with pointers into both
    :param before: the errors of ``old``
    :param after: the errors of ``new``
    :raises EditError: where the text, an id or the hash has changed, or a changed fragment is not what the text says
    :raises NewFindingsError: where an annotation breaks a rule more often than before
    """
    if new.text != old.text or new.fingerprint.sha256 != old.fingerprint.sha256 or new.id != old.id:
        raise EditError("the edits would change the text, its hash or the id of the document, which no repair does")
    if _ids(new) != _ids(old):
        raise EditError("the edits would change ids, or leave annotations out, which no repair does")
    tree = tree_of(new)
    for edit in edits:
        for fragment in _fragments(tree, edit.pointer):
            if not is_sound(fragment, new.text) and not any(same(fragment, one) for one in _fragments_in(edit.before)):
                raise EditError(
                    f"the edit of {edit.pointer} would leave a fragment that is not what the text says at "
                    f"{fragment['start']}–{fragment['end']}"
                )
    counted = Counter(map(_key, before))
    more = []
    for finding in after:
        counted[_key(finding)] -= 1
        if counted[_key(finding)] < 0:
            more.append(finding)
    if more:
        raise NewFindingsError(tuple(more))


def require_written(tree: Tree, document: Document) -> None:
    """Check that ``document`` says what ``tree`` does. :raises EditError: where something would be lost"""
    if not same(tree_of(document), tree):
        raise EditError("the edits cannot be written without a loss; nothing is mended")


def _key(finding: Finding) -> tuple[str, str | None]:
    return finding.code, finding.annotation


def _ids(document: Document) -> Counter[tuple[str, str]]:
    ids = Counter((layer, record.id) for layer in LAYERS for record in document.layer(layer))
    for agent in document.agents or ():
        if not is_record({"kind": agent.kind, "name": agent.name}):
            ids["agents", agent.id] += 1
    return ids


def _fragments(tree: Any, pointer: str) -> Iterable[Any]:
    """The fragments that a pointer leads to, into, or past."""
    value = tree
    for token in pointer_tokens(pointer):
        if isinstance(value, list):
            if int(token) >= len(value):
                return
            value = value[int(token)]
        elif isinstance(value, dict) and token in value:
            value = value[token]
        else:
            return
        if is_fragment(value):
            yield value
            return
    yield from _fragments_in(value)


def _fragments_in(value: Any) -> Iterable[Any]:
    if is_fragment(value):
        yield value
    elif isinstance(value, dict | list):
        for child in value.values() if isinstance(value, dict) else value:
            yield from _fragments_in(child)

"""``standfirst reanchor``: move a document's annotations onto a revised text."""

import json
from typing import Any

import click
import msgspec

import standfirst
from standfirst.cli import inputs
from standfirst.errors import EditError, InvalidDocumentError, UsageError
from standfirst.files import check_target, read_file, write_file
from standfirst.repair.reanchor import STATUSES, Reanchored, reanchor
from standfirst.report import number

VERSION = "1.0"


@click.command(name="reanchor")
@click.argument("document", metavar="DOCUMENT")
@click.option("--text", "text_path", required=True, metavar="FILE", help="The revised text, in UTF-8.")
@click.option("-o", "--output", metavar="FILE", help="Where to write the document; otherwise the standard output.")
@click.option("--proposals", metavar="FILE", help="Write what was not applied into FILE, for a person to decide on.")
@click.option("--decided", metavar="FILE", help="Apply the places in FILE that a person has accepted.")
@click.option(
    "--surfaces-only", is_flag=True, help="Do not trust the document's text: go by surfaces and contexts alone."
)
@click.option("--force", is_flag=True, help="Replace files that exist.")
def command(
    document: str,
    text_path: str,
    output: str | None,
    proposals: str | None,
    decided: str | None,
    surfaces_only: bool,
    force: bool,
) -> int:
    """Move the annotations of DOCUMENT onto a revised text.

    Only what is proved is applied. Annotations whose place is not are left out of the new document, with what cannot be
    without them; the file of proposals has every one of them. Exit code 1 says that there are such.
    """
    for target in (output, proposals):
        if target is not None:
            check_target(target, force=force)
    old = standfirst.load(document)
    try:
        text = read_file(text_path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{text_path!r} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    decisions = _decisions(decided) if decided is not None else {}
    try:
        found = reanchor(old, text, trust_old_text=not surfaces_only, decisions=decisions)
    except InvalidDocumentError:
        raise
    except EditError as error:
        raise UsageError(str(error)) from error
    if output is None:
        inputs.stdout().write(standfirst.dumps(found.document))
    else:
        standfirst.dump(found.document, output, force=force)
    if proposals is not None:
        write_file(proposals, _written(found), force=force)
    counts = ", ".join(f"{found.count(status):,} {status}" for status in STATUSES if found.count(status))
    left = f"; {number(len(found.left_out), 'annotation')} left out" if found.left_out else ""
    click.echo(f"{counts or 'no places'}{left}.", err=True)
    return 1 if any(one.status != "applied" for one in found.placements) else 0


def _written(found: Reanchored) -> bytes:
    """The file of proposals: every place that was not applied; a person sets ``accept``, and ``start`` and ``end``."""
    rows = [
        {"accept": False, **{key: value for key, value in msgspec.to_builtins(one).items() if value is not None}}
        for one in found.placements
        if one.status != "applied"
    ]
    head = {"standfirst_proposals": VERSION, "document": found.document.id, "left_out": list(found.left_out)}
    lines = [f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    places = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows)
    lines.append(f' "places": [\n{places}\n ]' if rows else ' "places": []')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8")


def _decisions(path: str) -> dict[str, tuple[int, int]]:
    """The accepted places of a file of proposals. :raises UsageError: where it is none"""
    try:
        tree: Any = json.loads(read_file(path))
        if tree["standfirst_proposals"] != VERSION:
            raise UsageError(f"{path!r} is of version {tree['standfirst_proposals']!r}; this program reads {VERSION}")
        accepted = [row for row in tree["places"] if row["accept"] is True]
        decided = {row["place"]["pointer"]: (row["start"], row["end"]) for row in accepted}
        if not all(type(offset) is int for place in decided.values() for offset in place):
            raise TypeError("start and end must be integers")
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{path!r} is no file of proposals: {error}; an accepted place has accept, start, end and place.pointer"
        ) from error
    return decided

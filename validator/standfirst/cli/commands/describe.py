"""``standfirst describe``: describe a corpus for repositories and search engines."""

import os

import click

from standfirst.cli import inputs
from standfirst.corpus.discovery import MANIFEST_FILE
from standfirst.description import (
    DESCRIPTIONS,
    DescriptionFormat,
    Facts,
    check_beside,
    check_wants,
    describe,
    facts_of,
    write_descriptions,
)
from standfirst.errors import UsageError
from standfirst.files import write_file


@click.command(name="describe")
@click.argument("corpus", metavar="CORPUS")
@click.option(
    "--format",
    "form",
    type=click.Choice((*DESCRIPTIONS, "all")),
    help="The form of the description; without it, the forms are listed, and what each wants.",
)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="Write to PATH: a file, or a folder, where the customary name is taken; by default to the standard output.",
)
@click.option("--draft", is_flag=True, help="Leave out what the form demands and the corpus does not say.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@inputs.max_document_bytes
def command(
    corpus: str, form: str | None, output: str | None, draft: bool, force: bool, max_document_bytes: int
) -> int:
    """Describe a corpus for repositories and search engines.

    CORPUS is a folder with a corpus.json, or that file. What is said comes from there and is counted in the documents;
    nothing is made up. With --format all, PATH is a folder, and every form is written into it.
    """
    if form is None:
        form = _form_of(output)
    if form == "all" and output in (None, "-"):
        raise UsageError("--format all writes several files; name a folder with -o")
    facts = facts_of(corpus, max_document_bytes=max_document_bytes)
    if form is None:
        inputs.emit(_listed(facts))
    elif form == "all" and output is not None:
        _say_written(facts, write_descriptions(facts, output, force=force, draft=draft), draft=draft)
    elif output is None or output == "-":
        inputs.stdout().write(describe(facts, form, draft=draft))
        _say_left_out(facts, [DESCRIPTIONS[form]], draft=draft)
    else:
        _write(facts, DESCRIPTIONS[form], output, force=force, draft=draft)
    return 0


def _form_of(output: str | None) -> str | None:
    """The form that the name of a file speaks of. :raises UsageError: where it speaks of none"""
    if output is None:
        return None
    for form in DESCRIPTIONS.values():
        if os.path.basename(output) == form.file:
            return form.name
    raise UsageError(f"the name {output!r} speaks of no form of description; --format says which")


def _write(facts: Facts, form: DescriptionFormat, output: str, *, force: bool, draft: bool) -> None:
    into_folder = os.path.isdir(output) or output.endswith(("/", os.sep))
    path = os.path.join(output, form.file) if into_folder else output
    if not draft:
        check_wants(facts, (form,))
    data = form.render(facts)
    if into_folder:
        try:
            os.makedirs(output, exist_ok=True)
        except OSError as error:
            raise UsageError(f"cannot make the folder {output!r}: {error.strerror or error}") from error
    check_beside(facts, path)
    write_file(path, data, force=force)
    _say_written(facts, [path], draft=draft, forms=[form])


def _say_written(facts: Facts, paths: list[str], *, draft: bool, forms: list[DescriptionFormat] | None = None) -> None:
    _say_left_out(facts, forms or list(DESCRIPTIONS.values()), draft=draft)
    click.echo(f"{len(paths)} description{'' if len(paths) == 1 else 's'} written: {', '.join(paths)}", err=True)
    folder = os.path.realpath(os.path.dirname(facts.place))
    for path in paths:
        if os.path.relpath(os.path.realpath(path), folder) in facts.listed:
            click.echo(f"{path} is listed in {MANIFEST_FILE}, which must be made again.", err=True)


def _say_left_out(facts: Facts, forms: list[DescriptionFormat], *, draft: bool) -> None:
    if not draft:
        return
    for form in forms:
        missing = [want.member for want in form.wants(facts) if want.demanded]
        if missing:
            click.echo(f"{form.name}: a draft, for it demands what is left out: {', '.join(missing)}", err=True)


def _listed(facts: Facts) -> str:
    """The forms, and what each demands or could use that ``corpus.json`` does not say."""
    lines = []
    for form in DESCRIPTIONS.values():
        wants = list(form.wants(facts))
        lines.append(f"{form.name:12} {form.file:18} {form.title}")
        for word, demanded in (("demands", True), ("could use", False)):
            members = [want.member for want in wants if want.demanded == demanded]
            if members:
                lines.append(f"{'':12} {word} from {facts.place}: {', '.join(members)}")
    lines.append("--format NAME prints one, --format all -o FOLDER writes all.")
    return "\n".join(lines) + "\n"

"""``standfirst new``: make a document of a plain text."""

import os

import click

from standfirst.cli import inputs
from standfirst.conversion.plain import document_of
from standfirst.errors import InvalidDocumentError, UsageError
from standfirst.files import read_file
from standfirst.formats import format_of, named_format
from standfirst.interchange.ids import id_of
from standfirst.storage import dump, dumps

_OPTIONS = {"/id": "--id", "/language": "--language", "/meta/license": "--license", "/scheme": "--scheme"}
"""The members of a document that options give, by their pointers."""


@click.command(name="new")
@click.argument("textfile", metavar="TEXTFILE")
@click.option("-o", "--output", metavar="FILE", help="Write the document to FILE; by default to the standard output.")
@click.option("--id", "document_id", metavar="ID", help="The document's id; by default it is made of the file's name.")
@click.option("--language", default="und", show_default=True, metavar="TAG", help="The text's language (BCP 47).")
@click.option("--license", default="NOASSERTION", show_default=True, metavar="SPDX", help="The annotation's licence.")
@click.option("--scheme", default="news-1.0", show_default=True, metavar="NAME", help="The scheme of the tags.")
@click.option("--to", "target_format", metavar="FORMAT", help="The document's format; by default FILE's name tells.")
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@inputs.stdin_filename
def command(
    textfile: str,
    output: str | None,
    document_id: str | None,
    language: str,
    license: str,
    scheme: str,
    target_format: str | None,
    force: bool,
    stdin_filename: str | None,
) -> int:
    """Make a document of a plain text.

    TEXTFILE is UTF-8, or - for the standard input. The text is taken as it is, to the character. Every line that is not
    blank becomes a paragraph zone; the other layers are there and empty, declared as not yet annotated.
    """
    values = {"--id": document_id, "--language": language, "--license": license, "--scheme": scheme}
    for option, value in values.items():
        if value is not None and not value.isprintable():  # bytes of the shell that are no UTF-8 among them
            raise UsageError(f"{option} {value!r} has a character that cannot be printed")
    if output not in (None, "-") and target_format is None and format_of(output or "") is None:
        raise UsageError(f"the name {output!r} speaks of no format; --to says which")
    name = stdin_filename or textfile
    document = document_of(
        _read(textfile),
        id=document_id if document_id is not None else id_of(os.path.basename(name)),
        language=language,
        license=license,
        scheme=scheme,
    )
    try:
        if output is None or output == "-":
            inputs.stdout().write(dumps(document, named_format(target_format or "json").name))
        else:
            dump(document, output, target_format, force=force)
    except InvalidDocumentError as error:
        for finding in error.findings:
            if finding.pointer in _OPTIONS:
                remedy = f"; {finding.help}" if finding.help else ""
                raise UsageError(f"{_OPTIONS[finding.pointer]}: {finding.message}{remedy}") from error
        raise
    return 0


def _read(path: str) -> str:
    stream = inputs.stdin([path])
    data = stream.read() if stream is not None else read_file(path)
    if data.startswith(b"\xef\xbb\xbf"):
        raise UsageError(f"{path!r} begins with a byte order mark; save it as UTF-8 without one")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path!r} is not UTF-8: byte 0x{data[error.start]:02X} at {error.start}") from error

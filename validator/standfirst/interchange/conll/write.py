"""The writer of CoNLL: a row for each token, its word and its tags, parted by tabs."""

from standfirst.interchange.conll.keep import rows_of
from standfirst.interchange.conll.rows import DOCSTART
from standfirst.interchange.conll.tags import OUTSIDE, tags_of
from standfirst.interchange.protocol import Settings
from standfirst.model import Document


def encode(document: Document, settings: Settings) -> tuple[tuple[str, bytes], ...]:
    """The rows of a document, behind a line that says that it begins."""
    rows = rows_of(document, settings)
    scheme = settings.options.get("scheme", "IOB2")
    width = len(rows[0].columns)
    lines = ["\t".join((DOCSTART, *(OUTSIDE,) * width)), ""]
    for sentence in rows:
        columns = [
            tags_of(
                [one._replace(label=settings.mapping.label("mentions", one.label)) for one in spans],
                len(sentence.forms),
                scheme,
            )
            for spans in sentence.columns
        ]
        lines += ("\t".join(row) for row in zip(sentence.forms, *columns, strict=True))
        lines.append("")
    return ((".conll", "".join(f"{line}\n" for line in lines).encode("utf-8")),)

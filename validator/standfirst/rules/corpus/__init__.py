"""The family CRP: a folder of documents with ``corpus.json`` and ``manifest-sha256.txt``. The corpus reader applies them."""

from standfirst.finding import ERROR, WARNING
from standfirst.rules.protocol import reader_rule

RULES = (
    reader_rule("CRP001", "file-missing", ERROR, "corpus", "Every file that the corpus names is there."),
    reader_rule("CRP002", "checksum-mismatch", ERROR, "corpus", "Every file has the SHA-256 that the manifest gives."),
    reader_rule("CRP003", "file-unlisted", WARNING, "corpus", "Every document in the folder is in the manifest."),
    reader_rule(
        "CRP004",
        "duplicate-document",
        ERROR,
        "corpus",
        "No two documents of a corpus, or of one file, have the same id.",
    ),
    reader_rule("CRP005", "document-id", ERROR, "corpus", "A document has the id that corpus.json gives it."),
    reader_rule(
        "CRP006", "manifest-syntax", ERROR, "corpus", "Each line of the manifest is a SHA-256 and a path in the folder."
    ),
    reader_rule("CRP007", "forms-differ", ERROR, "corpus", "Two forms of one document hold the same document."),
)
"""The rules of the family."""

"""The family CRP: a folder of documents with ``corpus.json`` and ``manifest-sha256.txt``. The corpus reader applies them."""

from standfirst.finding import ERROR, NOTE, WARNING
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
    reader_rule(
        "CRP008", "duplicate-text", WARNING, "corpus", "No text stands in the corpus twice, but for views of one text."
    ),
    reader_rule("CRP009", "near-duplicate-text", WARNING, "corpus", "No two texts are nearly the same."),
    reader_rule("CRP010", "split-leak", WARNING, "corpus", "No text stands in two splits, not even nearly."),
    reader_rule("CRP011", "name-type", WARNING, "corpus", "A name has the type that it has nearly everywhere else."),
    reader_rule("CRP012", "link-type", WARNING, "corpus", "What is linked to one thing has one type."),
    reader_rule("CRP013", "name-link", NOTE, "corpus", "A name has the link that it has nearly everywhere else."),
    reader_rule("CRP014", "tag-unused", NOTE, "corpus", "Every tag of a list that is used often is used."),
    reader_rule("CRP015", "low-agreement", NOTE, "corpus", "Annotators of one text agree on more than half of it."),
    reader_rule(
        "CRP016", "density-outlier", NOTE, "corpus", "A document has as many annotations as others of its length."
    ),
    reader_rule("CRP017", "mixed-schemes", WARNING, "corpus", "All documents are annotated by one scheme."),
    reader_rule("CRP018", "licence-mix", WARNING, "corpus", "No document's licence asks for more than the corpus'."),
    reader_rule("CRP019", "guideline-drift", NOTE, "corpus", "Annotators end their spans at the same words."),
    reader_rule("CRP020", "draft-in-release", NOTE, "corpus", "A corpus that is released has no drafts."),
    reader_rule("CRP021", "source-text", WARNING, "corpus", "Documents of one source_id have one text."),
)
"""The rules of the family."""

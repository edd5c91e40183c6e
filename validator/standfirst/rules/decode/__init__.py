"""The family DEC: bytes that are no document. Readers apply these rules."""

from standfirst.finding import ERROR, NOTE
from standfirst.rules.protocol import reader_rule

RULES = (
    reader_rule("DEC001", "not-utf8", ERROR, "decode", "The file is UTF-8."),
    reader_rule("DEC002", "byte-order-mark", ERROR, "decode", "The file has no byte order mark."),
    reader_rule("DEC003", "json-syntax", ERROR, "decode", "The file is JSON (RFC 8259)."),
    reader_rule("DEC004", "duplicate-key", ERROR, "decode", "No object has a member twice."),
    reader_rule("DEC005", "number-out-of-range", ERROR, "decode", "Every number is one that all programs read alike."),
    reader_rule("DEC006", "lone-surrogate", ERROR, "decode", "No string holds half of a surrogate pair."),
    reader_rule("DEC007", "not-a-number", ERROR, "decode", "NaN and Infinity are no JSON."),
    reader_rule("DEC008", "nesting-too-deep", ERROR, "decode", "Nesting has a limit."),
    reader_rule("DEC009", "too-large", ERROR, "decode", "A document is within the size limit."),
    reader_rule(
        "DEC010", "unsupported-version", ERROR, "decode", "The format's major version is one this program reads."
    ),
    reader_rule("DEC011", "later-version", NOTE, "decode", "The format's minor version is known."),
    reader_rule("DEC012", "xml-syntax", ERROR, "decode", "The file is well-formed XML 1.0."),
    reader_rule("DEC013", "doctype", ERROR, "decode", "The file has no document type declaration."),
    reader_rule(
        "DEC014", "xml-declaration", ERROR, "decode", "The file is XML 1.0 and declares no encoding but UTF-8."
    ),
    reader_rule("DEC015", "foreign-xml", ERROR, "decode", "The XML is Standfirst TEI."),
    reader_rule("DEC016", "not-canonical", NOTE, "decode", "A TEI file is in canonical form."),
)
"""The rules of the family."""

"""The family SCH: the shape of a document by its JSON Schema, and what a schema cannot say. Readers apply these rules."""

from standfirst.finding import ERROR, WARNING
from standfirst.rules.protocol import reader_rule

RULES = (
    reader_rule("SCH001", "missing-member", ERROR, "schema", "Every required member is there."),
    reader_rule("SCH002", "wrong-type", ERROR, "schema", "Every member has the type that the format gives it."),
    reader_rule("SCH003", "null-value", ERROR, "schema", "No member is null: what is absent is left out."),
    reader_rule("SCH004", "value-not-allowed", ERROR, "schema", "A member with a closed list has a value of the list."),
    reader_rule(
        "SCH005", "bad-name", ERROR, "schema", "Ids, tags, languages, hashes and attribute names have their form."
    ),
    reader_rule("SCH006", "out-of-range", ERROR, "schema", "Every number is within its bounds."),
    reader_rule("SCH007", "wrong-length", ERROR, "schema", "Lists and strings have the length that they must have."),
    reader_rule("SCH008", "conflicting-members", ERROR, "schema", "An argument has either a ref or a span."),
    reader_rule("SCH009", "float-for-integer", ERROR, "schema", "Integers are written without a decimal point."),
    reader_rule("SCH010", "unknown-member", WARNING, "schema", "Every member is one that the format knows."),
    reader_rule(
        "SCH011", "unexpected-element", ERROR, "schema", "Every element of a TEI file has its place in the format."
    ),
    reader_rule(
        "SCH012", "unexpected-attribute", ERROR, "schema", "Every attribute of a TEI file belongs to its element."
    ),
    reader_rule("SCH013", "unexpected-text", ERROR, "schema", "Text stands only where the format has some."),
    reader_rule("SCH014", "element-order", ERROR, "schema", "Elements are all there, once each and in their order."),
    reader_rule("SCH015", "markup-value", ERROR, "schema", "Pointers, numbers and words have their form."),
    reader_rule(
        "SCH016", "unknown-block", ERROR, "schema", "Every pointer into the text names an ab element that is there."
    ),
)
"""The rules of the family."""

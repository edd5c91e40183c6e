"""What can be wrong with a foreign file: findings with a code, a name, a level, and a line of the file."""

from typing import Any, NamedTuple

from standfirst.finding import ERROR, NOTE, WARNING, Finding, Level


class ImportRule(NamedTuple):
    """A kind of finding of readers of foreign formats; ``why`` explains it to people."""

    code: str
    name: str
    level: Level
    summary: str
    why: str


SYNTAX = ImportRule(
    "IMP001",
    "import-syntax",
    ERROR,
    "Every line or element is as the format has it.",
    "What cannot be read would be lost without a word, and what depends on it would be read wrongly.",
)
OFFSET = ImportRule(
    "IMP002",
    "import-offset",
    ERROR,
    "Every offset is a place in the text.",
    "An offset beyond the text, or inside a character, is never rounded: nobody knows which place was meant.",
)
SURFACE = ImportRule(
    "IMP003",
    "import-surface",
    ERROR,
    "The words that the file gives for an annotation stand at its offsets.",
    "Offsets were counted in another unit, on another text, or by hand: they would point at other words from now on.",
)
UNIT = ImportRule(
    "IMP004",
    "import-unit",
    ERROR,
    "It is certain what the offsets of a file count.",
    "Tools count code points, UTF-16 code units, bytes or what readers see as characters, and most files do not say which.",
)
UNKNOWN_TYPE = ImportRule(
    "IMP005",
    "import-unknown-type",
    WARNING,
    "Every type of the file is declared.",
    "A type that nothing declares is read as it stands, but what its features mean is a guess.",
)
NO_TEXT = ImportRule(
    "IMP006",
    "import-no-text",
    ERROR,
    "The file has a text, or its text is given.",
    "Annotations without the text that they were made on cannot be checked, and not be stored.",
)
REFERENCE = ImportRule(
    "IMP007",
    "import-reference",
    ERROR,
    "Every reference of the file leads to something in it.",
    "An event without its trigger, or a relation without an end, is not what was annotated.",
)
DECISION = ImportRule(
    "IMP008",
    "import-decision",
    NOTE,
    "The file says everything that has to be known to read it.",
    "What was decided for it is recorded in the document, so that the import can be repeated.",
)
LEFT_OUT = ImportRule(
    "IMP009",
    "import-left-out",
    WARNING,
    "Everything in the file has a place in a document.",
    "What has none is left out, and named, so that nobody misses it later without knowing since when.",
)
RENAMED = ImportRule(
    "IMP010",
    "import-renamed",
    NOTE,
    "Every label of the file can be a tag, and every identifier an id.",
    "A label with white space is written with underscores, and the original is kept beside it.",
)

IMPORT_RULES = (
    SYNTAX, OFFSET, SURFACE, UNIT, UNKNOWN_TYPE, NO_TEXT, REFERENCE, DECISION, LEFT_OUT, RENAMED,
)  # fmt: skip
"""Every kind of finding of readers of foreign formats."""


def problem(rule: ImportRule, message: str, **members: Any) -> Finding:
    """The finding on a file; ``members`` are those of a finding: ``line``, ``column``, ``help``, ``found``, …"""
    return Finding(code=rule.code, name=rule.name, level=rule.level, message=message, **members)

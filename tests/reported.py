"""A document whose faults stand behind everything that makes columns go wrong, for the tests of places and reports."""

from typing import Any

from msgspec.structs import replace
from standfirst.formats.json.write import write
from standfirst.formats.tei.write import write as write_tei
from standfirst.model import Document, Entity, Fragment, Mention

DAN = "\u05d3\u05df \u05dc\u05d5\u05d9"
PARAGRAPHS = (
    ("emoji", "\U0001f469\U0001f3fd\u200d\U0001f692 Ada Lind spoke.", "Ada Lind"),
    ("tab", "Result:\tNorvik\twon the final.", "Norvik"),
    ("cjk", "\u8a18\u8005\u306f\u6771\u4eac\u3067\u8a9e\u3063\u305f\u3002", "\u6771\u4eac"),
    (
        "rtl",
        "\u05d0\u05de\u05e8 \u05d3\u05df \u05dc\u05d5\u05d9 \u05d0\u05ea\u05de\u05d5\u05dc.",
        "\u05d3\u05df \u05dc\u05d5\u05d9",
    ),
    ("combining", "Zoe\u0308 o\u0301 Cafe\u0301 Rene\u0301e opened.", "Rene\u0301e"),
)
"""What stands before the faulty words of each paragraph, the paragraph, and the words."""

TEXT = "\n".join(paragraph for _, paragraph, _ in PARAGRAPHS)


def words() -> list[tuple[str, int, int]]:
    """The kind and the place, in code points, of the words of every paragraph."""
    found, start = [], 0
    for kind, paragraph, surface in PARAGRAPHS:
        at = start + paragraph.index(surface)
        found.append((kind, at, at + len(surface)))
        start += len(paragraph) + 1
    return found


def document() -> Document:
    """The document: every surface has an X behind it, and before it, in a comment, what stands before the words."""
    made = Document.create(TEXT, id="columns", language="en", license="CC0-1.0")
    entities, mentions = [], []
    for number, (kind, start, end) in enumerate(words(), 1):
        before = TEXT[TEXT.rfind("\n", 0, start) + 1 : start]
        entities.append(Entity(id=f"e{number}", type="PER", name=kind))
        members: dict[str, Any] = {"comment": before, "entity": f"e{number}", "level": "NAM"}
        span = (Fragment(start=start, end=end, text=TEXT[start:end] + "X"),)
        mentions.append(Mention(id=f"m{number}", span=span, **members))
    return replace(made, entities=tuple(entities), mentions=tuple(mentions))


def files() -> dict[str, bytes]:
    """The document as JSON and as TEI, by the names of the files."""
    return {"columns.json": write(document()), "columns.tei.xml": write_tei(document())}

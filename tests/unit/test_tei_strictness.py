"""What the TEI reader refuses because TEI has no place for it, or because something would be lost."""

from collections.abc import Callable

import pytest
from standfirst.formats.tei.read import read_strictly
from standfirst.formats.tei.write import write
from standfirst.model import Document, Entity, Event, Fragment, Mention, Meta, Quote, Segment

Edit = Callable[[str], str]


def codes(text: str) -> set[str]:
    return {finding.code for finding in read_strictly(text.encode("utf-8")).findings if finding.level == "error"}


def replaced(old: str, new: str) -> Edit:
    def edit(text: str) -> str:
        assert text.count(old) == 1, old
        return text.replace(old, new)

    return edit


@pytest.fixture(scope="module")
def file() -> str:
    pieces = (Fragment(start=0, end=1, text="a"), Fragment(start=2, end=3, text="c"))
    document = Document.create(
        "abc",
        id="d",
        language="en",
        license="CC0-1.0",
        meta=Meta(license="CC0-1.0", authors=()),
        entities=(
            Entity(id="e1", type="PER", name="A", nil=True),
            Entity(id="e2", type="WORK", name="B", comment="c"),
        ),
        segments=(Segment(id="s1", kind="x", span=pieces),),
        mentions=(Mention(id="m1", entity="e1", span=pieces[:1], uncertain=True, attributes={"k": "v"}),),
        quotes=(Quote(id="q1", content=pieces[:1], level=1, medium="speech", speaker=("e1", "e2")),),
        events=(Event(id="v1", type="x", name="n"),),
    )
    return write(document).decode("utf-8")


def test_the_file_is_read(file: str) -> None:
    reading = read_strictly(file.encode("utf-8"))
    assert reading.findings == ()
    assert reading.document is not None


NIL = '<fs type="core"><f name="nil"><binary value="true"/></f></fs>'
UNCERTAIN = NIL.replace("nil", "uncertain")
WRAPPED = "<objectIdentifier><objectName>B</objectName></objectIdentifier>"
FAULTS: list[tuple[str, Edit, str]] = [
    ("an empty standOff", lambda text: text[: text.index("<standOff>")] + "<standOff/>\n</TEI>\n", "SCH014"),
    ("features outside the note", replaced(f'<note type="features">{NIL}</note>', NIL), "SCH011"),
    ("a note for features that need none", replaced(UNCERTAIN, f'<note type="features">{UNCERTAIN}</note>'), "SCH011"),
    ("no name and no wrapper", replaced(WRAPPED, ""), "SCH014"),
    ("a name outside its wrapper", replaced(WRAPPED, "<objectName>B</objectName>"), "SCH011"),
    ("a note inside the wrapper", replaced("</objectIdentifier><note>c</note>", "<note>c</note></objectIdentifier>"), "SCH011"),
    ("an event without a name", replaced("<eventName>n</eventName>", ""), "SCH014"),
    ("two names", replaced("<eventName>n<", '<eventName type="unnamed"/><eventName>n<'), "SCH014"),
    ("a string for a word", replaced('<symbol value="speech"/>', "<string>speech</string>"), "SCH011"),
    ("a word in attributes", replaced("<string>v</string>", '<symbol value="v"/>'), "SCH011"),
    ("a level with a point", replaced('<numeric value="1"/>', '<numeric value="1.0"/>'), "SCH015"),
    ("a length with a point", replaced('unit="utf8" quantity="3"', 'unit="utf8" quantity="3.0"'), "SCH015"),
    ("text in an empty list", replaced('<note type="authors"/>', '<note type="authors">A</note>'), "SCH013"),
    ("an attribute of a surface", replaced("<ref>c</ref>", '<ref n="1">c</ref>'), "SCH012"),
    ("a list separated by a no-break space", replaced("#e1 #e2", "#e1\u00a0#e2"), "SCH015"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "edit", "code"), FAULTS, ids=[name for name, _, _ in FAULTS])
def test_what_has_no_place_is_refused(file: str, name: str, edit: Edit, code: str) -> None:
    assert code in codes(edit(file))

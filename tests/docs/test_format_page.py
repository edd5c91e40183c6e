"""docs/format.md: its requirements are numbered, its references lead somewhere, and it leaves out nothing that is checked."""

import re
import unicodedata
from itertools import groupby
from pathlib import Path

from standfirst.formats import FORMATS
from standfirst.formats.json.decode import MAX_DEPTH
from standfirst.limits import MAX_DOCUMENT_BYTES
from standfirst.model.derive import CONTEXT_LENGTH
from standfirst.model.names import MAX_TAG_LENGTH, is_tag
from standfirst.model.references import ARG_SPAN, SPAN_MEMBERS
from standfirst.rules import RULES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "format.md").read_text("utf-8")
PROSE = re.sub(r"^```.*?^```$", "", PAGE, flags=re.M | re.S)
HAND_WRITTEN = re.sub(r"<!-- (\S+) -->.*?<!-- /\1 -->", "", PROSE, flags=re.S)


def anchor(heading: str) -> str:
    """The anchor that a heading of Markdown has."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_requirements_are_numbered_without_gaps() -> None:
    found = [(match[1], int(match[2])) for match in re.finditer(r"\*\*([A-Z])([0-9]+)[.*]", HAND_WRITTEN)]
    letters = [letter for letter, _ in groupby(sorted(found), key=lambda pair: pair[0])]
    assert letters == sorted("CDEFKRSTVW")
    for letter in letters:
        numbers = [number for its, number in found if its == letter and (its, number) != ("D", 0)]
        first_mentions = list(dict.fromkeys(numbers))
        assert first_mentions == list(range(1, len(first_mentions) + 1)), letter


def test_references_to_requirements_lead_somewhere() -> None:
    numbered = {f"{match[1]}{match[2]}" for match in re.finditer(r"\*\*([A-Z])([0-9]+)[.*]", HAND_WRITTEN)}
    cited = set(re.findall(r"(?<![\w`+&*])([CDEFKRSTVW][0-9]{1,2})(?![\w`])", HAND_WRITTEN))
    assert len(cited) > 25
    assert cited <= numbered, cited - numbered


def test_links_lead_somewhere() -> None:
    anchors = {anchor(match[1]) for match in re.finditer(r"^#+ (.+)$", PROSE, re.M)}
    for target in re.findall(r"\]\(([^)]+)\)", PROSE):
        path, _, fragment = target.partition("#")
        assert not path or (ROOT / "docs" / path).is_file(), target
        assert path or fragment in anchors, target


def test_every_rule_at_the_level_of_errors_is_named_and_every_code_is_one() -> None:
    codes = {rule.code: rule.level for rule in RULES}
    named = set(re.findall(r"\b([A-Z]{3}[0-9]{3})\b", PROSE))
    assert named <= codes.keys()
    # What the grammar of TEI and its spelling demand is said in section 6 as a whole.
    grammar = {f"SCH{number:03}" for number in range(11, 17)} | {"DEC012", "DEC014", "DEC015"}
    assert {code for code, level in codes.items() if level == "error"} - grammar <= named


def test_the_numbers_of_the_page_are_those_of_the_program() -> None:
    assert f"1 to {CONTEXT_LENGTH} code points long" in " ".join(PROSE.split())
    assert f"1 to {MAX_TAG_LENGTH} code points long" in " ".join(PROSE.split())
    assert f"nested more than {MAX_DEPTH} deep" in " ".join(PROSE.split())
    assert f"takes {MAX_DOCUMENT_BYTES // 2**20} MiB" in " ".join(PROSE.split())
    assert MAX_DOCUMENT_BYTES % 2**20 == 0


def test_the_spans_that_may_have_no_width_are_those_of_the_page() -> None:
    (sentence,) = re.findall(r"A fragment may have no width[^.]*nowhere else", " ".join(PROSE.split()))
    allowed = {(row.layer, row.member) for row in (*SPAN_MEMBERS, ARG_SPAN) if row.zero_width}
    assert allowed == {
        ("segments", "span"),
        ("mentions", "span"),
        ("event_mentions", "trigger"),
        ("event_mentions", "args"),
    }
    assert all(word in sentence for word in ("mentions", "segments", "arguments", "triggers"))


def test_the_forms_have_their_endings_and_media_types() -> None:
    for form in FORMATS.values():
        if form.readable:
            row = next(line for line in PAGE.splitlines() if f"`{form.media_type}`" in line)
            assert all(f"`{suffix}`" in row for suffix in form.suffixes)


def test_white_space_and_tags_are_as_the_page_defines_them() -> None:
    for code in (*range(0xD800), *range(0xE000, 0x110000)):
        character = chr(code)
        category = unicodedata.category(character)
        white = category == "Zs" or unicodedata.bidirectional(character) in ("WS", "B", "S")
        assert character.isspace() == white, hex(code)
        if category != "Cn":  # of what Python's version of Unicode does not know, the page's may
            refused = category in ("Cc", "Cf", "Co", "Zl", "Zp", "Zs")
            assert is_tag(character) != refused, hex(code)

"""CoNLL files by others: every one is read, with as many mentions as its tags say by a plain count, or refused."""

from pathlib import Path

import pytest
import standfirst
from peers import codes, counts, readings

FILES: dict[str, tuple[str, int]] = {
    "conll2003-iob1.conll": ("IOB1", 2),
    "germeval-nested.conll": ("IOB2", 0),
    "spacy-ner-sent-per-line.iob": ("IOB2", 1),
    "spacy-ner-token-per-line-conll2003.iob": ("IOB2", 1),
    "spacy-ner-token-per-line.iob": ("IOB2", 0),
}
"""Every file that can be read: its scheme, and how many things in it are left out."""

REFUSED = {"doccano-invalid.conll": ("IMP001", 1, "the row has 3 columns, where most have 2")}


def test_the_table_has_every_file(oracles: Path) -> None:
    found = {path.name for path in (oracles / "peers" / "conll").iterdir()}
    assert found == FILES.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_whole(name: str, oracles: Path) -> None:
    path = oracles / "peers" / "conll" / name
    scheme, left_out = FILES[name]
    (reading,) = readings(path, "conll")
    assert codes(reading.findings) == {"IMP008": 2} | ({"IMP009": left_out} if left_out else {})
    document = reading.document
    assert document is not None
    assert standfirst.validate(document).valid
    assert f"The tags are {scheme}." in (document.layer("agents")[0].comment or "")
    words = path.read_text("utf-8").replace("|", " ").split()
    last = [line.split()[-1] for line in path.read_text("utf-8").splitlines() if line.strip()]
    begun = sum(word.startswith("B-") for word in words) if scheme == "IOB2" else sum(tag[:2] == "I-" for tag in last)
    assert counts(document)["mentions"] == counts(document)["entities"] == begun


@pytest.mark.parametrize("name", FILES)
def test_every_token_of_a_file_is_in_its_text(name: str, oracles: Path) -> None:
    path = oracles / "peers" / "conll" / name
    (reading,) = readings(path, "conll")
    assert reading.document is not None
    rows = [line for line in path.read_text("utf-8").split("\n") if line and not line.startswith(("#", "-DOCSTART-"))]
    if "sent-per-line" in name:
        forms = [word.split("|")[0] for row in rows for word in row.split()]
    else:
        forms = [row.split()[1 if "germeval" in name else 0] for row in rows]
    tokens = [one for one in reading.document.layer("segments") if one.kind == "token"]
    assert [one.span[0].text for one in tokens] == forms == reading.document.text.split()


@pytest.mark.parametrize("name", REFUSED)
def test_a_defect_is_said(name: str, oracles: Path) -> None:
    (reading,) = readings(oracles / "peers" / "conll" / name, "conll")
    assert reading.document is None
    assert [(one.code, one.line, one.message) for one in reading.findings] == [REFUSED[name]]

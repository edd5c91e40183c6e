"""Re-anchoring by example: what is applied, what is left to a person, and what the new document then has."""

import json
from pathlib import Path

import pytest
import standfirst
from standfirst.cli import run
from standfirst.errors import EditError
from standfirst.model import Arg, Coverage, Document, Entity, Event, EventMention, LayerCoverage, Mention, Quote, Zone
from standfirst.repair.reanchor import Place, place_with_old_text, place_without_old_text, reanchor
from standfirst.repair.reanchor.occurrences import find_all

TEXT = "Mayor Ann Lind spoke in Norvik.\n\u201cWe will stay,\u201d Lind said on Monday.\nThe harbour is closed."


def document() -> Document:
    made = Document.create(TEXT, id="a", language="en", license="CC0-1.0")
    lines = TEXT.split("\n")
    starts = [0, len(lines[0]) + 1, len(lines[0]) + len(lines[1]) + 2]
    zones = [
        Zone(id=f"z{number}", kind="paragraph", start=start, end=start + len(line))
        for number, (start, line) in enumerate(zip(starts, lines, strict=True), 1)
    ]

    def at(words: str, nth: int = 0) -> tuple[int, int]:
        start = -1
        for _ in range(nth + 1):
            start = TEXT.index(words, start + 1)
        return start, start + len(words)

    return made.add(
        *zones,
        Entity(id="e1", type="PER", name="Ann Lind"),
        Entity(id="e2", type="FAC", name="harbour"),
        Mention(id="m1", entity="e1", span=made.span(at("Ann Lind")), level="NAM"),
        Mention(id="m2", entity="e1", span=made.span(at("Lind", 1)), level="NAM"),
        Mention(id="m3", entity="e2", span=made.span(at("The harbour")), level="NOM"),
        Quote(
            id="q1",
            content=made.span(at("\u201cWe will stay,\u201d")),
            cue=made.span(at("said")),
            source=made.span(at("Lind", 1)),
            source_mention="m2",
            speaker=("e1",),
            form="direct",
        ),
        Event(id="v1", type="closing"),
        EventMention(
            id="x1",
            event="v1",
            type="closing",
            trigger=made.span(at("closed")),
            args=(Arg(role="place", kind="mention", ref="m3"),),
        ),
    ).replace(coverage=Coverage(mentions=LayerCoverage(extent="full")))


def mention(made: Document, name: str) -> Mention:
    found = made.find(name)
    assert isinstance(found, Mention)
    return found


def place(text: str, words: str, nth: int = 0) -> Place:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    one = Document.create(text, id="a", language="en", license="CC0-1.0").fragment(start, start + len(words))
    return Place("/mentions/0/span/0", "m1", one.start, one.end, one.text, one.prefix, one.suffix)


def status(old: str, new: str, words: str, nth: int = 0) -> tuple[str, str]:
    (one,) = place_with_old_text(old, new, [place(old, words, nth)])
    return one.status, one.how


def test_everything_moves_with_a_paragraph_that_comes_in() -> None:
    old = document()
    found = reanchor(old, f"A new first line.\n{TEXT}")
    assert found.count("applied") == len(found.placements)
    assert mention(found.document, "m1").span[0].start == mention(old, "m1").span[0].start + 18
    assert [zone.start - 18 for zone in found.document.zones or ()] == [zone.start for zone in old.zones or ()]
    (agent,) = found.document.agents or ()
    assert (agent.name, agent.kind) == ("standfirst reanchor", "program")
    assert found.document.coverage == Coverage(mentions=LayerCoverage(extent="partial")), "nobody has read the new line"
    assert standfirst.validate(found.document).valid


def test_what_was_deleted_is_left_out_with_what_needs_it() -> None:
    found = reanchor(document(), TEXT.replace("\nThe harbour is closed.", ""))
    assert set(found.left_out) == {"m3", "x1", "z3"}
    assert found.document.events is not None
    assert {one.place.annotation: one.status for one in found.placements}["m3"] == "lost"
    assert standfirst.validate(found.document).valid


def test_a_member_that_is_lost_goes_alone() -> None:
    found = reanchor(document(), TEXT.replace(" said on Monday", " added"))
    assert found.left_out == ()
    assert found.shortened == ("/quotes/0/cue",)
    quote = found.document.find("q1")
    assert isinstance(quote, Quote)
    assert quote.cue is None
    assert quote.source is not None


def test_a_person_decides_what_is_not_proved() -> None:
    text = TEXT.replace("Ann Lind", "Anna Lind")
    first = reanchor(document(), text)
    (one,) = [placement for placement in first.placements if placement.status == "proposed"]
    assert "m1" in first.left_out
    second = reanchor(document(), text, decisions={one.place.pointer: (6, 15)})
    assert mention(second.document, "m1").span[0].text == "Anna Lind"
    assert second.left_out == ()
    with pytest.raises(EditError, match="is no stretch of the text"):
        reanchor(document(), text, decisions={one.place.pointer: (6, 9_999)})
    with pytest.raises(EditError, match="no fragment '/x'"):
        reanchor(document(), text, decisions={"/x": (0, 1)})


def test_of_two_that_are_alike_nobody_can_tell_which_was_deleted() -> None:
    caption = "Photo: A. Coder\n"
    old = f"First story here.\n{caption}Second story there.\n{caption}"
    assert status(old, f"First story here.\n{caption}Second story there.\n", "Photo", 0)[0] == "applied"
    twins = f"{caption}{caption}The story."
    assert status(twins, f"{caption}The story.", "Photo", 0)[0] != "applied"
    assert status(twins, f"{caption}The story.", "Photo", 1)[0] != "applied"


def test_what_came_in_and_begins_alike_could_be_the_old_one() -> None:
    old = "All is well on land.\nThe ship left."
    assert status(old, "All is well on land.\nThe crew ate.\nThe ship left.", "The")[0] == "proposed"
    assert status(old, "All is well on land.\nThe crew ate.\nThe ship left.", "ship") == ("applied", "exact")


def test_a_word_that_became_part_of_another_is_not_the_word() -> None:
    assert status("They said a ban came soon.", "They said ahead ban came soon.", "a", 1)[0] != "applied"


@pytest.mark.parametrize(
    ("old", "new", "fold"),
    [
        ('He said "so" twice there.', "He said \u201cso\u201d twice there.", "punctuation"),
        ("At Cafe\u0301 Nord they met.", "At Caf\u00e9 Nord they met.", "normalization"),
        ("It was the  big  day for us.", "It was the big day for us.", "white space"),
    ],
)
def test_another_spelling_is_named(old: str, new: str, fold: str) -> None:
    words = {"punctuation": '"so"', "normalization": "Cafe\u0301 Nord", "white space": "the  big  day"}[fold]
    (one,) = place_with_old_text(old, new, [place(old, words)])
    assert (one.status, one.how, one.fold) == ("applied", "folded", fold)
    assert one.start is not None
    assert new[one.start : one.end] == words.replace('"so"', "\u201cso\u201d").replace("e\u0301", "\u00e9").replace(
        "  ", " "
    )


def test_a_paragraph_that_moved_is_proposed() -> None:
    old = "One line about the harbour.\nAnother about the old bridge.\nA third about Norvik town."
    new = "A third about Norvik town.\nOne line about the harbour.\nAnother about the old bridge."
    results = {words: status(old, new, words) for words in ("harbour", "bridge", "Norvik")}
    assert sorted(results.values())[0] == ("applied", "exact")
    assert ("proposed", "moved") in results.values()


def test_without_the_old_text_neighbours_and_contexts_decide() -> None:
    old = "Ann met Bo in Norvik. Later Ann left. Cy stayed. Ann wrote."
    rows = [
        place(old, words, nth)
        for words, nth in (("Ann", 0), ("Bo", 0), ("Norvik", 0), ("Ann", 1), ("Cy", 0), ("Ann", 2))
    ]
    new = f"News. {old}"
    found = place_without_old_text(new, rows)
    assert [one.status for one in found] == ["applied"] * len(rows)
    assert [one.start for one in found] == [row.start + 6 for row in rows]
    (lonely,) = place_without_old_text("Bo is here and nobody else.", [place(old, "Bo")])
    assert lonely.status == "proposed"
    (gone,) = place_without_old_text("Nothing of it.", [place(old, "Bo")])
    assert gone.status == "lost"


def test_strings_are_found_wherever_they_stand() -> None:
    text = "aaaa bcbcb a"
    for needle in ("a", "aa", "bcb", "bcbcb", "aaaa bcbcb a", "x", ""):
        plain = [at for at in range(len(text)) if needle and text.startswith(needle, at)]
        assert find_all(text, [needle, "aa"])[needle] == plain


def test_a_document_whose_surfaces_are_wrong_is_refused() -> None:
    tree = json.loads(standfirst.dumps(document()))
    tree["mentions"][0]["span"][0]["text"] = "Ann Lund"
    from standfirst.formats.json.read import read

    broken = read(json.dumps(tree).encode()).document
    assert broken is not None
    with pytest.raises(EditError, match=r"the surface at /mentions/0/span/0 is not what the document's text says"):
        reanchor(broken, TEXT + " More.")


# The command.


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.json").write_bytes(standfirst.dumps(document()))
    (tmp_path / "new.txt").write_bytes(TEXT.replace("Ann Lind", "Anna Lind").encode())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_writes_the_document_and_what_is_left_to_decide(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["reanchor", "a.json", "--text", "new.txt", "-o", "b.json"]
    assert run([*arguments, "--proposals", "p.json"]) == 1
    assert "1 proposed; 1 annotation left out." in capsys.readouterr().err
    proposals = json.loads((folder / "p.json").read_bytes())
    assert proposals["left_out"] == ["m1"]
    (row,) = proposals["places"]
    assert (row["accept"], row["status"]) == (False, "proposed")
    row |= {"accept": True, "start": 6, "end": 15}
    (folder / "p.json").write_text(json.dumps(proposals), "utf-8")
    assert run([*arguments, "--decided", "p.json"]) == 2, "b.json is there"
    assert run([*arguments, "--decided", "p.json", "--force"]) == 0
    assert mention(standfirst.load("b.json"), "m1").span[0].text == "Anna Lind"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"x", "is no file of proposals"),
        (b'{"standfirst_proposals": "2.0"}', "is of version '2.0'"),
        (b'{"standfirst_proposals": "1.0", "places": [{}]}', "'accept'"),
        (
            b'{"standfirst_proposals": "1.0", "places": [{"accept": true, "start": "1", "end": 2, "place":'
            b' {"pointer": "/x"}}]}',
            "must be integers",
        ),
    ],
)
def test_a_file_of_decisions_that_is_none_is_refused(
    content: bytes, said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "p.json").write_bytes(content)
    assert run(["reanchor", "a.json", "--text", "new.txt", "--decided", "p.json"]) == 2
    assert said in capsys.readouterr().err


def test_a_text_that_is_not_utf8_and_one_that_is_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.txt").write_bytes(b"\xff")
    assert run(["reanchor", "a.json", "--text", "bad.txt"]) == 2
    assert "is not UTF-8 (byte 0)" in capsys.readouterr().err
    assert run(["reanchor", "a.json", "--text", "none.txt"]) == 2

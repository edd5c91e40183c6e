"""brat files by others: every one is read, with as many annotations as its lines say by a plain count."""

import re
from pathlib import Path

import pytest
import standfirst
from peers import codes, counts, readings

FILES: dict[str, dict[str, int]] = {
    "news/000-introduction.ann": {},
    "news/080-event-annotation.ann": {},
    "news/090-event_structures.ann": {},
    "news/100-attribute_annotation.ann": {},
    "news/110-note_annotation.ann": {},
    "discontinuous/document0d.ann": {},
    "discontinuous/event.ann": {},
}
"""Every file, with the codes of what is said of it."""


def test_the_table_has_every_file(oracles: Path) -> None:
    folder = oracles / "peers" / "brat"
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.ann")} == FILES.keys()


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_whole(name: str, oracles: Path) -> None:
    path = oracles / "peers" / "brat" / name
    (reading,) = readings(path, "brat")
    assert codes(reading.findings) == FILES[name]
    document = reading.document
    assert document is not None
    assert document.text == path.with_suffix(".txt").read_bytes().decode("utf-8")
    assert standfirst.validate(document).valid
    lines = path.read_text("utf-8").splitlines()
    events = [line.split("\t")[1].split() for line in lines if line.startswith("E")]
    triggers = {event[0].split(":")[1] for event in events}
    types = {event[0].split(":")[0] for event in events}
    bound = [line.split("\t") for line in lines if line.startswith("T")]
    idle = [one for one in bound if one[0] not in triggers and one[1].split()[0] in types]
    expected = {
        "mentions": len(bound) - len(triggers) - len(idle),
        "entities": len(bound) - len(triggers) - len(idle),
        "events": len(events) + len(idle),
        "event_mentions": len(events) + len(idle),
        "relations": sum(line.startswith("R") for line in lines),
    }
    assert counts(document) == {layer: count for layer, count in expected.items() if count}
    args = sum(len(mention.args or ()) for mention in document.layer("event_mentions"))
    assert args == sum(len(event) - 1 for event in events)
    attributed = [one for layer in ("mentions", "event_mentions", "relations") for one in document.layer(layer)]
    assert sum(len(one.attributes or {}) for one in attributed) == sum(line.startswith(("A", "M")) for line in lines)
    assert sum(one.comment is not None for one in attributed) == sum(line.startswith("#") for line in lines)
    assert sum(len(one.links or ()) for one in document.layer("entities")) == sum(
        line.startswith("N") for line in lines
    )


@pytest.mark.parametrize("name", FILES)
def test_words_and_places_are_those_of_the_file(name: str, oracles: Path) -> None:
    path = oracles / "peers" / "brat" / name
    (reading,) = readings(path, "brat")
    assert reading.document is not None
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    spans = [one.span for one in reading.document.layer("mentions")]
    spans += [one.trigger for one in reading.document.layer("event_mentions")]
    found = sorted([(one.start, one.end, one.text) for one in span] for span in spans)
    expected = []
    for line in path.read_text("utf-8").splitlines():
        if match := re.match(r"T\d+\t\S+ ([\d ;]+)\t", line):
            places = [tuple(map(int, place.split())) for place in match[1].split(";")]
            expected.append([(start, end, text[start:end]) for start, end in places])
    triggers = [
        line.split("\t")[1].split()[0].split(":")[1] for line in path.read_text("utf-8").splitlines() if line[0] == "E"
    ]
    if len(triggers) == len(set(triggers)):
        assert found == sorted(expected)

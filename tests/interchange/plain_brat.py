"""brat's grammar once more, by what its documentation says, sharing nothing with the reader: what breaks it is an error."""

import re
from typing import Any


class GrammarError(Exception):
    """A line that brat would not take."""


def check(ann: str, text: str) -> dict[str, Any]:
    """Every annotation by its id; what is not as brat has it raises."""
    found: dict[str, Any] = {}
    later: list[tuple[str, str]] = []
    for line in ann.split("\n")[:-1]:
        if re.search("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", line) and not line.startswith("T"):
            raise GrammarError(f"a reader that splits lines would split {line!r}")
        name, _, rest = line.partition("\t")
        if name == "*":
            label, *members = rest.split(" ")
            if label != "Equiv" or len(set(members)) < 2:
                raise GrammarError(line)
            later += [(name, member) for member in members]
            continue
        if not re.fullmatch(r"(?:[TERAN]|#)[0-9]+", name) or name in found:
            raise GrammarError(f"id of {line!r}")
        said, tab, words = rest.partition("\t")
        found[name] = _KINDS[name[0]](said, words, text, bool(tab))
        later += [(name, target) for target in found[name][1]]
    for name, target in later:
        if target not in found:
            raise GrammarError(f"{name} refers to {target}")
    for name, value in found.items():
        if name[0] == "E" and found[value[1][0]][0] != value[0]:
            raise GrammarError(f"the trigger of {name} has another type")
    return found


def _bound(said: str, words: str, text: str, tab: bool) -> tuple[str, list[str]]:
    label, places = re.fullmatch(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)", said).groups()  # type: ignore[union-attr]
    stretches = [tuple(map(int, place.split())) for place in places.split(";")]
    last = 0
    for start, end in stretches:
        if not last <= start <= end <= len(text):
            raise GrammarError(f"{said!r} in a text of {len(text)}")
        if "\n" in text[start:end]:
            raise GrammarError(f"{said!r} covers a line break")
        last = end
    expected = " ".join(text[start:end] for start, end in stretches).replace("\r", " ")
    if not tab or words != expected:
        raise GrammarError(f"{words!r} is not {expected!r}")
    return label, []


def _event(said: str, _words: str, _text: str, _tab: bool) -> tuple[str, list[str]]:
    head, *args = said.split(" ")
    label, trigger = head.split(":")
    pairs = [tuple(arg.split(":")) for arg in args]
    if any(len(pair) != 2 or not pair[0] for pair in pairs) or len({role for role, _ in pairs}) < len(pairs):
        raise GrammarError(said)
    return label, [trigger, *(target for _, target in pairs)]


def _relation(said: str, _words: str, _text: str, _tab: bool) -> tuple[str, list[str]]:
    label, one, other = said.split(" ")
    (first, source), (second, target) = one.split(":"), other.split(":")
    if first == second:
        raise GrammarError(said)
    return label, [source, target]


def _attribute(said: str, _words: str, _text: str, tab: bool) -> tuple[str, list[str]]:
    match = re.fullmatch(r"(\S+) (\S+)(?: (.+))?", said)
    if match is None or tab:
        raise GrammarError(said)
    return match[1], [match[2]]


def _normalisation(said: str, _words: str, _text: str, _tab: bool) -> tuple[str, list[str]]:
    match = re.fullmatch(r"(\S+) (\S+) ([^\s:]+):(\S+)", said)
    if match is None:
        raise GrammarError(said)
    return match[1], [match[2]]


def _note(said: str, _words: str, _text: str, tab: bool) -> tuple[str, list[str]]:
    label, target = said.split(" ")
    if not tab:
        raise GrammarError(said)
    return label, [target]


_KINDS = {"T": _bound, "E": _event, "R": _relation, "A": _attribute, "N": _normalisation, "#": _note}

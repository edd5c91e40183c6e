"""Where findings stand in a JSON file: looked up afterwards, only in files with findings."""

import re
from collections.abc import Iterable

import msgspec

from standfirst.finding import Finding
from standfirst.formats.json.locate import Literal, locate
from standfirst.formats.json.scan import Place
from standfirst.formats.lines import Lines

_AT_KEY = frozenset(("SCH010",))
_TEXT = "/text"
_TOKEN = re.compile(r'"(?:[^"\\\r\n]|\\.)*"|[^\s,:\[\]{}"]+')


def place(findings: Iterable[Finding], data: bytes) -> tuple[Finding, ...]:
    """``findings`` with their regions in ``data``, which is JSON wherever a finding has only a pointer.

    A finding on a key is placed at the key, every other at the value; what is missing, where it should be. What a finding
    says of a range of the article is placed in the string that is the article's text as well.
    """
    findings = tuple(findings)
    lines = Lines(data.decode("utf-8", "replace").removeprefix("\ufeff"))
    ways = {finding.pointer for finding in findings if finding.line is None and finding.pointer is not None}
    if any(finding.range is not None for finding in findings):
        ways.add(_TEXT)
    try:
        places = locate(lines.text, ways) if ways else {}
    except ValueError:
        places = {}  # not JSON: those findings have their places already
    text = places.get(_TEXT)
    article = Literal(lines.text, text) if text is not None and lines.text[text.start] == '"' else None
    return tuple(_placed(finding, lines, places, article) for finding in findings)


def _placed(finding: Finding, lines: Lines, places: dict[str, Place], article: Literal | None) -> Finding:
    words = None
    if finding.range is not None and article is not None:
        words = lines.region(*map(article.position, finding.range))
    if finding.line is not None:
        position = lines.position(finding.line, finding.column or 1)
        token = _TOKEN.match(lines.text, position)
        region = lines.region(position, token.end() if token else position)
    elif words is not None and finding.pointer == _TEXT:
        region, words = words, None
    elif finding.pointer is not None and places:
        region = lines.region(*_extent(finding, places, lines.text))
    else:
        return msgspec.structs.replace(finding, words=words)
    return msgspec.structs.replace(finding, line=region.line, column=region.column, region=region, words=words)


def _extent(finding: Finding, places: dict[str, Place], text: str) -> tuple[int, int]:
    way = finding.pointer or ""
    while way not in places:
        way = way.rpartition("/")[0]
    found = places[way]
    if finding.code not in _AT_KEY or way != finding.pointer:
        return found.start, found.end
    key = _TOKEN.match(text, found.key)
    return found.key, key.end() if key is not None else found.end

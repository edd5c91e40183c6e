"""What validity means, written anew: plain checks on what a JSON parser makes of a document, without the library's rules."""

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from standfirst.formats.json.write import write
from standfirst.model import LAYERS, Document

NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Zs", "Zl", "Zp")
LIMIT = 2**53 - 1
LITERALS = {
    "status": "draft reviewed adjudicated imported",
    "level": "NAM NOM PRO",
    "form": "direct mixed indirect free",
    "medium": "speech writing thought unspecified",
    "attribution": "explicit anaphoric implicit none",
    "polarity": "positive negative",
    "class": "OCCURRENCE REPORTING STATE ASPECTUAL PERCEPTION",
    "realis": "actual generic future hypothetical",
    "extent": "full partial none",
}
MARKS = set("\"“”„‟«»「」『』〝〞〟＂״'‘’‚‛‹›")
PAIRS = ('""', "「」", "『』")
COMMON = {"confidence", "uncertain", "annotator", "status", "comment", "source_id", "attributes"}


def words(line: str) -> set[str]:
    return set(line.split())


OPTIONAL: dict[str, set[str]] = {
    "document": {"$schema", "scheme", "agents", "coverage", "attributes", *LAYERS},
    "meta": words(
        "rights source_id headline byline authors dateline publisher url date_created date_published date_modified "
        "accessed dct section subjects genre credit correction word_count comment"
    ),
    "publisher": {"links"},
    "link": {"label"},
    "fragment": {"prefix", "suffix"},
    "coverage": set(LAYERS),
    "layer_coverage": {"zones", "ranges", "policy"},
    "agents": words("version url comment attributes"),
    "zones": {"repeats"},
    "segments": {"type"},
    "entities": words("name links nil group generic"),
    "mentions": {"head", "level", "reading"},
    "times": words("value mod quant freq anchor"),
    "quantities": {"value", "unit"},
    "quotes": words(
        "cue source source_mention speaker addressee addressee_entity via verbatim level parent form medium function "
        "polarity attribution"
    ),
    "marks": {"function", "quote", "open_end"},
    "events": {"name", "links"},
    "event_mentions": words("class realis polarity tense phase args reports attributed_to"),
    "relations": set(),
    "arg": {"ref", "span"},
}
SPANS = {
    "segments": ("span",),
    "mentions": ("span",),
    "times": ("span",),
    "quantities": ("span",),
    "quotes": ("content", "cue", "source", "addressee", "verbatim"),
    "event_mentions": ("trigger",),
}
ONE_FRAGMENT = {"mentions": "head", "marks": "fragment"}
MAY_BE_EMPTY = {("segments", "span"), ("mentions", "span"), ("event_mentions", "trigger"), ("event_mentions", "args")}
REFERENCES = {
    "zones": {"repeats": "zones"},
    "mentions": {"entity": "entities"},
    "quotes": {
        "source_mention": "mentions",
        "speaker": "entities",
        "addressee_entity": "entities",
        "via": "entities",
        "parent": "quotes",
    },
    "marks": {"quote": "quotes"},
    "event_mentions": {"event": "events", "reports": "quotes", "attributed_to": "quotes"},
}
ARGS = {
    "mention": "mentions",
    "time": "times",
    "quantity": "quantities",
    "quote": "quotes",
    "event": "event_mentions",
}
TAGS: dict[str, dict[str, str | None]] = {
    "zones": {"kind": "zones"},
    "segments": {"kind": "segments", "type": None},
    "entities": {"type": "entities"},
    "mentions": {"reading": "entities"},
    "quantities": {"type": "quantities"},
    "events": {"type": "events"},
    "event_mentions": {"type": "events", "tense": "tenses", "phase": "phases"},
    "relations": {"type": "relations"},
}


def tree_of(document: Document) -> dict[str, Any]:
    """The document as any other program sees it: what a plain JSON parser makes of the file."""
    tree: dict[str, Any] = json.loads(write(document))
    return tree


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, member in value.items():
            yield name
            yield from strings_in(member)
    elif isinstance(value, list):
        for element in value:
            yield from strings_in(element)


def numbers_in(value: Any) -> Iterator[float]:
    if isinstance(value, dict | list):
        for element in value.values() if isinstance(value, dict) else value:
            yield from numbers_in(element)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value


def spans_in(layer: str, annotation: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every span of an annotation, with the name of its member; a lone fragment is a span of one."""
    for name in SPANS.get(layer, ()):
        if name in annotation:
            yield name, annotation[name]
    if ONE_FRAGMENT.get(layer) in annotation:
        yield ONE_FRAGMENT[layer], [annotation[ONE_FRAGMENT[layer]]]
    for arg in annotation.get("args", ()):
        if "span" in arg:
            yield "args", arg["span"]


def stretches(span: list[dict[str, Any]]) -> tuple[tuple[int, int], ...]:
    return tuple((fragment["start"], fragment["end"]) for fragment in span)


def assert_span(text: str, layer: str, member: str, span: list[dict[str, Any]]) -> None:
    assert span or member == "verbatim"
    for fragment in span:
        start, end = fragment["start"], fragment["end"]
        assert 0 <= start <= end <= len(text)
        assert start < end or (layer, member) in MAY_BE_EMPTY
        surface = fragment["text"]
        assert surface == text[start:end]
        if layer != "segments":
            assert surface == surface.strip()
        if "prefix" in fragment:
            assert 1 <= len(fragment["prefix"]) <= 32
            assert text[:start].endswith(fragment["prefix"])
        if "suffix" in fragment:
            assert 1 <= len(fragment["suffix"]) <= 32
            assert text[end:].startswith(fragment["suffix"])
    for (_, end), (start, _) in pairwise(stretches(span)):
        assert end <= start
    assert len(set(stretches(span))) == len(span)


def assert_zones(text: str, zones: list[dict[str, Any]]) -> None:
    position = 0
    for zone in zones:
        assert position <= zone["start"] < zone["end"] <= len(text)
        position = zone["end"]


def assert_identity(tree: dict[str, Any]) -> dict[str, str]:
    layers: dict[str, str] = {}
    for layer in ("agents", *LAYERS):
        for annotation in tree.get(layer, ()):
            assert NAME.fullmatch(annotation["id"])
            assert annotation["id"] not in layers
            layers[annotation["id"]] = layer
    assert NAME.fullmatch(tree["id"])
    return layers


def assert_references(tree: dict[str, Any], layers: dict[str, str]) -> None:
    for layer in LAYERS:
        for annotation in tree.get(layer, ()):
            if "annotator" in annotation:
                assert layers[annotation["annotator"]] == "agents"
            for name, target in REFERENCES.get(layer, {}).items():
                value = annotation.get(name, [])
                for reference in [value] if isinstance(value, str) else value:
                    assert layers[reference] == target
            if layer == "times" and annotation.get("anchor", "_dct") != "_dct":
                assert layers[annotation["anchor"]] == "times"
            if layer == "relations":
                assert layers[annotation["from"]] in LAYERS
                assert layers[annotation["to"]] in LAYERS
            for arg in annotation.get("args", ()):
                assert set(arg) == {"role", "kind", "span" if arg["kind"] == "span" else "ref"}
                assert arg["kind"] == "span" or layers[arg["ref"]] == ARGS[arg["kind"]]
    for covered in tree.get("coverage", {}).values():
        assert all(layers[zone] == "zones" for zone in covered.get("zones", ()))


def assert_no_cycle(tree: dict[str, Any]) -> None:
    edges: dict[str, set[str]] = {}
    for layer, member in (("zones", "repeats"), ("times", "anchor"), ("quotes", "parent")):
        for annotation in tree.get(layer, ()):
            edges[annotation["id"]] = {annotation[member]} if member in annotation else set()
    for mention in tree.get("event_mentions", ()):
        edges[mention["id"]] = {arg["ref"] for arg in mention.get("args", ()) if arg["kind"] == "event"}
    while edges:
        leaves = {name for name, targets in edges.items() if not targets & edges.keys()}
        assert leaves
        for name in leaves:
            del edges[name]


def assert_no_duplicate(tree: dict[str, Any]) -> None:
    types = {entity["id"]: entity["type"] for entity in tree.get("entities", ())}
    seen = Counter[Any]()
    for segment in tree.get("segments", ()):
        seen["segments", segment["kind"], segment.get("type"), stretches(segment["span"])] += 1
    for mention in tree.get("mentions", ()):
        seen["mentions", types[mention["entity"]], stretches(mention["span"])] += 1
    for layer in ("times", "quantities"):
        for annotation in tree.get(layer, ()):
            seen[layer, annotation["type"], stretches(annotation["span"])] += 1
    for quote in tree.get("quotes", ()):
        seen["quotes", stretches(quote["content"])] += 1
    for mark in tree.get("marks", ()):
        seen["marks", stretches([mark["fragment"]])] += 1
    for mention in tree.get("event_mentions", ()):
        seen["event_mentions", mention["type"], stretches(mention["trigger"])] += 1
    assert max(seen.values(), default=1) == 1, seen.most_common(1)


def assert_tags(tree: dict[str, Any], lists: dict[str, set[str]]) -> None:
    allowed = lists if tree.get("scheme") == "news-1.0" else {}
    tags = [
        (annotation[member], name)
        for layer, members in TAGS.items()
        for annotation in tree.get(layer, ())
        for member, name in members.items()
        if member in annotation
    ]
    tags += [(arg["role"], "roles") for mention in tree.get("event_mentions", ()) for arg in mention.get("args", ())]
    for tag, name in tags:
        assert 1 <= len(tag) <= 64
        assert not any(unicodedata.category(character) in INVISIBLE for character in tag)
        assert name not in allowed or tag in allowed[name]


def assert_quotes(text: str, tree: dict[str, Any]) -> None:
    """Quotes have words, are inside their parent or apart, and their parts agree with their form and with each other."""
    quotes = {quote["id"]: quote for quote in tree.get("quotes", ())}
    entities = {mention["id"]: mention["entity"] for mention in tree.get("mentions", ())}
    points = {name: points_of(quote["content"]) for name, quote in quotes.items()}
    for name, quote in quotes.items():
        parent = quotes.get(quote.get("parent"))
        assert any(text[point].isalnum() for point in points[name])
        assert parent is None or points[name] <= points[parent["id"]]
        if "level" in quote and (parent is None or "level" in parent):
            assert quote["level"] == (1 if parent is None else parent["level"] + 1)
        parts = [points[name], points_of(quote.get("cue", ())), points_of(quote.get("source", ()))]
        assert sum(map(len, parts)) == len(set().union(*parts))
        if "speaker" in quote and "source_mention" in quote:
            assert entities[quote["source_mention"]] in quote["speaker"]
        assert_form(text, quote, points[name])
        above = {name}
        while parent is not None:
            above.add(parent["id"])
            parent = quotes.get(parent.get("parent"))
        for other in quotes.keys() - above:
            assert points[name].isdisjoint(points[other]) or is_above(name, quotes[other], quotes)


def assert_events(tree: dict[str, Any]) -> None:
    """Events have the type of what they mention, lie in the quote that tells of them, and have roles of the scheme."""
    types = {event["id"]: event["type"] for event in tree.get("events", ())}
    contents = {quote["id"]: stretches(quote["content"]) for quote in tree.get("quotes", ())}
    told = {mention["id"]: mention["event"] for mention in tree.get("event_mentions", ())}
    scheme = news() if tree.get("scheme") == "news-1.0" else {}
    allowed = {event["tag"]: event["roles"] for event in scheme.get("events", ())}
    kinds = {role["tag"]: role["kinds"] for role in scheme.get("roles", ())}
    for mention in tree.get("event_mentions", ()):
        assert mention["type"] == types[mention["event"]]
        content = contents.get(mention.get("attributed_to"))
        for start, end in stretches(mention["trigger"]):
            assert content is None or any(first <= start and end <= last for first, last in content)
        for arg in mention.get("args", ()):
            assert arg["kind"] != "event" or told[arg["ref"]] != mention["event"]
            assert not allowed or arg["role"] in allowed[mention["type"]]
            assert not kinds or arg["kind"] in kinds[arg["role"]]


def assert_relations(tree: dict[str, Any], layers: dict[str, str]) -> None:
    scheme = news() if tree.get("scheme") == "news-1.0" else {}
    types = {entry["tag"]: entry for entry in scheme.get("relations", ())}
    for relation in tree.get("relations", ()) if types else ():
        for end in ("from", "to"):
            assert layers[relation[end]] in types[relation["type"]][end]


@cache
def news() -> dict[str, Any]:
    """The scheme news-1.0, read as plain JSON."""
    tree: dict[str, Any] = json.loads((files("standfirst.data.schemes") / "news-1.0.json").read_text("utf-8"))
    return tree


DAY = re.compile(r"(?:BC|FY)?[0-9X]+(?:-(?:[0-9X]{2}(?:-[0-9X]{2})?|W[0-9X]{2}(?:-[1-7X])?|Q[1-4]|WI))?")


def assert_times(tree: dict[str, Any]) -> None:
    """The values of times are of their type, and the days are those of the calendar."""
    for time in tree.get("times", ()):
        value = time.get("value", "PRESENT_REF" if time["type"] != "DURATION" else "P1D")
        day, _, clock = value.partition("T")
        if time["type"] == "DURATION" or (value[0] == "P" and value != "PRESENT_REF"):
            assert time["type"] in ("DURATION", "SET")
            assert re.fullmatch(r"P(?:[0-9X.]+[YMWDE]+)*(?:T(?:[0-9]+[HMS])+)?", value)
            continue
        assert value == "PRESENT_REF" or DAY.fullmatch(day)
        assert value == "PRESENT_REF" or time["type"] == "SET" or (time["type"] == "TIME") == bool(clock)
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
            assert date.fromisoformat(day)
            assert time["type"] != "SET"


def is_above(name: str, quote: dict[str, Any], quotes: dict[str, Any]) -> bool:
    while "parent" in quote:
        if quote["parent"] == name:
            return True
        quote = quotes[quote["parent"]]
    return False


def points_of(span: Any) -> set[int]:
    return {point for start, end in stretches(span) for point in range(start, end)}


def assert_form(text: str, quote: dict[str, Any], content: set[int]) -> None:
    if "verbatim" in quote:
        verbatim = points_of(quote["verbatim"])
        assert verbatim <= content
        left = any(text[point].isalnum() for point in content - verbatim)
        assert quote.get("form", "free") in ("free", ("mixed" if left else "direct") if verbatim else "indirect")
    for fragment in [*quote.get("verbatim", ()), *(quote["content"] if quote.get("form") == "direct" else ())]:
        first, last = fragment["text"][0], fragment["text"][-1]
        alone = len(fragment["text"]) == 1 and first in MARKS
        assert not alone
        assert first + last in PAIRS or not {first, last} & MARKS


def assert_values(tree: dict[str, Any]) -> None:
    for string in strings_in(tree):
        assert not NOT_XML.search(string)
    for number in numbers_in(tree):
        assert -LIMIT <= number <= LIMIT if isinstance(number, int) else number not in (float("inf"), float("-inf"))
        assert repr(number) not in ("-0.0", "nan")
    for layer in ("agents", *LAYERS):
        for annotation in tree.get(layer, ()):
            assert all(NAME.fullmatch(name) for name in annotation.get("attributes", {}))
            if "confidence" in annotation:
                assert isinstance(annotation["confidence"], float)
                assert 0 <= annotation["confidence"] <= 1
            for name in LITERALS.keys() & annotation.keys():
                if isinstance(annotation[name], str):
                    assert annotation[name] in LITERALS[name].split()
    assert all(NAME.fullmatch(name) for name in tree.get("attributes", {}))
    assert all(agent["name"] for agent in tree.get("agents", ()))
    assert tree["meta"]["license"]
    for link in links_in(tree):
        assert link["id"]
        assert link["scheme"] != "wikidata" or re.fullmatch("Q[1-9][0-9]*", link["id"])
    assert not any(entity.get("nil") and entity.get("links") for entity in tree.get("entities", ()))


def links_in(tree: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from tree["meta"].get("publisher", {}).get("links", ())
    for layer in ("entities", "events"):
        for annotation in tree.get(layer, ()):
            yield from annotation.get("links", ())


def assert_fingerprint(tree: dict[str, Any]) -> None:
    text = tree["text"]
    mark = tree["fingerprint"]
    assert mark["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    lengths = {"codepoint": len(text), "utf16": len(text.encode("utf-16-le")) // 2, "utf8": len(text.encode())}
    assert mark["lengths"] == lengths
    ends = {"\r\n": "crlf", "\r": "cr", "\n": "lf"}
    kinds = {ends[end] for end in re.findall("\r\n|\r|\n", text)}
    assert mark["newline"] == ("mixed" if len(kinds) > 1 else "".join(kinds) or "none")
    assert mark["nfc"] is (unicodedata.normalize("NFC", text) == text)


def assert_valid(tree: dict[str, Any], lists: dict[str, set[str]]) -> None:
    text = tree["text"]
    assert text.strip()
    assert_fingerprint(tree)
    assert_values(tree)
    layers = assert_identity(tree)
    assert_references(tree, layers)
    assert_no_cycle(tree)
    assert_no_duplicate(tree)
    assert_tags(tree, lists)
    assert_zones(text, tree.get("zones", []))
    assert_quotes(text, tree)
    assert_events(tree)
    assert_relations(tree, layers)
    assert_times(tree)
    for covered in tree.get("coverage", {}).values():
        position = 0
        for stretch in covered.get("ranges", ()):
            assert position <= stretch["start"] < stretch["end"] <= len(text)
            position = stretch["end"]
    for layer in LAYERS:
        for annotation in tree.get(layer, ()):
            for member, span in spans_in(layer, annotation):
                assert_span(text, layer, member, span)
    for mention in tree.get("mentions", ()):
        if "head" in mention:
            (start, end), *_ = stretches([mention["head"]])
            assert any(first <= start and end <= last for first, last in stretches(mention["span"]))

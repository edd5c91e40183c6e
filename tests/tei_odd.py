"""The format as a customisation of TEI (ODD), made of the grammar: elements, closed lists, and rules in Schematron.

A content model in an ODD belongs to an element wherever it stands. The grammar is finer, for a ``span`` is something else in
each layer; the rules here say as much of it as can be said of an element by itself.
"""

from collections.abc import Iterator
from itertools import chain
from xml.sax.saxutils import escape, quoteattr

from standfirst.formats.tei import grammar, table
from standfirst.formats.tei.relaxng import Pattern

MODULES: dict[str, str] = {
    "textstructure": "TEI body text",
    "header": (
        "teiHeader fileDesc titleStmt extent publicationStmt authority idno availability licence sourceDesc encodingDesc "
        "editorialDecl normalization interpretation profileDesc creation xenoData"
    ),
    "core": "title respStmt resp name measure p bibl author publisher date term note hi ref",
    "namesdates": (
        "listPerson person persName listOrg org orgName listPlace place placeName listObject object objectIdentifier "
        "objectName listEvent event eventName listRelation relation"
    ),
    "analysis": "span spanGrp",
    "linking": "ab standOff",
    "iso-fs": "fs f string numeric binary symbol vColl",
}
"""The module of TEI that each element comes from."""

POINTER = (
    r"#(string-range\([A-Za-z_][A-Za-z0-9_.\-]*,(0|[1-9][0-9]*),[1-9][0-9]*\)"
    r"|string-index\([A-Za-z_][A-Za-z0-9_.\-]*,(0|[1-9][0-9]*)\)"
    r"|range\(string-index\([A-Za-z_][A-Za-z0-9_.\-]*,(0|[1-9][0-9]*)\)"
    r",string-index\([A-Za-z_][A-Za-z0-9_.\-]*,(0|[1-9][0-9]*)\)\))"
)
"""A pointer into the text, as a regular expression of XPath."""

PROSE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "what",
        "What the format is",
        (
            "Standfirst is a format for annotated news: one article in each file, with entities, mentions, times, "
            "quantities, quotes, marks, events and relations, which stand off from the text. The same document "
            "has a form in JSON; each form can be turned into the other without loss. This customisation is "
            "generated from the table that the writer and the reader of the format use.",
            "Every file of the format is valid against tei_all. The schema that is built from this customisation "
            "takes more than the format does: standfirst.rnc says what stands where in each layer.",
        ),
    ),
    (
        "text",
        "Text and blocks",
        (
            "The text of the article is the content of all ab elements, one after another. Nothing is added "
            "between them, and no white space is normalized. An ab is a zone of the article, which has an id, a "
            "kind in @type and may have a confidence and an annotator; or it is a gap between zones, mostly a "
            "line end, with @type gap and an id that begins with _g. Nothing but text stands in an ab.",
        ),
    ),
    (
        "pointers",
        "Pointers",
        (
            "An annotation points into the text with @target, by the schemes of the Guidelines (16.2.4): string- "
            "range for a stretch inside one ab, string-index for a point, range with two string-index for a "
            "stretch across ab elements. Offsets count Unicode code points from the beginning of the ab. Several "
            "pointers are several fragments.",
            "The content of an element with @target is what stands there: its surface. Where the surface occurs "
            "more than once, some context stands around it, and the surface is in hi. Of several fragments each "
            "has a ref.",
            "On the border of two ab elements a start or a point belongs to the one that begins there, an end to "
            "the one that ends.",
        ),
    ),
    (
        "features",
        "Features",
        (
            "What TEI has no attribute or element for is a feature. An fs of type core holds what the format "
            "defines, one of type attributes what the authors of a document added. In entities and events, which "
            "can hold no fs, both stand in a note of type features; what belongs to zones, agents, relations or "
            "the document stands in a span of the last spanGrp.",
        ),
    ),
    (
        "order",
        "Order",
        (
            "The groups of standOff stand in the order of the layers: {order}. The children of a record stand in "
            "the order that standfirst.rnc gives.",
        ),
    ),
)


def odd() -> str:
    """The customisation."""
    order = ", ".join(("coverage", *table.LAYER_ORDER, "features", "members of later versions"))
    divisions = [
        f'<div xml:id="{name}">\n<head>{escape(title)}</head>\n'
        + "".join(f"<p>{escape(paragraph.replace('{order}', order))}</p>\n" for paragraph in paragraphs)
        + "</div>\n"
        for name, title, paragraphs in PROSE
    ]
    modules = [f'<moduleRef key="{module}" include="{names}"/>\n' for module, names in MODULES.items()]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        "<!-- Generated by tests/make_schemas.py; do not edit. -->\n"
        f'<TEI xmlns="{table.NAMESPACE}" xmlns:sch="http://purl.oclc.org/dsdl/schematron" xml:lang="en">\n'
        "<teiHeader>\n<fileDesc>\n<titleStmt>\n<title>Standfirst 1.0: annotated news as TEI</title>\n</titleStmt>\n"
        "<publicationStmt>\n<authority>The Standfirst authors</authority>\n"
        '<availability>\n<licence target="https://www.apache.org/licenses/LICENSE-2.0">Apache-2.0</licence>\n</availability>\n'
        "</publicationStmt>\n<sourceDesc>\n<p>Generated from the table of places of the format.</p>\n</sourceDesc>\n"
        "</fileDesc>\n</teiHeader>\n<text>\n<body>\n"
        + "".join(divisions)
        + '<div xml:id="schema">\n<head>The schema</head>\n<schemaSpec ident="standfirst" start="TEI" ns="'
        + f'{table.NAMESPACE}">\n<moduleRef key="tei"/>\n'
        + "".join(modules)
        + "".join(_specification(module, name) for module, names in MODULES.items() for name in names.split())
        + "</schemaSpec>\n</div>\n</body>\n</text>\n</TEI>\n"
    )


def _specification(module: str, name: str) -> str:
    """What the format allows of an element, where TEI allows more."""
    uses = [one for definition in grammar.definitions() for one in _elements(definition.pattern) if one.name == name]
    rules = "".join(_rule(name, test, words) for test, words in _rules(name, uses))
    constraint = (
        f'<constraintSpec ident="standfirst-{name}" scheme="schematron">\n<constraint>\n<sch:rule context="tei:{name}">\n'
        f"{rules}</sch:rule>\n</constraint>\n</constraintSpec>\n"
    )
    lists = "".join(
        f'<attDef ident="{attribute}" mode="change">\n<valList type="closed" mode="replace">\n'
        + "".join(f"<valItem ident={quoteattr(word)}/>\n" for word in words)
        + "</valList>\n</attDef>\n"
        for attribute, words in closed_lists(uses).items()
    )
    attributes = f"<attList>\n{lists}</attList>\n" if lists else ""
    return f'<elementSpec ident="{name}" module="{module}" mode="change">\n{constraint}{attributes}</elementSpec>\n'


def _rule(name: str, test: str, words: str) -> str:
    return f"<sch:assert test={quoteattr(test)}>{escape(name)}: {escape(words)}</sch:assert>\n"


def _rules(name: str, uses: list[Pattern]) -> Iterator[tuple[str, str]]:
    attributes = sorted({one.name for use in uses for one in _attributes(use)})
    children = sorted({one for use in uses for one in _children(use)})
    allowed = ", ".join(f"@{one}" for one in attributes) or "none"
    yield f"empty(@*{_except('@', attributes)})", f"its attributes are {allowed}"
    if name != "xenoData":
        yield f"empty(*{_except('tei:', children)})", f"its children are {', '.join(children) or 'none'}"
    if not any(_holds_text(use) for use in uses):
        yield "every $t in text() satisfies normalize-space($t) = ''", "no text stands here"
    if "target" in attributes:
        yield (
            f"every $p in tokenize(normalize-space(@target), ' ') satisfies matches($p, '^{POINTER}$')",
            "@target points into the text with string-range, string-index or range",
        )
        yield (
            "every $b in analyze-string(string(@target), '[(]([A-Za-z_][A-Za-z0-9_.\\-]*),')//*:group "
            "satisfies exists(//tei:ab[@xml:id = string($b)])",
            "@target points into an ab of this file",
        )
    for attribute in ("corresp", "resp", "active", "passive"):
        if attribute in attributes:
            yield (
                f"every $p in tokenize(normalize-space(@{attribute}), ' ') satisfies exists(//*[concat('#', @xml:id) = $p])",
                f"@{attribute} points to elements of this file",
            )


def _except(axis: str, names: list[str]) -> str:
    return f" except ({', '.join(axis + one for one in names)})" if names else ""


def closed_lists(uses: list[Pattern]) -> dict[str, list[str]]:
    """The words of every attribute that has a list of them wherever the element stands."""
    held: dict[str, list[list[str] | None]] = {}
    for use in uses:
        for one in _attributes(use):
            held.setdefault(one.name, []).append(_words(one.parts[0]))
    return {
        name: list(dict.fromkeys(chain.from_iterable(one for one in lists if one is not None)))
        for name, lists in held.items()
        if None not in lists and not name.startswith("xml:")
    }


def _words(pattern: Pattern) -> list[str] | None:
    words = [one.name for one in (pattern.parts if pattern.kind == "choice" else (pattern,)) if one.kind == "value"]
    return words if len(words) == len(pattern.parts or (pattern,)) else None


def _elements(pattern: Pattern) -> Iterator[Pattern]:
    if pattern.kind == "element":
        yield pattern
    for part in pattern.parts:
        yield from _elements(part)


def _own(pattern: Pattern) -> Iterator[Pattern]:
    """What stands in an element itself, not in the elements in it; named patterns are looked up."""
    named = {one.name: one.pattern for one in grammar.definitions()}
    for part in pattern.parts:
        one = named[part.name] if part.kind == "ref" else part
        yield one
        if one.kind not in ("element", "attribute"):
            yield from _own(one)


def _attributes(use: Pattern) -> list[Pattern]:
    return [one for one in _own(use) if one.kind == "attribute"]


def _children(use: Pattern) -> list[str]:
    return [one.name for one in _own(use) if one.kind == "element"]


def _holds_text(use: Pattern) -> bool:
    return any(one.kind in ("text", "data", "value", "list") for one in _own(use))

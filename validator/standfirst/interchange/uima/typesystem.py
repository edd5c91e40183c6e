"""Which types there are, and what their features hold: built in, given, in the file beside, in the file itself."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from lxml import etree

from standfirst.finding import Finding
from standfirst.interchange.problems import SYNTAX, problem
from standfirst.interchange.protocol import Settings, Source
from standfirst.interchange.uima.dkpro import BUILT_IN
from standfirst.interchange.uima.layout import declared
from standfirst.interchange.uima.structures import TOP, Declared, Feature
from standfirst.interchange.uima.write import TYPE_SYSTEM

_NAMESPACE = "{http://uima.apache.org/resourceSpecifier}"


class TypeSystem:
    """Types by their names. ``imports`` names the descriptions that were to be read besides, and were not."""

    def __init__(self, types: Mapping[str, Declared], imports: Collection[str] = ()) -> None:
        self.imports = imports
        self._types = types
        self._features: dict[str, dict[str, Feature]] = {}
        self._kinds: dict[str, tuple[str, ...]] = {}

    def knows(self, name: str) -> bool:
        """Whether a type is declared."""
        return name in self._types or name.startswith(("uima.cas.", "uima.tcas.")) or name.endswith("[]")

    def unknown(self, name: str) -> str | None:
        """The type that is declared nowhere: one itself, or one that it is a kind of."""
        last = self.kinds(name)[-1]
        return None if self.knows(last) else last

    def kinds(self, name: str) -> tuple[str, ...]:
        """A type and those that it is a kind of, the nearest first."""
        found = self._kinds.get(name)
        if found is None:
            names = {name: None}
            last = name
            while (one := self._types.get(last)) is not None and one.supertype not in names:
                last = one.supertype
                names[last] = None
            found = self._kinds[name] = tuple(names)
        return found

    def features(self, name: str) -> Mapping[str, Feature]:
        """The features of a type, inherited ones included."""
        found = self._features.get(name)
        if found is None:
            found = {}
            for kind in reversed(self.kinds(name)):
                if kind in self._types:
                    found |= self._types[kind].features
            self._features[name] = found
        return found


def type_system_of(
    source: Source,
    settings: Settings,
    embedded: Mapping[str, Declared],
    findings: list[Finding],
    *,
    guessed: Mapping[str, Declared] = {},
) -> TypeSystem:
    """All types that are known for a file. A description that cannot be read is an error.

    ``embedded`` are those that the file declares; ``guessed`` holds for types and features that nothing else declares.
    """
    types = dict(_known())
    imports: dict[str, None] = {}
    beside = source.beside(TYPE_SYSTEM) or source.beside("TypeSystem.xml")
    given = [(f"type system {number} that was given", data) for number, data in enumerate(settings.typesystems, 1)]
    for what, data in (*((("the type system beside the file", beside),) if beside is not None else ()), *given):
        root = _root(data, what)
        if isinstance(root, Finding):
            findings.append(root)
            continue
        imports |= dict.fromkeys(_imported(root))
        for found in _described(root):
            _add(types, *found)
    for name, one in embedded.items():
        _add(types, name, one)
    for name, one in guessed.items():
        known = types.get(name, one)
        types[name] = Declared(known.supertype, {**one.features, **known.features})
    return TypeSystem(types, tuple(imports))


@cache
def _known() -> Mapping[str, Declared]:
    """DKPro's types and ours."""
    return {**BUILT_IN, **declared()}


def _add(types: dict[str, Declared], name: str, one: Declared) -> None:
    """Add a type. Declared again, it has the features of both, as UIMA merges types."""
    known = types.get(name)
    types[name] = one if known is None else Declared(one.supertype, {**known.features, **one.features})


def _root(data: bytes, what: str) -> Any:
    """The root of a description, or the finding that says why ``what`` is none."""
    if b"<!DOCTYPE" in (data.replace(b"\0", b"") if b"\0" in data else data):
        return problem(SYNTAX, f"{what} has a document type declaration, and is not read", line=1)
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        return problem(SYNTAX, f"{what} is not well-formed XML: {error}", line=1)
    if root.tag != f"{_NAMESPACE}typeSystemDescription":
        name = etree.QName(root).localname
        message = f"{what} holds <{name}>, and not <typeSystemDescription> in {_NAMESPACE.strip('{}')}"
        return problem(SYNTAX, message, line=1)
    return root


def _imported(root: Any) -> Iterator[str]:
    """What a description imports: places of files, or names."""
    for one in root.iter(f"{_NAMESPACE}import"):
        yield one.get("location") or one.get("name") or ""


def _described(root: Any) -> Iterator[tuple[str, Declared]]:
    for type_ in root.iter(f"{_NAMESPACE}typeDescription"):
        features = {}
        for feature in type_.iter(f"{_NAMESPACE}featureDescription"):
            element = _words(feature, "elementType") or None
            shared = _words(feature, "multipleReferencesAllowed") == "true"
            features[_words(feature, "name")] = Feature(_words(feature, "rangeTypeName"), element, shared)
        yield _words(type_, "name"), Declared(_words(type_, "supertypeName") or TOP, features)


def _words(element: Any, name: str) -> str:
    return (element.findtext(f"{_NAMESPACE}{name}") or "").strip()

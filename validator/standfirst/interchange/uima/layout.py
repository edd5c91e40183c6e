"""Our own types: how each annotation of a document is a feature structure, made from the model.

Every layer is a type. What has a place in the text is an annotation, whose ``begin`` and ``end`` are the whole stretch;
``fragments`` holds the fragments where there are several. What refers to another annotation refers to its structure.
Mentions are a kind of DKPro's named entities, tokens and sentences of DKPro's, so that other tools show them.
"""

from typing import NamedTuple

from standfirst.interchange.uima.structures import ANNOTATION, TOP, Declared, Feature
from standfirst.model import LAYERS
from standfirst.model.references import PLACE_MEMBERS, REFERENCE_MEMBERS, SPAN_MEMBERS

PACKAGE = "standfirst.cas."
HEADER, FRAGMENT, LINK, ARG, AGENT = (PACKAGE + name for name in ("Header", "Fragment", "Link", "Arg", "Agent"))

_SEGMENTATION = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
NAMED_ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
TOKEN, SENTENCE = _SEGMENTATION + "Token", _SEGMENTATION + "Sentence"

STRING, ARRAY = "uima.cas.String", "uima.cas.FSArray"

SEGMENT_TYPES = {"token": PACKAGE + "Token", "sentence": PACKAGE + "Sentence"}
"""The types of segments of a kind that has one of its own."""

_NAMES = {
    "id": "annotationId",
    "type": "typeName",
    "class_": "eventClass",
    "from_": "fromAnnotation",
    "to": "toAnnotation",
}


class Slot(NamedTuple):
    """A member of a record as a feature. ``kind`` tells how: ``value``, ``ref``, ``refs``, ``fragment``, ``fragments``,
    ``links``, ``args``, ``json``, ``number`` (a string, or a number in another feature)."""

    member: str
    name: str
    kind: str
    feature: Feature


class Layout(NamedTuple):
    """How the records of a layer are structures; ``place`` is the member that ``begin`` and ``end`` say."""

    layer: str
    type: str
    supertype: str
    place: str | None
    slots: tuple[Slot, ...]

    def of_features(self) -> dict[str, tuple[str, Slot]]:
        """For each feature its slot, and how the member is called in JSON; the id is none of them."""
        return {slot.name: (slot.member.rstrip("_"), slot) for slot in self.slots if slot.member != "id"}


def feature_name(member: str) -> str:
    """The feature that stands for a member."""
    first, *others = _NAMES.get(member, member).split("_")
    return first + "".join(part.capitalize() for part in others)


def _slot(layer: str, member: str) -> Slot:
    name = feature_name(member)
    if member == "attributes":
        return Slot(member, name, "json", Feature(STRING))
    if member == "links":
        return Slot(member, name, "links", Feature(ARRAY, LINK))
    if member == "args":
        return Slot(member, name, "args", Feature(ARRAY, ARG))
    if (layer, member) == ("quantities", "value"):
        return Slot(member, name, "number", Feature(STRING))
    if member == "annotator":
        return Slot(member, name, "ref", Feature(AGENT))
    for span in SPAN_MEMBERS:
        if (span.layer, span.member) == (layer, member):
            one = span.shape == "fragment"
            return Slot(member, name, "fragment" if one else "fragments", Feature(FRAGMENT) if one else _of(FRAGMENT))
    for row in REFERENCE_MEMBERS:
        if (row.layer, row.member) == (layer, member) and member != "anchor":
            target = PACKAGE + LAYERS[row.targets[0]].__name__ if len(row.targets) == 1 else TOP
            return Slot(member, name, "refs" if row.many else "ref", _of(target) if row.many else Feature(target))
    # Strings, for a number or a truth value cannot be absent in UIMA: it would be 0 or false after the next tool.
    return Slot(member, name, "value", Feature(STRING))


def _of(element: str) -> Feature:
    return Feature(ARRAY, element)


def _layout(layer: str) -> Layout:
    kind = LAYERS[layer]
    place = PLACE_MEMBERS.get(layer)
    supertype = ANNOTATION if place or layer == "zones" else TOP
    members = [name for name in kind.__struct_fields__ if name != place]
    if layer == "zones":
        members = [name for name in members if name not in ("start", "end")]
    slots = tuple(_slot(layer, member) for member in members)
    return Layout(layer, PACKAGE + kind.__name__, NAMED_ENTITY if layer == "mentions" else supertype, place, slots)


LAYOUTS: dict[str, Layout] = {layer: _layout(layer) for layer in LAYERS}
"""How the records of each layer are structures."""

AGENTS = Layout(
    "agents",
    AGENT,
    TOP,
    None,
    tuple(_slot("agents", name) for name in ("id", "kind", "name", "version", "url", "comment", "attributes")),
)

OF_TYPES: dict[str, Layout] = {
    **{layout.type: layout for layout in (*LAYOUTS.values(), AGENTS)},
    **dict.fromkeys(SEGMENT_TYPES.values(), LAYOUTS["segments"]),
}
"""The layout of each of our types that is a record."""

OURS = frozenset((*OF_TYPES, HEADER, FRAGMENT, LINK, ARG))
"""All our types."""

HEADER_VALUES = ("schema", "standfirst", "id", "language", "scheme")
HEADER_JSON = ("meta", "coverage", "attributes", "unknown")
"""What the header holds of a document: strings, and JSON as a document has it."""

LAYERS_THERE, HASH = "layers", "sha256"


def _features(layout: Layout) -> dict[str, Feature]:
    found = {slot.name: slot.feature for slot in layout.slots}
    if layout.layer == "quantities":
        found["number"] = Feature(STRING)
    if layout.place is not None:
        found |= {"prefix": Feature(STRING), "suffix": Feature(STRING), "fragments": _of(FRAGMENT)}
    return found


def declared() -> dict[str, Declared]:
    """All our types, and those of DKPro that some of ours are a kind of."""
    string = Feature(STRING)
    types = {
        NAMED_ENTITY: Declared(ANNOTATION, {"value": string, "identifier": string}),
        TOKEN: Declared(ANNOTATION),
        SENTENCE: Declared(ANNOTATION),
        FRAGMENT: Declared(ANNOTATION, {"prefix": string, "suffix": string}),
        LINK: Declared(TOP, {"scheme": string, "linkId": string, "label": string}),
        ARG: Declared(TOP, {"role": string, "kind": string, "target": Feature(TOP), "fragments": _of(FRAGMENT)}),
        HEADER: Declared(
            TOP, {feature_name(f"document_{name}"): string for name in (*HEADER_VALUES, *HEADER_JSON)}
            | {LAYERS_THERE: string, HASH: string},
        ),
    }  # fmt: skip
    for layout in (AGENTS, *LAYOUTS.values()):
        types[layout.type] = Declared(layout.supertype, _features(layout))
    # A segment of a kind of its own has no supertype of ours: types have one supertype, and DKPro's is what others know.
    for kind, supertype in (("token", TOKEN), ("sentence", SENTENCE)):
        types[SEGMENT_TYPES[kind]] = Declared(supertype, types[LAYOUTS["segments"].type].features)
    return types

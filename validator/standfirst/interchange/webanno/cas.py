"""The annotations of a file as a CAS, so that they mean what they mean there."""

from collections.abc import Collection
from itertools import pairwise

from standfirst.interchange.uima import dkpro
from standfirst.interchange.uima.structures import ANNOTATION, SOFA, TOP, Cas, Declared, Feature, Structure
from standfirst.interchange.webanno.gather import TOKENS, Gathered, chains_of
from standfirst.interchange.webanno.header import Header
from standfirst.interchange.webanno.sheet import Sheet
from standfirst.interchange.webanno.text import Placed

_STRING = Feature("uima.cas.String")
_ATTACHED = {
    dkpro.POS: "pos",
    dkpro.SEGMENTATION + "Lemma": "lemma",
    dkpro.SEGMENTATION + "Stem": "stem",
    dkpro.DKPRO + "lexmorph.type.morph.MorphologicalFeatures": "morph",
}
"""The types that tokens refer to, and the features by which they do."""


def types_of(header: Header) -> dict[str, Declared]:
    """The types that a header declares: its features are strings, unless a type system knows them better."""
    types: dict[str, Declared] = {}
    for layer in header.layers:
        features = {column.feature: _STRING for column in layer.columns if column.role == "value"}
        if layer.kind == "relation":
            features |= {name: Feature(ANNOTATION) for name in ("Governor", "Dependent")}
        if layer.kind == "chain":
            features |= {"referenceType": _STRING, "referenceRelation": _STRING, "next": Feature(layer.type)}
            types[chain_of(layer.type)] = Declared("uima.cas.AnnotationBase", {"first": Feature(layer.type)})
        for column in layer.columns:
            if column.role == "slot":
                features[column.feature] = Feature("uima.cas.FSArray", column.type)
                types[column.type] = Declared(TOP, {"role": _STRING, "target": Feature(ANNOTATION)})
        types[layer.type] = Declared(ANNOTATION, features)
    return types


def chain_of(link: str) -> str:
    """The type of a chain, by that of its links."""
    return link.removesuffix("Link") + "Chain"


def cas_of(sheet: Sheet, placed: Placed, annotations: list[Gathered], taken: Collection[int] = ()) -> Cas:
    """The structures of a file, but for annotations that are ``taken`` already, by their places; offsets count code points.

    Where others refer to one that is taken, they do so by :func:`name_of`.
    """
    made = _Made(placed)
    made.names.update((at, name_of(at)) for at in taken)
    made.segments(sheet)
    left = [(at, one) for at, one in enumerate(annotations) if at not in taken]
    for at, one in left:
        made.annotation(at, one)
    for at, one in left:
        made.references(at, one)
    for type_, links in chains_of(annotations):
        made.chain(type_, links)
    return Cas(made.structures)


def name_of(at: int) -> str:
    """What stands for an annotation that is no structure."""
    return f"#taken-{at}"


class _Made:
    def __init__(self, placed: Placed) -> None:
        self.placed = placed
        self.structures: dict[str, Structure] = {}
        self.names: dict[int, str] = {}
        self.tokens: dict[tuple[int, int], Structure] = {}
        self.by_unit: dict[str, str] = {}
        self.sofa = self.add(SOFA, {"sofaString": placed.text, "sofaID": "_InitialView"}, 1)

    def add(self, type_: str, features: dict[str, object], line: int) -> Structure:
        one = Structure(f"#{len(self.structures) + 1}", type_, features, line)
        self.structures[one.id] = one
        return one

    def over(self, type_: str, start: int, end: int, line: int) -> Structure:
        return self.add(type_, {"sofa": self.sofa.id, "begin": start, "end": end}, line)

    def segments(self, sheet: Sheet) -> None:
        """Sentences, each with its tokens."""
        for sentence, (start, end) in zip(sheet.sentences, self.placed.sentences, strict=True):
            made = self.over(dkpro.SENTENCE, start, end, sentence.line)
            if sentence.id:
                made.features["id"] = sentence.id
            for unit in sentence.units:
                if not unit.is_part:
                    place = self.placed.units[unit.name]
                    self.tokens[place] = token = self.over(dkpro.TOKEN, *place, unit.line)
                    self.by_unit[unit.name] = token.id

    def annotation(self, at: int, one: Gathered) -> None:
        if one.layer is TOKENS:
            self.names[at] = self.by_unit[one.values["name"]]
            return
        made = self.over(one.layer.type, one.start, one.end_, one.line)
        made.features.update(one.values)
        self.names[at] = made.id
        attached = _ATTACHED.get(one.layer.type)
        token = self.tokens.get((one.start, one.end_))
        if attached is not None and token is not None:
            token.features.setdefault(attached, made.id)

    def references(self, at: int, one: Gathered) -> None:
        """What an annotation refers to; what could not be found was said before."""
        features = self.structures[self.names[at]].features
        if one.base is not None and one.end is not None:
            features |= {"Governor": self.names[one.base], "Dependent": self.names[one.end]}
        for feature, slots in one.slots.items():
            links = []
            for slot in slots:
                link: dict[str, object] = {"role": slot.role} if slot.role is not None else {}
                if slot.target is not None:
                    link["target"] = self.names[slot.target]
                column = next(each for each in one.layer.columns if each.feature == feature and each.role == "slot")
                links.append(self.add(column.type, link, one.line).id)
            features[feature] = " ".join(links)

    def chain(self, type_: str, links: list[int]) -> None:
        names = [self.names[at] for at in links]
        for name, following in pairwise(names):
            self.structures[name].features["next"] = following
        self.add(chain_of(type_), {"sofa": self.sofa.id, "first": names[0]}, 1)

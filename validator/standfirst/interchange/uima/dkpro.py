"""The types of DKPro Core that INCEpTION and WebAnno export, as far as their features matter for reading."""

from standfirst.interchange.uima.structures import ANNOTATION, DOCUMENT_ANNOTATION, TOP, Declared, Feature

DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
SEGMENTATION = DKPRO + "segmentation.type."
META_DATA = DKPRO + "metadata.type.DocumentMetaData"
NAMED_ENTITY = DKPRO + "ner.type.NamedEntity"
TOKEN, SENTENCE, PARAGRAPH = (SEGMENTATION + name for name in ("Token", "Sentence", "Paragraph"))
CHAIN = DKPRO + "coref.type.CoreferenceChain"
POS = DKPRO + "lexmorph.type.pos.POS"
POS_PACKAGE = DKPRO + "lexmorph.type.pos."
DEPENDENCY_PACKAGE = DKPRO + "syntax.type.dependency."
TAGSETS = (DKPRO + "metadata.type.TagsetDescription", DKPRO + "metadata.type.TagDescription")

_STRING, _BOOLEAN, _INTEGER = (Feature(f"uima.cas.{name}") for name in ("String", "Boolean", "Integer"))


def _array(element: str) -> Feature:
    return Feature("uima.cas.FSArray", element)


def _spans(package: str, **types: tuple[str, ...]) -> dict[str, Declared]:
    """Annotations whose features are strings."""
    return {package + name: Declared(ANNOTATION, dict.fromkeys(names, _STRING)) for name, names in types.items()}


BUILT_IN: dict[str, Declared] = {
    META_DATA: Declared(
        DOCUMENT_ANNOTATION,
        dict.fromkeys(("documentTitle", "documentId", "documentUri", "collectionId", "documentBaseUri"), _STRING)
        | {"isLastSegment": _BOOLEAN},
    ),
    TAGSETS[0]: Declared(ANNOTATION, {"tags": _array(TAGSETS[1])}),
    TAGSETS[1]: Declared(TOP, {"name": _STRING}),
    **_spans(
        SEGMENTATION,
        Sentence=("id",), Lemma=("value",), Stem=("value",), TokenForm=("value",), SurfaceForm=("value",),
        Div=("id", "divType"), NGram=("text",), Compound=(), Split=(),
    ),
    PARAGRAPH: Declared(SEGMENTATION + "Div"),
    SEGMENTATION + "Heading": Declared(SEGMENTATION + "Div"),
    TOKEN: Declared(
        ANNOTATION,
        {
            "id": _STRING, "syntacticFunction": _STRING, "order": _INTEGER, "parent": Feature(ANNOTATION),
            "lemma": Feature(SEGMENTATION + "Lemma"), "stem": Feature(SEGMENTATION + "Stem"), "pos": Feature(POS),
            "form": Feature(SEGMENTATION + "TokenForm"), "morph": Feature(DKPRO + "lexmorph.type.morph.MorphologicalFeatures"),
        },
    ),
    **_spans(POS_PACKAGE, POS=("PosValue", "coarseValue")),
    **_spans(DKPRO + "lexmorph.type.morph.", MorphologicalFeatures=("value", "gender", "number", "case", "tense", "person")),
    **_spans(DKPRO + "ner.type.", NamedEntity=("value", "identifier")),
    **{DKPRO + "ner.type." + name: Declared(NAMED_ENTITY) for name in ("Person", "Location", "Organization", "Date", "Time")},
    CHAIN: Declared("uima.cas.AnnotationBase", {"first": Feature(DKPRO + "coref.type.CoreferenceLink")}),
    DKPRO + "coref.type.CoreferenceLink": Declared(
        ANNOTATION,
        {
            "next": Feature(DKPRO + "coref.type.CoreferenceLink"),
            "referenceType": _STRING,
            "referenceRelation": _STRING,
        },
    ),
    **_spans(DKPRO + "syntax.type.chunk.", Chunk=("chunkValue",)),
    DEPENDENCY_PACKAGE + "Dependency": Declared(
        ANNOTATION,
        {"Governor": Feature(TOKEN), "Dependent": Feature(TOKEN), "DependencyType": _STRING, "flavor": _STRING},
    ),
    DKPRO + "semantics.type.SemPred": Declared(
        ANNOTATION, {"category": _STRING, "arguments": _array(DKPRO + "semantics.type.SemArgLink")}
    ),
    DKPRO + "semantics.type.SemArg": Declared(ANNOTATION),
    DKPRO + "semantics.type.SemArgLink": Declared(
        TOP, {"role": _STRING, "target": Feature(DKPRO + "semantics.type.SemArg")}
    ),
}  # fmt: skip
"""The types by their names."""

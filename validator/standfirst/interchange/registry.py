"""Which foreign formats there are, and how a file of one is recognised. Their packages are imported when asked for."""

import os
import re
from importlib import import_module
from typing import NamedTuple

from standfirst.errors import UsageError
from standfirst.interchange.protocol import Codec
from standfirst.offsets.units import Unit


class Foreign(NamedTuple):
    """A format as data.

    ``suffixes`` are the endings of its files, the usual one first; ``beside`` the endings of files that belong to one.
    ``unit`` is what its offsets count by its specification, ``None`` where it has none. ``signature`` is found at the
    beginning of its files and of no others, where there is such a thing. ``extra`` is what has to be installed for it.
    ``whole`` says that it holds every document.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    package: str
    many: bool = False
    beside: tuple[str, ...] = ()
    unit: Unit | None = None
    signature: re.Pattern[bytes] | None = None
    extra: str | None = None
    whole: bool = False


_ALL: tuple[Foreign, ...] = (
    Foreign(
        "brat",
        "brat standoff, a text and its annotations",
        (".ann", ".a1"),
        "standfirst.interchange.brat",
        beside=(".txt", ".a2"),
        unit="codepoint",
    ),
    Foreign(
        "conllu",
        "CoNLL-U with entities, as in CorefUD and GUM",
        (".conllu",),
        "standfirst.interchange.conllu",
        many=True,
        beside=(".txt",),
        signature=re.compile(rb"\A(?:\xef\xbb\xbf)?# (?:newdoc|global\.|sent_id|text|newpar)"),
        extra="conllu",
    ),
    Foreign(
        "spacy-json",
        "spaCy, the JSON of Doc.to_json",
        (".spacy.jsonl", ".spacy.json"),
        "standfirst.interchange.spacy",
        many=True,
        unit="codepoint",
        signature=re.compile(rb'\A(?:\xef\xbb\xbf)?\s*\[?\s*\{\s*"text"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*"ents"\s*:'),
    ),
    Foreign(
        "spacy",
        "spaCy, DocBin",
        (".spacy",),
        "standfirst.interchange.spacy.docbin",
        unit="codepoint",
        extra="spacy",
    ),
    Foreign(
        "conll",
        "CoNLL-2002, CoNLL-2003 and their kin: BIO tags in columns",
        (".conll", ".iob", ".bio", ".iob2", ".conll2003"),
        "standfirst.interchange.conll",
        many=True,
        beside=(".txt",),
        signature=re.compile(rb"\A(?:\xef\xbb\xbf)?-DOCSTART-[ \t\r\n]"),
    ),
    Foreign(
        "uima-xmi",
        "UIMA CAS as XMI, as INCEpTION exports it",
        (".xmi",),
        "standfirst.interchange.uima",
        beside=(".TypeSystem.xml",),
        unit="utf16",
        signature=re.compile(rb"http://www\.omg\.org/XMI[\"']"),
        whole=True,
    ),
    Foreign(
        "uima-json",
        "UIMA CAS as JSON CAS 0.4",
        (".cas.json",),
        "standfirst.interchange.uima.json_cas",
        unit="utf16",
        signature=re.compile(rb'\A(?:\xef\xbb\xbf)?\s*\{\s*"%(?:TYPES|FEATURE_STRUCTURES|VIEWS)"\s*:'),
        whole=True,
    ),
    Foreign(
        "webanno-tsv",
        "WebAnno TSV 3, as WebAnno and INCEpTION export it",
        (".tsv",),
        "standfirst.interchange.webanno",
        beside=(".txt",),
        unit="utf16",
        signature=re.compile(rb"\A(?:\xef\xbb\xbf)?#FORMAT=WebAnno TSV 3"),
    ),
)

FOREIGN: dict[str, Foreign] = {form.name: form for form in _ALL}
"""Every foreign format by its name."""

_BEGINNING = 65_536

# Endings that are no format's own: what a file so named holds is told by its signature alone.
_SHARED = (".json", ".jsonl", ".xml", ".tsv", ".txt")


def foreign_named(name: str) -> Foreign | None:
    """The foreign format of a name, if there is one."""
    return FOREIGN.get(name)


def recognise_foreign(data: bytes, name: str | None = None) -> Foreign | None:
    """The foreign format of a file: by what it begins with, else by its name; ``None`` where nothing speaks for one."""
    beginning = data[:_BEGINNING]
    ending = os.path.basename(name or "").lower()
    named = [form for form in FOREIGN.values() if any(ending.endswith(suffix) for suffix in form.suffixes)]
    signed = [form for form in FOREIGN.values() if form.signature is not None and form.signature.search(beginning)]
    for form in signed:
        if form in named or not named:
            return form
    if signed:
        return signed[0]
    return next((form for form in named if form.signature is None or _has_own_ending(form, ending)), None)


def _has_own_ending(form: Foreign, name: str) -> bool:
    return any(name.endswith(suffix) and suffix not in _SHARED for suffix in form.suffixes)


def codec(form: Foreign) -> Codec:
    """The reader and writer of a format. :raises UsageError: where what it needs is not installed"""
    try:
        module = import_module(form.package)
    except ImportError as error:
        if form.extra is None or (error.name or "").startswith("standfirst"):
            raise
        raise UsageError(
            f"{form.name} needs {error.name}, which is not installed: pip install 'standfirst[{form.extra}]'"
        ) from error
    found: Codec = module.CODEC
    return found

"""How a conversion is to go, and what it did."""

from collections.abc import Mapping
from typing import BinaryIO

from msgspec import Struct

from standfirst.finding import Finding
from standfirst.formats import Loss
from standfirst.model import Document
from standfirst.offsets.units import Unit


class Conversion(Struct, frozen=True, kw_only=True):
    """What a conversion did.

    ``written`` counts the documents that were written; ``findings`` are the errors of those that were not; ``notes`` are
    what readers of foreign formats had to decide or to leave out; ``losses`` are what the target format could not hold, by
    document id, also of documents that were not written for it.
    """

    written: int
    findings: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    losses: tuple[tuple[str, Loss], ...] = ()


class Foreignness(Struct, frozen=True, kw_only=True):
    """What files of foreign formats do not say themselves: see :class:`standfirst.interchange.Settings`.

    ``mapping``, ``text`` and ``typesystems`` are paths. ``accept_diagnosis``: where the words of a file are not at its
    offsets, the places that a diagnosis proves are taken.
    """

    language: str | None = None
    license: str | None = None
    unit: Unit | None = None
    mapping: str | None = None
    text: str | None = None
    tokeniser: str | None = None
    typesystems: tuple[str, ...] = ()
    options: Mapping[str, str] = {}
    accept_diagnosis: bool = False


class Plan(Struct, frozen=True, kw_only=True):
    """How a conversion is to go: formats by name (``None``: as recognised), and what to do about trouble.

    ``stdin`` and ``stdout`` stand behind a path of ``-``. ``loss_report`` is a file for what was lost, as JSON.
    """

    source_format: str | None = None
    target_format: str | None = None
    force: bool = False
    keep_going: bool = False
    strict: bool = False
    max_document_bytes: int | None = None
    stdin: BinaryIO | None = None
    stdout: BinaryIO | None = None
    stdin_name: str | None = None
    loss_report: str | None = None
    foreign: Foreignness = Foreignness()


class RefusedError(Exception):
    """A document that breaks the format, or would lose something, where the conversion is not to go on without it."""


class Item(Struct, frozen=True):
    """A document on its way, and its place relative to the source."""

    document: Document
    place: str | None

"""What a diagnosis looks at: a text, and the stretches of it that a document stores. Offsets are those that are stored."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

import msgspec

from standfirst.model import Document
from standfirst.model.plain_places import PlainPlace, bare_places, fragment_places


class Stretch(NamedTuple):
    """A place as it is stored: ``surface`` is ``None`` where none is stored with it, as in a zone.

    ``start`` and ``end`` are whatever integers the file has; nothing says that they count code points of the text.
    """

    pointer: str
    annotation: str
    start: int
    end: int
    surface: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    annotator: str | None = None
    layer: str = ""


class Malformed(NamedTuple):
    """A place whose ``start`` or ``end`` is no integer, with both as they are stored."""

    pointer: str
    annotation: str
    start: Any
    end: Any
    surface: str | None
    prefix: str | None = None
    suffix: str | None = None


class Material:
    """One document for the diagnosis.

    ``sha256`` and ``lengths`` are those of the fingerprint, ``None`` where there is none. ``tool`` and ``folder`` say where
    the document comes from: evidence is pooled by them.
    """

    def __init__(
        self,
        text: str,
        stretches: tuple[Stretch, ...],
        *,
        malformed: tuple[Malformed, ...] = (),
        sha256: str | None = None,
        codepoints: int | None = None,
        tool: str | None = None,
        folder: str | None = None,
    ) -> None:
        self.text = text
        self.stretches = stretches
        self.malformed = malformed
        self.sha256 = sha256
        self.codepoints = codepoints
        self.tool = tool
        self.folder = folder

    @cached_property
    def wrong(self) -> list[Stretch]:
        """The stretches whose surface or context is not what stands in the text; one slice for each."""
        text = self.text
        return [stretch for stretch in self.stretches if stretch.surface is not None and not right(stretch, text)]

    @cached_property
    def known(self) -> list[Stretch]:
        """The stretches that have a surface."""
        return [stretch for stretch in self.stretches if stretch.surface is not None]


def right(stretch: Stretch, text: str) -> bool:
    """Whether the surface of ``stretch`` and its contexts stand at its offsets, read as code points of ``text``."""
    _, _, start, end, surface, prefix, suffix, _, _ = stretch
    if not 0 <= start <= end <= len(text) or text[start:end] != surface:
        return False
    if prefix is not None and text[max(0, start - len(prefix)) : start] != prefix:
        return False
    return suffix is None or text.startswith(suffix, end)


def material_of(
    source: Document | Mapping[str, Any], *, tool: str | None = None, folder: str | None = None
) -> Material:
    """The material of a document, or of the plain data that ``json.loads`` makes of one, whatever its faults.

    ``tool`` is taken from the agents where it is not given: the one program that the document names, if it names one.
    """
    data: Any = msgspec.to_builtins(source) if isinstance(source, Document) else source
    text = data.get("text")
    stretches: list[Stretch] = []
    malformed: list[Malformed] = []
    for place in _places(data):
        value = place.value
        start, end = value.get("start"), value.get("end")
        surface, prefix, suffix = (_string(value.get(name)) for name in ("text", "prefix", "suffix"))
        if type(start) is int and type(end) is int:
            stretches.append(
                Stretch(
                    place.pointer,
                    place.annotation,
                    start,
                    end,
                    surface,
                    prefix,
                    suffix,
                    place.annotator,
                    place.layer,
                )
            )
        else:
            malformed.append(Malformed(place.pointer, place.annotation, start, end, surface, prefix, suffix))
    sha256, codepoints = _fingerprint(data.get("fingerprint"))
    return Material(
        text if isinstance(text, str) else "",
        tuple(stretches),
        malformed=tuple(malformed),
        sha256=sha256,
        codepoints=codepoints,
        tool=tool if tool is not None else _tool(data.get("agents")),
        folder=folder,
    )


def _places(data: Mapping[str, Any]) -> Iterator[PlainPlace]:
    yield from fragment_places(data)
    yield from bare_places(data)


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _fingerprint(value: Any) -> tuple[str | None, int | None]:
    if not isinstance(value, dict):
        return None, None
    lengths = value.get("lengths")
    count = lengths.get("codepoint") if isinstance(lengths, dict) else None
    return _string(value.get("sha256")), count if type(count) is int else None


def _tool(agents: Any) -> str | None:
    if not isinstance(agents, list | tuple):
        return None
    programs = [agent for agent in agents if isinstance(agent, dict) and agent.get("kind") == "program"]
    if len(programs) != 1:
        return None
    name, version = _string(programs[0].get("name")), _string(programs[0].get("version"))
    return f"{name} {version}" if name and version else name

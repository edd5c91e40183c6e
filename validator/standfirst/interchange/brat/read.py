"""The reader of brat."""

from collections.abc import Iterator

from standfirst.errors import UsageError
from standfirst.finding import ERROR, Finding
from standfirst.formats.encoding import not_utf8
from standfirst.interchange.brat.held import held_of
from standfirst.interchange.problems import NO_TEXT, problem
from standfirst.interchange.protocol import Settings, Source
from standfirst.reading import Reading


def read(source: Source, settings: Settings) -> Iterator[Reading]:
    """The document of an ``.ann`` file, or of ``.a1`` and ``.a2``, and the ``.txt`` beside it.

    :raises UsageError: where an option has a value that it cannot have
    """
    merge = settings.options.get("merge", "newline")
    if merge not in ("newline", "never"):
        raise UsageError(f"the option merge is {merge!r}; it takes newline or never")
    findings: list[Finding] = []
    text = _text(source, settings, findings)
    held = held_of([_decoded(data, findings) for data in _parts(source)], findings)
    if text is None or any(finding.level == ERROR for finding in findings):
        yield Reading(document=None, findings=tuple(findings))
        return
    from standfirst.interchange.brat.interpret import document_of

    yield document_of(held, text, source, settings, tuple(findings))


def _parts(source: Source) -> Iterator[bytes]:
    """The annotations: of a pair of ``.a1`` and ``.a2`` both, whichever was named."""
    name = (source.name or "").lower()
    if name.endswith(".a2"):
        yield source.beside(".a1") or b""
    if not name.endswith(".txt"):
        yield source.data
    if name.endswith(".a1"):
        yield source.beside(".a2") or b""
    if name.endswith(".txt"):
        for suffix in (".ann", ".a1", ".a2"):
            yield source.beside(suffix) or b""


def _text(source: Source, settings: Settings, findings: list[Finding]) -> str | None:
    if settings.text is not None:
        return settings.text
    data = source.data if (source.name or "").lower().endswith(".txt") else source.beside(".txt")
    if data is None:
        message = "there is no .txt file beside the annotations"
        findings.append(problem(NO_TEXT, message, line=1, help="put it there, or name it with --text"))
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.append(not_utf8(data, error))
        return None


def _decoded(data: bytes, findings: list[Finding]) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.append(not_utf8(data, error))
        return ""

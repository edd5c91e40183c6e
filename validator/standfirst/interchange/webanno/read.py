"""The reader of WebAnno TSV 3."""

from collections.abc import Iterator

from standfirst.finding import ERROR, Finding
from standfirst.formats.encoding import not_utf8
from standfirst.interchange.build import Builder
from standfirst.interchange.protocol import Settings, Source
from standfirst.interchange.uima.interpret import Interpretation
from standfirst.interchange.uima.places import Places
from standfirst.interchange.uima.typesystem import type_system_of
from standfirst.interchange.webanno.cas import cas_of, name_of, types_of
from standfirst.interchange.webanno.convention import is_ours
from standfirst.interchange.webanno.gather import Gatherer
from standfirst.interchange.webanno.ours import Ours
from standfirst.interchange.webanno.sheet import sheet_of
from standfirst.interchange.webanno.text import placed
from standfirst.reading import Reading

NAME = "WebAnno TSV"


def read(source: Source, settings: Settings) -> Iterator[Reading]:
    """The document of a file."""
    findings: list[Finding] = []
    reading = _reading(source, settings, findings)
    yield reading if reading is not None else Reading(document=None, findings=tuple(findings))


def _reading(source: Source, settings: Settings, findings: list[Finding]) -> Reading | None:
    content = _decoded(source.data.removeprefix(b"\xef\xbb\xbf"), findings)
    text = settings.text
    if text is None and (beside := source.beside(".txt")) is not None:
        text = _decoded(beside, findings)
    if content is None or findings:
        return None
    sheet = sheet_of(content)
    if isinstance(sheet, list):
        findings += sheet
        return None
    where = placed(sheet, text, settings.unit)
    if isinstance(where, list):
        findings += where
        return None
    gatherer = Gatherer(sheet, where.units)
    gatherer.run()
    findings += gatherer.findings
    types = type_system_of(source, settings, {}, findings, guessed=types_of(sheet.header))
    if any(finding.level == ERROR for finding in findings):
        return None
    builder = Builder(where.text, settings, source.name, NAME)
    builder.findings += findings
    for decision in where.decisions:
        builder.decide(decision)
    ours = Ours(gatherer.annotations, builder)
    ours.run()
    taken = [at for at, one in enumerate(gatherer.annotations) if is_ours(one.layer)]
    cas = cas_of(sheet, where, gatherer.annotations, taken)
    interpretation = Interpretation(cas, types, Places(where.text, "codepoint", builder.findings), builder)
    interpretation.made |= {name_of(at): made for at, made in ours.made().items()}
    interpretation.run()
    if builder.failed:
        return Reading(document=None, findings=tuple(builder.findings))
    return builder.reading()


def _decoded(data: bytes, findings: list[Finding]) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.append(not_utf8(data, error))
        return None

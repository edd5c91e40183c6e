"""One cause instead of many symptoms: the findings on wrong offsets that a diagnosis explains become one finding.

A diagnosis is asked for only where such findings are. What it found out last is tried first on the next document of a run.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from standfirst.finding import ERROR, Finding
from standfirst.model import Document
from standfirst.reading import Reading

if TYPE_CHECKING:  # loaded only where offsets are wrong
    from standfirst.diagnosis import Cause, Diagnosis, Hypothesis

CODE, NAME = "OFF022", "offset-cause"
SYMPTOMS = frozenset(("OFF001", "OFF002", "OFF020"))
"""The rules whose findings a cause explains: offsets outside the text, other words than the surface, another context."""
_MOST_REMEMBERED = 4


class Diagnoser:
    """Asks for the causes of wrong offsets. It remembers, for a run, which causes it has found."""

    def __init__(self) -> None:
        self._known: list[Hypothesis] = []

    def __call__(self, document: Document) -> "Diagnosis":
        """The diagnosis of one document."""
        from standfirst.diagnosis import diagnose

        found = diagnose(document, known=tuple(self._known))
        for cause in found.causes:
            if cause.named and cause.hypothesis is not None:
                if cause.hypothesis in self._known:
                    self._known.remove(cause.hypothesis)
                self._known.insert(0, cause.hypothesis)
        del self._known[_MOST_REMEMBERED:]
        return found


class Case(NamedTuple):
    """A document of a run with wrong offsets that nothing explains yet: the file, what was read, and its findings."""

    path: str
    reading: Reading
    findings: tuple[Finding, ...]


def is_open(findings: Iterable[Finding]) -> bool:
    """Whether a document has wrong offsets, and too few of them for a cause of its own."""
    codes = [finding.code for finding in findings]
    wrong = sum(code in SYMPTOMS for code in codes)
    if not wrong or CODE in codes:
        return False
    from standfirst.diagnosis import MIN_EVIDENCE

    return wrong < MIN_EVIDENCE


def explained(findings: Sequence[Finding], reading: Reading, diagnoser: Diagnoser) -> Iterator[Finding]:
    """``findings`` with those that a named cause explains put together, one finding for each cause."""
    document = reading.document
    if document is None or not any(finding.code in SYMPTOMS for finding in findings):
        yield from findings
        return
    causes = [cause for cause in diagnoser(document).causes if cause.named]
    told = {in_file(pointer, reading) for cause in causes for pointer in (*cause.corrections, *cause.proposals)}
    for finding in findings:
        if finding.code not in SYMPTOMS or finding.pointer not in told:
            yield finding
    for cause in causes:
        yield cause_finding(cause, reading)


def cause_finding(cause: "Cause", reading: Reading) -> Finding:
    """The finding on a cause. It stands where the first of its spans does."""
    pointers = [*cause.corrections, *cause.proposals]
    spans = [pointer for pointer in pointers if not pointer.startswith(("/zones", "/coverage"))] or pointers
    if cause.certain:
        mend = "`standfirst fix` puts the offsets right, and leaves the text as it is"
    elif cause.ambiguous:
        mend = "several explanations fit, and they do not agree on the places: `standfirst diagnose` shows them"
    else:
        mend = "`standfirst fix --edits FILE` writes the likely places into a file, for a person to decide"
    return Finding(
        code=CODE,
        name=NAME,
        level=ERROR,
        message=cause.message,
        pointer=in_file(spans[0], reading) if spans else "",
        found=cause.name,
        help=mend,
    )


def in_file(pointer: str, reading: Reading) -> str:
    """A pointer into the document as one into its file, in which records may stand that could not be read."""
    origins: Mapping[str, tuple[int, ...]] = reading.omissions.origins
    _, layer, *rest = pointer.split("/")
    if layer not in origins or not rest:
        return pointer
    return "/".join(("", layer, str(origins[layer][int(rest[0])]), *rest[1:]))

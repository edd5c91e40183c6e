"""Which fixes there are, and which rules they mend."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from standfirst.errors import UsageError
from standfirst.repair.fix import causes, header, spans
from standfirst.repair.fix.edits import Edit, Tree
from standfirst.rules import RULES
from standfirst.rules.facts import Facts

Find = Callable[[Tree, Facts], Iterator[Edit]]


class Fix(NamedTuple):
    """Something that can be mended without knowing more than the document says.

    ``codes`` are the rules whose findings it can take away; of some rules it takes only part, as ``sentence`` says.
    ``find`` gives the edits of a document, whose facts are those of the tree; it is ``None`` for the canonical form, which
    is one of the file. Of a text that is not the one that was annotated, only a fix ``despite_changes`` proves anything.
    """

    name: str
    codes: tuple[str, ...]
    sentence: str
    find: Find | None
    despite_changes: bool = False

    @property
    def spoken(self) -> str:
        """What the page of a rule says of the fix."""
        return f"`standfirst fix --select {self.name} PATH`. {self.sentence}"


CANONICAL = Fix(
    "canonical", ("DEC016",), "Files are written in canonical form, where nothing breaks the format any more.", None
)

PROPOSALS = Fix(
    "offset-proposal",
    (),
    "Places that a diagnosis finds likely are written into the file of edits, and nowhere else.",
    causes.offset_proposal,
    despite_changes=True,
)
"""What is only ever proposed to a person."""

ALL_FIXES: tuple[Fix, ...] = (
    Fix(
        "offset-cause",
        ("OFF022",),
        "Offsets that one cause made wrong are moved, where all explanations that fit give the same places.",
        causes.offset_cause,
        despite_changes=True,
    ),
    Fix(
        "offset-slip",
        (),
        "A single place that is off by up to three is moved to its words, where these stand once in the text.",
        causes.offset_slip,
    ),
    Fix(
        "fingerprint",
        ("TXT002",),
        "Lengths, line ends and normalization are taken from the text again, if its hash is the right one.",
        header.fingerprint,
    ),
    Fix("zone-order", ("TXT013",), "Zones that are apart are put into the order of the text.", header.zone_order),
    Fix(
        "coverage-range",
        ("OFF021",),
        "Ranges of coverage that are apart are put into the order of the text.",
        header.coverage_range,
    ),
    Fix(
        "edge-space",
        ("OFF003",),
        "White space at the edges of a fragment is left out, unless the fragment is nothing else.",
        spans.edge_space,
    ),
    Fix("fragment-order", ("OFF008",), "Fragments are put into the order of the text.", spans.fragment_order),
    Fix(
        "fragment-touching",
        ("OFF010",),
        "One fragment is made of two that touch, with nothing between them.",
        spans.fragment_touching,
    ),
    Fix(
        "duplicate-arg",
        ("EVT017",),
        "An argument that is the same as another one in every member is left out.",
        header.duplicate_arg,
    ),
    Fix(
        "context",
        (),
        "A context is stored where the words stand more than once in the text, and nowhere else; a wrong one is left.",
        spans.context,
    ),
    CANONICAL,
)
"""Every fix, in the order in which they are made."""

FIXES: dict[str, Fix] = {code: fix for fix in ALL_FIXES for code in fix.codes}
"""The fix of each rule that has one, by the rule's code."""


def select_fixes(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[Fix, ...]:
    """The fixes that ``select`` names (all if it is empty) and ``ignore`` does not.

    A fix is named by its own name, or by a rule that it mends: its code, the beginning of its code, or its name.

    :raises UsageError: where no fix has a name
    """
    chosen = set(_named(select)) if select else set(ALL_FIXES)
    chosen -= set(_named(ignore))
    return tuple(fix for fix in ALL_FIXES if fix in chosen)


def _named(names: Iterable[str]) -> Iterator[Fix]:
    rules = {rule.code: rule.name for rule in RULES}
    for name in names:
        found = [fix for fix in ALL_FIXES if name.lower() == fix.name] or [
            fix
            for fix in ALL_FIXES
            if any(name and (code.startswith(name.upper()) or rules[code] == name.lower()) for code in fix.codes)
        ]
        if not found:
            known = ", ".join(" ".join((fix.name, *(f"({code})" for code in fix.codes))) for fix in ALL_FIXES)
            raise UsageError(f"no fix has the name {name!r}, and none mends a rule of that name; there are {known}")
        yield from found

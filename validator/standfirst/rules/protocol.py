"""What a rule is.

A rule looks at one kind of node and is a generator over (node, facts of the document). Where most nodes of a document
are clean, a rule also has a *screen*: a cheap look at all nodes at once that gives the positions of every node with
which something could be wrong, and maybe more. The check alone decides; a screen only saves asking it, so that a clean
document costs little more than reading it. A test runs every rule with and without its screen and compares.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from standfirst.finding import ERROR, Level
from standfirst.rules.facts import Facts, Node

Phase = Literal["decode", "schema", "text", "offsets", "references", "semantics", "corpus"]
PHASES: tuple[Phase, ...] = ("decode", "schema", "text", "offsets", "references", "semantics", "corpus")
"""The phases of a check, in order. A node that failed one is not looked at in a later one."""

Target = Literal[
    "document", "zone", "fragment", "span", "annotation",
    "zones", "segments", "entities", "mentions", "times", "quantities", "quotes", "marks", "events", "event_mentions",
    "relations",
]  # fmt: skip
"""The kinds of nodes that rules look at: parts of every layer, or, by the layer's name, the annotations of one."""


class Needs(NamedTuple):
    """What a rule needs to be asked at all; where it is not there, the rule is skipped, and that is counted.

    ``layers`` are annotated, if in part only; ``full`` are layers that are declared to cover the whole text, and of which
    nothing was left out; ``words`` are lists that the language's data must have; ``scheme`` are lists that the document's
    scheme must have; ``meta`` are members of ``meta`` that must be there.
    """

    layers: tuple[str, ...] = ()
    full: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    scheme: tuple[str, ...] = ()
    meta: tuple[str, ...] = ()


NOTHING = Needs()


class Skip(NamedTuple):
    """A rule that was not asked about a document, and why."""

    code: str
    reason: str


class Problem(NamedTuple):
    """What a check says of a node.

    ``range`` is in code points of the text; ``below`` is appended to the node's pointer; ``annotation`` is the id of the
    annotation meant, where it is not the node's.
    """

    message: str
    range: tuple[int, int] | None = None
    expected: str | None = None
    found: str | None = None
    help: str | None = None
    below: str = ""
    annotation: str | None = None


Check = Callable[[Node, Facts], Iterator[Problem]]
Screen = Callable[[Facts], Iterable[int]]


class Rule(NamedTuple):
    """A rule of the validator. Its codes are never renumbered.

    ``check`` and ``screen`` are ``None`` for the rules that a reader applies while it reads (phases *decode* and
    *schema*). ``sound_only`` keeps the rule from nodes whose offsets or surface are wrong. ``needs`` is what must be there
    for the rule to be asked.
    """

    code: str
    name: str
    level: Level
    phase: Phase
    summary: str
    target: Target = "document"
    check: Check | None = None
    screen: Screen | None = None
    sound_only: bool = True
    needs: Needs = NOTHING

    @property
    def required(self) -> bool:
        """Whether the rule cannot be left out: what breaks it is not read, or only in part, and not checked further."""
        return self.level == ERROR and self.phase in ("decode", "schema")


def rule(
    code: str,
    name: str,
    level: Level,
    phase: Phase,
    target: Target,
    *,
    screen: Screen | None = None,
    sound_only: bool = True,
    needs: Needs = NOTHING,
) -> Callable[[Check], Rule]:
    """Make a rule of a check; the first line of the check's docstring is the rule's summary."""

    def decorate(check: Check) -> Rule:
        summary = (check.__doc__ or "").strip().partition("\n")[0]
        return Rule(code, name, level, phase, summary, target, check, screen, sound_only, _shared(needs))

    return decorate


@cache
def _shared(needs: Needs) -> Needs:
    """The one object for equal needs, so that what a document lacks is found out once, by identity."""
    return needs


def reader_rule(code: str, name: str, level: Level, phase: Phase, summary: str) -> Rule:
    """A rule that a reader applies while it reads."""
    return Rule(code, name, level, phase, summary)

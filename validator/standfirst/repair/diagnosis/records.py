"""What a diagnosis says: plain, frozen records. Offsets are code points of the text in hand, half-open."""

from collections.abc import Mapping

from msgspec import Struct, field

from standfirst.repair.diagnosis.hypotheses import Hypothesis

MIN_EVIDENCE = 5
"""How many different wrong spans must speak for a cause before it is named."""


class ShiftChange(Struct, frozen=True):
    """A point of the text at which all later annotations are off by another amount.

    ``position`` is the offset in the text in hand, ``shift`` what stored offsets behind it need, ``inserted`` how many
    code points came in there, negative where they went out.
    """

    position: int
    shift: int
    inserted: int


class Cause(Struct, frozen=True, kw_only=True):
    """Why many places of a document, or of several, are wrong at once.

    ``name`` is the first of ``cause_class``, which holds every explanation that fits as well. ``explained`` of ``of`` spans
    are right if it is true; ``wrong`` of them are wrong now, and ``spans`` says how many different wrong ones speak for it.
    ``corrections`` gives, by the JSON Pointer of a fragment, a zone or a range, the place in code points that every member
    of the class gives; ``proposals`` are places that are likely and not proved. A cause is ``certain`` if it is named (five
    spans, or the hash of the text) and its members agree; only then may corrections be written. ``surfaces_change``: the
    text was changed, so surfaces, contexts and the fingerprint are to be taken anew. ``hypothesis`` can be handed to the
    next diagnosis.
    """

    name: str
    cause_class: tuple[str, ...]
    message: str
    explained: int
    of: int
    wrong: int
    spans: int
    evidence: str = ""
    named: bool = False
    certain: bool = False
    ambiguous: bool = False
    surfaces_change: bool = False
    scope: str = "document"
    where: str | None = None
    corrections: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    proposals: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    profile: tuple[ShiftChange, ...] = ()
    hypothesis: Hypothesis | None = None


class Slip(Struct, frozen=True, kw_only=True):
    """What is wrong with one place alone. ``correction`` is where it belongs, to be written only if ``certain``."""

    pointer: str
    annotation: str
    name: str
    message: str
    correction: tuple[int, int] | None = None
    certain: bool = False


class Diagnosis(Struct, frozen=True, kw_only=True):
    """The causes of a document's wrong offsets, and what else is wrong with single places.

    ``spans`` counts the places with a surface, ``wrong`` those whose surface or context is not what stands there.
    """

    spans: int
    wrong: int
    causes: tuple[Cause, ...] = ()
    slips: tuple[Slip, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.wrong and not self.causes and not self.slips

    @property
    def corrections(self) -> dict[str, tuple[int, int]]:
        """Every correction that may be written, by the pointer of the place."""
        found = {slip.pointer: slip.correction for slip in self.slips if slip.certain and slip.correction is not None}
        for cause in self.causes:
            if cause.certain:
                found.update(cause.corrections)
        return found

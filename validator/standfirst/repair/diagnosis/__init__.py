"""Why offsets are wrong, and where they belong. Offsets are moved; the text is never touched."""

from standfirst.repair.diagnosis.diagnose import diagnose, pool
from standfirst.repair.diagnosis.hypotheses import Hypothesis
from standfirst.repair.diagnosis.material import Malformed, Material, Stretch, material_of
from standfirst.repair.diagnosis.records import MIN_EVIDENCE, Cause, Diagnosis, ShiftChange, Slip

__all__ = [
    "MIN_EVIDENCE",
    "Cause",
    "Diagnosis",
    "Hypothesis",
    "Malformed",
    "Material",
    "ShiftChange",
    "Slip",
    "Stretch",
    "diagnose",
    "material_of",
    "pool",
]

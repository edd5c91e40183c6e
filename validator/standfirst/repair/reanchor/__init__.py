"""Re-anchoring: a document onto a revised text, without ever writing a place that is not proved."""

from standfirst.repair.reanchor.joint import place_without_old_text
from standfirst.repair.reanchor.known import place_with_old_text
from standfirst.repair.reanchor.reanchor import Reanchored, reanchor
from standfirst.repair.reanchor.records import STATUSES, Place, Placement, Status

__all__ = [
    "STATUSES",
    "Place",
    "Placement",
    "Reanchored",
    "Status",
    "place_with_old_text",
    "place_without_old_text",
    "reanchor",
]

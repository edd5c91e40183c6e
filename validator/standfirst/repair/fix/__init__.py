"""Mending documents: edits as plain data, the fixes that make them, and the proof of what they made.

A repair never changes a text, an id or a hash, and writes nothing that is not proven.
"""

from standfirst.repair.fix.content import Mended, MendedDocument, mended
from standfirst.repair.fix.edits import Edit, apply, merged
from standfirst.repair.fix.mend import Fixed, find_edits, fix_document, mend, mending
from standfirst.repair.fix.proof import NewFindingsError, tree_of
from standfirst.repair.fix.proposals import Proposal, applying, proposals_of, read_proposals, write_proposals
from standfirst.repair.fix.table import ALL_FIXES, CANONICAL, FIXES, PROPOSALS, Fix, select_fixes

__all__ = [
    "ALL_FIXES",
    "CANONICAL",
    "FIXES",
    "PROPOSALS",
    "Edit",
    "Fix",
    "Fixed",
    "Mended",
    "MendedDocument",
    "NewFindingsError",
    "Proposal",
    "apply",
    "applying",
    "find_edits",
    "fix_document",
    "mend",
    "mended",
    "mending",
    "merged",
    "proposals_of",
    "read_proposals",
    "select_fixes",
    "tree_of",
    "write_proposals",
]

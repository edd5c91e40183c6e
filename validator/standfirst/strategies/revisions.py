"""Revisions of a text: what an editor or a converter does to it, with the truth about every character."""

from collections.abc import Sequence

from hypothesis import strategies as st

from standfirst.faults.revisions import REVISIONS, Revision, revise


def edit_scripts(text: str, kinds: Sequence[str] = tuple(REVISIONS)) -> st.SearchStrategy[Revision]:
    """Revisions of ``text``, each of one of ``kinds``; :meth:`Revision.truths` says where every stretch of the text is now.

    The kinds are those of :data:`standfirst.faults.revisions.REVISIONS`.
    """
    chance = st.randoms(use_true_random=False)
    return st.builds(lambda kind, random: revise(text, kind, random), st.sampled_from(sorted(kinds)), chance)

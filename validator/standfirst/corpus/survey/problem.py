"""What a rule of corpora says, before it is known how files are named."""

from typing import NamedTuple


class Trouble(NamedTuple):
    """What is wrong with a document, by its ``rank``, or with the corpus, where that is ``None``.

    ``{other}`` in the message stands for the document of the rank ``other``. ``pointer`` is that of a member of the
    document, or of the description of the corpus.
    """

    code: str
    message: str
    rank: int | None = None
    other: int | None = None
    pointer: str | None = None
    annotation: str | None = None
    expected: str | None = None
    found: str | None = None
    help: str | None = None

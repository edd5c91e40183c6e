"""What re-anchoring says: plain, frozen records. Offsets are code points, half-open."""

from typing import Literal

from msgspec import Struct

Status = Literal["applied", "proposed", "ambiguous", "lost"]
STATUSES: tuple[Status, ...] = ("applied", "proposed", "ambiguous", "lost")
How = Literal["exact", "folded", "moved", "edited", "placed", "none"]


class Place(Struct, frozen=True):
    """A stretch of the old text to be found again: its offsets there, its surface, and its contexts if they are stored.

    ``pointer`` is the JSON Pointer of the fragment or zone, ``annotation`` the id of what it belongs to.
    """

    pointer: str
    annotation: str
    start: int
    end: int
    surface: str
    prefix: str | None = None
    suffix: str | None = None


class Placement(Struct, frozen=True, omit_defaults=True):
    """What became of a place.

    ``applied``: it stands at ``start`` to ``end`` of the new text. ``proposed``: it probably does. ``ambiguous``: it could
    stand at each of ``candidates``. ``lost``: nothing speaks for any place. ``how`` says what it rests on: ``exact`` the words
    and what is around them are the same; ``folded`` they are the same but for ``fold``; ``moved`` they stand elsewhere;
    ``edited`` they were changed; ``placed`` only their neighbours and contexts speak for it.
    """

    place: Place
    status: Status
    how: How = "none"
    start: int | None = None
    end: int | None = None
    fold: str | None = None
    candidates: tuple[tuple[int, int], ...] = ()
    why: str = ""

"""Losses, gathered while a document is made smaller."""

from collections.abc import Iterable

from standfirst.formats import Loss


class Losses:
    """What was lost so far, by its kind and the reason: a layer, ``layer.member``, or a member of the document."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], tuple[int, dict[str, None]]] = {}

    def add(self, kind: str, ids: Iterable[str], why: str) -> None:
        """Count a loss. Where it is of no annotation, ``ids`` is empty, and it counts once."""
        named = dict.fromkeys(ids)
        count, known = self._found.get((kind, why), (0, {}))
        self._found[kind, why] = (count + (len(named) or 1), known | named)

    def ids(self, kind: str) -> set[str]:
        """The ids that were lost of a kind so far."""
        return {name for (one, _), (_, known) in self._found.items() if one == kind for name in known}

    def all(self) -> tuple[Loss, ...]:
        """The losses in the order in which they were first met."""
        return tuple(Loss(kind, count, tuple(ids), why) for (kind, why), (count, ids) in self._found.items())

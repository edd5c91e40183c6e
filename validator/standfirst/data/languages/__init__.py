"""The words of languages that rules look for."""

from msgspec import Struct


class Language(Struct, frozen=True, kw_only=True):
    """The words of one language."""

    code: str


def language_data(_tag: str) -> Language | None:
    """The words of a language, by a BCP 47 tag."""
    return None

"""Which formats a conversion is between: as it is said, as names tell, or as the files begin."""

import os
from collections.abc import Collection, Iterable
from difflib import get_close_matches

from standfirst.errors import UsageError
from standfirst.formats import FORMATS, Format, format_of
from standfirst.formats.registry import VERSION_MEMBER, is_standfirst_tei
from standfirst.interchange import FOREIGN, Foreign, codec, recognise_foreign

AnyFormat = Format | Foreign

_BEGINNING = 65_536


def form_named(name: str) -> AnyFormat:
    """The format of a name, ours or another's. :raises UsageError: where there is none"""
    known: dict[str, AnyFormat] = {**FORMATS, **FOREIGN}
    if name not in known:
        near = get_close_matches(name, known, 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        raise UsageError(f"there is no format {name!r}{hint} The formats are {', '.join(known)}.")
    return known[name]


def target_form(target: str, name: str | None) -> AnyFormat:
    """The format of a target. :raises UsageError: where nothing says it"""
    if name is not None:
        return form_named(name)
    if target == "-":
        raise UsageError("--to says which format to write to the standard output")
    known = [form for form in (format_of(target), foreign_by_name(target)) if form is not None]
    if not known:
        raise UsageError(f"the name {target!r} speaks of no format; --to says which")
    return max(known, key=lambda form: len(target) - len(stem_of_any(target, form)))


def check_options(options: Iterable[str], forms: Iterable[AnyFormat | None]) -> None:
    """Check that options belong to one of the formats of a conversion. :raises UsageError: where one does not"""
    known: dict[str, Collection[str]] = {
        form.name: codec(form).capability.options for form in forms if isinstance(form, Foreign)
    }
    names = {name for held in known.values() for name in held}
    for option in options:
        if option not in names:
            near = get_close_matches(option, names, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            of = " or ".join(sorted(known)) or "a format of ours"
            raise UsageError(f"{option!r} is no option of {of}{hint}")


def foreign_by_name(path: str) -> Foreign | None:
    """The foreign format that a file's name speaks of. Of several endings the longest counts."""
    name = os.path.basename(path).lower()
    endings = [(suffix, form) for form in FOREIGN.values() for suffix in form.suffixes if name.endswith(suffix)]
    return max(endings, key=lambda pair: len(pair[0]), default=("", None))[1]


def stem_of_any(path: str, form: AnyFormat) -> str:
    """A path without the ending of its format."""
    for suffix in sorted(form.suffixes, key=len, reverse=True):
        if path.lower().endswith(suffix):
            return path[: -len(suffix)]
    return os.path.splitext(path)[0]


def foreign_form(path: str, name: str | None) -> Foreign | None:
    """The foreign format that a file is to be read as, ``None`` where it is one of ours.

    What is named as the format of the source is that; otherwise a file is foreign that begins or is called like one, and
    is no document of ours.

    :raises UsageError: where the file cannot be read
    """
    if name is not None:
        named = form_named(name)
        return named if isinstance(named, Foreign) else None
    try:
        with open(path, "rb") as file:
            beginning = file.read(_BEGINNING)
    except OSError as error:
        raise UsageError(f"cannot read {path!r}: {error.strerror or error}") from error
    return recognised(beginning, path)


def recognised(beginning: bytes, name: str) -> Foreign | None:
    """The foreign format of a file by its beginning and its name; ``None`` where it is one of ours."""
    found = recognise_foreign(beginning, name)
    if found is None:
        return None
    ours = format_of(name)
    if ours is None:
        return found
    if found.signature is None or found.signature.search(beginning) is None:
        return None
    is_ours = is_standfirst_tei(beginning) if ours.name == "tei" else VERSION_MEMBER.search(beginning) is not None
    return None if is_ours else found

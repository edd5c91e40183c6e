"""Conversion of schemes: brat's ``annotation.conf`` and scheme files."""

import json
import os

from standfirst.errors import UsageError
from standfirst.files import check_target, read_file, write_file
from standfirst.interchange.brat.conf import NAME, conf_of, scheme_of
from standfirst.interchange.ids import id_of
from standfirst.shape import complaints, default_engine


def is_of_schemes(source: str, target: str) -> bool:
    """Whether a conversion is one of schemes: from or to a file named ``annotation.conf``."""
    return NAME in (os.path.basename(source), os.path.basename(target))


def convert_scheme(source: str, target: str, *, force: bool = False) -> None:
    """Convert an ``annotation.conf`` to a scheme file, or the other way.

    :raises UsageError: where the source is neither, or the target cannot be written
    """
    check_target(target, force=force)
    data = read_file(source)
    if os.path.basename(source) == NAME:
        name = os.path.basename(target)
        scheme = scheme_of(data, id_of(name), source)
        write_file(target, (json.dumps(scheme, ensure_ascii=False, indent=1) + "\n").encode(), force=force)
        return
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{source!r} is no scheme: {error}") from error
    faults = [one for one in complaints(tree, "scheme", default_engine()) if one.level == "error"]
    if faults:
        raise UsageError(f"{source!r} is no scheme: {faults[0].message}")
    write_file(target, conf_of(tree), force=force)

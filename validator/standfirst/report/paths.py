"""How the formats of other programs name files: from a folder that both know, with slashes."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote


def base_folder(environment: Mapping[str, str], folder: str) -> str:
    """The folder from which files are named: the checkout of a build, else that of git around ``folder``, else ``folder``."""
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        if environment.get(name):
            return os.path.abspath(environment[name])
    here = os.path.abspath(folder)
    return next((str(one) for one in (Path(here), *Path(here).parents) if (one / ".git").exists()), here)


def relative(path: str | None, base: str) -> str:
    """``path`` from ``base``, with slashes and no ``./`` before it; as it is where it is not below ``base``."""
    if path is None or path == "-":
        return "-"
    found = path
    if base:
        absolute = os.path.abspath(path)
        below = (
            os.path.relpath(absolute, base) if os.path.splitdrive(absolute)[0] == os.path.splitdrive(base)[0] else ""
        )
        found = below if below and below.split(os.sep)[0] != os.pardir else absolute
    found = found.replace(os.sep, "/")
    return found.removeprefix("./")


def uri(path: str) -> str:
    """A path with slashes as a URI: relative, or of a file where the path is absolute."""
    if os.path.isabs(path):
        return Path(path).as_uri()
    # A first step with a colon would be taken for a scheme.
    return quote(path.encode("utf-8", "surrogateescape"), safe="/!$&'()*+,;=@~")

"""The scheme that a corpus brings: named in the ``corpus.json`` of the nearest folder above a document."""

import json
import os
from typing import Any

from standfirst.corpus.discovery import CORPUS_FILE
from standfirst.data import SHIPPED_SCHEMES, Scheme
from standfirst.data.schemes import load_scheme
from standfirst.errors import UsageError


class CorpusSchemes:
    """The schemes of the corpora that a run comes across; each description is looked at once."""

    def __init__(self) -> None:
        self._of_folder: dict[str, Scheme | None] = {}

    def of(self, path: str) -> Scheme | None:
        """The scheme file that the nearest ``corpus.json`` names for the document at ``path``, if there is one.

        :raises UsageError: where that file cannot be read or is no scheme
        """
        return self._of(os.path.dirname(os.path.abspath(path)))

    def _of(self, folder: str) -> Scheme | None:
        if folder not in self._of_folder:
            description = os.path.join(folder, CORPUS_FILE)
            parent = os.path.dirname(folder)
            if os.path.isfile(description):
                self._of_folder[folder] = _named_in(description)
            else:
                self._of_folder[folder] = self._of(parent) if parent != folder else None
        return self._of_folder[folder]


def _named_in(description: str) -> Scheme | None:
    try:
        with open(description, "rb") as file:
            tree: Any = json.loads(file.read())
    except (OSError, ValueError, RecursionError):
        return None  # whoever checks the corpus hears of it
    name = tree.get("scheme") if isinstance(tree, dict) and "standfirst_corpus" in tree else None
    if not isinstance(name, str) or name in SHIPPED_SCHEMES:
        return None
    folder = os.path.dirname(description)
    target = os.path.normpath(os.path.join(folder, name))
    if os.path.commonpath([folder, target]) != folder or not name.endswith(".json"):
        raise UsageError(
            f"{description!r} names the scheme {name!r}, which is neither shipped nor a file inside its folder"
        )
    return load_scheme(target)

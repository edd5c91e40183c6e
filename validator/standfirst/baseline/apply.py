"""Telling known findings from new ones, and writing down those there are."""

import os
from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

import msgspec

from standfirst.baseline.file import VERSION, Baseline, Entry
from standfirst.finding import Baselined, Finding
from standfirst.fingerprint import fingerprint
from standfirst.rules import RULES

_DECODE = frozenset(rule.code for rule in RULES if rule.phase == "decode")
_FIRST_REASON = "was there when the baseline was written"
_HEAD = """\
# Findings that are known and let pass. Delete an entry when its findings are mended; write why where they stay.
# `standfirst validate --write-baseline` writes this file anew and keeps the reasons and dates of what is still there.
"""

Key = tuple[str, str, str | None, str]


class Applied(NamedTuple):
    """New findings, known ones, and the entries for which there are fewer findings than they count."""

    new: tuple[Finding, ...]
    known: tuple[Baselined, ...]
    stale: tuple[Entry, ...]


def apply(baseline: Baseline, findings: Iterable[Finding], checked: Collection[str], codes: Collection[str]) -> Applied:
    """Part ``findings`` by the baseline. ``checked`` are the paths of the run, ``codes`` those of the rules that were asked.

    An entry is stale if its file was checked, or is no more, its rule was asked, and findings that it counts are not there.
    """
    left: Counter[Key] = Counter()
    reasons: dict[Key, str] = {}
    for entry in baseline.entries:
        left[_entry_key(entry)] += entry.count
        reasons.setdefault(_entry_key(entry), entry.reason)
    new: list[Finding] = []
    known: list[Baselined] = []
    for finding in findings:
        key = _key(finding, baseline.folder)
        if left[key] > 0 and finding.code not in _DECODE:
            left[key] -= 1
            known.append(Baselined(finding, reasons[key]))
        else:
            new.append(finding)
    asked = {id(entry) for entry in _asked(baseline, checked, codes)}
    stale = tuple(entry for entry in baseline.entries if id(entry) in asked and left[_entry_key(entry)] > 0)
    return Applied(tuple(new), tuple(known), stale)


def _asked(baseline: Baseline, checked: Collection[str], codes: Collection[str]) -> list[Entry]:
    """The entries of which a run says whether they still hold: that of its files and rules, and of files that are no more."""
    seen = {_from(path, baseline.folder) for path in checked}
    gone = {entry.path for entry in baseline.entries if not os.path.exists(os.path.join(baseline.folder, entry.path))}
    return [entry for entry in baseline.entries if entry.rule in codes and entry.path in seen | gone]


def write(
    old: Baseline, findings: Iterable[Finding], checked: Collection[str], codes: Collection[str], today: str
) -> str:
    """The content of a baseline at the path of ``old`` that lets ``findings`` pass.

    What ``old`` has of them keeps its reason and its date, and what the run does not speak of stays as it is; that a file
    cannot be read is never let pass. ``checked`` and ``codes`` are as for :func:`apply`, ``today`` is a day in ISO 8601.
    """
    import tomli_w

    folder = old.folder
    asked = {id(entry) for entry in _asked(old, checked, codes)}
    before = {_entry_key(entry): entry for entry in old.entries}
    counts = Counter(_key(finding, folder) for finding in findings if finding.code not in _DECODE)
    entries = [entry for entry in old.entries if id(entry) not in asked]
    for key, count in counts.items():
        known = before.get(key)
        rule, file, annotation, content = key
        new = Entry(
            rule=rule,
            path=file,
            annotation=annotation,
            content=content,
            count=count,
            reason=known.reason if known is not None else _FIRST_REASON,
            since=known.since if known is not None else today,
        )
        entries.append(new)
    entries.sort(key=lambda entry: (entry.path, entry.rule, entry.annotation or "", entry.content))
    return _HEAD + tomli_w.dumps({"standfirst_baseline": VERSION, "finding": msgspec.to_builtins(entries)})


def _key(finding: Finding, folder: str) -> Key:
    return finding.code, _from(finding.path or "-", folder), finding.annotation, fingerprint(finding)


def _entry_key(entry: Entry) -> Key:
    return entry.rule, entry.path, entry.annotation, entry.content


def _from(path: str, folder: str) -> str:
    if path == "-":
        return path
    try:
        return os.path.relpath(path, folder).replace(os.sep, "/")
    except ValueError:  # on another drive
        return os.path.abspath(path).replace(os.sep, "/")

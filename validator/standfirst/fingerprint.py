"""What a finding is about, however the file around it changes: the key under which other programs remember it."""

import hashlib
import json
import re

from standfirst.finding import Finding

_INDEX = re.compile(r"/\d+(?=/|$)")


def fingerprint(finding: Finding) -> str:
    """Sixteen hexadecimal digits over the rule, the document, the annotation, the member, and what was compared.

    Neither lines nor offsets, positions in lists nor the words of the message are in it. The path is not either: callers
    put it beside it, and a counter where a file has several findings alike.
    """
    key = (
        finding.code,
        finding.document,
        finding.annotation,
        _INDEX.sub("/*", finding.pointer or ""),
        finding.expected,
        finding.found,
        finding.excerpt.marked if finding.excerpt is not None else None,
    )
    return hashlib.sha256(json.dumps(key).encode("ascii")).hexdigest()[:16]

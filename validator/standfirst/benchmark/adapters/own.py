"""Standfirst itself, through its public functions."""

import json

from standfirst.benchmark.protocol import Answer
from standfirst.check import validate
from standfirst.repair.diagnosis import diagnose

DIGESTS = ("TXT001", "TXT002")
"""What the fingerprint tells: that the text has changed is no news of any span."""


class StandfirstAdapter:
    """``standfirst.validate`` for detection, :func:`standfirst.repair.diagnosis.diagnose` for causes and repairs."""

    name = "standfirst"

    def load(self, data: bytes) -> Answer:
        """What is found, named and corrected in a document."""
        findings = validate(data).findings
        problems = frozenset(f"{found.code} {found.pointer}" for found in findings if found.code not in DIGESTS)
        diagnosis = diagnose(json.loads(data))
        causes = [name for cause in diagnosis.causes for name in cause.cause_class]
        causes += [slip.name for slip in diagnosis.slips]
        return Answer(problems, tuple(dict.fromkeys(causes)), diagnosis.corrections)

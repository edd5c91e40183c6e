"""A document through a life of edits, annotation, saving, loading and revisions: it stays valid, and its surfaces true."""

from random import Random

import standfirst
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from standfirst import strategies
from standfirst.errors import EditError
from standfirst.faults.revisions import REVISIONS, revise
from standfirst.model import LAYERS, Document, Entity, Mention
from standfirst.model.plain_places import fragment_places
from standfirst.repair.fix import mend, tree_of
from standfirst.repair.reanchor import reanchor


class Life(RuleBasedStateMachine):
    """What may happen to a document, in any order."""

    document: Document

    @initialize(document=strategies.documents())
    def begin(self, document: Document) -> None:
        self.document = document

    @rule(start=st.integers(0, 200), length=st.integers(1, 20), name=st.integers(0, 10**6))
    @precondition(lambda self: self.document.text.strip())
    def annotate(self, start: int, length: int, name: int) -> None:
        text = self.document.text
        start = min(start, len(text) - 1)
        end = min(start + length, len(text))
        if text[start:end].strip() != text[start:end]:
            return
        mention = Mention(id=f"mx{name}", entity=f"ex{name}", span=self.document.span((start, end)))
        kind = "PER" if self.document.scheme else "T"
        try:
            changed = self.document.add(Entity(id=f"ex{name}", type=kind), mention)
        except EditError:
            return
        if standfirst.validate(changed).valid:
            self.document = changed

    @rule(chance=st.randoms(use_true_random=False))
    def remove(self, chance: Random) -> None:
        names = [annotation.id for layer in LAYERS for annotation in self.document.layer(layer)]
        if not names:
            return
        try:
            changed = self.document.remove(chance.choice(names))
        except EditError:  # something still refers to it
            return
        if standfirst.validate(changed).valid:
            self.document = changed

    @rule(form=st.sampled_from(["json", "jsonl", "tei"]))
    def save_and_load(self, form: str) -> None:
        loaded = standfirst.loads(standfirst.dumps(self.document, form), form)
        assert loaded == self.document

    @rule(kind=st.sampled_from(sorted(REVISIONS)), chance=st.randoms(use_true_random=False), trusted=st.booleans())
    @precondition(lambda self: self.document.text)
    def revise_the_text(self, kind: str, chance: Random, trusted: bool) -> None:
        text = revise(self.document.text, kind, chance).text
        plain = Document.create(text, id="d", language="en", license="CC0-1.0")
        if standfirst.validate(plain).valid:
            self.document = reanchor(self.document, text, trust_old_text=trusted).document

    @rule()
    def mend(self) -> None:
        self.document = mend(self.document).document

    @invariant()
    def is_silent_and_true(self) -> None:
        report = standfirst.validate(self.document)
        assert report.valid, report.errors
        for one in fragment_places(tree_of(self.document)):
            assert self.document.text[one.value["start"] : one.value["end"]] == one.value["text"]


Life.TestCase.settings = settings(max_examples=15, stateful_step_count=12)
TestLife = Life.TestCase

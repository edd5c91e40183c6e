"""A document in the making: what readers of foreign formats put together, piece by piece."""

import os
import re
from collections.abc import Iterable
from typing import Any

from standfirst.finding import ERROR, Finding
from standfirst.interchange.ids import Ids, id_of
from standfirst.interchange.problems import DECISION, RENAMED, problem
from standfirst.interchange.protocol import Settings
from standfirst.interchange.record import import_agent
from standfirst.model import LAYERS, Document, Fragment
from standfirst.model.derive import fragment
from standfirst.model.names import MAX_TAG_LENGTH, is_tag
from standfirst.reading import Reading

_NO_TAG = re.compile(r"\s+")


class Builder:
    """A document over ``text``: annotations are added layer by layer, findings and decisions beside them."""

    def __init__(self, text: str, settings: Settings, name: str | None, form: str) -> None:
        self.text = text
        self.settings = settings
        self.ids = Ids()
        self.findings: list[Finding] = []
        self.decisions: list[str] = []
        self._form = form
        self._id = settings.id or id_of(os.path.basename(name or "document"))
        self._layers: dict[str, list[Any]] = {layer: [] for layer in (*LAYERS, "agents")}
        self._tags: dict[str, str] = {}
        self._repeated: dict[str, bool] = {}

    def add(self, layer: str, wanted: str | None = None, /, **members: Any) -> str:
        """Add an annotation, and return its id: ``wanted`` where it can be, which ``source_id`` keeps otherwise."""
        name = members["id"] = self.ids.take(layer, wanted)
        if wanted is not None and name != wanted:
            members.setdefault("source_id", wanted)
        self._layers[layer].append(LAYERS[layer](**members))
        return name

    def put(self, layer: str, annotation: Any) -> None:
        """Add an annotation whose id was taken before."""
        self._layers[layer].append(annotation)

    def replace(self, layer: str, annotations: Iterable[Any]) -> None:
        """Put other annotations into a layer."""
        self._layers[layer] = list(annotations)

    def layer(self, name: str) -> list[Any]:
        """The annotations of a layer so far."""
        return self._layers[name]

    def span(self, *stretches: tuple[int, int]) -> tuple[Fragment, ...]:
        """The span of stretches in code points, with surfaces, and contexts where they are needed."""
        if len(stretches) == 1:
            return (self.fragment(*stretches[0]),)
        return tuple([self.fragment(start, end) for start, end in stretches])

    def fragment(self, start: int, end: int) -> Fragment:
        """A fragment. That a surface is repeated is looked up once: the same words come again and again.

        :raises OffsetError: where it lies outside the text
        """
        text = self.text
        surface = text[start:end]
        repeated = self._repeated.get(surface)
        if repeated is False and 0 <= start <= end <= len(text):
            return Fragment(start=start, end=end, text=surface)
        made = fragment(text, start, end, context=repeated)
        if repeated is None:
            self._repeated[surface] = made.prefix is not None or made.suffix is not None
        return made

    def decide(self, decision: str, line: int | None = 1) -> None:
        """Record what was decided for the file, a whole sentence, and say it as a finding."""
        self.decisions.append(decision)
        self.findings.append(problem(DECISION, decision[0].lower() + decision[1:].removesuffix("."), line=line))

    def tag(self, label: str, line: int | None = None) -> str:
        """The tag that stands for a label: the label itself if it can be one, said once otherwise."""
        tag = self._tags.get(label)
        if tag is None:
            tag = self._tags[label] = label if is_tag(label) else self._renamed(label, line)
        return tag

    def _renamed(self, label: str, line: int | None) -> str:
        tag = "".join(one if is_tag(one) else "_" for one in _NO_TAG.sub("_", label))[:MAX_TAG_LENGTH] or "_"
        self.findings.append(problem(RENAMED, f"the label {label!r} is no tag; {tag!r} stands for it", line=line))
        self.decisions.append(f"The label {label!r} is {tag!r}.")
        return tag

    def reading(self) -> Reading:
        """The document, with all findings; without one where there are errors that it could not be made with."""
        agent = import_agent(self.ids.take("agents"), self._form, self.decisions)
        members: dict[str, Any] = {layer: tuple(found) for layer, found in self._layers.items() if found}
        agents = (*members.pop("agents", ()), agent)
        document = Document.create(
            self.text,
            id=self._id,
            language=self.settings.language,
            license=self.settings.license,
            agents=agents,
            **members,
        )
        return Reading(document=document, findings=tuple(self.findings))

    @property
    def failed(self) -> bool:
        """Whether there is an error among the findings."""
        return any(finding.level == ERROR for finding in self.findings)

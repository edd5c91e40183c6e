"""Entities, mentions and relations of the brackets in MISC."""

from collections.abc import Iterator, Sequence
from typing import Any

from standfirst.interchange.build import Builder
from standfirst.interchange.conllu.brackets import HEADER, USUAL, Bracketed, Brackets, fields_of
from standfirst.interchange.conllu.convention import words_of
from standfirst.interchange.conllu.notes import Notes
from standfirst.interchange.conllu.words import Placed, Sentence, Word, misc_value
from standfirst.interchange.labels import add_labelled
from standfirst.interchange.mapping import Target
from standfirst.interchange.problems import LEFT_OUT, REFERENCE, SYNTAX, problem
from standfirst.interchange.tokens import Stretch
from standfirst.model.annotations import Link
from standfirst.model.names import is_id, is_tag

BRIDGING = "bridging"
SPLIT_ANTECEDENT = "split_antecedent"
KNOWLEDGE_BASE = "wikipedia"
"""The scheme of links: both dialects name pages of Wikipedia."""

_TAKEN = frozenset(("eid", "etype", "head", "minspan", "identity", "other"))
UNTYPED = "entity"


def fields_in(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The fields of entities, by the first header there is; none where there is no header."""
    header = next((said for one in sentences if (said := one.comments.get(HEADER))), None)
    return fields_of(header) if header else ()


def add_mentions(builder: Builder, placed: Placed, fields: Sequence[str], notes: Notes | None) -> None:
    """Add what the brackets say: of one group an entity, of each bracket a mention; and relations between groups."""
    words = [word for sentence in placed.sentences for word in sentence]
    brackets = Brackets(fields or USUAL)
    for number, word in enumerate(words):
        if "Entity=" in word.misc:
            brackets.word(misc_value(word.misc, "Entity") or "", number, word.line)
    faults = list(brackets.ended())
    builder.findings += faults
    if faults:
        return
    found = sorted(brackets.found, key=lambda one: (one.parts[0][0], -one.parts[-1][1]))
    known = _Groups(builder, words, brackets.fields, ours=notes is not None)
    for one in found:
        known.add(one)
    _add_relations(builder, words, known)


class _Groups:
    """The entities of a document, by the names of their groups."""

    def __init__(self, builder: Builder, words: Sequence[Word], fields: Sequence[str], *, ours: bool) -> None:
        self.builder = builder
        self.words = words
        self.ours = ours
        self.entities: dict[str, str] = {}
        self._left: set[str] = set()
        self._attributes = [name for name in fields if name not in _TAKEN and is_id(name)]

    def add(self, one: Bracketed) -> None:
        builder = self.builder
        label = words_of(one.fields.get("etype", "")) or UNTYPED
        places = list(self._places(one.parts))
        span = builder.span(*places)
        if self.ours:
            self._add_own(one, label, span)
            return
        target = builder.settings.mapping.types.get(label, Target("mentions"))
        links = self._links(one)
        if target.layer != "mentions":
            if label not in self._left:
                self._left.add(label)
                add_labelled(builder, label, span, links=links, line=one.line)
            elif target.layer != "none":
                add_labelled(builder, label, span, line=one.line)
            return
        entity = self.entities.get(one.group)
        if entity is None:
            wanted = f"e{one.group}" if one.group.isdigit() else one.group
            tag = target.tag or builder.tag(label, one.line)
            entity = self.entities[one.group] = builder.add("entities", wanted, type=tag, links=links)
        elif links:
            self._add_link(entity, links[0])
        attributes = {
            name: words_of(value) for name in self._attributes if (value := one.fields.get(name, "_")) not in ("", "_")
        }
        builder.add("mentions", entity=entity, span=span, head=self._head(one, places), attributes=attributes or None)

    def _add_own(self, one: Bracketed, label: str, span: Any) -> None:
        """Add a mention that we wrote, with the ids that it had."""
        builder = self.builder
        other = dict(part.partition(":")[::2] for part in one.fields.get("other", "").split(","))
        name = other.get("id")
        if one.group not in self.entities:
            self.entities[one.group] = builder.add("entities", one.group, type=builder.tag(label, one.line))
        mention = builder.add("mentions", name, entity=self.entities[one.group], span=span)
        if name != mention or not is_tag(label) or self.entities[one.group] != one.group:
            message = f"the bracket of {one.group[:80]!r} is none of those that Standfirst writes"
            builder.findings.append(problem(SYNTAX, message, line=one.line))

    def _places(self, parts: Sequence[tuple[int, int]]) -> Iterator[Stretch]:
        """Where the parts stand: words without empty nodes, which count only where there is nothing else."""
        words = self.words
        for first, last in sorted(parts):
            begin, end = words[first], words[last]
            if begin.empty or end.empty:
                inside = words[first : last + 1]
                solid = [word for word in inside if not word.empty] or inside
                begin, end = solid[0], solid[-1]
            yield begin.start, end.end

    def _head(self, one: Bracketed, places: Sequence[Stretch]) -> Any:
        """The head: one word by its number in the mention, or the shortest part of GUM, where it is in one piece."""
        said = one.fields.get("head") or one.fields.get("minspan") or ""
        numbers = [int(part) - 1 for part in said.split(",") if part.isascii() and part.isdigit() and len(part) < 9]
        if not numbers or numbers != list(range(numbers[0], numbers[0] + len(numbers))) or numbers[0] < 0:
            return None
        inside = [word for first, last in one.parts for word in self.words[first : last + 1]]
        chosen = inside[numbers[0] : numbers[-1] + 1]
        if len(chosen) != len(numbers) or any(word.empty for word in chosen):
            return None
        start, end = chosen[0].start, chosen[-1].end
        holds = any(begin <= start and end <= stop for begin, stop in places)
        return self.builder.span((start, end))[0] if holds and start < end else None

    def _links(self, one: Bracketed) -> tuple[Link, ...] | None:
        said = words_of(one.fields.get("identity", ""))
        return (Link(scheme=KNOWLEDGE_BASE, id=said),) if said not in ("", "_") else None

    def _add_link(self, entity: str, link: Link) -> None:
        from msgspec import structs

        records = self.builder.layer("entities")
        for place, record in enumerate(records):
            if record.id == entity and link not in (record.links or ()):
                records[place] = structs.replace(record, links=(*(record.links or ()), link))


def _add_relations(builder: Builder, words: Sequence[Word], known: _Groups) -> None:
    """Bridging and split antecedents, from the later entity to the one that it is understood by."""
    seen: set[tuple[str, str, str]] = set()
    for word in words:
        for key, usual in (("Bridge", BRIDGING), ("SplitAnte", SPLIT_ANTECEDENT)):
            if key not in word.misc:
                continue
            for part in (misc_value(word.misc, key) or "").split(","):
                pair, _, kind = part.partition(":")
                antecedent, _, anaphor = pair.partition("<")
                ends = known.entities.get(anaphor), known.entities.get(antecedent)
                if ends[0] is None or ends[1] is None:
                    left_out = builder.settings.mapping.types
                    rule = LEFT_OUT if left_out else REFERENCE
                    message = f"{key}={part[:80]} names an entity that is not in the document"
                    builder.findings.append(problem(rule, message, line=word.line, found=part[:80]))
                    continue
                row = (builder.tag(f"{usual}:{kind}" if kind else usual, word.line), ends[0], ends[1])
                if row not in seen:
                    seen.add(row)
                    builder.add("relations", type=row[0], from_=row[1], to=row[2])

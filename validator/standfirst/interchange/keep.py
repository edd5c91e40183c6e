"""What a format holds of a document, by its capability: a smaller document, and the losses that made it smaller.

What comes out can be written without a further loss, and is its own smaller document: keeping twice is keeping once.
"""

from collections.abc import Iterable
from typing import Any

from msgspec import structs

from standfirst.formats import Loss
from standfirst.interchange.capability import Capability, required_members
from standfirst.interchange.ids import renumbered
from standfirst.interchange.losses import Losses
from standfirst.model import LAYERS, Document, Meta
from standfirst.model.annotations import Fragment
from standfirst.model.derive import fragment
from standfirst.model.references import ARG_TARGETS, REFERENCE_MEMBERS, SPAN_MEMBERS

NO_LICENSE = "NOASSERTION"
NO_LANGUAGE = "und"
NUMBERED = "the format has its own ids: annotations are numbered"


def keep(document: Document, held: Capability) -> tuple[Document, tuple[Loss, ...]]:
    """The part of ``document`` that a format of the capability ``held`` holds, and what is left out."""
    losses = Losses()
    document = _header(document, held, losses)
    document = _members(document, held, losses)
    document = _sound_places(document, held, losses)
    document = _barred(document, held, losses)
    document = _contexts(document, held, losses)
    if not held.empty:
        document = without_empty_layers(document, losses)
    if not held.ids:
        numbered = renumbered(document)
        pairs = zip(_records(document), _records(numbered), strict=True)
        changed = [old.id for old, new in pairs if old.id != new.id]
        if changed:
            losses.add("ids", changed, NUMBERED)
        document = numbered
    return document, losses.all()


def _records(document: Document) -> list[Any]:
    return [record for layer in LAYERS for record in document.layer(layer)]


def _header(document: Document, held: Capability, losses: Losses) -> Document:
    """The document without the members of its own that the format has no place for."""
    members: dict[str, Any] = {}
    if "language" not in held.header and document.language != NO_LANGUAGE:
        members["language"] = NO_LANGUAGE
        losses.add("language", (), f"the format does not say it: {NO_LANGUAGE!r} stands for it")
    if "meta" not in held.header:
        terms = document.meta.license if "license" in held.header else NO_LICENSE
        if terms != document.meta.license:
            losses.add("meta.license", (), f"the format does not say it: {NO_LICENSE!r} stands for it")
        for name in document.meta.__struct_fields__:
            if name != "license" and getattr(document.meta, name) is not None:
                losses.add(f"meta.{name}", (), "the format has no place for it")
        members["meta"] = Meta(license=terms)
    for name in ("schema", "scheme", "agents", "coverage", "attributes", "unknown"):
        value = getattr(document, name)
        if name not in held.header and value is not None and (name, value) != ("unknown", ()):
            members[name] = () if name == "unknown" else None
            ids = [agent.id for agent in value] if name == "agents" else ()
            losses.add(name, ids, "the format has no place for it")
    return structs.replace(document, **members)


def _members(document: Document, held: Capability, losses: Losses) -> Document:
    """The document without the layers, and the members of annotations, that the format has no place for."""
    layers: dict[str, Any] = {}
    for layer, kind in LAYERS.items():
        records = getattr(document, layer)
        if records is None:
            continue
        members = held.layers.get(layer)
        if members is None:
            losses.add(layer, [record.id for record in records], "the format has no place for them")
            layers[layer] = None
            continue
        required = required_members(kind)
        agents_gone = document.agents is None
        kept = []
        for record in records:
            gone: dict[str, Any] = {}
            for name in kind.__struct_fields__:
                value = getattr(record, name)
                if value is None or name in required:
                    continue
                if name not in members or (name == "annotator" and agents_gone):
                    gone[name] = None
                    losses.add(f"{layer}.{name.rstrip('_')}", [record.id], "the format has no place for it")
            kept.append(structs.replace(record, **gone) if gone else record)
        layers[layer] = tuple(kept)
    return structs.replace(document, **layers)


def _sound_places(document: Document, held: Capability, losses: Losses) -> Document:
    """The document without spans that have a form the format has not."""
    for row in SPAN_MEMBERS:
        kept = []
        required = row.member in required_members(LAYERS[row.layer])
        for record in document.layer(row.layer):
            value = getattr(record, row.member)
            why = None if value is None else _misfit(value, held, many=row.shape == "fragments")
            if why is None:
                kept.append(record)
            elif required:
                losses.add(row.layer, [record.id], why)
            else:
                losses.add(f"{row.layer}.{row.member}", [record.id], why)
                kept.append(structs.replace(record, **{row.member: None}))
        document = _with_layer(document, row.layer, kept)
    kept = []
    for mention in document.layer("event_mentions"):
        args = mention.args
        if args is not None:
            sound = tuple(arg for arg in args if arg.span is None or _misfit(arg.span, held) is None)
            if len(sound) < len(args):
                losses.add("event_mentions.args", [mention.id], "the span of an argument has a form the format has not")
                mention = structs.replace(mention, args=sound or None)
        kept.append(mention)
    return _with_layer(document, "event_mentions", kept)


def _misfit(value: Any, held: Capability, *, many: bool = False) -> str | None:
    fragments: tuple[Fragment, ...] = (value,) if isinstance(value, Fragment) else value
    if len(fragments) > 1 and not held.discontinuous and not many:
        return "the format has no spans of several fragments"
    if not held.zero_width and any(one.start == one.end for one in fragments):
        return "the format has no empty spans"
    return None


def _barred(document: Document, held: Capability, losses: Losses) -> Document:
    """The document without what a format cannot hold for a reason of its own, nor what refers to that."""
    while True:
        document = without_dangling(document, losses)
        gone: dict[str, set[str]] = {}
        for bar in held.bars:
            barred = bar.test(document)
            found = [record.id for record in document.layer(bar.layer) if barred(record)]
            if found:
                losses.add(bar.kind, found, bar.why)
                gone.setdefault(bar.layer, set()).update(found)
        if not gone:
            return document
        for layer, ids in gone.items():
            document = _with_layer(document, layer, [one for one in document.layer(layer) if one.id not in ids])


def without_dangling(document: Document, losses: Losses) -> Document:
    """The document without references that lead nowhere, and without annotations that cannot be without theirs."""
    while True:
        known = {layer: {record.id for record in document.layer(layer)} for layer in LAYERS}
        before = document
        for layer in LAYERS:
            rows = [row for row in REFERENCE_MEMBERS if row.layer == layer]
            if not rows and layer != "event_mentions":
                continue
            kept = [found for one in document.layer(layer) if (found := _leading(one, layer, rows, known, losses))]
            document = _with_layer(document, layer, kept)
        if document == before:
            return document


def _leading(record: Any, layer: str, rows: Iterable[Any], known: dict[str, set[str]], losses: Losses) -> Any:
    """``record`` without references that lead nowhere; ``None`` where it cannot be without one."""
    required = required_members(LAYERS[layer])
    members: dict[str, Any] = {}
    for row in rows:
        value = getattr(record, row.member)
        if value is None or (row.member == "anchor" and value == "_dct"):
            continue
        targets = value if row.many else (value,)
        kept = tuple(one for one in targets if any(one in known[target] for target in row.targets))
        if len(kept) == len(targets):
            continue
        if row.member in required:
            losses.add(layer, [record.id], "what it refers to is not in the file")
            return None
        losses.add(f"{layer}.{row.member}", [record.id], "what it refers to is not in the file")
        members[row.member] = kept or None if row.many else None
    if layer == "event_mentions" and record.args:
        args = tuple(arg for arg in record.args if arg.ref is None or arg.ref in known[ARG_TARGETS[arg.kind]])
        if len(args) < len(record.args):
            losses.add("event_mentions.args", [record.id], "what an argument refers to is not in the file")
            members["args"] = args or None
    return structs.replace(record, **members) if members else record


def _contexts(document: Document, held: Capability, losses: Losses) -> Document:
    """The document with the contexts that the library makes, where the format holds none."""
    if held.contexts:
        return document
    for layer in LAYERS:
        kept = []
        for record in document.layer(layer):
            made = with_contexts(record, document.text)
            if made != record:
                losses.add("contexts", [record.id], "the format has none: they are made anew where they are needed")
            kept.append(made)
        document = _with_layer(document, layer, kept)
    return document


def with_contexts(value: Any, text: str) -> Any:
    """An annotation with the contexts that the library makes."""
    if isinstance(value, Fragment):
        return fragment(text, value.start, value.end)
    if isinstance(value, tuple):
        return tuple(with_contexts(one, text) for one in value)
    if hasattr(value, "__struct_fields__"):
        members = {
            name: made
            for name in value.__struct_fields__
            if isinstance(old := getattr(value, name), (Fragment, tuple)) and (made := with_contexts(old, text)) != old
        }
        return structs.replace(value, **members) if members else value
    return value


def without_empty_layers(document: Document, losses: Losses) -> Document:
    """The document with layers and lists that hold nothing taken for such as are not there."""
    members: dict[str, Any] = {}
    for layer, kind in LAYERS.items():
        records = getattr(document, layer)
        if records == ():
            members[layer] = None
            losses.add(f"{layer} (empty)", (), "the format does not tell an empty layer from one that is not there")
        elif records:
            members[layer] = tuple(_without_empty(one, layer, kind, losses) for one in records)
    return structs.replace(document, **members)


def _without_empty(record: Any, layer: str, kind: Any, losses: Losses) -> Any:
    empty = [name for name in kind.__struct_fields__ if getattr(record, name) in ((), {})]
    for name in empty:
        losses.add(
            f"{layer}.{name} (empty)", [record.id], "the format does not tell an empty list from one that is not there"
        )
    return structs.replace(record, **dict.fromkeys(empty)) if empty else record


def _with_layer(document: Document, layer: str, records: list[Any]) -> Document:
    old = getattr(document, layer)
    if old is None or (len(old) == len(records) and all(map(_same, old, records))):
        return document
    return structs.replace(document, **{layer: tuple(records)})


def _same(one: Any, other: Any) -> bool:
    return one is other

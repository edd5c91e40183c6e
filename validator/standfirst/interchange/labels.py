"""Labelled spans of foreign files that know nothing but labels: the layer that each belongs to."""

from typing import Any, get_args

from standfirst.interchange.build import Builder
from standfirst.interchange.mapping import NONE, Target
from standfirst.interchange.problems import LEFT_OUT, problem
from standfirst.model.annotations import Entity, Fragment, Link
from standfirst.model.values import Attributes, TimeType

_MENTION = Target("mentions")

LAYERS_OF_LABELS = ("mentions", "times", "quantities", "event_mentions", "segments")
"""The layers that a mapping can put a labelled span into."""


def add_labelled(
    builder: Builder,
    label: str,
    span: tuple[Fragment, ...],
    *,
    wanted: str | None = None,
    links: tuple[Link, ...] | None = None,
    attributes: Attributes | None = None,
    line: int | None = None,
) -> tuple[str, str] | None:
    """Add a span with a label as the mapping has it, by default a mention of an entity of its own.

    Its layer and id, ``None`` where it is left out.
    """
    target = builder.settings.mapping.types.get(label, _MENTION)
    if target.layer == NONE:
        builder.findings.append(problem(LEFT_OUT, f"{label!r} is left out, as the mapping has it", line=line))
        return None
    tag = target.tag or builder.tag(label, line)
    if target.layer not in LAYERS_OF_LABELS or (target.layer == "times" and tag not in get_args(TimeType)):
        message = f"a span {label!r} cannot be one of {target.layer!r} of the type {tag!r}: it is left out"
        builder.findings.append(problem(LEFT_OUT, message, line=line))
        return None
    links = links or None
    if target.layer == "mentions":
        entity = builder.ids.take("entities")
        builder.put("entities", Entity(id=entity, type=tag, links=links))
        members: dict[str, Any] = {"span": span, "entity": entity}
    elif target.layer == "event_mentions":
        members = {"trigger": span, "type": tag, "event": builder.add("events", type=tag, links=links)}
    elif target.layer == "segments":
        members = {"span": span, "kind": tag}
    else:
        members = {"span": span, "type": tag}
    if attributes:
        members["attributes"] = attributes
    return target.layer, builder.add(target.layer, wanted, **members)

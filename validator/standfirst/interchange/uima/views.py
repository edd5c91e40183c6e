"""The view of a CAS that becomes a document: its text, and the structures that belong to it."""

from collections import Counter

from msgspec import structs

from standfirst.finding import Finding
from standfirst.interchange.problems import LEFT_OUT, NO_TEXT, REFERENCE, SURFACE, problem
from standfirst.interchange.protocol import Settings
from standfirst.interchange.uima.structures import INITIAL_VIEW, SOFA, Cas, Structure


def sofa_of(cas: Cas, settings: Settings, findings: list[Finding]) -> Structure | None:
    """The sofa whose text was annotated: that of the option ``view``, or of the initial view, or the first with a text.

    Where none has a text, the one that is given stands in it.
    """
    view = settings.options.get("view")
    found = [one for one in cas.structures.values() if one.type == SOFA and view in (None, _name(one))]
    found.sort(key=lambda one: _name(one) != INITIAL_VIEW)
    texts = [one for one in found if isinstance(one.features.get("sofaString"), str)]
    given = settings.text
    if texts and given not in (None, texts[0].features["sofaString"]):
        message = "the text that was given is not the one that is in the file, which the offsets count"
        findings.append(
            problem(SURFACE, message, line=texts[0].line, help="leave out --text, or give the text of the file")
        )
        return None
    if texts:
        return texts[0]
    if found and given is not None:
        return structs.replace(found[0], features={**found[0].features, "sofaString": given})
    findings.append(_no_text(cas, found, view))
    return None


def _no_text(cas: Cas, found: list[Structure], view: str | None) -> Finding:
    line = found[0].line if found else 1
    if view is not None:
        named = sorted(
            repr(_name(one)) for one in cas.structures.values() if one.type == SOFA and "sofaString" in one.features
        )
        help_ = f"views with a text: {', '.join(named) or 'none'}"
        return problem(NO_TEXT, f"no view {view!r} of the file has a text", line=line, help=help_)
    kept = {name for one in found for name in ("sofaURI", "sofaArray") if name in one.features}
    message = "the file has no text" + (f": its sofa has a {min(kept)} in its place" if kept else "")
    remedy = "export it again with its text" + (", or give the text with --text" if found else "")
    return problem(NO_TEXT, message, line=line, help=remedy)


def part_of(cas: Cas, sofa: Structure, findings: list[Finding]) -> Cas:
    """The part of ``cas`` that belongs to the view of ``sofa``. What belongs to others is counted, view by view."""
    sofas = {one.id: one for one in cas.structures.values() if one.type == SOFA}
    mine = sofa.id
    if len(sofas) == 1 and not [one for one in cas.structures.values() if one.features.get("sofa", mine) != mine]:
        return cas
    others = _elsewhere(cas, sofa) if len(sofas) > 1 else {}
    kept: dict[str, Structure] = {}
    left: Counter[str] = Counter()
    for name, one in cas.structures.items():
        at = one.features.get("sofa")
        at = others.get(name, mine) if at is None else str(at)
        if at == mine or name in sofas:
            kept[name] = one
        elif at in sofas:
            left[at] += 1
        else:
            message = f"{one.type.rpartition('.')[2]} {one.id} is in the sofa {at[:40]!r}, which is not in the file"
            findings.append(problem(REFERENCE, message, line=one.line))
    for other in sofas.values():
        if other.id != mine and (left[other.id] or "sofaString" in other.features):
            held = "a text of its own and " if "sofaString" in other.features else ""
            count = "1 annotation" if left[other.id] == 1 else f"{left[other.id]} annotations"
            message = f"the view {_name(other)!r} is left out: it has {held}{count}"
            remedy = f"--option view={_name(other)} reads it in place of {_name(sofa)!r}" if held else None
            findings.append(problem(LEFT_OUT, message, line=other.line, help=remedy))
    return cas._replace(structures=kept)


def _elsewhere(cas: Cas, sofa: Structure) -> dict[str, str]:
    """The structures that are members of other views only, with the sofa of one of these."""
    found = {name: at for at, members in cas.views if at != sofa.id for name in members}
    for at, members in cas.views:
        if at == sofa.id:
            found = {name: other for name, other in found.items() if name not in members}
    return found


def _name(sofa: Structure) -> str:
    return str(sofa.features.get("sofaID"))

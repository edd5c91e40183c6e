"""Descriptions of a corpus for those who publish and search data sets, made of its description and of what is counted."""

import os
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from standfirst.corpus.discovery import MANIFEST_FILE
from standfirst.description import croissant, datacite, frictionless, huggingface, schema_org
from standfirst.description.facts import Counts, Facts, File, gather
from standfirst.description.wants import Want
from standfirst.errors import UsageError
from standfirst.files import check_path, check_target, write_file


class DescriptionFormat(Struct, frozen=True, kw_only=True):
    """A form of description: its name, its customary file, what it wants to know, and its renderer."""

    name: str
    title: str
    file: str
    wants: Callable[[Facts], Iterator[Want]]
    render: Callable[[Facts], bytes]


DESCRIPTIONS: dict[str, DescriptionFormat] = {
    form.name: form
    for form in (
        DescriptionFormat(
            name="croissant",
            title="Croissant 1.0, for machine learning",
            file="croissant.json",
            wants=croissant.wants,
            render=croissant.render,
        ),
        DescriptionFormat(
            name="huggingface",
            title="dataset card of Hugging Face",
            file="README.md",
            wants=huggingface.wants,
            render=huggingface.render,
        ),
        DescriptionFormat(
            name="datacite",
            title="DataCite 4.5, for a DOI",
            file="datacite.json",
            wants=datacite.wants,
            render=datacite.render,
        ),
        DescriptionFormat(
            name="schema.org",
            title="schema.org Dataset, for search engines",
            file="schema-org.jsonld",
            wants=schema_org.wants,
            render=schema_org.render,
        ),
        DescriptionFormat(
            name="frictionless",
            title="Frictionless data package",
            file="datapackage.json",
            wants=frictionless.wants,
            render=frictionless.render,
        ),
    )
}
"""Every form of description by its name."""

FILES = frozenset(form.file for form in DESCRIPTIONS.values())
"""The customary files. In the folder of a corpus they are no part of what is described, or each would change the others."""


def facts_of(corpus: str | os.PathLike[str], *, max_document_bytes: int | None = None) -> Facts:
    """Everything that the corpus in a folder, or of a ``corpus.json``, can be described by.

    :raises InvalidDocumentError: where a document, or the description, breaks the format
    :raises UsageError: where a file cannot be read, or is not what the description or the manifest says
    """
    return gather(corpus, leave_out=FILES, limit=max_document_bytes)


def describe(corpus: str | os.PathLike[str] | Facts, format: str, *, draft: bool = False) -> bytes:
    """The description of a corpus in one form, as the content of a file.

    :param corpus: the corpus' folder, its ``corpus.json``, or what :func:`facts_of` gave
    :param draft: leave out what the form demands and the corpus does not say, instead of raising
    :raises InvalidDocumentError: where a document, or the description, breaks the format
    :raises UsageError: where there is no such form, a file cannot be read, or the corpus does not say what the form demands
    """
    form = named_description(format)
    facts = corpus if isinstance(corpus, Facts) else facts_of(corpus)
    if not draft:
        check_wants(facts, (form,))
    return form.render(facts)


def write_descriptions(facts: Facts, folder: str, *, force: bool = False, draft: bool = False) -> list[str]:
    """Write every form of description into ``folder``, which is made if it is missing; gives the paths of the files.

    Nothing is written before all is known to be there and in place; each file is written whole or not at all.

    :raises UsageError: where a file exists and ``force`` is not set, one cannot be written, or something demanded is missing
    """
    check_path(folder)
    forms = tuple(DESCRIPTIONS.values())
    if not draft:
        check_wants(facts, forms)
    contents = {os.path.join(folder, form.file): form.render(facts) for form in forms}
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot make the folder {folder!r}: {error.strerror or error}") from error
    for path in contents:
        check_beside(facts, path)
        check_target(path, force=force)
    for path, data in contents.items():
        write_file(path, data, force=force)
    return list(contents)


def check_beside(facts: Facts, path: str) -> None:
    """Check that a description at ``path`` takes the place of no file that it describes. :raises UsageError: where it does"""
    real, folder = os.path.realpath(path), os.path.dirname(facts.place)
    if any(real == os.path.realpath(os.path.join(folder, name)) for name in (MANIFEST_FILE, *_paths(facts))):
        raise UsageError(
            f"{path!r} is a file of the corpus, and would be replaced by its description; choose another name"
        )


def _paths(facts: Facts) -> Iterator[str]:
    return (file.path for file in facts.files)


def named_description(name: str) -> DescriptionFormat:
    """The form of description of that name. :raises UsageError: where there is none"""
    if name not in DESCRIPTIONS:
        raise UsageError(f"there is no form of description {name!r}; the forms are {', '.join(DESCRIPTIONS)}")
    return DESCRIPTIONS[name]


def check_wants(facts: Facts, forms: Iterable[DescriptionFormat]) -> None:
    """Check that the corpus says what the forms demand.

    :raises UsageError: where it does not, with every member to add, and by which forms it is demanded
    """
    demanded: dict[tuple[str, str], list[str]] = {}
    for form in forms:
        for want in form.wants(facts):
            if want.demanded:
                demanded.setdefault((want.member, want.remedy), []).append(form.name)
    if demanded:
        said = [f"{member} ({remedy}; for {', '.join(names)})" for (member, remedy), names in demanded.items()]
        raise UsageError(
            f"{facts.place!r} does not say all that is demanded; add or mend there, or leave it out with --draft: "
            + "; ".join(said)
        )


__all__ = [
    "DESCRIPTIONS",
    "FILES",
    "Counts",
    "DescriptionFormat",
    "Facts",
    "File",
    "Want",
    "check_beside",
    "check_wants",
    "describe",
    "facts_of",
    "named_description",
    "write_descriptions",
]

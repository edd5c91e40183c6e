"""What an import decided, recorded in the document."""

from collections.abc import Iterable

from msgspec import structs

from standfirst._version import __version__
from standfirst.model import Agent, Document

NAME = "standfirst convert"


def import_agent(id: str, form: str, decisions: Iterable[str] = ()) -> Agent:
    """The agent that stands for an import from the format ``form``; its comment says what was decided for the file."""
    comment = " ".join((f"Read from {form}.", *decisions))
    return Agent(id=id, kind="program", name=NAME, version=__version__, comment=comment)


def without_record(document: Document) -> Document:
    """``document`` without what imports recorded of themselves."""
    kept = tuple(agent for agent in document.agents or () if agent.name != NAME)
    return structs.replace(document, agents=kept or None)

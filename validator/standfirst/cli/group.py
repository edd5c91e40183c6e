"""A group of commands that imports a command's module only when that command runs."""

from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """A group whose commands are modules of a package, each with a function ``command``.

    ``summaries`` gives the help line of each, so that listing them imports none.
    """

    def __init__(self, *args: Any, commands_in: str, summaries: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._package = commands_in
        self._summaries = summaries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of their work."""
        return list(self._summaries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now, or ``None``."""
        if cmd_name not in self._summaries:
            return None
        command: click.Command = import_module(f"{self._package}.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with a suggestion where no command has the name."""
        name = args[0] if args else ""
        if name not in self._summaries and not name.startswith("-"):
            near = get_close_matches(name, self._summaries, 1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; the commands are {', '.join(self._summaries)}"
            raise click.UsageError(f"there is no command {name!r}{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from their summaries."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._summaries.items()))

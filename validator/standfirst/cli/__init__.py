"""The command line: a thin client of the library. Nothing is imported before it is needed."""

import sys

from standfirst.cli.run import run


def main() -> None:
    """Run the command line with the process's arguments, and exit with its code: 0, 1, 2, 130 or 143."""
    sys.exit(run(sys.argv[1:]))


__all__ = ["main", "run"]

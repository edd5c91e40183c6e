"""``python -m standfirst``: the command line."""

from standfirst.cli import main

main()

"""The command `reader` and its subcommands: what the screen does, for scripts."""

from reader.cli.main import main

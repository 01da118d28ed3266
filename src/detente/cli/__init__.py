"""Words typed in a terminal become questions, and answers become what a person or a program can read."""

from detente.cli.commands import main

__all__ = ["main"]

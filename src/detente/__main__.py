"""`python -m detente`: the same commands as `detente`."""

from detente.cli.commands import app

app()

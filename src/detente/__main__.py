"""`python -m detente`: the same commands as `detente`, and the same sentences where they fail."""

from detente.cli import main

main()

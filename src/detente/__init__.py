"""News pages become a sourced record of who said what and what happened between states."""

__version__ = "0.1.0"

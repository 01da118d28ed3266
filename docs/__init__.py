"""The documents of detente; `generate` writes the reference pages from the code."""

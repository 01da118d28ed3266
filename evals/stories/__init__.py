"""A seed becomes invented articles about invented happenings: what is one, and what only looks so."""

from evals.stories.write import Written, write_all

__all__ = ["Written", "write_all"]

"""Others' event data become happenings, marked by origin: GDELT, POLECAT, ICEWS, ACLED and Phoenix."""

from detente.datasets.formats import Dataset, read_dataset, recognise

__all__ = ["Dataset", "read_dataset", "recognise"]

"""A page becomes an article: every visible line with its kind and reason, and what the page says about itself."""

from detente.articles.known import KnownOutlet, known_outlet, outlet_country, outlet_home
from detente.articles.memory import OutletMemory, remember
from detente.articles.read import read_article, read_bare
from detente.articles.runs import furniture_runs

__all__ = [
    "KnownOutlet",
    "OutletMemory",
    "furniture_runs",
    "known_outlet",
    "outlet_country",
    "outlet_home",
    "read_article",
    "read_bare",
    "remember",
]

"""A page becomes an article: every visible line with its kind and reason, and what the page says about itself."""

from detente.articles.memory import OutletMemory, remember
from detente.articles.read import read_article, read_bare
from detente.articles.runs import furniture_runs

__all__ = ["OutletMemory", "furniture_runs", "read_article", "read_bare", "remember"]

"""The error tree: every failure that `detente` raises on purpose, one sentence each: what, where, what to do."""

from __future__ import annotations


class DetenteError(Exception):
    """Anything that went wrong on purpose; `str()` is one sentence for the user.

    `kind` is a short word for the record and `stage` the room where it happened.
    """

    kind = "error"
    stage = "run"


class PageError(DetenteError):
    """A page cannot be taken in; it becomes a `Problem` and the run goes on."""

    kind = "unreadable"
    stage = "pages"


class MissingPath(PageError):
    """The path does not exist or may not be read."""

    kind = "missing"


class EmptyPage(PageError):
    """The page holds nothing to read."""

    kind = "empty"


class BinaryPage(PageError):
    """The bytes are not text of any kind that we read."""

    kind = "binary"


class PageTooLarge(PageError):
    """The page is over the size limit."""

    kind = "too large"


class FetchError(PageError):
    """An address could not, or may not, be fetched."""

    kind = "not fetched"


class ArticleError(DetenteError):
    """The page was taken in, but no article can be read from it."""

    kind = "no article"
    stage = "articles"


class ParseError(DetenteError):
    """The parser failed on the text."""

    kind = "parse failed"
    stage = "parses"


class LexiconError(DetenteError):
    """A lexicon file is wrong: which file, which entry, what to change."""

    kind = "lexicon"
    stage = "lexicon"


class ModelError(DetenteError):
    """Weights are missing, altered or of another version."""

    kind = "model"
    stage = "models"


class SettingsError(DetenteError):
    """A setting is wrong: which one, and what it may be."""

    kind = "settings"
    stage = "settings"


class RecordError(DetenteError):
    """The record cannot be opened, read or written."""

    kind = "record"
    stage = "record"


class QuestionError(DetenteError):
    """The question cannot be answered as asked: what to change in it."""

    kind = "question"
    stage = "questions"

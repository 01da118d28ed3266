"""The way in, and the only place that knows the order of the rooms.

    page -> article -> parse -> cast -> statements -> cast with speakers -> tellings -> reading

Each room may fail on a page; what failed becomes a `Problem`, what was read before it is kept, and the run
goes on. Nothing here writes: `read` yields what to write, and the caller gives it to the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from detente import __version__
from detente.articles import OutletMemory, furniture_runs, read_article, read_bare
from detente.articles.decode import is_garbled
from detente.articles.habits import gains, memories
from detente.errors import DetenteError
from detente.events import find_tellings
from detente.lexicon import Lexicon, load_lexicon
from detente.mentions import find_cast, first_person
from detente.models import Tagger, load_tagger
from detente.models.lines import load_lines
from detente.models.typing import Typist, load_typist
from detente.pages import Fetcher, Limits, intake, page_of
from detente.parses import Engine, parse
from detente.parses.english import load_english
from detente.statements import find_statements
from detente.types import Article, LineKind, Page, Parse, Problem, Reading, Span
from detente.work import spread

__all__ = [
    "Choice",
    "Limits",
    "Tools",
    "furniture_runs",
    "gains",
    "load_tools",
    "memories",
    "page_of",
    "read",
    "read_page",
    "read_sentence",
]

Given = TypeVar("Given")
ENGINES: Mapping[str, Callable[[Path | None], Engine]] = {"en": load_english}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which tools to read with: folders over the packaged lexicons, another English model, trained models or not.

    `fast` reads HTML by the line model alone, without asking the extractors.
    """

    lexicons: tuple[Path, ...] = ()
    english_model: Path | None = None
    models: bool = True
    fast: bool = False


@dataclass(frozen=True, slots=True)
class Tools:
    """What the rooms need besides the page: lexicon, parsers by language, trained models (None: not installed)."""

    lexicon: Lexicon
    engines: Mapping[str, Engine]
    tagger: Tagger | None
    typist: Typist | None
    fast: bool = False

    @property
    def versions(self) -> dict[str, str]:
        """Code version and the digests of everything that can change a reading."""
        return {
            "code": __version__,
            "lexicon": self.lexicon.digest,
            **{f"parser.{language}": engine.digest[:16] for language, engine in sorted(self.engines.items())},
            "lines": lines.digest if (lines := load_lines()) else "none",
            "tagger": self.tagger.digest if self.tagger else "none",
            "typist": self.typist.digest if self.typist else "none",
            **({"pages": "fast"} if self.fast else {}),
        }

    @property
    def missing(self) -> tuple[str, ...]:
        """Say which trained models are not used, and what happens without them."""
        notes = []
        if self.tagger is None:
            notes.append("The speech tagger is not installed: speech is found by the parse and quotation marks only.")
        if self.typist is None:
            notes.append("The event typing model is not installed: events are typed by the lexicon only.")
        return tuple(notes)


@lru_cache(maxsize=2)
def load_tools(choice: Choice) -> Tools:
    """Load lexicon, parsers and models as chosen, once per process; raises LexiconError or ModelError."""
    lexicon = load_lexicon(choice.lexicons)
    engines = {language: load(choice.english_model) for language, load in ENGINES.items()}
    tagger = load_tagger() if choice.models else None
    typist = load_typist() if choice.models else None
    return Tools(lexicon, engines, tagger, typist, choice.fast)


def read_page(
    page: Page,
    tools: Tools,
    flips: Mapping[Span, LineKind] | None = None,
    memory: OutletMemory | None = None,
) -> Reading:
    """Return all that can be read from one page; failures are in `problems`, never raised.

    `flips` are lines whose kind a user has set by hand; `memory` is what other pages of the outlet have shown.
    """
    problems: list[Problem] = []
    empty = Reading(page=page.sha, url=page.url, versions=tools.versions)
    article = _try(
        "articles",
        page.url,
        problems,
        lambda: read_article(page, tools.lexicon, flips=flips or {}, outlet_memory=memory, fast=tools.fast),
    )
    if article is None:
        return replace(empty, problems=tuple(problems))
    if (piece := is_garbled(article.text)) is not None:
        detail = f"{page.url}: the letters look as if read in a wrong encoding (“{piece}”); save or export it anew."
        problems.append(Problem(url=page.url, stage="articles", kind="encoding", detail=detail))
    return _read_on(article, tools, replace(empty, article=article), problems)


def read_sentence(text: str, tools: Tools) -> Reading:
    """Return all that can be read from bare text, every line of which is body; no date, no outlet."""
    article = read_bare(text)
    return _read_on(article, tools, Reading(page=article.page, url=article.url, article=article), [])


def parse_article(article: Article, tools: Tools, problems: list[Problem]) -> Parse | None:
    """Return the parse of an article by the engine of its language, or None and a problem that says why."""
    language = article.language or "en"
    engine = tools.engines.get(language)
    if engine is None:
        known = ", ".join(sorted(tools.engines))
        detail = (
            f"{article.url}: no parser for language {language!r} (there is: {known}); only lines and date were read."
        )
        problems.append(Problem(url=article.url, stage="parses", kind="language", detail=detail))
        return None
    return _try("parses", article.url, problems, lambda: parse(article, engine))


def _read_on(article: Article, tools: Tools, reading: Reading, problems: list[Problem]) -> Reading:
    """Parse, cast, statements, tellings: each step keeps what the ones before it gave."""
    url = article.url
    analysis = parse_article(article, tools, problems)
    if analysis is None:
        return replace(reading, problems=tuple(problems))
    cast = _try("mentions", url, problems, lambda: find_cast(article, analysis, tools.lexicon))
    if cast is None:
        return replace(reading, problems=tuple(problems))
    reading = replace(reading, cast=cast)
    speech = _try(
        "statements", url, problems, lambda: find_statements(article, analysis, cast, tools.lexicon, tools.tagger)
    )
    if speech is not None:
        named = _try(
            "mentions",
            url,
            problems,
            lambda: first_person(article, analysis, speech.cast, speech.statements),
        )
        reading = replace(reading, cast=named or speech.cast, statements=speech.statements, stances=speech.stances)
    told = _try(
        "events",
        url,
        problems,
        lambda: find_tellings(
            article, analysis, reading.cast, reading.statements, tools.lexicon, typist=tools.typist
        ),
    )
    if told is not None:
        reading = replace(reading, cast=told.cast, tellings=told.tellings, left_aside=told.unsure)
        if told.off_topic:  # a coach's words on the guests are not on their state
            about_none = tuple(replace(s, about=()) for s in reading.statements)
            reading = replace(reading, statements=about_none, stances=())
    return replace(reading, problems=tuple(problems))


def _try(stage: str, url: str, problems: list[Problem], step: Callable[[], Given]) -> Given | None:
    """Run one step; a failure of any kind becomes a problem, since one page must not end the run."""
    try:
        return step()
    except DetenteError as fault:
        problems.append(Problem(url=url, stage=fault.stage, kind=fault.kind, detail=str(fault)))
    except Exception as fault:  # a defect of ours on this page: kept with its kind, so that it can be reported
        detail = (
            f"{url}: the stage {stage!r} failed on this page ({type(fault).__name__}: {fault}); please report it."
        )
        problems.append(Problem(url=url, stage=stage, kind="fault", detail=detail))
    return None


def _read_one(choice: Choice, item: tuple[Page, tuple[tuple[Span, LineKind], ...]]) -> tuple[Page, Reading]:
    page, flips = item
    return page, read_page(page, load_tools(choice), dict(flips))


def read(
    paths: Iterable[str | Path],
    choice: Choice,
    *,
    limits: Limits | None = None,
    workers: int = 1,
    fetch: bool = False,
    known: Callable[[str], bool] = lambda sha: False,
    flips: Callable[[str], Mapping[Span, LineKind]] = lambda sha: {},
) -> Iterator[tuple[Page, Reading] | Page | Problem]:
    """Yield, for everything the paths name: a page with its reading, a page that is known already, or a problem.

    `known(sha)` tells whether the record holds this page as read by the present versions; such pages, and
    pages with bytes seen earlier in the same run, come back bare. Order is that of the intake; `workers` are
    reading processes; the network is touched only with `fetch`.
    """
    bounds = limits or Limits()
    seen: set[str] = set()
    aside: dict[int, list[Page | Problem]] = {}  # what comes before the n-th page that is really read
    count = 0

    def fresh() -> Iterator[tuple[Page, tuple[tuple[Span, LineKind], ...]]]:
        nonlocal count
        for item in intake(paths, bounds, Fetcher(limits=bounds) if fetch else None):
            if isinstance(item, Problem) or item.sha in seen or known(item.sha):
                aside.setdefault(count, []).append(item)
                continue
            seen.add(item.sha)
            count += 1
            yield item, tuple(flips(item.sha).items())

    for place, result in enumerate(spread(partial(_read_one, choice), fresh(), workers)):
        yield from aside.pop(place, ())
        yield result
    for left in sorted(aside):
        yield from aside[left]

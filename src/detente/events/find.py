"""Parse, cast and statements become tellings: triggers, types, parties, status and date, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.dates.expressions import find_times
from detente.events.dating import spoken_times, times_at
from detente.events.desk import Desk
from detente.events.hygiene import fit_sentences, off_topic
from detente.events.kept import between_states, once, sure_enough
from detente.events.kinds import eventful, kind_of
from detente.events.manual import exercised
from detente.events.naming import Naming
from detente.events.parties import Company
from detente.events.scan import scan
from detente.events.tree import Tree
from detente.events.triggers import trigger_table
from detente.lexicon import Lexicon
from detente.models.typing import Typist
from detente.types import Article, Cast, LineKind, Parse, Sentence, Statement, Telling

THRESHOLD = 0.2  # least probability that a trigger tells of an event at all for one that is drafted
_UNSURE = 0.25  # the same for one that is counted as left aside


@dataclass(frozen=True, slots=True, kw_only=True)
class Happenings:
    """What was found: the tellings in text order, the cast with parties added, and how many events were left aside.

    `unsure` counts triggers that may well tell of an event and whose telling was not sure enough to be kept.
    `off_topic` says that the page as a whole is about something else than states.
    """

    tellings: tuple[Telling, ...]
    cast: Cast
    unsure: int = 0
    off_topic: bool = False


def find_tellings(
    article: Article,
    parse: Parse,
    cast: Cast,
    statements: Sequence[Statement],
    lexicon: Lexicon,
    typist: Typist | None = None,
    *,
    threshold: float = THRESHOLD,
    plover: bool = False,
) -> Happenings:
    """Return all tellings of events in the body of an article.

    Without a typist the lexicon alone names types. `plover` gives the manual's view, in which the future of a
    cooperative act is AGREE, and keeps all. Headlines and furniture tell nothing.
    """
    desk, body = desk_of(article, parse, cast, statements, lexicon, plover=plover)
    tree, company = desk.tree, desk.company
    worth = frozenset(k for k, s in enumerate(body) if plover or company.speaks_of_states(s))
    found: list[Telling] = []
    unsure = 0
    naming = Naming(company, body) if typist and not plover else None
    for candidate in scan(tree, body, trigger_table(lexicon), typist, plover=plover, worth=worth, naming=naming):
        kind = kind_of(candidate, threshold, plover)
        told = [telling for _, telling in desk.tell(candidate, kind)] if kind else []
        if plover:
            told = [exercised(t, article.text, lexicon) for t in told]
        else:
            told = [t for t in told if between_states(t) and sure_enough(t, typist is not None)]
        unsure += not told and typist is not None and eventful(candidate) >= _UNSURE
        desk.keep(candidate, told)
        found.extend(told)
    return Happenings(
        tellings=tuple(once(found)),
        cast=cast.plus(tuple(company.added.values()), tuple(company.added_mentions)),
        unsure=unsure,
        off_topic=not body and off_topic(article, parse, lexicon),
    )


def desk_of(
    article: Article,
    parse: Parse,
    cast: Cast,
    statements: Sequence[Statement],
    lexicon: Lexicon,
    *,
    plover: bool = False,
) -> tuple[Desk, list[Sentence]]:
    """Return what the tellings of a page share, and the sentences that may tell of events between states."""
    tree = Tree(parse, article.text)
    whole = [s for s in parse.sentences if article.lines[s.line].kind is LineKind.BODY]
    body = fit_sentences(whole, article.text, lexicon)
    within = [line.span for line in article.body()]
    times = times_at(tree, find_times(article.text, article.dateline, within=within)) if body else ()
    times = spoken_times(tree, statements, times, article.published.when if article.published else None)
    lead = body[min(1, len(body) - 1)].stop if body else 0
    company = Company(tree, cast)
    return Desk(article, tree, company, statements, cast, lexicon, times=times, lead=lead, plover=plover), body

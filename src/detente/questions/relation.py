"""How a relation moves: the series, the happenings behind it, and whose voices the pages carry."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from detente.articles import outlet_country
from detente.errors import QuestionError
from detente.lexicon import Lexicon
from detente.links import group_happenings, user_links
from detente.questions.conditions import (
    article_of,
    counted,
    is_between,
)
from detente.questions.happened import HappenedRow, happened_row
from detente.questions.stories import interview_links, story_links, tell
from detente.record import Store
from detente.relations import Coverage, Series, load_scale, make_series
from detente.relations.periods import Step
from detente.text import fold
from detente.types import (
    Dyad,
    Happening,
    Reading,
    Status,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationAnswer:
    """A relation: its series, the happenings behind it, and whose voices the pages carry."""

    series: Series
    happenings: tuple[Happening, ...]
    rows: tuple[HappenedRow, ...]
    pages: int
    outlets: tuple[str, ...]
    speakers: tuple[str, ...]
    officials: int
    note: str


def ask_relation(
    store: Store,
    dyad: Dyad,
    lexicon: Lexicon,
    *,
    step: Step = "month",
    statuses: frozenset[Status] = frozenset({Status.ACTUAL}),
    directed: bool = False,
) -> RelationAnswer:
    """Return the series of a relation with the happenings behind every point and the coverage beside it."""
    ours_of: list[Reading] = []
    coverage: list[Coverage] = []
    rows: list[HappenedRow] = []
    speakers: dict[str, None] = {}
    outlets: dict[str, None] = {}
    officials: set[str] = set()
    pages = 0
    for reading in store.readings(store.telling_articles([dyad.source, dyad.target])):
        article = article_of(reading)
        ours = [e for e in reading.tellings if is_between(e, dyad, directed)]
        said = [s for s in reading.statements if dyad.joined() in {d.joined() for d in s.about}]
        if not ours and not said:
            continue  # both states are named, but nothing on the page concerns the two together
        pages += 1
        voices = [a for s in said if (a := reading.cast.actor(s.speaker))]
        speakers.update({a.name: None for a in voices})
        officials.update(a.name for a in voices if a.official)
        outlet = article.outlet.value if article.outlet else None
        outlets.update({outlet: None} if outlet else {})
        day = article.published.when.start if article.published else None
        if day is not None:
            coverage.append(Coverage(published=day, outlet=outlet, speakers=tuple(a.name for a in voices)))
        ours_of.append(reading)
        rows += [happened_row(reading, e) for e in ours]
    told = tuple(t for t in tell(ours_of, lexicon, dyad) if is_between(t.telling, dyad, directed))
    users = user_links(store.decisions("happening"), "happening")
    stories = (*interview_links(ours_of), *story_links(store))
    happenings = group_happenings(told, stories=stories, users=users)
    series = make_series(
        dyad, happenings, coverage, load_scale(lexicon), step=step, statuses=statuses, directed=directed
    )
    homes = Counter(home for name in outlets if (home := outlet_country(lexicon, name)))
    where = f" ({', '.join(f'{n} {state}' for state, n in homes.most_common())})" if homes else ""
    note = (
        f"{counted(pages, 'page')}, {counted(len(speakers), 'speaker')}, {counted(len(outlets), 'outlet')}{where}, "
        f"{counted(len(officials), 'official')} quoted. What the press of these outlets said, not what happened."
    )
    return RelationAnswer(
        series=series,
        happenings=happenings,
        rows=tuple(rows),
        pages=pages,
        outlets=tuple(outlets),
        speakers=tuple(speakers),
        officials=len(officials),
        note=note,
    )


def dyad_of(first: str, second: str, lexicon: Lexicon) -> Dyad:
    """Return the dyad that two codes or names mean ("RUS", "Russia"); QuestionError for an unknown one."""
    return Dyad(_code(first, lexicon), _code(second, lexicon))


def _code(word: str, lexicon: Lexicon) -> str:
    for table in ("actors/states", "actors/bodies"):
        for row in lexicon.table(table):
            names = [row["id"], row.get("name", ""), row.get("alpha2", ""), *row.get("aliases", "").split("|")]
            if fold(word) in {fold(n) for n in names if n}:
                return row["id"]
    raise QuestionError(f"{word!r} is no state or body that we know; write its name or ISO 3166 code, such as RUS.")

"""Pages with known sides become the weights of `detente.mentions.context`, by a conditional logit.

    python -m training.context.fit --pages training/events/pages --desk GOLD_DIR > whose.csv

Every call of the vote on a page is one choice among the page's states; the right one is that of the actor whose words
the page's writer (or the desk gold) gave a state. The weights of a sort of phrase are those of desk pages alone,
plus a difference that all sorts share, plus one of its own, each held back by a ridge. Prints the table; the share
right, by the weights in use and by weights fitted on other pages, goes to the other channel.
"""

from __future__ import annotations

import argparse
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from detente.dates import day
from detente.lexicon import Lexicon, load_lexicon
from detente.mentions import cast as cast_room
from detente.mentions import context, nominals
from detente.parses import Engine, parse
from detente.parses.english import load_english
from detente.text import line_spans
from detente.types import Article, Cast, Dated, Line, LineKind, MentionKind, Parse, Span
from evals.actors import code, nearest, pages
from training.events.written_pages import WrittenPage, read_pages

SHARED, OWN = 10.0, 30.0  # ridges: of what all sorts share, of a sort's difference from it
DESK = 4.0  # a choice on a desk page counts so many on a written one: the written ones are harder than most news
# where the fit starts and is held to: weights of the first clues fitted on desk pages alone, for those who act for a
# state and for everybody else
FIRST: dict[bool, tuple[float, ...]] = {
    True: (0.70, 0.25, 0.63, 0.06, 0.25, 0.35, 0.38, -0.18, -0.19, 0.20, 0.54, 0.80, -0.80, 0.33, 0.66, 0.10),
    False: (0.19, -0.04, 1.05, 0.27, -0.14, 0.83, 0.32, -0.42, -0.07, -0.08, 0.36, 0.85, -0.85, 0.24, 0.96, -0.42),
}
FOLDS = 5
ROUNDS = 300
Labels = list[tuple[Span, str]]


@dataclass(frozen=True, slots=True)
class Case:
    """A page to learn from: article, parse, and the states of words on it."""

    name: str
    article: Article
    parse: Parse
    labels: Labels
    weight: float


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: page, sort of phrase, clues of every state, place of the right one and of the one given today."""

    page: str
    sort: str
    clues: np.ndarray
    right: int
    given: int
    weight: float


# ------------------------------------------------------------------ pages


def written_cases(folder: Path, engine: Engine) -> Iterator[Case]:
    """Yield the pages written for training, headline first."""
    for page in read_pages(folder):
        article = written_article(page)
        yield Case(page.name, article, parse(article, engine), written_labels(page, article.text), 1.0)


def desk_cases(folders: Iterable[Path], engine: Engine) -> Iterator[Case]:
    """Yield the pages of desk folders."""
    for folder in folders:
        for article, gold in pages(folder):
            yield Case(article.id, article, parse(article, engine), desk_labels(gold), DESK)


def written_article(page: WrittenPage) -> Article:
    """Return a written page as an article with its headline as the first line."""
    text = f"{page.headline}\n\n{page.text}"
    lines = [
        Line(span, LineKind.TITLE if i == 0 and page.headline else LineKind.BODY, "written")
        for i, span in enumerate(line_spans(text))
    ]
    told = page.published[:10]
    published = Dated(when=day(date.fromisoformat(told))) if len(told) == 10 else None
    return Article(
        id=page.name, page=page.name, url=page.name, text=text, lines=tuple(lines), language="en", published=published
    )


def written_labels(page: WrittenPage, text: str) -> Labels:
    """Return the words of sides with their states, each where it stands nearest before or in the event's clause."""
    shift = len(text) - len(page.text)
    found: Labels = []
    for act in page.acts:
        start, stop = act.start + shift, act.stop + shift
        begin, end = text.rfind("\n", 0, start) + 1, text.find("\n", stop)
        for side, other in ((act.source, act.target), (act.target, act.source)):
            if not side.words or not side.state or other.words == side.words:
                continue
            places = [
                Span(begin + m.start(), begin + m.end())
                for m in re.finditer(rf"(?<!\w){re.escape(side.words)}(?!\w)", text[begin:end])
            ]
            if places:
                found.append((min(places, key=lambda p: _away(p, start, stop)), code(side.state) or ""))
    return found


def _away(place: Span, start: int, stop: int) -> int:
    if start <= place.start < stop:
        return 0
    return start - place.stop if place.start < start else 1000 + place.start - stop


def desk_labels(gold: dict[str, Any]) -> Labels:
    """Return the mentions of the gold's actors with their states."""
    return [
        (Span(*span), state)
        for actor in gold["actors"]
        if (state := code(actor.get("state")))
        for span in actor["mentions"]
    ]


# ------------------------------------------------------------------ choices


def choices(cases: Iterable[Case], lexicon: Lexicon) -> Iterator[Choice]:
    """Yield every choice that the vote has to make on the pages and that the labels settle."""
    asked: list[tuple[int, str, dict[str, list[float]], str | None]] = []
    real = context.likely_state

    def listen(
        scene: Any, focus: Any, home: Any, head: int, *, official: bool, name: Any = None, noun: Any = None
    ) -> Any:
        given = real(scene, focus, home, head, official=official, name=name, noun=noun)
        sort = context.sort_of(scene, official=official, name=name, noun=noun)
        asked.append((head, sort, context.votes(scene, focus, home, head, name, noun), given[0]))
        return given

    nominals.likely_state = cast_room.likely_state = listen  # type: ignore[assignment]
    try:
        for case in cases:
            asked.clear()
            cast = cast_room.find_cast(case.article, case.parse, lexicon)
            states = _states(cast, case.labels)
            for head, sort, table, given in asked:
                right = states.get(_actor_at(cast, case.parse, head) or "")
                if right in table and len(table) > 1:
                    names = list(table)
                    place = names.index(given) if given in table else -1
                    clues = np.array([table[n] for n in names])
                    yield Choice(case.name, sort, clues, names.index(right), place, case.weight)
    finally:
        nominals.likely_state = cast_room.likely_state = real


def _states(cast: Cast, labels: Labels) -> dict[str, str]:
    """Return the state of every actor with a labelled name or phrase of his own."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for span, state in labels:
        here = nearest(cast, span)
        own = len(here) == 1 and here[0].kind is not MentionKind.PRONOUN
        if own and here[0].actor and not here[0].rule.startswith("coreference"):
            found[here[0].actor][state] += 1
    return {actor: counts.most_common(1)[0][0] for actor, counts in found.items()}


def _actor_at(cast: Cast, parsed: Parse, head: int) -> str | None:
    start = parsed.tokens[head].span.start
    for mention in cast.mentions:
        if mention.head == head or (
            mention.kind is MentionKind.NAME and mention.span.start <= start < mention.span.stop
        ):
            return mention.actor
    return None


# ------------------------------------------------------------------ fitting


def fit(found: list[Choice]) -> np.ndarray:
    """Return weights (sorts x clues) that make the right choices likeliest, by gradient ascent (Adam) with ridges."""
    size, widest = len(context.CLUES), max(len(c.clues) for c in found)
    table = np.zeros((len(found), widest, size))
    absent = np.full((len(found), widest), -1e9)
    for row, choice in enumerate(found):
        table[row, : len(choice.clues)] = choice.clues
        absent[row, : len(choice.clues)] = 0.0
    rows = np.arange(len(found))
    right = np.array([c.right for c in found])
    sort = np.array([context.SORTS.index(c.sort) for c in found])
    weight = np.array([c.weight for c in found])
    first = np.zeros((len(context.SORTS), size))
    for place, name in enumerate(context.SORTS):
        held = FIRST[name in ("holder", "stately", "posted")]
        first[place, : len(held)] = held
    parts = np.zeros((len(context.SORTS) + 1, size))  # what all share, then the difference of each sort
    mean, spread = np.zeros_like(parts), np.zeros_like(parts)
    ridge = np.array([SHARED] + [OWN] * len(context.SORTS))[:, None]
    for turn in range(1, ROUNDS + 1):
        scores = np.einsum("rsc,rc->rs", table, (first + parts[0] + parts[1:])[sort]) + absent
        miss = -np.exp(scores - scores.max(axis=1, keepdims=True))
        miss /= -miss.sum(axis=1, keepdims=True)
        miss[rows, right] += 1.0
        each = np.einsum("rs,rsc->rc", miss * weight[:, None], table)
        slope = np.vstack([each.sum(axis=0)] + [each[sort == k].sum(axis=0) for k in range(len(context.SORTS))])
        slope -= 2 * ridge * parts
        mean, spread = 0.9 * mean + 0.1 * slope, 0.99 * spread + 0.01 * slope**2
        step = 0.05 * (1 - turn / (ROUNDS + 1))
        parts += step * (mean / (1 - 0.9**turn)) / (np.sqrt(spread / (1 - 0.99**turn)) + 1e-8)
    return first + parts[0] + parts[1:]


def chosen(weights: np.ndarray, choice: Choice) -> int:
    """Return the place of the state that the weights choose."""
    return int(np.argmax(choice.clues @ weights[context.SORTS.index(choice.sort)]))


def compare(found: list[Choice]) -> Iterator[str]:
    """Yield one line for every sort and kind of page: share right today, and by weights fitted on other pages."""
    tally: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for fold in range(FOLDS):
        weights = fit([c for c in found if zlib.crc32(c.page.encode()) % FOLDS != fold])
        for choice in found:
            if zlib.crc32(choice.page.encode()) % FOLDS == fold:
                kind = "written" if choice.weight == 1.0 else "desk"
                for key in ((choice.sort, kind), ("all", kind)):
                    row = tally[key]
                    row[0] += 1
                    row[1] += choice.given == choice.right
                    row[2] += chosen(weights, choice) == choice.right
    for (sort, kind), (asked, now, then) in sorted(tally.items()):
        yield f"{sort:8} {kind:8} {asked:5} choices, right today {now / asked:.3f}, out of fold {then / asked:.3f}"


def write(weights: np.ndarray) -> Iterator[str]:
    """Yield the lines of `whose.csv`."""
    yield "# How much each clue counts for the state of a phrase whose words name none (mentions/context.py), by sort"
    yield "# of phrase. Fitted by training/context/fit.py."
    yield ",".join(("clue", *context.SORTS))
    for place, clue in enumerate(context.CLUES):
        yield ",".join([clue, *(f"{w:.2f}" for w in weights[:, place])])


def main() -> None:
    """Print the table, and on the other channel the share right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, required=True, help="folder of pages written for training")
    parser.add_argument("--desk", type=Path, nargs="*", default=[], help="folders of desk gold to train on")
    options = parser.parse_args()
    engine, lexicon = load_english(), load_lexicon()
    cases = [*written_cases(options.pages, engine), *desk_cases(options.desk, engine)]
    found = list(choices(cases, lexicon))
    sys.stderr.write("\n".join(compare(found)) + "\n")
    sys.stdout.write("\n".join(write(fit(found))) + "\n")


if __name__ == "__main__":
    main()

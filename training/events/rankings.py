"""Desk pages and our own pages become the weights that choose sides and day of an event, and what is kept.

    python -m training.events.rankings --pages FOLDER --desk FOLDER
        [--files NAME ...] [--weights FOLDER] [--more NAME ... --more-weights FOLDER]
        [--only days|sides] [--out FOLDER]

`--files` are pages that the typist has not been trained on, since the weights tell how far its word may be trusted;
`--more` are others that another run has not seen, for the sides only. Days (day_ranking.py) do not listen to the
typist, and `--only days` may take any pages. Pages are read as users' are
(articles, cast, statements, triggers). For days what was told before is the gold's; for sides it is what a reading
kept with weights that other pages taught, and so are the drafts of which some are kept. Softmax regression with an L2
penalty over the choices of every event; shares of right choices are counted in four folds of whole pages. Weights are
written as lexicon tables: sides.csv, days.csv, kept.csv.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from detente.events.desk import Desk
from detente.events.find import THRESHOLD, desk_of
from detente.events.kept import Draft, between_states, draft_clues, sure_enough
from detente.events.kinds import kind_of
from detente.events.naming import Naming
from detente.events.reach import Earlier, Reach, Scene
from detente.events.scan import Candidate, scan
from detente.events.side_clues import clues
from detente.events.sides import Weights
from detente.events.triggers import trigger_table
from detente.events.voices import voice_of
from detente.lexicon.load import PACKAGED
from detente.models.typing import load_typist
from detente.pipeline import Choice, Tools, load_tools
from detente.types import EventType, Telling
from training.events import day_ranking
from training.events.examples import inside
from training.events.reading import JOINT, Read, desk_pages, own_pages, pairs_of
from training.events.softmax import minimised, table_of
from training.events.written_pages import read_pages

Clues = dict[str, float]
Row = tuple[list[Clues], list[int]]  # clues of every choice, indexes of the right ones
Rows = dict[str, list[Row]]  # by the name of the ranking
_LEAST = 6  # times that a clue must be seen
_FOLDS = 4
_CLUES = 1400  # that a table of sides keeps for each side: those that sway most choices
_ROUNDS = 2  # readings of the pages: with the gold's past first, then with what was learnt from that on other pages
_HEADS = {
    "sides": "# Weights of the clues that choose the state of each side; written by training/events/rankings.py.\n",
    "kept": "# Weights of the clues for a telling being right; written by training/events/rankings.py.\n",
}


def read(page: Read, tools: Tools, sides: Weights | None) -> tuple[Desk, list[Candidate]]:
    """Return the desk of a page, with other weights for the sides if they are given, and its candidates."""
    desk, body = desk_of(page.article, page.parse, page.cast, page.statements, tools.lexicon)
    desk.sides = sides or desk.sides
    naming = Naming(desk.company, body)
    return desk, scan(desk.tree, body, trigger_table(tools.lexicon), tools.typist, naming=naming)


def told_at(page: Read, desk: Desk, candidates: Iterable[Candidate]) -> dict[int, list[dict[str, Any]]]:
    """Return the gold events of a page by the token of the trigger that tells of them."""
    told: dict[int, list[dict[str, Any]]] = defaultdict(list)
    triggers = [c.trigger for c in candidates]
    for event in page.events:
        best = inside(desk.tree, triggers, event)
        if best is not None:
            told[best.index].append(event)
    return told


def page_rows(page: Read, tools: Tools, sides: Weights | None = None) -> Iterator[tuple[str, Row]]:
    """Yield (ranking, row) for the sides of every event of one page whose trigger is found.

    The events told before are the gold's or, with weights learnt without the page, those that a reading with these
    would have kept: weights that have only seen faultless pasts trust the past too much.
    """
    desk, candidates = read(page, tools, sides)
    told = told_at(page, desk, candidates)
    for candidate in candidates:
        index = candidate.trigger.index
        events = told.get(index, [])
        if events:
            kind, states = EventType(events[0]["type"]), (events[0]["source_state"], events[0]["target_state"])
            voice = voice_of(desk.tree.token(index).span, page.statements, page.cast)
            cue = voice.statement.cue if voice.statement else None
            scene = Scene(desk.tree, desk.company, candidate, kind, voice.state, tuple(desk.before), cue)
            yield from side_rows(Reach(scene), events)
            if sides is None and states[0] and states[1] and states[0] != states[1]:
                desk.before.append(Earlier(index, kind, states[0], states[1]))
        if sides is not None:
            desk.keep(candidate, [t for _, t in drafts_of(desk, candidate) if sure_enough(t, True)])


def drafts_of(desk: Desk, candidate: Candidate) -> list[tuple[Draft, Telling]]:
    """Return the drafts of a candidate about states."""
    kind = kind_of(candidate, THRESHOLD, False)
    return [(d, t) for d, t in desk.tell(candidate, kind) if between_states(t)] if kind else []


def side_rows(reach: Reach, events: list[dict[str, Any]]) -> Iterator[tuple[str, Row]]:
    """Yield the rows of one trigger; of what is done jointly either side may be called the source."""
    choices: list[str | None] = [*reach.states(), None]
    pairs = pairs_of(events)
    right = _places(choices, {a for a, _ in pairs})
    if right:
        yield "source", ([clues(reach, "source", s, None) for s in choices], right)
    for source in dict.fromkeys((pairs[0][0], pairs[len(events) % len(pairs)][0])):
        right = _places(choices, {b for a, b in pairs if a == source})
        if right and source in choices:
            yield "target", ([clues(reach, "target", s, source) for s in choices], right)


def kept_rows(page: Read, tools: Tools, sides: Weights | None) -> Iterator[tuple[str, Row]]:
    """Yield a row for every draft of a page: left out, or kept with its clues; right is what the gold holds.

    The weights are to be learnt without the page: weights that know it would trust their own choices too much.
    """
    desk, candidates = read(page, tools, sides)
    for candidate in candidates:
        drafts = drafts_of(desk, candidate)
        for draft, telling in drafts:
            right = any(agrees(telling, event) for event in page.events)
            yield "kept", ([{}, draft_clues(draft)], [int(right)])
        desk.keep(candidate, [telling for _, telling in drafts if sure_enough(telling, True)])


def agrees(telling: Telling, event: dict[str, Any]) -> bool:
    """Tell whether a telling is an event of the gold: type, states and words, as the desk's scorer has it."""
    kinds = {event["type"], *event.get("type_also", ())}
    states = (event["source_state"], event["target_state"])
    ours = (telling.source_state, telling.target_state)
    start, stop = event["evidence"]
    same = ours == states or (bool(kinds & JOINT) and ours == states[::-1])
    return telling.type.value in kinds and same and telling.clause.start < stop and start < telling.clause.stop


def _places(choices: list[str | None], wanted: set[str | None]) -> list[int]:
    return [k for k, s in enumerate(choices) if s in wanted]


def fit(rows: list[Row], strength: float = 10.0, most: int | None = None) -> Clues:
    """Return the weights of the clues seen often enough; `strength` weighs the L2 penalty against the summed loss.

    With `most` only so many clues are kept, those of the greatest weight times the root of how often they are seen,
    and fitted again by themselves: a clue seen twice in a hundred pages may be heavy and still decide nothing.
    """
    seen = Counter(n for found, _ in rows for c in found for n, v in c.items() if v)
    names = sorted(n for n, count in seen.items() if count >= _LEAST)
    weights = _fitted(rows, names, strength)
    if most is None or len(names) <= most:
        return weights
    return _fitted(rows, sorted(sorted(names, key=lambda n: -abs(weights[n]) * seen[n] ** 0.5)[:most]), strength)


def _fitted(rows: list[Row], names: list[str], strength: float) -> Clues:
    table, good, first = table_of(rows, names)
    penalty = np.full(len(names), strength / len(rows))
    weights = minimised(table, good, first, np.ones(len(good)), penalty, rounds=400)
    return {n: round(float(w), 3) for n, w in zip(names, weights, strict=True)}


def main() -> None:
    """Read the paths, fit the rankings, write the tables; what is kept is fitted with the new sides and days."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=Path, required=True)
    parser.add_argument("--desk", type=Path, required=True)
    parser.add_argument("--files", nargs="*", help="files of pages, such as the typist has not seen; all without it")
    parser.add_argument("--only", choices=["days", "sides"])
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--more", nargs="*", default=[], help="files of further pages, for the sides")
    parser.add_argument("--more-weights", type=Path, help="the run that has not seen them")
    parser.add_argument("--out", type=Path, default=PACKAGED / "languages" / "en")
    args = parser.parse_args()
    shipped = load_tools(Choice())
    tools = Tools(shipped.lexicon, shipped.engines, shipped.tagger, load_typist(args.weights))
    pages = list(own_pages(read_pages(args.pages, only=args.files), tools))
    desk = list(desk_pages(args.desk, tools))
    if args.only != "sides":
        day_ranking.write(args.out / "days.csv", [_dated(p, tools) for p in desk], [_dated(p, tools) for p in pages])
    if args.only != "days":
        others = Tools(shipped.lexicon, shipped.engines, shipped.tagger, load_typist(args.more_weights))
        more = told_rows(list(own_pages(read_pages(args.pages, only=args.more), others)), others)[0]
        write_rankings(args.out, pages, tools, more)


def told_rows(pages: list[Read], tools: Tools, more: Sequence[Rows] = ()) -> tuple[list[Rows], list[Weights | None]]:
    """Return the rows of pages read with what other pages taught, and that for each fold; `more` teach all folds."""
    folds: list[Weights | None] = [None] * _FOLDS
    rows: list[Rows] = []
    for turn in range(_ROUNDS):
        rows = [grouped(page_rows(page, tools, folds[k % _FOLDS])) for k, page in enumerate(pages)]
        beside = list(more) if turn else []
        folds = [learn([*(r for k, r in enumerate(rows) if k % _FOLDS != f), *beside]) for f in range(_FOLDS)]
    return rows, folds


def write_rankings(out: Path, pages: list[Read], tools: Tools, more: Sequence[Rows] = ()) -> None:
    """Write sides.csv and kept.csv, fitted on readings with what was learnt on other pages before."""
    rows, folds = told_rows(pages, tools, more)
    kept = [grouped(kept_rows(page, tools, folds[k % _FOLDS])) for k, page in enumerate(pages)]
    write(out / "sides.csv", _HEADS["sides"], "role", [*rows, *more], ("source", "target"), most=_CLUES)
    write(out / "kept.csv", _HEADS["kept"], "choice", kept, ("kept",))


def learn(pages: list[Rows]) -> Weights:
    """Return the weights for the sides that some pages teach."""
    return Weights(*(fit([r for p in pages for r in p[role]]) for role in ("source", "target")))


def grouped(found: Iterable[tuple[str, Row]]) -> Rows:
    """Return rows by the name of their ranking."""
    rows: Rows = defaultdict(list)
    for name, row in found:
        rows[name].append(row)
    return rows


def _dated(page: Read, tools: Tools) -> day_ranking.Page:
    return day_ranking.page_of(page.article, page.parse, page.cast, page.statements, page.events, tools.lexicon)


def write(
    path: Path, head: str, column: str, pages: list[Rows], names: tuple[str, ...], *, most: int | None = None
) -> None:
    """Write the weights of some rankings as one table and print how often they are right on pages left out.

    A table keeps `most` clues for each ranking, all without it.
    """
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(head)
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([column, "clue", "weight"])
        for name in names:
            rows = [r for p in pages for r in p[name]]
            folds = [
                fit([r for k, p in enumerate(pages) if k % _FOLDS != f for r in p[name]], most=most)
                for f in range(_FOLDS)
            ]
            held = [(folds[k % _FOLDS], r) for k, p in enumerate(pages) for r in p[name]]
            hits = sum(_best(w, found) in right for w, (found, right) in held)
            print(f"{name}: {len(rows)} rows, right {hits / len(held):.3f} in {_FOLDS} folds of pages")
            writer.writerows([name, n, w] for n, w in fit(rows, most=most).items() if w)


def _best(weights: Clues, found: list[Clues]) -> int:
    scores = [sum(weights.get(n, 0.0) * v for n, v in c.items()) for c in found]
    return scores.index(max(scores))


if __name__ == "__main__":
    main()

"""Desk pages and our own pages become the weights that choose the day of an event: languages/en/days.csv.

    python -m training.events.rankings --only days --pages FOLDER --desk FOLDER [--out FOLDER]

Every event whose trigger is found is one row: the days that it may have, with their clues, and the right one. Types,
statuses, sides and the days told before are the gold's; the typist is not asked. Our own pages give an event a day
less readily than the desk's readers do, so the clues for no day have a weight that both share and one of each kind of
page, and the desk's is shipped (feature augmentation: H. Daume, "Frustratingly easy domain adaptation", ACL 2007).
Softmax regression with an L2 penalty, fitted by L-BFGS; shares of right days are counted in four folds of the desk's
pages, told in text order with the days that were chosen before.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import hstack

from detente.dates import from_iso, iso
from detente.events.days import Option, likeliest, options
from detente.events.desk import Desk
from detente.events.find import desk_of
from detente.events.triggers import find_triggers, trigger_table
from detente.events.voices import voice_of
from detente.lexicon import Lexicon
from detente.types import Article, Cast, Dated, EventType, Parse, Statement, Status
from training.events.examples import inside
from training.events.softmax import minimised, table_of

Clues = dict[str, float]
_FOLDS = 4
_LEAST = 6  # times that a clue must be seen
_FAINT = 0.02  # weights below are left out of the table
_STRENGTH = 0.001  # of the L2 penalty
_OWN = 1.0
_APART = 2.0  # how much stronger the penalty holds the weights of one kind of page
_HEAD = "# Weights of the clues that choose the day of an event; written by training/events/day_ranking.py.\n"


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its desk and, in text order, the triggers that tell of events, with these as the gold has them."""

    desk: Desk
    acts: list[tuple[int, list[dict[str, Any]]]]


@dataclass(frozen=True, slots=True)
class Row:
    """One choice: the options and the places of the right ones."""

    found: list[Option]
    right: list[int]


def page_of(
    article: Article,
    parse: Parse,
    cast: Cast,
    statements: Sequence[Statement],
    events: Iterable[dict[str, Any]],
    lexicon: Lexicon,
) -> Page:
    """Return a page with its events tied to triggers; events without a trigger are left out."""
    desk, body = desk_of(article, parse, cast, statements, lexicon)
    triggers = [t for s in body for t in find_triggers(desk.tree, s, trigger_table(lexicon))]
    told: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for event in events:
        best = inside(desk.tree, triggers, event)
        if best is not None:
            told[best.index].append(event)
    return Page(desk, sorted(told.items()))


def rows_of(page: Page, weights: Clues | None = None) -> list[Row]:
    """Return the rows of a page; the days told before are the gold's or, with weights, those chosen by them."""
    desk, rows = page.desk, []
    desk.told.clear()
    for trigger, events in page.acts:
        first = events[0]
        kind, status, when = EventType(first["type"]), Status(first["status"]), first["when"]
        voice = voice_of(desk.tree.token(trigger).span, desk.statements, desk.cast)
        states = frozenset(s for e in events for s in (e["source_state"], e["target_state"]) if s)
        found = options(desk.moment(trigger, kind, status, voice, states))
        right = [k for k, o in enumerate(found) if (iso(o.dated.when) if o.dated else None) == when]
        rows.append(Row(found, right))
        gold = Dated(when=from_iso(when), rule="told before") if when else None
        dated = gold if weights is None else likeliest(found, weights).dated
        desk.told.append(desk.event(trigger, kind, status, dated, states))
    return rows


def fit(desk: Iterable[Row], own: Iterable[Row]) -> Clues:
    """Return the weights for desk pages, learnt from rows of both kinds; rows without a right option are left out."""
    rows = [(r, True) for r in desk if r.right] + [(r, False) for r in own if r.right]
    seen = Counter(n for r, _ in rows for o in r.found for n, v in o.clues.items() if v)
    names = sorted(n for n, count in seen.items() if count >= _LEAST)
    table, good, first = table_of((([o.clues for o in r.found], r.right) for r, _ in rows), names)
    many = np.diff([*first, len(good)])
    ours = np.repeat([not d for _, d in rows], many)
    apart = [k for k, n in enumerate(names) if n.startswith("none")]
    kinds = [table[:, apart].multiply(mask[:, None]).tocsr() for mask in (~ours, ours)]
    penalty = np.full(len(names) + 2 * len(apart), _STRENGTH)
    penalty[len(names) :] *= _APART
    weights = minimised(hstack([table, *kinds]).tocsr(), good, first, np.where(ours, _OWN, 1.0), penalty)
    found = weights[: len(names)]
    found[apart] += weights[len(names) : len(names) + len(apart)]
    return {n: round(float(w), 3) for n, w in zip(names, found, strict=True) if abs(w) >= _FAINT}


def write(path: Path, desk: list[Page], own: list[Page]) -> None:
    """Write the table and print how often the day is right on desk pages left out, told as in use."""
    ours = [r for p in own for r in rows_of(p)]
    rows = [rows_of(p) for p in desk]
    hits = total = 0
    for fold in range(_FOLDS):
        weights = fit([r for k, page in enumerate(rows) if k % _FOLDS != fold for r in page], ours)
        for page in desk[fold::_FOLDS]:
            for row in rows_of(page, weights):
                hits += row.found.index(likeliest(row.found, weights)) in row.right
                total += 1
    print(
        f"day: {total} rows, right {hits / total:.3f} in {_FOLDS} folds of the desk's pages, with {len(ours)} of ours"
    )
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(_HEAD)
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["choice", "clue", "weight"])
        writer.writerows(["day", n, w] for n, w in fit([r for page in rows for r in page], ours).items())

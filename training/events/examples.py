"""Gold files become examples: a trigger (or a given pair) with types, status and the head tokens of both parties.

Four sources: the PLOVER sentences of Hu et al. (one event and one pair a sentence, no trigger: the trigger is the
lexicon's best candidate between the parties), desk pages (events with an evidence clause), our own pages (the same,
with the words of both sides) and our own sentences (events with trigger). Triggers without event are NONE.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from detente.events.find import desk_of
from detente.events.naming import Named, Naming
from detente.events.passages import passages, span_of
from detente.events.slots import slots
from detente.events.tree import Tree
from detente.events.triggers import SAYING, Trigger, find_triggers, trigger_table
from detente.parses import parse
from detente.pipeline import Tools
from detente.types import Sentence, Span
from training.events.reading import Read, desk_pages, own_pages, plain_article
from training.events.written_pages import WrittenPage

Pair = tuple[int, int]
Runs = dict[int, Span]
_SPOKEN = {"ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"}  # done by words alone
Heads = Callable[[Tree, Sentence, dict[str, Any], str], list[int]]


@dataclass(frozen=True, slots=True)
class Name:
    """Words that name a state: where their passage starts on the page, their place in it, and a slot.

    The slot is empty where they stand in the sentence asked about. `source` and `target` tell whether it is the
    state of that side.
    """

    start: int
    place: Pair
    slot: str
    source: bool = False
    target: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One case to learn from; offsets count from the start of `text`, a passage; `own` is the sentence asked about.

    `page` and `start` tell of which page the passage is, and where it starts there. `named` are the places that name
    states (None: not to be learnt).

    `types` lists what is right (["NONE"] for no event). `sources` and `targets` are spans of head tokens, an empty
    list where the text names none, None where roles are not to be learnt. `given` is a pair in place of a trigger.
    """

    text: str
    origin: str
    types: tuple[str, ...]
    own: Pair
    trigger: tuple[Pair, ...] = ()
    allowed: tuple[str, ...] = ()
    nominal: bool = False
    phrasal: bool = False
    slots: tuple[tuple[Pair, str], ...] = ()
    status: str | None = None
    sources: tuple[Pair, ...] | None = None
    targets: tuple[Pair, ...] | None = None
    given: tuple[Pair | None, Pair | None] | None = None
    plover: bool = False
    page: str = ""
    start: int = 0
    named: tuple[Name, ...] | None = None


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a .jsonl file."""
    with path.open(encoding="utf-8") as stream:
        yield from (json.loads(line) for line in stream if line.strip())


class Reader:
    """Turns gold into examples with one engine and one trigger table."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
        self.engine = tools.engines["en"]
        self.table = trigger_table(tools.lexicon)

    def plover(self, rows: Iterable[dict[str, Any]], origin: str) -> Iterator[Example]:
        """Yield examples of sentences with one event and its pair: given, by trigger, and NONE for other triggers."""
        for row in rows:
            article = plain_article(row["text"], row["id"])
            tree = Tree(parse(article, self.engine), article.text)
            triggers = [t for s in tree.parse.sentences for t in find_triggers(tree, s, self.table)]
            for event in row["events"]:
                yield from self._plover_event(tree, triggers, event, origin)

    def _plover_event(
        self, tree: Tree, triggers: list[Trigger], event: dict[str, Any], origin: str
    ) -> Iterator[Example]:
        types = ("CONCEDE", "RETREAT") if event["type"] == "YIELD" else (event["type"],)
        given = tuple(tuple(event[r]["span"]) if event.get(r) else None for r in ("source", "target"))
        yield _given(tree.text, origin, types, given[0], given[1])
        heads = [
            [h for span in [event[r]["span"], *event[r].get("alts", [])] if (h := head_of(tree, span)) is not None]
            if event.get(r)
            else []
            for r in ("source", "target")
        ]
        firsts = [h[0] if h else None for h in heads]
        best = between(tree, triggers, firsts, types)
        if best is None:
            return
        runs = runs_of(tree.parse.sentences)
        yield self._example(tree, runs, best, types, origin, heads=heads, plover=True)
        for other in triggers:
            shared = set(other.tokens) & set(best.tokens)
            kin = set(types) & {t.value for t in other.types} and steps(tree, other.index, best.index) <= 1
            if not shared and not kin and other.index not in firsts:
                yield self._example(tree, runs, other, ("NONE",), origin, plover=True)

    def desk(self, folder: Path, origin: str) -> Iterator[Example]:
        """Yield examples of every trigger in the bodies of a folder of desk pages; heads are the actors' mentions."""
        for page in desk_pages(folder, self.tools):
            yield from self._page(page, partial(_heads, page.actors), origin)

    def pages(self, written: Iterable[WrittenPage], origin: str) -> Iterator[Example]:
        """Yield examples of every trigger of our own pages; heads are the words of each side."""
        for page in own_pages(written, self.tools):
            yield from self._page(page, _worded, origin)

    def _page(self, page: Read, heads_of: Heads, origin: str) -> Iterator[Example]:
        desk, body = desk_of(page.article, page.parse, page.cast, page.statements, self.tools.lexicon)
        tree = desk.tree
        triggers = {t.index: t for s in body for t in find_triggers(tree, s, self.table)}
        told: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for event in page.events:
            best = inside(tree, list(triggers.values()), event)
            if best is not None:
                told[best.index].append(event)
        runs = runs_of(body)
        naming = Naming(desk.company, body)
        for i in sorted(triggers):
            events = told.get(i, [])
            sentence = tree.sentence_of(i)
            around = naming.around(sentence)
            if not events:
                names = _names(tree, runs, around, (set(), set()))
                nothing = self._example(tree, runs, triggers[i], ("NONE",), origin)
                yield replace(nothing, page=page.article.id, named=names)
                continue
            heads = [
                sorted({h for e in events for h in heads_of(tree, sentence, e, role) if h != i})
                for role in ("source", "target")
            ]
            types = tuple(sorted({t for e in events for t in [e["type"], *e.get("type_also", ())]}))
            status = events[0]["status"]
            names = _names(
                tree, runs, around, [{e[f"{role}_state"] for e in events} for role in ("source", "target")]
            )
            example = self._example(tree, runs, triggers[i], types, origin, heads=heads, status=status)
            yield replace(example, page=page.article.id, named=names)

    def written(self, rows: Iterable[dict[str, Any]], origin: str) -> Iterator[Example]:
        """Yield examples of our own sentences: every trigger, and the pair where the row names a PLOVER type."""
        for row in rows:
            article = plain_article(row["text"], row["id"])
            tree = Tree(parse(article, self.engine), article.text)
            triggers = {t.index: t for s in tree.parse.sentences for t in find_triggers(tree, s, self.table)}
            runs = runs_of(tree.parse.sentences)
            taken: set[int] = set()
            for event in row["events"]:
                span = event["trigger"]
                own = [t for t in triggers.values() if span[0] <= tree.token(t.index).span.start < span[1]]
                heads = [
                    [h] if event.get(r) and (h := head_of(tree, event[r])) is not None else []
                    for r in ("source", "target")
                ]
                if own:
                    best = min(own, key=lambda t: (event["type"] not in {x.value for x in t.types}, t.index))
                    yield self._example(
                        tree, runs, best, (event["type"],), origin, heads=heads, status=event["status"]
                    )
                    taken.update(k for t in own for k in t.tokens)
                if event.get("plv"):
                    types = ("CONCEDE", "RETREAT") if event["plv"] == "YIELD" else (event["plv"],)
                    given = tuple(tuple(event[r]) if event.get(r) else None for r in ("source", "target"))
                    yield _given(tree.text, origin, types, given[0], given[1])
            for trigger in triggers.values():
                if trigger.index not in taken:
                    yield self._example(tree, runs, trigger, ("NONE",), origin)

    def _example(
        self,
        tree: Tree,
        runs: Runs,
        trigger: Trigger,
        types: tuple[str, ...],
        origin: str,
        *,
        heads: list[list[int]] | None = None,
        status: str | None = None,
        plover: bool = False,
    ) -> Example:
        sentence = tree.sentence_of(trigger.index)
        passage = runs[sentence.first]
        base = passage.start

        def local(i: int) -> Pair:
            span = tree.token(i).span
            return span.start - base, span.stop - base

        def near(found: list[int]) -> tuple[Pair, ...]:
            return tuple(local(h) for h in found if sentence.first <= h < sentence.stop)

        around = slots(tree, sentence, trigger.index, trigger.tokens)
        return Example(
            text=passage.of(tree.text),
            origin=origin,
            types=types,
            own=(sentence.span.start - base, sentence.span.stop - base),
            trigger=tuple(local(i) for i in trigger.tokens if sentence.first <= i < sentence.stop),
            allowed=tuple(t.value for t in trigger.types),
            nominal=trigger.nominal,
            phrasal=any(len(e.words) > 1 for e in trigger.entries),
            slots=tuple((local(i), word) for i, word in around.items()),
            status=status,
            sources=near(heads[0]) if heads else None,
            targets=near(heads[1]) if heads else None,
            plover=plover,
            start=base,
        )


def _names(tree: Tree, runs: Runs, around: Iterable[Named], right: Sequence[set[str]]) -> tuple[Name, ...]:
    """Return the words that name states, and whether these are the sides of the event."""
    found = []
    for i, state, slot in around:
        start, span = runs[tree.sentence_of(i).first].start, tree.token(i).span
        found.append(Name(start, (span.start - start, span.stop - start), slot, *(state in r for r in right)))
    return tuple(found)


def runs_of(sentences: Iterable[Sentence]) -> Runs:
    """Return the passage of every sentence, by the sentence's first token."""
    return {s.first: span_of(run) for run in passages(list(sentences)) for s in run}


def _given(text: str, origin: str, types: tuple[str, ...], source: Pair | None, target: Pair | None) -> Example:
    return Example(text=text, origin=origin, types=types, own=(0, len(text)), given=(source, target), plover=True)


def head_of(tree: Tree, span: list[int] | tuple[int, int]) -> int | None:
    """Return the top token of the words in a span."""
    inside = [t.index for t in tree.tokens if t.span.start < span[1] and t.span.stop > span[0]]
    tops = [i for i in inside if tree.parent(i) not in inside and tree.token(i).pos != "PUNCT"]
    return tops[0] if tops else (inside[0] if inside else None)


def steps(tree: Tree, a: int, b: int) -> int:
    """Return the number of dependency steps between two tokens (99: different sentences)."""
    up_a, up_b = [a, *tree.climb(a)], [b, *tree.climb(b)]
    shared = next((x for x in up_a if x in up_b), None)
    return 99 if shared is None else up_a.index(shared) + up_b.index(shared)


def between(tree: Tree, triggers: list[Trigger], heads: list[int | None], types: tuple[str, ...]) -> Trigger | None:
    """Return the trigger that most likely joins the two heads: allowed type first, then the shortest way."""
    best: tuple[float, int, Trigger] | None = None
    for trigger in triggers:
        if not trigger.entries or trigger.index in heads:
            continue
        cost = float(sum(2 if h is None else steps(tree, trigger.index, h) for h in heads))
        cost -= 4 if {t.value for t in trigger.types} & set(types) else 0
        cost -= 1 if len(trigger.entries[0].words) > 1 else 0
        if best is None or (cost, trigger.index) < best[:2]:
            best = (cost, trigger.index, trigger)
    return best[2] if best else None


def inside(tree: Tree, triggers: list[Trigger], event: dict[str, Any]) -> Trigger | None:
    """Return the trigger of a desk event: inside its evidence, of its type, as high in the tree as can be."""
    start, stop = event["evidence"]
    wanted = {event["type"], *event.get("type_also", ())}
    best: tuple[float, int, Trigger] | None = None
    for trigger in triggers:
        if not start <= tree.token(trigger.index).span.start < stop:
            continue
        allowed = {t.value for t in trigger.types}
        says = wanted & _SPOKEN and tree.lemma(trigger.index) in SAYING
        cost = 0.0 if wanted & allowed else 4.0 if says else 5.0
        cost += 0.0 if trigger.entries or says else 2.0
        cost += 0.3 * len(list(tree.climb(trigger.index))) + float(trigger.nominal)
        if trigger.entries and len(trigger.entries[0].words) > 1 and trigger.entries[0].type.value in wanted:
            cost -= 0.8
        if best is None or (cost, trigger.index) < best[:2]:
            best = (cost, trigger.index, trigger)
    return best[2] if best else None


def _worded(tree: Tree, sentence: Sentence, event: dict[str, Any], role: str) -> list[int]:
    """Head tokens, in the sentence, of every place where the words of a side stand."""
    words = event[f"{role}_words"]
    if not words:
        return []
    start = sentence.span.start
    places = re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", sentence.span.of(tree.text))
    heads = (head_of(tree, (start + place.start(), start + place.end())) for place in places)
    return [h for h in heads if h is not None]


def _heads(
    actors: list[dict[str, Any]], tree: Tree, sentence: Sentence, event: dict[str, Any], role: str
) -> list[int]:
    """Head tokens, in the sentence, of the actor's mentions; failing those, of mentions of the same state."""
    state = event[f"{role}_state"]
    named = [a for a in actors if a["id"] == event[role]]
    same = [a for a in actors if state and a["state"] == state]
    for meant in (named, same):
        spans = [m for a in meant for m in a["mentions"]]
        here = [m for m in spans if sentence.span.start <= m[0] and m[1] <= sentence.span.stop]
        found = [h for m in here if (h := head_of(tree, m)) is not None]
        if found:
            return found
    return []

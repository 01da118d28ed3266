"""Gold files become examples: a trigger (or a given pair) with types, status and the head tokens of both parties.

Four sources: the PLOVER sentences of Hu et al. (one event and one pair a sentence, no trigger: the trigger is the
lexicon's best candidate between the parties), desk pages (events with an evidence clause), our own pages (the same,
with the words of both sides) and our own sentences (events with trigger). Triggers without event are NONE.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.events.passages import passages, span_of
from detente.events.slots import slots
from detente.events.tree import Tree
from detente.events.triggers import Trigger, TriggerTable, find_triggers
from detente.parses import Engine, parse
from detente.text import line_spans
from detente.types import Article, Line, LineKind, Sentence, Span
from training.events.written_pages import Act, Side, WrittenPage

Pair = tuple[int, int]
Runs = dict[int, Span]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One case to learn from; offsets count from the start of `text`, a passage; `own` is the sentence asked about.

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


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a .jsonl file."""
    with path.open(encoding="utf-8") as stream:
        yield from (json.loads(line) for line in stream if line.strip())


def plain_article(text: str, name: str) -> Article:
    """Return an article whose lines are all body."""
    lines = tuple(Line(span, LineKind.BODY, "plain") for span in line_spans(text))
    return Article(id=name, page="", url=name, text=text, lines=lines, language="en")


class Reader:
    """Turns gold into examples with one engine and one trigger table."""

    def __init__(self, engine: Engine, table: TriggerTable) -> None:
        self.engine = engine
        self.table = table

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
        """Yield examples of every trigger in the bodies of a folder of desk pages."""
        for path in sorted(folder.glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            with path.with_suffix(".txt").open(encoding="utf-8", newline="") as stream:
                text = stream.read()
            article = desk_article(gold, text)
            tree = Tree(parse(article, self.engine), text)
            body = [s for s in tree.parse.sentences if article.lines[s.line].kind is LineKind.BODY]
            triggers = {t.index: t for s in body for t in find_triggers(tree, s, self.table)}
            events: dict[int, list[dict[str, Any]]] = defaultdict(list)
            for event in gold["events"]:
                best = inside(tree, list(triggers.values()), event)
                if best is not None:
                    events[best.index].append(event)
            runs = runs_of(body)
            for i in sorted(triggers):
                yield self._desk_trigger(tree, runs, triggers[i], events.get(i, []), gold, origin)

    def _desk_trigger(
        self,
        tree: Tree,
        runs: Runs,
        trigger: Trigger,
        events: list[dict[str, Any]],
        gold: dict[str, Any],
        origin: str,
    ) -> Example:
        if not events:
            return self._example(tree, runs, trigger, ("NONE",), origin)
        sentence = tree.sentence_of(trigger.index)
        types = tuple(sorted({t for e in events for t in [e["type"], *e.get("type_also", ())]}))
        heads = [
            sorted({h for e in events for h in _heads(tree, sentence, e, role, gold)})
            for role in ("source", "target")
        ]
        heads = [[h for h in found if h != trigger.index] for found in heads]
        return self._example(tree, runs, trigger, types, origin, heads=heads, status=events[0]["status"])

    def pages(self, written: Iterable[WrittenPage], origin: str) -> Iterator[Example]:
        """Yield examples of every trigger of our own pages."""
        for page in written:
            article = plain_article(page.text, page.name)
            tree = Tree(parse(article, self.engine), page.text)
            triggers = {t.index: t for s in tree.parse.sentences for t in find_triggers(tree, s, self.table)}
            acts: dict[int, list[Act]] = defaultdict(list)
            for act in page.acts:
                clause = {"evidence": (act.start, act.stop), "type": act.types[0], "type_also": act.types[1:]}
                best = inside(tree, list(triggers.values()), clause)
                if best is not None:
                    acts[best.index].append(act)
            runs = runs_of(tree.parse.sentences)
            for i in sorted(triggers):
                yield self._page_trigger(tree, runs, triggers[i], acts.get(i, []), origin)

    def _page_trigger(self, tree: Tree, runs: Runs, trigger: Trigger, acts: list[Act], origin: str) -> Example:
        if not acts:
            return self._example(tree, runs, trigger, ("NONE",), origin)
        types = tuple(sorted({t for a in acts for t in a.types}))
        sentence = tree.sentence_of(trigger.index)
        heads = [
            sorted({h for side in sides for h in _worded(tree, sentence, side) if h != trigger.index})
            for sides in ([a.source for a in acts], [a.target for a in acts])
        ]
        return self._example(tree, runs, trigger, types, origin, heads=heads, status=acts[0].status)

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
        )


def runs_of(sentences: Iterable[Sentence]) -> Runs:
    """Return the passage of every sentence, by the sentence's first token."""
    return {s.first: span_of(run) for run in passages(list(sentences)) for s in run}


def _given(text: str, origin: str, types: tuple[str, ...], source: Pair | None, target: Pair | None) -> Example:
    return Example(text=text, origin=origin, types=types, own=(0, len(text)), given=(source, target), plover=True)


def desk_article(gold: dict[str, Any], text: str) -> Article:
    """Return the article of a desk page with the gold's lines."""
    outside = {i for start, stop in gold["furniture"] for i in range(start, stop)}
    title = gold["headline"]["span"][0] if gold["headline"] else -1
    lines = []
    for span in line_spans(text):
        away = sum(i in outside for i in range(span.start, span.stop)) * 2 > span.stop - span.start
        kind = LineKind.FURNITURE if away else LineKind.BODY
        lines.append(Line(span, LineKind.TITLE if span.start <= title < span.stop else kind, "gold"))
    return Article(id=gold["page"], page="", url=gold["page"], text=text, lines=tuple(lines), language="en")


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
        cost = 0.0 if wanted & allowed else 5.0
        cost += 0.0 if trigger.entries else 2.0
        cost += 0.3 * len(list(tree.climb(trigger.index))) + float(trigger.nominal)
        if trigger.entries and len(trigger.entries[0].words) > 1 and trigger.entries[0].type.value in wanted:
            cost -= 0.8
        if best is None or (cost, trigger.index) < best[:2]:
            best = (cost, trigger.index, trigger)
    return best[2] if best else None


def _worded(tree: Tree, sentence: Sentence, side: Side) -> list[int]:
    """Head tokens, in the sentence, of every place where the words of a side stand."""
    if not side.words:
        return []
    start = sentence.span.start
    places = re.finditer(rf"(?<!\w){re.escape(side.words)}(?!\w)", sentence.span.of(tree.text))
    heads = (head_of(tree, (start + place.start(), start + place.end())) for place in places)
    return [h for h in heads if h is not None]


def _heads(tree: Tree, sentence: Sentence, event: dict[str, Any], role: str, gold: dict[str, Any]) -> list[int]:
    """Head tokens, in the sentence, of the actor's mentions; failing those, of mentions of the same state."""
    state = event[f"{role}_state"]
    named = [a for a in gold["actors"] if a["id"] == event[role]]
    same = [a for a in gold["actors"] if state and a["state"] == state]
    for actors in (named, same):
        spans = [m for a in actors for m in a["mentions"]]
        here = [m for m in spans if sentence.span.start <= m[0] and m[1] <= sentence.span.stop]
        found = [h for m in here if (h := head_of(tree, m)) is not None]
        if found:
            return found
    return []

"""Invented articles about invented happenings become scores of the links between them.

    python -m evals.links [--seed 101 102 103 104 105 106 107 108] [--corridor] [--misses]

Thresholds and weights were settled on seeds 7 to 30; figures to be quoted come from other seeds.

stories      pairs of articles that are one story: copies cut up to 30 %, re-ordered, with other spellings and numbers
             (recall), no look-alikes (precision); beyond 30 % and interviews told again apart
happenings   B-cubed over tellings; joined: pairs of different happenings of one series that share a group
statements   pairs of statements that are one utterance, cut or in another translation
persons      pairs of names that are one person

With --corridor the articles are read from their bare text by `detente.pipeline.read_page`; tellings and statements
that the reading gave are matched to the written ones by the sentence they stand in, others are left out.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from statistics import mean

from detente.lexicon import load_lexicon
from detente.links import (
    gather,
    group,
    group_happenings,
    link_copies,
    link_interviews,
    link_persons,
    link_statements,
    said_of,
    sketch,
    source_of,
    told_of,
)
from detente.types import Happening, Link, Page, Reading, Verdict
from evals.stories import Written, write_all


@dataclass(frozen=True, slots=True)
class Linked:
    """All links of a run, and the happenings made of them."""

    copies: tuple[Link, ...]
    interviews: tuple[Link, ...]
    statements: tuple[Link, ...]
    persons: tuple[Link, ...]
    happenings: tuple[Happening, ...]


def link_all(readings: Sequence[Reading]) -> Linked:
    """Return everything that the room `links` makes of the readings."""
    rows = load_lexicon().table("languages/en/function_words")
    plain = frozenset(row["id"] for row in rows)
    copies = tuple(link_copies(sketch(r.article) for r in readings if r.article))
    said = [said_of(r, s) for r in readings for s in r.statements]
    statements = tuple(link_statements(said))
    home = {s.statement: (s.article, len(s.words)) for s in said}
    sources = {r.article.id: source_of(r) for r in readings if r.article}
    interviews = tuple(link_interviews(sources, home, statements))
    seen = [(a, r.article.dateline) for r in readings if r.article for a in r.cast.actors]
    told = [told_of(r, e, plain=plain) for r in readings for e in r.tellings]
    return Linked(
        copies,
        interviews,
        statements,
        tuple(link_persons(gather(seen))),
        group_happenings(told, stories=(*copies, *interviews)),
    )


def pair_scores(made: Iterable[Sequence[str]], gold: Mapping[str, str]) -> tuple[float, float, list[tuple[str, str]]]:
    """Return precision and recall over pairs that share a group, and the pairs that should not."""
    mine = {tuple(sorted(p)) for g in made for p in combinations([k for k in g if k in gold], 2)}
    groups: dict[str, list[str]] = defaultdict(list)
    for key, label in gold.items():
        groups[label].append(key)
    true = {tuple(sorted(p)) for g in groups.values() for p in combinations(g, 2)}
    hit = len(mine & true)
    wrong = [(a, b) for a, b in sorted(mine - true)]
    return hit / len(mine) if mine else 1.0, hit / len(true) if true else 1.0, wrong


def b_cubed(made: Iterable[Sequence[str]], gold: Mapping[str, str]) -> tuple[float, float, float]:
    """Return B-cubed precision, recall and F1 (Bagga and Baldwin 1998) over the keys of `gold`."""
    home = {key: place for place, g in enumerate(made) for key in g}
    mine: dict[int, set[str]] = defaultdict(set)
    true: dict[str, set[str]] = defaultdict(set)
    for place, key in enumerate(gold):
        mine[home.get(key, -1 - place)].add(key)
        true[gold[key]].add(key)
    precision = recall = 0.0
    for place, (key, label) in enumerate(gold.items()):
        group_here = mine[home.get(key, -1 - place)]
        both = len(group_here & true[label])
        precision += both / len(group_here)
        recall += both / len(true[label])
    precision, recall = precision / len(gold), recall / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def joined(happenings: Iterable[Happening], gold: Mapping[str, str], series: Mapping[str, str]) -> tuple[int, int]:
    """Return how many pairs of different happenings of one series share a group, and how many pairs there are."""
    wrong = set()
    for one in happenings:
        labels = sorted({gold[key] for key in one.tellings if key in gold})
        wrong |= {p for p in combinations(labels, 2) if series[p[0]] == series[p[1]]}
    labels = sorted(set(gold.values()))
    return len(wrong), sum(1 for a, b in combinations(labels, 2) if series[a] == series[b])


def through_corridor(written: Sequence[Written]) -> list[Written]:
    """Return the articles as the whole corridor reads them, with the truth carried over by sentence."""
    from detente.pipeline import Choice, load_tools, read_page

    tools = load_tools(Choice())
    made = []
    for one in written:
        article = one.reading.article
        assert article is not None and article.published is not None and article.outlet is not None
        day = article.published.when.start
        head = f"{article.outlet.value}\n{day:%d %B %Y}\n"
        body = (head + article.text).encode()
        page = Page(sha=hashlib.sha256(body).hexdigest(), url=article.url, body=body, media_type="text/plain")
        made.append(_carried(one, read_page(page, tools), len(head)))
    return made


def _carried(one: Written, reading: Reading, moved: int) -> Written:
    happening = {}
    for telling in reading.tellings:
        for old in one.reading.tellings:
            inside = old.clause.start + moved <= telling.trigger.start < old.clause.stop + moved
            one_pair = {telling.source_state, telling.target_state} == {old.source_state, old.target_state}
            if inside and one_pair and old.id in one.happening:
                happening[telling.id] = one.happening[old.id]
    utterance = {}
    for statement in reading.statements:
        for was in one.reading.statements:
            if statement.content[0].start - moved in range(was.content[0].start - 2, was.content[0].stop):
                utterance[statement.id] = one.utterance[was.id]
    names = {a.name.split()[-1]: a.id for a in one.reading.cast.actors}
    person = {a.id: names[a.name.split()[-1]] for a in reading.cast.actors if a.name.split()[-1] in names}
    return replace(one, reading=reading, happening=happening, utterance=utterance, person=person)


def score(written: Sequence[Written], series: Mapping[str, str], misses: bool = False) -> dict[str, float]:
    """Return every measure of the run by name; with `misses`, print what went wrong."""
    readings = [w.reading for w in written]
    found = link_all(readings)
    texts = {w.reading.article.id: w for w in written if w.reading.article}
    light = {a: w.story for a, w in texts.items() if w.cut <= 0.3 and w.form != "interview"}
    every = {a: w.story for a, w in texts.items() if w.form != "interview"}
    whole = {a: w.story for a, w in texts.items()}
    stories = group(texts, found.copies)
    precision, _, wrong = pair_scores(stories, every)
    result = {"stories.precision": precision, "stories.recall_30": pair_scores(stories, light)[1]}
    result["stories.recall_50"] = pair_scores(stories, every)[1]
    told_again = group(texts, (*found.copies, *found.interviews))
    result["interviews.precision"], result["interviews.recall"], _ = pair_scores(told_again, whole)
    gold = {key: label for w in written for key, label in w.happening.items()}
    groups = [h.tellings for h in found.happenings]
    p, r, f = b_cubed(groups, gold)
    result |= {"happenings.precision": p, "happenings.recall": r, "happenings.f1": f}
    bad, all_pairs = joined(found.happenings, gold, series)
    result |= {"happenings.joined": bad / all_pairs if all_pairs else 0.0}
    said = {key: label for w in written for key, label in w.utterance.items()}
    result["statements.precision"], result["statements.recall"], _ = pair_scores(group(said, found.statements), said)
    result |= _persons(written, found.persons)
    if misses:
        _print_misses(texts, wrong, found, gold, written)
    return result


def _persons(written: Sequence[Written], links: Sequence[Link]) -> dict[str, float]:
    gold: dict[str, str] = {}
    for w in written:
        for actor in w.reading.cast.actors:
            if actor.id in w.person:
                for one in gather([(actor, None)]):
                    gold[one.id] = w.person[actor.id]
    precision, recall, _ = pair_scores(group(gold, links), gold)
    unsure = sum(1 for k in links if k.verdict is Verdict.UNSURE)
    return {"persons.precision": precision, "persons.recall": recall, "persons.unsure": unsure}


def _print_misses(
    texts: Mapping[str, Written],
    wrong: Sequence[tuple[str, str]],
    found: Linked,
    gold: Mapping[str, str],
    written: Sequence[Written],
) -> None:
    links = {(k.left, k.right): k for k in found.copies}
    for a, b in wrong:
        link = links.get((a, b))
        print("joined stories", texts[a].story, "|", texts[b].story, link.reasons if link else "through others")
    for (a, b), link in links.items():
        light = max(texts[a].cut, texts[b].cut) <= 0.3
        if link.verdict is not Verdict.SAME and texts[a].story == texts[b].story and light:
            print("missed copy", texts[a].story, texts[a].cut, texts[b].cut, link.verdict.value, link.reasons)
    tellings = {t.id: (w, t) for w in written for t in w.reading.tellings}
    for one in found.happenings:
        labels = sorted({gold[k] for k in one.tellings if k in gold})
        if len(labels) > 1:
            print("joined happenings", labels, one.reasons[:6])
    parts: dict[str, int] = defaultdict(int)
    for one in found.happenings:
        for label in {gold[k] for k in one.tellings if k in gold}:
            parts[label] += 1
    for label, n in parts.items():
        if n > 1:
            print("split happening", label, n)
            for one in found.happenings:
                mine = [tellings[k] for k in one.tellings if gold.get(k) == label]
                if mine:
                    print("   ", [(w.form, t.type.value, t.status.value) for w, t in mine])


def _first(written: Sequence[Written], count: int) -> tuple[Written, ...]:
    """Return the articles of whole series, the first ones, up to about so many."""
    ordered = sorted(written, key=lambda w: int(w.story.split(".")[0].removeprefix("h")))
    return tuple(ordered[:count])


def main() -> None:
    """Write the articles, link them, and print every measure."""
    parser = argparse.ArgumentParser(prog="python -m evals.links", description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, nargs="+", default=list(range(101, 109)))
    parser.add_argument("--corridor", action="store_true", help="read the bare texts with the whole corridor first")
    parser.add_argument("--first", type=int, help="only so many articles, from the first happenings on")
    parser.add_argument("--misses", action="store_true", help="print what went wrong")
    args = parser.parse_args()
    runs: dict[str, list[float]] = defaultdict(list)
    for seed in args.seed:
        written, series = write_all(seed)
        if args.first:
            written = _first(written, args.first)
        print(f"{len(written)} articles, {len(set(series))} happenings, seed {seed}")
        if args.corridor:
            written = tuple(through_corridor(written))
        for name, value in score(written, series, args.misses).items():
            runs[name].append(value)
    print(f"{'':24} {'mean':>8} {'least':>8} {'most':>8}")
    for name, values in runs.items():
        print(f"{name:24} {mean(values):8.4f} {min(values):8.4f} {max(values):8.4f}")


if __name__ == "__main__":
    main()

"""Invented pages become the speed and memory of linking: stories, statements, persons, happenings, on one core.

    python -m bench.links [--articles 25000 50000 100000] [--words 400]

Readings are made of random words (a fifth are cut copies of a page of the last days), with three statements, four
tellings and four persons each; making them is not counted. CPU seconds are printed by stage, and the sum as articles
a second; the resident memory added, and what an article adds to it. Each size runs in a process of its own.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

from detente.links import (
    gather,
    group,
    group_happenings,
    link_copies,
    link_persons,
    link_statements,
    said_of,
    sketch,
    told_of,
)
from detente.types import Actor, ActorKind, Cast, EventType, Reading, Span
from detente.work import collect_seldom
from evals.stories.paper import printed, quoted, reported

Made = TypeVar("Made")
STATES = [a + b + "X" for a in "ABCDEFG" for b in "ABCDEF"]
VOCABULARY = [f"{'W' if n % 6 == 0 else 'w'}{n:x}qu" for n in range(30000)]
WEIGHTS = list(accumulate(1 / (n + 8) for n in range(30000)))


def pages(count: int, words: int, seed: int = 5, a_day: int = 200) -> Iterator[Reading]:
    """Yield invented readings in order of publication, so many pages a day."""
    rng = random.Random(seed)
    given, surnames = VOCABULARY[:400], VOCABULARY[400:6000]
    names = [f"{rng.choice(given).title()} {rng.choice(surnames).title()}" for _ in range(8000)]
    recent: list[str] = []
    for number in range(count):
        published = date(2015, 1, 1) + timedelta(days=number // a_day)
        if recent and rng.random() < 0.2:
            text = rng.choice(recent)
            text = text[: int(len(text) * rng.uniform(0.6, 1.0))]
        else:
            drawn = rng.choices(VOCABULARY, cum_weights=WEIGHTS, k=words)
            text = ". ".join(" ".join(drawn[at : at + 25]) for at in range(0, words, 25))
        recent = [*recent[-150:], text]
        yield _reading(f"a{number}", text, published, rng, names)


def _reading(key: str, text: str, published: date, rng: random.Random, names: list[str]) -> Reading:
    article = printed(key, key, text, url=key, published=published, outlet=f"Outlet {rng.randrange(300)}")
    actors = tuple(
        Actor(id=f"p{n}", name=name, kind=ActorKind.PERSON, state=STATES[len(name) * 7 % len(STATES)])
        for n, name in enumerate(rng.choices(names, k=4))
    )
    spans = [Span(100 + n * 200, 230 + n * 200) for n in range(3)]
    statements = [quoted(key, span, f"p{n}", f"{key}s{n}") for n, span in enumerate(spans)]
    tellings = []
    for n in range(4):
        clause = Span(50 + n * 150, 180 + n * 150)
        source, target = rng.sample(STATES[: 8 + rng.randrange(len(STATES) - 8)], 2)
        when = published - timedelta(days=rng.randrange(4)) if rng.random() < 0.6 else None
        kind, trigger = rng.choice(list(EventType)), Span(clause.start, clause.start + 5)
        tellings.append(reported(key, clause, kind, source, target, f"{key}e{n}", trigger=trigger, when=when))
    return Reading(
        page=key,
        url=key,
        article=article,
        cast=Cast(actors=actors),
        statements=tuple(statements),
        tellings=tuple(tellings),
    )


def resident() -> float:
    """Return the memory of this process in MiB."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096 / 2**20


class Clock:
    """CPU seconds by stage."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def run(self, stage: str, work: Callable[[], Made]) -> Made:
        """Do the work and add its CPU time to the stage."""
        begin = time.process_time()
        made = work()
        self.spent[stage] = self.spent.get(stage, 0.0) + time.process_time() - begin
        return made


def measure(articles: int, words: int) -> None:
    """Link so many pages and print one line for each stage."""
    collect_seldom()  # as the command line does
    clock = Clock()
    begin = resident()
    sketches, said, told, seen = [], [], [], []
    for r in pages(articles, words):
        sketches.append(clock.run("sketches", lambda r=r: sketch(r.article)))
        said += clock.run("words of statements", lambda r=r: [said_of(r, s) for s in r.statements])
        told += clock.run("words of tellings", lambda r=r: [told_of(r, e) for e in r.tellings])
        seen += [(a, r.article.dateline) for a in r.cast.actors]
    held = resident() - begin
    print(f"{articles} articles of {words} words", flush=True)
    copies = clock.run("links of copies", lambda: list(link_copies(sketches)))
    stories = clock.run("stories", lambda: group((s.article for s in sketches), copies))
    sketches.clear()
    utterances = clock.run("links of statements", lambda: sum(1 for _ in link_statements(said)))
    said.clear()
    persons = clock.run("persons", lambda: sum(1 for _ in link_persons(gather(seen))))
    happenings = clock.run("happenings", lambda: group_happenings(told, stories=copies))
    print(f"{len(copies)} links of copies, {len(stories)} stories, {utterances} links of statements")
    print(f"{persons} links of persons, {len(happenings)} happenings of {len(told)} tellings")
    for stage, seconds in clock.spent.items():
        print(f"{stage:22} {seconds:8.1f} CPU s  {seconds / articles * 1e3:6.3f} ms an article")
    total = sum(clock.spent.values())
    print(f"{'all':22} {total:8.1f} CPU s  {articles / total:.0f} articles a second")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - begin
    print(
        f"memory held for linking: {held:.0f} MiB, {held * 1024 / articles:.1f} KiB an article; peak {peak:.0f} MiB"
    )


def main() -> None:
    """Link pages of each number, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m bench.links", description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[25_000, 50_000, 100_000])
    parser.add_argument("--words", type=int, default=400)
    args = parser.parse_args()
    for number in args.articles:
        child = multiprocessing.get_context("spawn").Process(target=measure, args=(number, args.words))
        child.start()
        child.join()


if __name__ == "__main__":
    main()

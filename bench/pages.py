"""Pages become one table: every measure of reading pages, with its bar, our figure, and the best peer's in one run.

    python -m bench.pages --gold ../shared/bench/pages [--desk ../shared/bench/desk/dev] [--every N] [--json]

The folder of `--gold` is one of the pages benchmark, scored by the score.py in it. The line model has seen its dev
pages: where the card of the weights has a figure out of fold for a measure, that one is our figure, marked "o"; on
other pages (`--unseen`) all figures are those of this run. Speed is pages per CPU second as a ratio to trafilatura's;
one process, one thread, order rotated, reading and unzipping not counted. `--speed` asks only for that, of the two
readings and trafilatura.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import os
import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

from bench.page_readers import HTML_PEERS, LINE_PEERS, OURS, Reader, Task, asked, installed
from detente.models.lines import FAST_WEIGHTS, WEIGHTS
from detente.work.memory import collect_seldom
from evals.pages import load_scorer

_WARMING = 12  # pages that are read before the clock runs
Figures = dict[str, dict[str, float]]  # measure -> reader -> figure


@dataclass(frozen=True, slots=True)
class Bar:
    """A measure and what it is to reach; `seen` is its place in the card of the weights, where it is out of fold."""

    measure: str
    at_least: float
    seen: tuple[str, str] | None = None
    reader: str = "detente"
    falling: bool = False  # the bar is a ceiling


BARS = (
    Bar("html: main text, page F1", 0.966, ("html", "shingle_f1")),
    Bar("html: pages exactly right", 0.30, ("html", "exact")),
    Bar("html: date exact, fundus", 0.985),
    Bar("html: date exact, mediacloud", 0.935),
    Bar("html: title exact", 0.85, ("html", "title_exact")),
    Bar("html: authors F1", 0.87, ("html", "authors_f1")),
    Bar("html: outlet", 0.93, ("html", "outlet_ok")),
    Bar("flat: keep-line F1", 0.88, ("flat", "keep_f1")),
    Bar("paste: keep-line F1", 0.90, ("paste", "keep_f1")),
    Bar("flat: printed date exact", 0.92),
    Bar("flat: wrong dates", 0.03, falling=True),
    Bar("paste: printed date exact", 0.92),
    Bar("paste: wrong dates", 0.03, falling=True),
    Bar("desk: furniture F1", 0.97),
    Bar("desk: date exact", 1.0),
    Bar("desk: outlet", 0.95),
    Bar("speed, trafilatura = 1", 0.5),
    Bar("speed, trafilatura = 1", 5.0, reader="detente fast"),
)


def main() -> None:
    """Run every reader over every page, score, and print one table."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder of the pages benchmark")
    parser.add_argument("--desk", type=Path, help="folder of desk pages with their gold records")
    parser.add_argument("--every", type=int, default=1, help="take every n-th page")
    parser.add_argument("--unseen", action="store_true", help="the line model was not trained on these pages")
    parser.add_argument("--speed", action="store_true", help="only the speed of both readings beside trafilatura's")
    parser.add_argument("--json", action="store_true", help="print all figures of all readers as JSON")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    collect_seldom()  # as a run of `detente` does
    if given.speed:
        scorer = load_scorer(given.gold / "score.py")
        found = _html(scorer, given.gold, {**OURS, "trafilatura": HTML_PEERS["trafilatura"]()}, given.every)
        print(json.dumps(found["speed, trafilatura = 1"]))
        return
    figures, missing = measured(given.gold, given.desk, given.every)
    if given.json:
        print(json.dumps(figures, indent=1))
        return
    print("\n".join(table(figures, {} if given.unseen else _out_of_fold())))
    for name in missing:
        print(f"{name}: not installed, left out")


def measured(folder: Path, desk: Path | None, every: int = 1) -> tuple[Figures, list[str]]:
    """Return all figures of all readers, and the names of the readers that are not installed."""
    scorer = load_scorer(folder / "score.py")
    peers, missing = installed(HTML_PEERS)
    figures = _html(scorer, folder, {**OURS, **peers}, every)
    lines, _ = installed(LINE_PEERS)
    for kind in ("flat", "paste"):
        figures.update(_flattened(scorer, folder / f"{kind}.jsonl.gz", {"detente": OURS["detente"], **lines}, every))
    if desk is not None:
        figures.update(_desk(desk))
    return figures, missing


def table(figures: Figures, seen: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return the lines of the table: one a bar, and the fast reading's text below."""
    rows = [f"{'measure':32}{'bar':>8}{'detente':>10}   {'best peer here':>14}"]
    for bar in BARS:
        found = figures.get(bar.measure, {})
        own = found.get(bar.reader)
        held = seen.get(bar.seen[0], {}).get(bar.seen[1]) if bar.seen else None
        figure = held if held is not None else own
        if figure is None:
            continue
        reached = figure <= bar.at_least if bar.falling else figure >= bar.at_least
        best = _best({k: v for k, v in found.items() if not k.startswith("detente")}, falling=bar.falling)
        name = bar.measure if bar.reader == "detente" else f"{bar.measure}, {bar.reader.split()[-1]}"
        rows.append(
            f"{name:32}{bar.at_least:8.3f}{figure:10.4f}{'o' if held is not None else ' '}"
            f"{'' if reached else ' below'}".ljust(60)
            + best
        )
    fast = figures["html: main text, page F1"].get("detente fast")
    if fast is not None:
        held = seen.get("fast", {}).get("shingle_f1")
        rows.append(f"{'html: main text, page F1, fast':32}{'':8}{held or fast:10.4f}{'o' if held else ''}")
    return rows


def _best(found: Mapping[str, float], *, falling: bool) -> str:
    if not found:
        return ""
    name = min(found, key=lambda k: found[k] if falling else -found[k])
    return f"{found[name]:.4f} {name}"


def _html(scorer: Any, folder: Path, readers: Mapping[str, Reader], every: int) -> Figures:
    gold = scorer.load(folder / "gold.jsonl")[::every]
    tasks = [Task(source=_source(folder / r["html"]), url=r.get("url") or "", crawled=r.get("crawled")) for r in gold]
    answers, spent = _run(readers, tasks)
    figures: Figures = {}
    for name, found in answers.items():
        told = [{"id": r["id"], **a} for r, a in zip(gold, found, strict=True)]
        out = scorer.evaluate(gold, told)[0]
        if any(a.get("text") for a in found):
            _put(figures, "html: main text, page F1", name, out["text"]["shingle"]["page"]["f1"])
            _put(figures, "html: pages exactly right", name, out["text"]["exact"])
            _put(figures, "speed, trafilatura = 1", name, spent.get("trafilatura", 0.0) / spent[name])
        if any(a.get("title") for a in found):
            _put(figures, "html: title exact", name, out["title"]["exact"])
        if any("outlet" in a for a in found):
            _put(figures, "html: authors F1", name, out["authors"]["f1"])
            _put(figures, "html: outlet", name, out["outlet"]["ok"])
        if any(a.get("date") for a in found):
            for source in ("fundus", "mediacloud"):
                part = scorer.evaluate([r for r in gold if r.get("source") == source], told)[0]
                _put(figures, f"html: date exact, {source}", name, part["date"]["exact"])
    return figures


def _flattened(scorer: Any, path: Path, readers: Mapping[str, Reader], every: int) -> Figures:
    gold = scorer.load(path)[::every]
    tasks = [Task(lines=tuple(r["lines"]), url=r.get("url") or "") for r in gold]
    kind = path.name.split(".")[0]
    figures: Figures = {}
    for name, found in _run(readers, tasks)[0].items():
        out = scorer.evaluate(gold, [{"id": r["id"], **a} for r, a in zip(gold, found, strict=True)])[0]
        if any("keep" in a or "text" in a for a in found):
            _put(figures, f"{kind}: keep-line F1", name, out["lines"]["keep"]["page"]["f1"])
        if any(a.get("date") for a in found):
            _put(figures, f"{kind}: printed date exact", name, out["date"]["exact"])
            _put(figures, f"{kind}: wrong dates", name, out["date"]["given"] - out["date"]["exact"])
    return figures


def _desk(folder: Path) -> Figures:
    """Read desk pages up to the article and score what it says; statements and events are not asked here."""
    from detente.articles import read_article
    from detente.lexicon import load_lexicon
    from detente.pages import page_of
    from detente.types import Reading
    from evals.desk import desk_record

    scorer = load_scorer(folder.parent / "score.py")
    totals: Figures = {}
    records = {}
    for path in sorted(folder.glob("*.txt")):
        article = read_article(page_of(path.read_bytes(), path.name, media_type="text/plain"), load_lexicon())
        records[path.stem] = desk_record(path.name, Reading(page=article.page, url=article.url, article=article))
    gold = scorer.load(folder)
    out = scorer.score(gold, records, scorer.load_text(folder, gold))
    _put(totals, "desk: furniture F1", "detente", out["furniture"]["f1"])
    _put(totals, "desk: date exact", "detente", out["published"])
    _put(totals, "desk: outlet", "detente", out["outlet"])
    return totals


def _put(figures: Figures, measure: str, reader: str, value: float) -> None:
    figures.setdefault(measure, {})[reader] = round(value, 4)


def _run(
    readers: Mapping[str, Reader], tasks: Sequence[Task]
) -> tuple[dict[str, list[dict[str, Any]]], dict[str, float]]:
    """Return the answers by reader and the CPU seconds spent; a few pages warm each up, uncounted.

    They are spread over the tasks, so that tables which only some pages need are read before the clock runs.
    """
    spent = dict.fromkeys(readers, 0.0)
    told: dict[str, list[dict[str, Any]]] = {name: [] for name in readers}
    names = list(readers)
    for name in names:
        for task in tasks[:: max(1, len(tasks) // _WARMING)]:
            asked(readers[name], task)
    for place, task in enumerate(tasks):
        turn = place % len(names)
        for name in names[turn:] + names[:turn]:
            begun = time.process_time()
            answer = asked(readers[name], task)
            spent[name] += time.process_time() - begun
            told[name].append(answer)
    return told, spent


def _out_of_fold() -> dict[str, dict[str, float]]:
    """Return the card's figures of whole pages read by forests that saw no page of their sites."""
    cards = [tomllib.loads((home / "card.toml").read_text(encoding="utf-8")) for home in (WEIGHTS, FAST_WEIGHTS)]
    return {kind: dict(found) for card in cards for kind, found in card.get("read", {}).items()}


def _source(path: Path) -> str:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return stream.read()


if __name__ == "__main__":
    main()

"""Pages with a record become figures: what is found, how far a confidence can be trusted, and what it costs.

    python -m bench.statements --gold FOLDER [--no-tagger] [--counts | --reliability]
    python -m bench.statements --cost FOLDER

FOLDER holds NAME.txt and, for `--gold`, NAME.json with a record made by hand (the scheme of the desk set). A reading
is right where its content has a Jaccard index of 0.5 with a recorded one and its speaker is the same. `--counts`
prints the rows of `lexicons/speech_confidence.csv`, `--reliability` those of `lexicons/speech_reliability.csv`: there
each page is judged by the counts of all others. `--cost` prints CPU seconds of the statements stage as a ratio to
the parse, one thread, in one run.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

from detente.articles import read_article
from detente.lexicon import Lexicon
from detente.mentions import find_cast
from detente.pages import intake
from detente.parses import parse
from detente.pipeline import Choice, Tools, load_tools
from detente.statements import Speech
from detente.statements.confidence import share
from detente.statements.find import find_readings
from detente.statements.report import likeness
from detente.types import Article, Cast, Page, Parse, Span, Statement

BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)


@dataclass(frozen=True, slots=True)
class Answer:
    """One statement found, with the kinds of its reading and whether words and speaker are right."""

    statement: Statement
    kind: str
    voice: str
    found: bool
    right: bool
    page: str = ""
    recorded: Mapping[str, Any] | None = None  # the statement of the record that it was paired with


def pages_of(folder: Path) -> Iterator[tuple[Page, dict[str, Any]]]:
    """Yield each text page of a folder with its record, an empty one where there is none."""
    for path in sorted(folder.glob("*.txt")):
        record = path.with_suffix(".json")
        gold = json.loads(record.read_text(encoding="utf-8")) if record.is_file() else {}
        for page in intake([path]):
            if isinstance(page, Page):
                yield page, gold


def prepared(page: Page, tools: Tools) -> tuple[Article, Parse, Cast]:
    """Return what the statements stage takes."""
    article = read_article(page, tools.lexicon)
    analysis = parse(article, tools.engines["en"])
    return article, analysis, find_cast(article, analysis, tools.lexicon)


def answers(folder: Path, tools: Tools) -> tuple[list[Answer], int]:
    """Return all answers on the pages of a folder, and the number of recorded statements."""
    out: list[Answer] = []
    wanted = 0
    for page, gold in pages_of(folder):
        article, analysis, cast = prepared(page, tools)
        speech, kinds = find_readings(article, analysis, cast, tools.lexicon, tools.tagger)
        wanted += len(gold["statements"])
        out += [replace(a, page=page.sha) for a in _judged(article.text, speech, kinds, gold)]
    return out, wanted


def _judged(text: str, speech: Speech, kinds: Sequence[tuple[str, str]], gold: dict[str, Any]) -> list[Answer]:
    recorded = [tuple(Span(a, b) for a, b in s["content"]) for s in gold["statements"]]
    pairs = sorted(
        (
            (-likeness(content, s.content), i, j)
            for i, content in enumerate(recorded)
            for j, s in enumerate(speech.statements)
        ),
    )
    matched: dict[int, int] = {}
    for score, i, j in pairs:
        if -score >= 0.5 and j not in matched and i not in matched.values():
            matched[j] = i
    return [
        Answer(
            s,
            *kinds[j],
            j in matched,
            j in matched and _same(text, speech.cast, s, gold, matched[j]),
            recorded=gold["statements"][matched[j]] if j in matched else None,
        )
        for j, s in enumerate(speech.statements)
    ]


def _same(text: str, cast: Cast, statement: Statement, gold: dict[str, Any], at: int) -> bool:
    """Tell whether the speaker is the recorded one: same last name, same institution's state, or unnamed in place."""
    wanted = next((a for a in gold["actors"] if a["id"] == gold["statements"][at]["speaker"]), None)
    actor = cast.actor(statement.speaker)
    if wanted is None or actor is None:
        return wanted is None and actor is None
    if wanted["kind"] in {"state", "organisation"} and wanted.get("state") and actor.state == wanted["state"]:
        return actor.kind.value != "person"
    names = {wanted["name"], *(text[a:b] for a, b in wanted["mentions"])}
    if actor.name.split()[-1].casefold() in {n.split()[-1].casefold() for n in names}:
        return True
    place = gold["statements"][at]["speaker_span"]
    unnamed = wanted["kind"] == "group" or "(unnamed)" in wanted["name"]
    return bool(unnamed and place and statement.speaker_span and statement.speaker_span.overlaps(Span(*place)))


def show(found: list[Answer], wanted: int) -> None:
    """Print precision and recall, the reliability table, and precision at thresholds."""
    words, right = sum(a.found for a in found), sum(a.right for a in found)
    for name, hits in (("found", words), ("found + speaker", right)):
        f1 = 2 * hits / (len(found) + wanted) if found or wanted else 0.0
        print(f"{name:16s} P {hits / max(1, len(found)):.3f}  R {hits / max(1, wanted):.3f}  F1 {f1:.3f}")
    topics(found)
    print("\nconfidence      given  right  share   mean said")
    for low, high in itertools.pairwise(BINS):
        inside = [a for a in found if low <= a.statement.confidence < high]
        if inside:
            said = sum(a.statement.confidence for a in inside) / len(inside)
            share = sum(a.right for a in inside) / len(inside)
            hits = sum(a.right for a in inside)
            print(f"{low:.2f} - {min(high, 1):.2f}   {len(inside):6d} {hits:6d}  {share:.3f}   {said:.3f}")
    print("\nat least        given  precision  recall")
    for least in BINS[:-1]:
        kept = [a for a in found if a.statement.confidence >= least]
        if kept:
            hits = sum(a.right for a in kept)
            print(f"{least:.2f}            {len(kept):5d}  {hits / len(kept):.3f}      {hits / max(1, wanted):.3f}")


def topics(found: list[Answer]) -> None:
    """Print how often the tone is right, and precision and recall of the pairs of states, among words found."""
    tones = given = wanted = both = pairs = 0
    for a in found:
        if a.recorded is not None:
            ours = {(d.source, d.target) for d in a.statement.about}
            theirs = {(min(d), max(d)) for d in a.recorded["about"]}
            pairs, both = pairs + 1, both + len(ours & theirs)
            given, wanted = given + len(ours), wanted + len(theirs)
            tones += a.statement.tone == a.recorded["tone"]
    print(f"tone             {tones / max(1, pairs):.3f} of {pairs} right")
    print(f"about            P {both / max(1, given):.3f}  R {both / max(1, wanted):.3f}")


def counts(found: list[Answer]) -> None:
    """Print how often each kind of reading and of identification was right, as rows of the lexicon's table."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for a in found:
        (right if a.found else wrong)[a.kind] += 1
        if a.found:
            (right if a.right else wrong)[a.voice] += 1
    for kind in sorted({*right, *wrong}):
        print(f"{kind},{right[kind]},{wrong[kind]}")


def left_out(found: list[Answer], lexicon: Lexicon) -> list[Answer]:
    """Give every answer the confidence that the table would give without the answers of its own page.

    Counts of pages that are not among `found` stay in, so that the table must have been counted on these pages too.
    """
    table = {row["id"]: (int(row["right"]), int(row["wrong"])) for row in lexicon.table("speech_confidence")}
    own: dict[str, Counter[tuple[str, bool]]] = {}
    for a in found:
        mine = own.setdefault(a.page, Counter())
        mine[a.kind, a.found] += 1
        if a.found:
            mine[a.voice, a.right] += 1
    out = []
    for a in found:
        chance = 1.0
        for kind in (a.kind, a.voice):
            right, wrong = table.get(kind, (0, 0))
            rest = max(0, right - own[a.page][kind, True]), max(0, wrong - own[a.page][kind, False])
            chance *= share({kind: rest} if any(rest) else {}, kind)
        out.append(replace(a, statement=replace(a.statement, confidence=round(chance, 3))))
    return out


def reliability(found: list[Answer], wanted: int, source: str) -> None:
    """Print precision and recall at thresholds, as rows of the lexicon's table."""
    print("least,given,right,wanted,source")
    for least in BINS[:-1]:
        kept = [a for a in found if a.statement.confidence >= least]
        print(f'{least:.2f},{len(kept)},{sum(a.right for a in kept)},{wanted},"{source}"')


def cost(folder: Path, tools: Tools, rounds: int = 3) -> None:
    """Print the CPU time of the statements stage, with and without the tagger, as a ratio to the parse."""
    pages = [page for page, _ in pages_of(folder)]
    spent = dict.fromkeys(("parse", "statements", "without tagger"), 0.0)
    for turn in range(rounds + 1):
        for page in pages:
            article = read_article(page, tools.lexicon)
            marks = [time.process_time()]
            analysis = parse(article, tools.engines["en"])
            marks.append(time.process_time())
            cast = find_cast(article, analysis, tools.lexicon)
            begun = time.process_time()
            find_readings(article, analysis, cast, tools.lexicon, tools.tagger)
            middle = time.process_time()
            find_readings(article, analysis, cast, tools.lexicon, None)
            ended = time.process_time()
            if turn:  # the first round warms everything up
                spent["parse"] += marks[1] - marks[0]
                spent["statements"] += middle - begun
                spent["without tagger"] += ended - middle
    for name, seconds in spent.items():
        print(f"{name:16s} {seconds:8.2f} CPU s   {seconds / max(1e-9, spent['parse']):.2f} of the parse")


def main() -> None:
    """Parse the command line and print what is asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="folders of pages with records")
    parser.add_argument("--cost", type=Path, help="folder of pages")
    parser.add_argument("--counts", action="store_true", help="print the rows of the confidence table")
    parser.add_argument("--reliability", action="store_true", help="print the rows of the reliability table")
    parser.add_argument("--no-tagger", action="store_true", help="read by rules alone")
    asked = parser.parse_args()
    tools = load_tools(Choice(models=not asked.no_tagger))
    found: list[Answer] = []
    wanted = 0
    for folder in asked.gold:
        some, number = answers(folder, tools)
        found, wanted = found + some, wanted + number
    if asked.gold and asked.counts:
        counts(found)
    elif asked.gold:
        found = found if asked.no_tagger else left_out(found, tools.lexicon)
        if asked.reliability:
            pages = len({a.page for a in found})
            names = ", ".join(folder.name for folder in asked.gold)
            reliability(found, wanted, f"{pages} gold pages ({names}), python -m bench.statements --reliability")
        else:
            show(found, wanted)
    if asked.cost:
        cost(asked.cost, tools)


if __name__ == "__main__":
    main()

"""Casts against a desk gold set: actors found and identified, titles, pronouns, seats of government, states.

    python -m evals.actors GOLD_DIR [GOLD_DIR ...] [--misses]

The lines of a page are taken from the gold (furniture and headline), so that this measures the room `mentions` alone.

actors    gold actors that speak, act or are acted on; found: one predicted actor shares a mention with it, has its
          state and a name that the desk set's scorer would take. Precision counts every predicted actor that holds a
          gold mention of such an actor.
states    share of gold mentions (no pronouns) whose predicted mention has the gold actor's state
nominals  the same for mentions that are noun phrases without a name in them
titles    noun phrases for a person who is also named on the page: given to the right person
pronouns  third-person pronouns in the gold: given to the right actor
seats     capitals in the body: metonym where the gold lists the word as the state, place where it does not
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from detente.dates import day
from detente.lexicon import load_lexicon
from detente.mentions import find_cast
from detente.parses import parse
from detente.parses.english import load_english
from detente.text import line_spans
from detente.types import Actor, ActorKind, Article, Cast, Dated, Found, Line, LineKind, Mention, MentionKind, Span

SAME = {"EUE": "EU", "UNO": "UN", "XKK": "XKX", "KOS": "XKX", "ROM": "ROU"}
THIRD = frozenset(
    ["he", "him", "his", "she", "her", "hers", "it", "its", "they", "them", "their", "himself", "herself", "itself"]
)


def gold_article(path: Path, gold: dict[str, Any]) -> Article:
    """Return the article of one gold page: its lines marked by the gold's furniture and headline."""
    with path.open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    furniture = [Span(a, b) for a, b in gold["furniture"]]
    headline = Span(*gold["headline"]["span"]) if gold["headline"] else None
    lines = []
    for span in line_spans(text):
        covered = sum(max(0, min(f.stop, span.stop) - max(f.start, span.start)) for f in furniture)
        kind = LineKind.FURNITURE if 2 * covered > span.stop - span.start else LineKind.BODY
        if headline and headline.overlaps(span):
            kind = LineKind.TITLE
        lines.append(Line(span, kind, "gold"))
    value = (gold["published"] or {}).get("value") or ""
    published = Dated(when=day(date.fromisoformat(value[:10]))) if len(value) >= 10 else None
    return Article(
        id=path.stem,
        page=path.stem,
        url=path.name,
        text=text,
        lines=tuple(lines),
        language="en",
        published=published,
        outlet=Found(value=gold["outlet"]) if gold.get("outlet") else None,
    )


def pages(folder: Path) -> Iterator[tuple[Article, dict[str, Any]]]:
    """Yield every page of a desk folder with its gold record."""
    for path in sorted(folder.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        yield gold_article(path.with_suffix(".txt"), gold), gold


# ------------------------------------------------------------------ comparing


def code(state: str | None) -> str | None:
    """Return one spelling of a state's code."""
    return SAME.get(state, state) if state else None


def tokens(name: str) -> list[str]:
    """Return the words of a name as the desk set's scorer compares them."""
    name = re.sub(r"\([^)]*\)", " ", name)
    name = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ə", "a").replace("Ə", "A"))
    name = "".join(c for c in name if not unicodedata.combining(c)).lower()
    name = re.sub(r"['’`ʼ]s\b", "", name)
    return [t for t in re.split(r"[^\w-]+", name) if t and t not in ("the", "a", "an")]


def compatible(text: str, gold: dict[str, Any], actor: Actor) -> bool:
    """Tell whether the names may be one, in the way of the desk set's scorer."""
    kind = gold["kind"]
    if kind == "person" and actor.kind is ActorKind.STATE:
        return False
    if kind in ("state", "organisation"):
        return actor.kind is not ActorKind.PERSON
    if kind == "group" or "(unnamed)" in gold["name"]:
        return actor.kind is not ActorKind.STATE
    spellings = [tokens(gold["name"])]
    for start, stop in gold["mentions"]:
        words = text[start:stop].split()
        if words and words[-1][:1].isupper() and (len(words) > 1 or words[-1].lower() not in THIRD | {"i"}):
            spellings.append(tokens(text[start:stop]))
    mine = tokens(actor.name)
    if any(s and mine and s[-1] == mine[-1] for s in spellings):
        return True
    words = gold["name"].split()
    by_office = any(w[:1].islower() and w not in ("al", "bin", "de", "van", "von") for w in words)
    return by_office and actor.kind is ActorKind.PERSON  # known by his office alone: the words may differ


def nearest(cast: Cast, span: Span) -> list[Mention]:
    """Return the predicted mentions that overlap `span` best (several where one phrase means two)."""
    best: list[Mention] = []
    top = 0.0
    for mention in cast.mentions:
        if not mention.span.overlaps(span):
            continue
        shared = min(mention.span.stop, span.stop) - max(mention.span.start, span.start)
        whole = max(mention.span.stop, span.stop) - min(mention.span.start, span.start)
        # a shared edge counts: the same phrase, cut differently
        if mention.kind is MentionKind.NATIONALITY and mention.span != span:
            shared = 0  # "Somali" in "Somali gunmen" is the state, whatever the gunmen are
        score = shared / whole + 0.3 * (mention.span.stop == span.stop) + 0.3 * (mention.span.start == span.start)
        if score > top + 1e-9:
            best, top = [mention], score
        elif abs(score - top) <= 1e-9:
            best.append(mention)
    return best


@dataclass
class Tally:
    """Counts over pages, and what went wrong, for reading."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def note(self, name: str, right: bool, words: str) -> None:
        """Count one decision."""
        self.counts[f"{name} all"] += 1
        self.counts[f"{name} right"] += right
        if not right:
            self.misses.append(f"{name:9} {words}")

    def share(self, name: str) -> float:
        """Return the share that is right."""
        return self.counts[f"{name} right"] / max(1, self.counts[f"{name} all"])

    def f1(self) -> tuple[float, float, float]:
        """Return precision, recall and F1 of actors."""
        tp = self.counts["actor found"]
        p, r = tp / max(1, self.counts["actor claims"]), tp / max(1, self.counts["actor gold"])
        return p, r, 2 * p * r / (p + r) if p + r else 0.0


def compare(article: Article, gold: dict[str, Any], cast: Cast, tally: Tally) -> None:
    """Add one page to the tally."""
    text = article.text
    parts = {s["speaker"] for s in gold["statements"]}
    parts |= {e[k] for e in gold["events"] for k in ("source", "target") if e[k]}
    owners: dict[str, set[str]] = {}  # gold id -> predicted ids that hold one of its mentions by name or noun
    claims: set[str] = set()
    for actor in gold["actors"]:
        held: set[str] = set()
        for start, stop in actor["mentions"]:
            if text[start:stop].lower() in THIRD:
                continue
            here = nearest(cast, Span(start, stop))
            held |= {m.actor for m in here if m.actor}
            state = code(actor.get("state"))
            if state and actor["mentions"]:
                words = f"{article.id} {text[start:stop]!r} gold {state}, got " + "; ".join(
                    f"{m.kind} {m.state} ({m.rule})" for m in here
                )
                right = any(code(m.state) == state for m in here)
                tally.note("states", right, words)
                named = any(w[:1].isupper() for w in text[start:stop].split()[1:])
                if not named and text[start:stop].split()[-1][:1].islower():
                    tally.note("nominals", right, words)
        owners[actor["id"]] = held
        if actor["id"] in parts:
            claims |= held
    taken: set[str] = set()
    for actor in gold["actors"]:
        if actor["id"] not in parts or not actor["mentions"]:
            continue
        tally.counts["actor gold"] += 1
        fits = [
            p
            for p in (cast.actor(k) for k in sorted(owners[actor["id"]] - taken))
            if p and (not actor.get("state") or code(p.state) == code(actor["state"])) and compatible(text, actor, p)
        ]
        if fits:
            tally.counts["actor found"] += 1
            if actor["kind"] not in ("state", "organisation"):  # a seat may stand for its state and for itself
                taken.add(fits[0].id)
        else:
            held_words = [
                f"{p.name}/{p.kind}/{p.state}" for p in (cast.actor(k) for k in sorted(owners[actor["id"]])) if p
            ]
            tally.misses.append(
                f"actor     {article.id} {actor['name']} ({actor['kind']}, {actor.get('state')}): {held_words}"
            )
    tally.counts["actor claims"] += len(claims)
    _references(article, gold, cast, owners, tally)
    _seats(article, gold, cast, tally)


def _references(
    article: Article, gold: dict[str, Any], cast: Cast, owners: dict[str, set[str]], tally: Tally
) -> None:
    text = article.text
    for actor in gold["actors"]:
        named: set[str] = set()
        titles = []
        for start, stop in actor["mentions"]:
            words = text[start:stop]
            here = {m.actor for m in nearest(cast, Span(start, stop)) if m.actor}
            if words.lower() in THIRD:
                right = bool(here & owners[actor["id"]])
                got = [a.name for a in (cast.actor(k) for k in sorted(here)) if a]
                tally.note("pronouns", right, f"{article.id} {start} {words!r} gold {actor['name']}, got {got}")
            elif actor["kind"] == "person" and words.split()[-1][:1].islower():
                titles.append((start, words, here))
            elif actor["kind"] == "person":
                named |= here
        for start, words, here in titles if named else ():
            got = [a.name for a in (cast.actor(k) for k in sorted(here)) if a]
            tally.note(
                "titles", bool(here & named), f"{article.id} {start} {words!r} gold {actor['name']}, got {got}"
            )


def _seats(article: Article, gold: dict[str, Any], cast: Cast, tally: Tally) -> None:
    listed: set[int] = set()
    longer: dict[
        int, int
    ] = {}  # where the word only opens a phrase ("Cairo's envoy", "Tehran newspapers") gold is mute
    for actor in gold["actors"]:
        for start, stop in actor["mentions"]:
            longer[start] = max(stop, longer.get(start, 0))
            if actor["kind"] in ("state", "organisation"):
                listed.add(start)
    for mention in cast.mentions:
        if not mention.rule.startswith("metonym: ") or mention.rule == "metonym: a seat of government":
            continue
        if longer.get(mention.span.start, 0) > mention.span.stop + 2:
            continue
        is_government = mention.span.start in listed
        before = article.text[: mention.span.start].split()[-1:]
        in_headline = any(x.kind is LineKind.TITLE and x.span.covers(mention.span) for x in article.lines)
        if in_headline or (is_government and before and before[0].lower() in ("in", "at", "near", "from", "outside")):
            continue  # the gold codes no headline, and lists "police in Dhaka" under the state for its police
        around = article.text[max(0, mention.span.start - 40) : mention.span.stop + 20]
        tally.note(
            "seats",
            is_government == (mention.kind is MentionKind.METONYM),
            f"{article.id} {mention.kind} ({mention.rule}): {around!r}",
        )


def main(arguments: list[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true", help="also print every decision that was wrong")
    options = parser.parse_args(arguments)
    engine, lexicon, tally = load_english(), load_lexicon(), Tally()
    for folder in options.gold:
        for article, gold in pages(folder):
            compare(article, gold, find_cast(article, parse(article, engine), lexicon), tally)
    if options.misses:
        sys.stdout.write("\n".join(tally.misses) + "\n")
    report(tally)


def report(tally: Tally) -> None:
    """Print one line for every measure."""
    p, r, f = tally.f1()
    sys.stdout.write(f"actors    P {p:.3f}  R {r:.3f}  F1 {f:.3f}  ({tally.counts['actor gold']} in gold)\n")
    for name in ("states", "nominals", "titles", "pronouns", "seats"):
        sys.stdout.write(f"{name:9} {tally.share(name):.3f}  ({tally.counts[f'{name} all']})\n")


if __name__ == "__main__":
    main()

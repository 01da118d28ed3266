"""The example pages become a readable account: which expected facts were found, page by page.

    python -m evals.examples [--missed]

`examples/expected.toml` is what a careful reader wrote down; it is ours, shipped, and no held-out set.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from detente.dates import iso
from detente.pages import intake
from detente.pipeline import Choice, Tools, load_tools, read_page
from detente.text import fold, squeeze
from detente.types import Page, Reading, Statement, Telling

FOLDER = Path(__file__).parent.parent / "examples"


@dataclass(slots=True)
class Account:
    """Facts met and wanted, by kind, and a line for each that was missed."""

    met: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    def mark(self, kind: str, found: bool, line: str) -> bool:
        """Count one fact."""
        self.wanted[kind] += 1
        self.met[kind] += found
        if not found:
            self.missed.append(f"{kind}: {line}")
        return found

    def share(self, kind: str) -> float:
        """Share of the facts of a kind that were met."""
        return self.met[kind] / self.wanted[kind] if self.wanted[kind] else 1.0


def expected() -> list[dict[str, Any]]:
    """Return what a careful reader found, one entry a page."""
    pages: list[dict[str, Any]] = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))["page"]
    return pages


def compare(tools: Tools) -> Account:
    """Read every example page and compare it with what was expected of it."""
    account = Account()
    by_name = {Path(p.url).name: p for p in intake([FOLDER / "pages"]) if isinstance(p, Page)}
    for entry in expected():
        reading = read_page(by_name[entry["file"]], tools)
        _metadata(account, entry, reading)
        for want in entry.get("statements", ()):
            _statement(account, entry["file"], want, reading)
        for want in entry.get("events", ()):
            _event(account, entry["file"], want, reading)
        if not entry.get("statements") and not entry.get("events"):
            clean = not [e for e in reading.tellings if e.status.value == "actual"]
            account.mark("empty page", clean, entry["file"])
    return account


def _metadata(account: Account, entry: dict[str, Any], reading: Reading) -> None:
    article = reading.article
    name = entry["file"]
    if not account.mark("read", article is not None, name) or article is None:
        return
    day = iso(article.published.when) if article.published else ""
    account.mark("published", day == entry["published"][:10], f"{name}: {day or 'none'}, not {entry['published']}")
    outlet = article.outlet.value if article.outlet else ""
    account.mark("outlet", outlet == entry["outlet"], f"{name}: {outlet!r}, not {entry['outlet']!r}")
    headline = squeeze(article.headline.value) if article.headline else ""
    account.mark("headline", headline == squeeze(entry.get("headline", "")), f"{name}: {headline!r}")


def _statement(account: Account, name: str, want: dict[str, Any], reading: Reading) -> None:
    article = reading.article
    text = article.text if article else ""

    def holds(s: Statement) -> bool:
        return any(squeeze(want["content"]) in squeeze(c.of(text)) for c in s.content)

    hits = [s for s in reading.statements if holds(s)]
    line = f"{name}: {want['speaker']}: {want['content'][:70]}"
    if account.mark("statement", bool(hits), line):
        names = [fold(a.name) for s in hits if (a := reading.cast.actor(s.speaker))]
        last = fold(want["speaker"].split()[-1])
        account.mark("speaker", any(last in n for n in names), f"{line} | {names}")
        account.mark("form", any(s.form.value == want["form"] for s in hits), f"{line} | {want['form']}")


def _event(account: Account, name: str, want: dict[str, Any], reading: Reading) -> None:
    article = reading.article
    text = article.text if article else ""
    at = text.find(want["evidence"])
    kinds = {want["type"], *want.get("type_also", ())}
    pairs = [(want["source"] or None, want["target"] or None)]
    pairs += [pairs[0][::-1]] if want.get("mutual") else []

    def fits(e: Telling) -> bool:
        near = e.clause.start < at + len(want["evidence"]) and at < e.clause.stop
        return near and e.type.value in kinds and (e.source_state, e.target_state) in pairs

    hits = [e for e in reading.tellings if at >= 0 and fits(e)]
    line = f"{name}: {want['type']} {want['source']}>{want['target']} {want['evidence'][:60]!r}"
    if account.mark("event", bool(hits), line):
        account.mark("status", any(e.status.value == want["status"] for e in hits), f"{line} | {want['status']}")
        days = [iso(e.when.when) if e.when else "" for e in hits]
        account.mark("when", want["when"] in days, f"{line} | {days}, not {want['when']!r}")


def main() -> None:
    """Print the share met of each kind of fact, and with --missed every one that was not."""
    parser = argparse.ArgumentParser(prog="python -m evals.examples", description=__doc__.splitlines()[0])
    parser.add_argument("--missed", action="store_true", help="print what was missed")
    args = parser.parse_args()
    account = compare(load_tools(Choice()))
    for kind, number in account.wanted.items():
        print(f"{kind:12} {account.met[kind]:4} of {number:4}  {account.share(kind):.2f}")
    if args.missed:
        print(*account.missed, sep="\n")


if __name__ == "__main__":
    main()

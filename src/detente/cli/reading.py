"""Paths become a record, with a progress bar and a report of what was found, what was known and what failed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from detente import wire
from detente.articles import OutletMemory
from detente.cli import draw
from detente.errors import QuestionError
from detente.pipeline import Tools, gains, load_tools, memories, read, read_page
from detente.questions import PageRow, find_page, page_row
from detente.questions.outlets import home_of
from detente.record import Outcome, Store, open_store
from detente.settings import Settings
from detente.types import Decision, LineKind, Page, Problem, Reading, Span


@dataclass(slots=True)
class Report:
    """What one run of `read` did."""

    db: str
    dry_run: bool
    rows: list[PageRow] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    silent: list[str] = field(default_factory=list)
    again: int = 0  # pages that other pages of their outlet had something to teach
    told: int = 0  # events
    left_aside: int = 0  # likely events that no telling was sure enough of

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain data."""
        return {
            "db": self.db,
            "dry_run": self.dry_run,
            "outcomes": dict(self.outcomes),
            "pages": self.rows,
            "problems": self.problems,
            "nothing_found": self.silent,
            "read_again": self.again,
            "events": self.told,
            "left_aside": self.left_aside,
            "notes": self.notes,
        }

    def draw(self, console: Console) -> None:
        """Print the report."""
        if self.rows:
            draw.draw_pages(console, self.rows)
        for url in self.silent:
            console.print(draw.shown(f"{url}: read, but nobody is quoted and nothing happens between states."))
        draw.draw_problems(console, self.problems)
        for note in self.notes:
            console.print(note, style="yellow")
        counts = [f"{self.outcomes[o.value]} {o.value}" for o in Outcome if self.outcomes[o.value]]
        if self.again:
            console.print(f"{self.again} pages were read again with what other pages of their outlet have shown")
        if self.told or self.left_aside:
            console.print(
                f"{self.told} events told; {self.left_aside} likely ones left aside, since no telling was sure enough"
            )
        verb = "would be written to" if self.dry_run else "in"
        console.print(f"{', '.join(counts) or 'nothing'} {verb} {self.db}; {len(self.problems)} problems")


def read_into(
    paths: Iterable[str], settings: Settings, console: Console, *, dry_run: bool = False, fetch: bool = False
) -> Report:
    """Read the paths into the record that the settings name and return the report.

    Raises RecordError where the record cannot be written; a dry run neither makes nor changes it.
    """
    store = None if dry_run else open_store(settings.db)
    tools = load_tools(settings.choice)
    report = Report(db=settings.db, dry_run=dry_run, notes=tools.missing)
    versions = tools.versions
    chosen = _all_flips(store) if store else {}

    def known(sha: str) -> bool:
        return store is not None and store.knows(sha, _stamp(versions, chosen.get(sha, {})))

    bar = Progress(
        TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=console, transient=True
    )
    with bar if console.is_terminal else nullcontext():
        task = bar.add_task("reading", total=None)
        for item in read(
            paths,
            settings.choice,
            limits=settings.limits,
            workers=settings.processes,
            fetch=fetch,
            known=known,
            flips=lambda sha: chosen.get(sha, {}),
        ):
            bar.advance(task)
            _take(item, store, report, chosen)
    if store is not None:
        _second_look(store, tools, report, chosen)
    return report


def _second_look(store: Store, tools: Tools, report: Report, flips: Mapping[str, Mapping[Span, LineKind]]) -> None:
    """Read again what the other pages of an outlet can settle: an open date, a line that recurs on all of them."""
    fresh = {row.outlet for row in report.rows if row.outlet}
    for outlet in sorted(fresh):
        articles = store.articles_of(outlet)
        country = home_of(tools.lexicon, outlet, next((a.url for a in articles if "://" in a.url), ""))
        for article, memory in memories(outlet, articles, country=country):
            if not gains(article, memory):
                continue
            page = store.page(article.page)
            chosen = flips.get(page.sha, {})
            reading = read_page(page, tools, chosen, memory)
            learnt = {**_stamped(reading, chosen).versions, "memory": memory_mark(memory)}
            if store.add(page, replace(reading, versions=learnt)) is Outcome.AGAIN:
                report.again += 1
                rows = [page_row(reading) if row.article == article.id else row for row in report.rows]
                report.rows = rows


def memory_mark(memory: OutletMemory) -> str:
    """Return a short digest of a memory, kept with the reading that used it."""
    return hashlib.sha256(wire.dumps(memory).encode()).hexdigest()[:16]


def _take(
    item: tuple[Page, Reading] | Page | Problem,
    store: Store | None,
    report: Report,
    flips: Mapping[str, Mapping[Span, LineKind]],
) -> None:
    if isinstance(item, Problem):
        report.problems.append(item)
        if store is not None:
            store.note(item)
        return
    if isinstance(item, Page):
        report.outcomes[Outcome.SAME.value] += 1
        return
    page, reading = item
    if (aliases := page.sidecar.get("aliases")) and (
        note := f"JSON lines were read with {aliases}."
    ) not in report.notes:
        report.notes = (*report.notes, note)
    reading = _stamped(reading, flips.get(page.sha, {}))
    outcome = store.add(page, reading) if store is not None else Outcome.NEW
    report.outcomes[outcome.value] += 1
    report.problems += reading.problems
    report.told += len(reading.tellings)
    report.left_aside += reading.left_aside
    if reading.article is not None:
        report.rows.append(page_row(reading))
        if not reading.statements and not reading.tellings and not reading.problems:
            report.silent.append(reading.url)


def _all_flips(store: Store) -> dict[str, dict[Span, LineKind]]:
    """Return the lines that users have set by hand, by page hash: the last decision on a line stands."""
    found: dict[str, dict[Span, LineKind]] = {}
    for decision in store.decisions():
        if not decision.field.startswith("line "):
            continue
        start, stop = decision.field.removeprefix("line ").split("-")
        lines = found.setdefault(decision.about, {})
        span = Span(int(start), int(stop))
        if decision.value == "back":
            lines.pop(span, None)
        else:
            lines[span] = LineKind(decision.value)
    return found


def _stamp(versions: Mapping[str, str], flips: Mapping[Span, LineKind]) -> dict[str, str]:
    """Return the versions with the flips in them, so that a flipped page counts as another reading."""
    if not flips:
        return dict(versions)
    words = ",".join(f"{s.start}-{s.stop}={k.value}" for s, k in sorted(flips.items()))
    return {**versions, "flips": words}


def _stamped(reading: Reading, flips: Mapping[Span, LineKind]) -> Reading:
    return replace(reading, versions=_stamp(reading.versions, flips))


def flip_line(store: Store, settings: Settings, page: str, number: int, kind: str, who: str, reason: str) -> str:
    """Write the decision on one line, read the page again with it, and return one sentence on what changed."""
    before = find_page(store, page)
    article = before.article
    if article is None or not 1 <= number <= len(article.lines):
        most = len(article.lines) if article else 0
        raise QuestionError(f"The page has no line {number}; `detente show` numbers them from 1 to {most}.")
    line = article.lines[number - 1]
    store.decide(
        Decision(
            about=article.page,
            field=f"line {line.span.start}-{line.span.stop}",
            value=kind,
            was=line.kind.value,
            who=who,
            at=datetime.now(UTC).isoformat(timespec="microseconds"),
            why=reason,
        )
    )
    flips = _all_flips(store).get(article.page, {})
    stored = store.page(article.page)
    after = _stamped(read_page(stored, load_tools(settings.choice), flips), flips)
    store.add(stored, after)
    said = len(after.statements) - len(before.statements)
    told = len(after.tellings) - len(before.tellings)
    return (
        f"Line {number} is now {kind if kind != 'back' else 'as read by machine'} "
        f"(was {line.kind.value}): {said:+d} statements, {told:+d} events."
    )

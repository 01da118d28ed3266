"""A folder of page texts becomes a folder of desk records, through the same `read_page` that users call."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from detente.dates import iso
from detente.errors import PageError
from detente.pipeline import Choice, furniture_runs, load_tools, page_of, read_page
from detente.relations.page import page_directions
from detente.types import Reading, Span, Statement, Telling
from detente.work import spread


def predict_folder(folder: Path, out: Path, choice: Choice, workers: int) -> int:
    """Write NAME.json into `out` for every NAME.txt of `folder`; return how many pages were read."""
    out.mkdir(parents=True, exist_ok=True)
    paths = sorted(folder.glob("*.txt"))
    for path, record in zip(paths, spread(partial(_record, choice), paths, workers), strict=True):
        (out / f"{path.stem}.json").write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(paths)


def _record(choice: Choice, path: Path) -> dict[str, Any]:
    try:
        page = page_of(path.read_bytes(), path.name, media_type="text/plain")
    except PageError:  # an unreadable page is an empty record: it is scored, not skipped
        return {"page": path.name}
    return desk_record(path.name, read_page(page, load_tools(choice)))


def desk_record(name: str, reading: Reading) -> dict[str, Any]:
    """Return a reading in the desk schema (see the README of the desk bench)."""
    article = reading.article
    if article is None:
        return {"page": name}
    text = article.text
    headline, published = article.headline, article.published
    return {
        "page": name,
        "headline": {"span": _pair(headline.spans[0]), "text": headline.value}
        if headline and headline.spans
        else None,
        "published": {
            "value": iso(published.when) + (f"T{published.clock}" if published.clock else ""),
            "span": _pair(published.spans[0]) if published.spans else None,
            "ambiguous_with": iso(published.rivals[0]) if published.rivals else None,
        }
        if published
        else None,
        "outlet": article.outlet.value if article.outlet else None,
        "chain": [c.value for c in article.chain],
        "furniture": _pairs(furniture_runs(article)),
        "actors": [
            {
                "id": a.id,
                "name": a.name,
                "kind": a.kind.value,
                "state": a.state,
                "roles": list(a.roles),
                "mentions": [_pair(m.span) for m in reading.cast.mentions if m.actor == a.id],
            }
            for a in reading.cast.actors
        ],
        "statements": [_statement(s) for s in reading.statements if not s.attitude],
        "events": [_event(e) for e in reading.tellings],
        "relations": [
            {"dyad": [d.source, d.target], "direction": direction}
            for d, direction in page_directions(reading.statements, reading.tellings, reading.cast)
        ],
        "length": len(text),
    }


def _statement(s: Statement) -> dict[str, Any]:
    return {
        "id": s.id,
        "speaker": s.speaker,
        "speaker_span": _pair(s.speaker_span) if s.speaker_span else None,
        "cue": _pair(s.cue) if s.cue else None,
        "content": _pairs(s.content),
        "form": s.form.value,
        "about": [[d.source, d.target] for d in s.about],
        "tone": s.tone,
    }


def _event(e: Telling) -> dict[str, Any]:
    return {
        "id": e.id,
        "type": e.type.value,
        "source": e.source,
        "target": e.target,
        "source_state": e.source_state,
        "target_state": e.target_state,
        "evidence": _pair(e.clause),
        "when": iso(e.when.when) if e.when else None,
        "status": e.status.value,
        "vouched_by": e.vouched_by or "outlet",
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.stop]


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [_pair(s) for s in spans]

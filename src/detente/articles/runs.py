"""Lines that are not the article become runs of text: the furniture as an analyst marks it."""

from __future__ import annotations

from detente.types import Article, LineKind, Span


def furniture_runs(article: Article) -> tuple[Span, ...]:
    """Return the maximal runs of text that are neither body nor the headline, from first to last character.

    White space between two such lines belongs to the run; the headline is the one occurrence that
    `article.headline` points to.
    """
    headline = article.headline.spans[0] if article.headline and article.headline.spans else None
    runs: list[Span] = []
    open_run: list[int] | None = None
    for line in article.lines:
        kept = line.kind is LineKind.BODY or (
            headline is not None and line.kind is LineKind.TITLE and line.span.overlaps(headline)
        )
        if kept:
            if open_run:
                runs.append(Span(open_run[0], open_run[1]))
            open_run = None
        elif open_run:
            open_run[1] = line.span.stop
        else:
            open_run = [line.span.start, line.span.stop]
    if open_run:
        runs.append(Span(open_run[0], open_run[1]))
    return tuple(runs)

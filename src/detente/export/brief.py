"""A brief becomes Markdown, HTML or plain text: the same lines in the same order, each with its citation."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from detente.text import squeeze, visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a brief: its text, the words that it quotes, where they stand, and the address of the page."""

    text: str
    quote: str = ""
    source: str = ""
    url: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its lines; `anchors` are ids that links of a chart may lead to."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A relation in one period on one page: headline, verdict, coverage, then sections; `chart` is SVG or ""."""

    title: str
    verdict: str
    coverage: str
    sections: tuple[Section, ...]
    method: tuple[str, ...]
    chart: str = ""


def to_markdown(brief: Brief) -> str:
    """Return the brief as Markdown; words from pages cannot become mark-up."""
    lines = [f"# {_md(brief.title)}", "", f"**{_md(brief.verdict)}**", "", _md(brief.coverage), ""]
    for section in brief.sections:
        lines += [f"## {_md(section.title)}", ""]
        for entry in section.entries:
            quote = f" “{_md(entry.quote)}”" if entry.quote else ""
            source = f" [{_md(entry.source)}]" if entry.source else ""
            address = f" <{entry.url}>" if _web(entry.url) else f" ({_md(entry.url)})" if entry.url else ""
            lines.append(f"- {_md(entry.text)}{quote}{source}{address}")
        lines.append("")
    return "\n".join([*lines, *(f"_{_md(line)}_" + "  " for line in brief.method), ""])


def to_text(brief: Brief, width: int = 100) -> str:
    """Return the brief as plain text for an e-mail, wrapped."""
    lines = [_plain(brief.title), "=" * min(len(brief.title), width), ""]
    lines += [*textwrap.wrap(_plain(brief.verdict), width), "", *textwrap.wrap(_plain(brief.coverage), width), ""]
    for section in brief.sections:
        lines += [_plain(section.title), "-" * min(len(section.title), width)]
        for entry in section.entries:
            quote = f" “{entry.quote}”" if entry.quote else ""
            lines += textwrap.wrap(_plain(f"{entry.text}{quote}"), width, initial_indent="* ", subsequent_indent="  ")
            source = " ".join(part for part in (f"[{entry.source}]" if entry.source else "", entry.url) if part)
            lines += textwrap.wrap(_plain(source), width, initial_indent="    ", subsequent_indent="    ")
        lines.append("")
    for line in brief.method:
        lines += textwrap.wrap(_plain(line), width)
    return "\n".join(lines) + "\n"


def to_html(brief: Brief) -> str:
    """Return the brief as one HTML file without scripts or anything from elsewhere; all text is escaped."""
    body = [
        f"<h1>{_esc(brief.title)}</h1>",
        f'<p class="verdict">{_esc(brief.verdict)}</p>',
        f"<p>{_esc(brief.coverage)}</p>",
    ]
    if brief.chart:
        drawn = brief.chart.replace("<svg ", f'<svg role="img" aria-label="{_esc(brief.title)}" ', 1)
        body.append(f'<div class="chart">{drawn}</div>')
    named: set[str] = set()  # a record that is cited twice is led to at its first place
    for section in brief.sections:
        items = []
        for entry in section.entries:
            items.append(_item(entry, first=entry.id not in named))
            named.add(entry.id)
        body += [f"<h2>{_esc(section.title)}</h2>", "<ul>", *items, "</ul>"]
    body += ["<footer>", *(f"<p>{_esc(line)}</p>" for line in brief.method), "</footer>"]
    return _PAGE.format(title=_esc(brief.title), body="\n".join(body))


def _item(entry: Entry, *, first: bool) -> str:
    parts = [_esc(entry.text)]
    if entry.quote:
        parts.append(f"<q>{_esc(entry.quote)}</q>")
    if entry.source:
        source = _esc(entry.source)
        parts.append(
            f'<cite><a href="{html.escape(entry.url, quote=True)}">{source}</a></cite>'
            if _web(entry.url)
            else f"<cite>{source}{f' ({_esc(entry.url)})' if entry.url else ''}</cite>"
        )
    name = f' id="{html.escape(entry.id, quote=True)}"' if entry.id and first else ""
    return f"<li{name}>{' '.join(parts)}</li>"


def _web(address: str) -> bool:
    return re.fullmatch(r"https?://[^\s<>\"]+", address) is not None


def _esc(words: str) -> str:
    return html.escape(_plain(words), quote=True)


def _plain(words: str) -> str:
    return visible(squeeze(words))


def _md(words: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", _plain(words))


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 Georgia, serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; color: #222; }}
h1, h2 {{ font-family: system-ui, sans-serif; line-height: 1.2; }}
h2 {{ font-size: 1.1rem; margin-top: 1.6rem; border-bottom: 1px solid #ccc; }}
.verdict {{ font-weight: bold; border-left: 4px solid #222; padding-left: .8rem; }}
.chart {{ overflow-x: auto; }} .chart svg {{ width: 100%; min-width: 40rem; height: auto; }}
li {{ margin: .4rem 0; }} li:target {{ background: #fff3c4; }}
cite {{ display: block; font-size: .8rem; font-style: normal; color: #555; }}
footer {{ font-size: .85rem; color: #555; border-top: 1px solid #ccc; margin-top: 2rem; }}
@media print {{ body {{ margin: 0; }} }}
</style>
</head>
<body>
{body}
</body>
</html>
"""

FORMATS: dict[str, Callable[[Brief], str]] = {"md": to_markdown, "html": to_html, "txt": to_text}

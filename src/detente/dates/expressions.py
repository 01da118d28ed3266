"""English time expressions become intervals, counted from the dateline: "by Friday", "two days later", "since 1994".

Single expressions are read by `rules`, left to right, each seeing the one before it; then the words in front of
them join or stretch them: since X (X up to publication), by X (publication up to X), from X to Y, between X and Y.
What cannot be resolved ("soon", "in the coming days", "the 19th century") is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.dates import day, span_of
from detente.dates.english import count
from detente.dates.near import matches
from detente.dates.rules import RULES
from detente.dates.scene import Read, Scene
from detente.dates.tense import points_ahead
from detente.types import Dated, Span, When

_SINCE = re.compile(r"\b(?:ever\s+)?since\s+(?:the\s+|at\s+least\s+|about\s+|around\s+)?$", re.I)
_BY = re.compile(
    r"\b(?:by|before|until|till|no\s+later\s+than|not\s+later\s+than|up\s+to|through)\s+(?:the\s+)?"
    r"(?:(?:end|close|start|beginning)\s+of\s+)?(?:the\s+)?(?:midnight\s+on\s+|midnight\s+|noon\s+on\s+|about\s+|at\s+latest\s+)?$",
    re.I,
)
_FROM = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.I)
_TO = re.compile(r"^\s*(?:to|until|till|and|through|-|–|—)\s+(?:the\s+)?$", re.I)
_NIGHT = re.compile(r"\b(?:at\s+|in\s+|on\s+)?(?:the\s+)?night\s+(?:from|between|of)\s+(?:the\s+)?$", re.I)
_FROM_NUMBER = re.compile(r"\b(?:from|between)\s+$", re.I)
_FOR_LONG = re.compile(r"\s+for\s+(?P<count>[\w-]+)\s+(?P<unit>days?|weeks?)\b", re.I)
_FIRST_EVER = re.compile(r"\bfor\s+the\s+first\s+time\s+$", re.I)
_APPOSED = re.compile(r"\s*[,(]?\s*(?:the\s+|on\s+|a\s+)?")
_DATES = frozenset({"absolute", "day of the year", "day of that year"})
_LOOSE_DAYS = frozenset({"weekday", "last weekday", "this weekday", "next weekday", "yesterday", "today", "tomorrow"})
_LONGEST = 60
_WANTED = re.compile(
    r"\b(?:ask|demand|promis|urg|want|request|insist|pledg|vow|call|giv|gave|allow|order)\w*\b", re.I
)
_SOON = 200  # days ahead within which "by June" after a verb of the past still is a deadline
_NEWS = 31  # days before publication that still make a day of the news
_QUOTED = re.compile(r"“[^“”\n]{0,900}”|«[^«»\n]{0,900}»|\"[^\"\n]{0,900}\"")
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\bSen)(?<!\bGen)(?<!\bDr)(?<!\bMr)[.!?][”\"»’)]*\s|\n")


@dataclass(frozen=True, slots=True)
class _Piece:
    """One expression in place: offsets in the text and how it was read."""

    start: int
    stop: int
    read: Read


def find_times(
    text: str,
    dateline: date | None,
    *,
    offset: int = 0,
    previous: When | None = None,
    within: Sequence[Span] | None = None,
) -> tuple[Dated, ...]:
    """Find the English time expressions of a text and resolve them, in text order, without overlaps.

    `dateline` is the day of publication, or the day on which quoted words were spoken; without it only absolute
    dates and what hangs on them are read. `offset` is added to every span. `previous` is what the first "later" or
    "same day" of this text counts from. `within` (spans of `text`, in order) leaves out all else, say the page's
    furniture, so that no "same day" hangs on another story.

    `rule` names the kind: absolute, weekday, yesterday, since, deadline,
    range, later, after ...; `rivals` hold the reading on the other side of the dateline where verbs decided.
    """
    text = text if within is None else _masked(text, within)
    pieces = _joined(text, _single(text, dateline, previous), dateline)
    return tuple(
        Dated(
            when=p.read.when,
            spans=(Span(p.start + offset, p.stop + offset),),
            rule=p.read.rule,
            rivals=p.read.rivals,
            anchor=p.read.anchor,
            sure=p.read.sure,
        )
        for p in pieces
    )


def _masked(text: str, within: Sequence[Span]) -> str:
    """Return a text of the same length in which only the given parts are left, each a paragraph."""
    parts, at = [], 0
    for span in within:
        parts += ["\n" * (span.start - at), text[span.start : span.stop]]
        at = span.stop
    return "".join(parts) + "\n" * (len(text) - at)


def _single(text: str, dateline: date | None, previous: When | None) -> list[_Piece]:
    """Read expression after expression; what cannot be read gives its place to a shorter one."""
    pieces: list[_Piece] = []
    taken, news = 0, previous if previous and previous.days <= 2 else None
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    for start, minus_stop, order, match in matches(text, RULES):
        if start < taken:
            continue
        close = bool(pieces) and not _SENTENCE_END.search(text, pieces[-1].stop, start)
        scene = Scene(text, dateline, previous, news, close)
        read = _safely(order, match, scene)
        if read is None:
            continue
        core = match.start("core") if "core" in match.groupdict() else start
        pieces.append(_Piece(core, -minus_stop, read))
        taken = -minus_stop
        if read.rule in {"duration", "deadline", "past run"}:
            continue
        if any(a <= start < b for a, b in quoted) and close is False:
            continue  # a day inside somebody's words is not what the story counts from
        if _BY.search(text[max(0, core - _LONGEST) : core]):
            continue  # nor is a deadline
        previous = read.when
        if dateline and read.when.days <= 2 and 0 <= (dateline - read.when.start).days <= _NEWS:
            news = read.when
    return pieces


def _safely(order: int, match: re.Match[str], scene: Scene) -> Read | None:
    """Apply a rule; a date that leads out of the calendar (year 0, 31 June) is no date."""
    try:
        return RULES[order][1](match, scene)
    except (ValueError, OverflowError):
        return None


def _joined(text: str, pieces: list[_Piece], dateline: date | None) -> list[_Piece]:
    """Join pairs and stretch single pieces by the words in front of them."""
    done: list[_Piece] = []
    i = 0
    while i < len(pieces):
        here = pieces[i]
        floor = done[-1].stop if done else 0
        after = pieces[i + 1] if i + 1 < len(pieces) else None
        if here.read.rule == "duration" and after is not None:
            here = _ended(text, here, after, dateline)
        twin = _one_day(text, here, after) if after is not None else None
        if after is not None and twin is not None:
            pieces[i + 1] = twin
            i += 1
            continue
        pair = _pair(text, here, after, floor) if after is not None else None
        if pair is not None:
            done.append(pair)
            i += 2
            continue
        done.append(_stretched(text, here, done, dateline))
        i += 1
        while i < len(pieces) and pieces[i].start < done[-1].stop:
            i += 1
    return done


def _one_day(text: str, here: _Piece, after: _Piece) -> _Piece | None:
    """Join "Tuesday, 4 March", "yesterday (10 March)" "4 March, a Tuesday": of a day said twice the date decides."""
    if not _APPOSED.fullmatch(text, here.stop, after.start):
        return None
    for said, other in ((after, here), (here, after)):
        if said.read.rule in _DATES and other.read.rule in _LOOSE_DAYS and said.read.when.days == 1:
            days = {w.start for w in (said.read.when, *said.read.rivals)}
            fit = [w for w in days if any(w == r.start for r in (other.read.when, *other.read.rivals))]
            named = {w for w in days if w.weekday() == other.read.when.start.weekday()}
            there = fit[0] if len(fit) == 1 else named.pop() if len(named) == 1 else said.read.when.start
            read = Read(day(there), said.read.rule, said.read.anchor, (), max(said.read.sure, other.read.sure))
            return _Piece(here.start, after.stop, read)
    return None


def _ended(text: str, here: _Piece, after: _Piece, dateline: date | None) -> _Piece:
    """Let "held for nine days and released on Saturday" end on the Saturday."""
    end, when = after.read.when, here.read.when
    same = not _SENTENCE_END.search(text, here.stop, after.start)
    if not same or end.days > 1 or dateline is None or end.start > dateline:
        return here
    start = end.start - (when.last - when.start)
    return _Piece(here.start, here.stop, Read(span_of(start, end.start), "duration", end.start, sure=0.5))


def _before(text: str, piece: _Piece, floor: int) -> tuple[str, int]:
    first = max(floor, piece.start - _LONGEST)
    return text[first : piece.start], first


def _pair(text: str, here: _Piece, there: _Piece, floor: int) -> _Piece | None:
    """Join "from X to Y", "between X and Y", "on the night from X to Y"."""
    before, first = _before(text, here, floor)
    between = text[here.stop : there.start] if there.start >= here.stop else ""
    if between == " and " and here.read.rule == there.read.rule == "weekday":
        days = here.read.when.start, there.read.when.start
        if days[1] - days[0] == timedelta(days=1):
            return _Piece(here.start, there.stop, Read(span_of(*days), "range", here.read.anchor))
    opening = _NIGHT.search(before) or _FROM.search(before)
    if opening is None or not _TO.fullmatch(between):
        return None
    a, b = here.read.when, there.read.when
    if b.last < a.start or (b.last - a.start).days > 40_000:
        return None
    read = Read(span_of(a.start, b.last), "range", here.read.anchor, sure=min(here.read.sure, there.read.sure))
    return _Piece(first + opening.start(), there.stop, read)


def _stretched(text: str, piece: _Piece, done: list[_Piece], dateline: date | None) -> _Piece:
    """Stretch "since X" to publication, "by X" from publication, "from X for ten days"; else leave it."""
    floor = done[-1].stop if done else 0
    before, first = _before(text, piece, floor)
    inner = re.match(r"(since|by|until|till|before)\s", text[piece.start : piece.stop], re.I)
    if inner and piece.read.rule != "since":  # a season took its preposition along
        before, first = before + inner[0], first
    when = piece.read.when
    night = _NIGHT.search(before)
    if night and when.days == 1:
        return _Piece(first + night.start(), piece.stop, piece.read)
    if dateline is None:
        return piece
    since = _SINCE.search(before) if piece.read.rule != "since" else None
    if since and not _FIRST_EVER.search(before[: since.start()]):
        return _since(piece, first + since.start(), dateline, done)
    by = _BY.search(before)
    if by:
        behind = points_ahead(text, piece.start, piece.stop) is False
        near = any(0 < (r.start - dateline).days < _SOON for r in piece.read.rivals)
        wanted = piece.read.rule != "weekday" or _WANTED.search(before)
        if when.last > dateline or not behind or (near and wanted):
            return _deadline(piece, first + by.start(), by[0], dateline)
    return _for_long(text, piece)


def _since(piece: _Piece, start: int, dateline: date, done: list[_Piece]) -> _Piece:
    """Return the interval from X to publication; X lies behind. Rivals: up to the day named before, and X alone."""
    when = piece.read.when
    behind = next((w for w in (when, *piece.read.rivals) if w.start < dateline), None)
    if behind is None:
        return piece
    ends = [p.read.when.start for p in done[-1:] if p.read.when.days == 1]
    until = tuple(span_of(behind.start, end) for end in ends if behind.start < end < dateline)
    read = Read(span_of(behind.start, dateline), "since", dateline, (*until, behind), piece.read.sure)
    return _Piece(min(start, piece.start), piece.stop, read)


def _deadline(piece: _Piece, start: int, words: str, dateline: date) -> _Piece:
    """Return the interval from publication to X; X lies ahead, and "by the start of" it ends it there."""
    when = piece.read.when
    ahead = next((w for w in (when, *piece.read.rivals) if w.last > dateline), None)
    if ahead is None:
        return piece
    opening = re.search(r"\b(?:start|beginning)\s+of", words, re.I)
    last = ahead.start if opening else ahead.last
    if last <= dateline:
        return piece
    read = Read(span_of(dateline, last), "deadline", dateline, (ahead,), piece.read.sure)
    return _Piece(min(start, piece.start), piece.stop, read)


def _for_long(text: str, piece: _Piece) -> _Piece:
    """Read "from Wednesday for ten days" as ten days."""
    tail = _FOR_LONG.match(text, piece.stop) if piece.read.when.days == 1 else None
    amount = count(tail["count"]) if tail else None
    if tail is None or not amount:
        return piece
    days = int(amount) * (7 if tail["unit"].lower().startswith("week") else 1)
    last = piece.read.when.start + timedelta(days=days - 1)
    return _Piece(piece.start, tail.end(), Read(span_of(piece.read.when.start, last), "run", piece.read.anchor))

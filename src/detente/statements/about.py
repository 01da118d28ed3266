"""Mentions become dyads: which pairs of states a statement is about."""

from __future__ import annotations

from collections import Counter

from detente.statements.register import Register
from detente.statements.report import Report
from detente.statements.view import View
from detente.types import Dyad, MentionKind, Span

_SAYING = frozenset([MentionKind.STATE, MentionKind.NATIONALITY, MentionKind.METONYM, MentionKind.OFFICE])
_SILENT = frozenset([MentionKind.PLACE, MentionKind.OUTLET])  # neither is a party to what is said
_OWN = frozenset(["we", "our", "us", "ours", "ourselves"])


def focus(view: View, cast: Register) -> tuple[str, ...]:
    """Return the states of the page by weight, the most mentioned first; the first mention breaks ties."""
    counts: Counter[str] = Counter()
    for mention in cast.between(0, len(view.text)):
        if mention.state and mention.kind not in _SILENT and view.paragraph_at(mention.span.start) >= 0:
            counts[mention.state] += 2 if mention.kind in _SAYING else 1
    return tuple(state for state, _ in counts.most_common())


def dyads_of(
    view: View, cast: Register, report: Report, speaker_state: str | None, page: tuple[str, ...]
) -> tuple[Dyad, ...]:
    """Return the undirected dyads of a report: states in its words, the speaker's own, then the page's focus.

    Words about one foreign state concern it and the speaker's state; words without any state concern the two states
    that the page is about, if the speaker belongs to one of them or the words say "we".
    """
    named = _states_in(cast, report.content)
    if report.cue is not None and report.source is not None and len(named) < 2:
        named += [s for s in _states_near(view, cast, report) if s not in named]
    ranked = sorted(dict.fromkeys(named), key=lambda s: page.index(s) if s in page else len(page))
    if len(ranked) >= 2:
        pair = ranked[:2]
        if speaker_state and speaker_state in named and speaker_state not in pair:
            pair = [speaker_state, pair[0]]
        return (Dyad(*pair).joined(),)
    main = page[:2]
    if len(ranked) == 1:
        other = speaker_state if speaker_state and speaker_state != ranked[0] else None
        other = other or next((s for s in main if s != ranked[0]), None)
        return (Dyad(ranked[0], other).joined(),) if other else ()
    if len(main) < 2:
        return ()
    if speaker_state and speaker_state not in main:
        return (Dyad(*main).joined(),) if _says_we(view, report) else ()
    return (Dyad(*main).joined(),)


def _states_in(cast: Register, content: tuple[Span, ...]) -> list[str]:
    return [m.state for part in content for m in cast.within(part) if m.state and m.kind not in _SILENT]


def _states_near(view: View, cast: Register, report: Report) -> list[str]:
    """Return states in the cue's sentence outside source and content: the object of "accused Rome of ...".

    A newspaper or a station that is spoken to ("told CNN") is no party.
    """
    if report.cue_token is None:
        return []
    sentence = view.sentences[view.sentence_of[report.cue_token]].span
    return [
        m.state
        for m in cast.within(sentence)
        if m.state
        and m.kind not in _SILENT
        and not (m.kind not in _SAYING and report.addressee and report.addressee.overlaps(m.span))
        and not (report.source and report.source.overlaps(m.span))
        and m.span.start >= view.tokens[report.cue_token].span.stop
    ]


def _says_we(view: View, report: Report) -> bool:
    return any(view.tokens[k].text.lower() in _OWN for part in report.content for k in view.inside(part))

"""Article and statements become chains: who passes whose words on, outermost first, down to the speaker."""

from __future__ import annotations

from collections.abc import Sequence

from detente.statements.register import Register
from detente.statements.report import Report
from detente.statements.speakers import Voice
from detente.statements.view import View
from detente.types import Article, Found, Span


def chains(
    article: Article,
    view: View,
    cast: Register,
    reports: Sequence[Report],
    voices: Sequence[Voice],
    within: Sequence[int | None],
) -> list[tuple[str, ...]]:
    """Return for each report the names from the outlet to its speaker.

    A medium that the article cites passes on the words of those who are named in one sentence with it; words inside
    somebody's words pass through him.
    """
    outlet = (article.outlet.value,) if article.outlet else ()
    media = article.chain[1:] if article.outlet else article.chain
    heard = {m.value: _named_beside(view, cast, reports, voices, m) for m in media}
    out = []
    for voice, holder in zip(voices, within, strict=True):
        through = tuple(m.value for m in media if voice.actor and voice.actor in heard[m.value])
        speaker = cast.actor(voice.actor)
        links = [speaker.name] if speaker else []
        outer = holder
        while outer is not None:
            teller = cast.actor(voices[outer].actor)
            links += [teller.name] if teller and teller.name not in links else []
            outer = within[outer]
        inner = tuple(reversed(links))
        out.append((*outlet, *(name for name in through if name not in outlet), *inner))
    return out


def _named_beside(
    view: View, cast: Register, reports: Sequence[Report], voices: Sequence[Voice], medium: Found
) -> set[str]:
    """Return the actors who stand in the sentence that names the medium, and who speak on the page."""
    speaking = {v.actor for v in voices if v.actor}
    beside: set[str] = set()
    for span in medium.spans:
        sentence = _sentence(view, span)
        if sentence is not None:
            beside |= {m.actor for m in cast.within(sentence) if m.actor in speaking and m.actor}
            for report, voice in zip(reports, voices, strict=True):
                if voice.actor and report.cue is not None and sentence.covers(report.cue):
                    beside.add(voice.actor)
    return {key for key in beside if (actor := cast.actor(key)) is not None and actor.name != medium.value}


def _sentence(view: View, span: Span) -> Span | None:
    index = view.at(span.start)
    return view.sentences[view.sentence_of[index]].span if index is not None else None

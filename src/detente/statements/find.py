"""An article, its parse and its cast become speech: statements with speakers, chains and dyads, and stances.

view -> reports (rules) -> reports (rules and tagger) -> voices -> statements -> stances
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.lexicon import Lexicon
from detente.statements.about import dyads_of, focus
from detente.statements.chains import chains
from detente.statements.confidence import confidence, reading, voice_kind
from detente.statements.cues import Cues, load_cues
from detente.statements.fusion import fuse, tag
from detente.statements.quotes import UNCUED
from detente.statements.register import Register
from detente.statements.report import Report, containers
from detente.statements.reports import read_reports
from detente.statements.speakers import Voice, identify, namesakes
from detente.statements.stances import stances_of
from detente.statements.tone import ToneWords, load_tone, read_tone
from detente.statements.uncued import goes_on, last_person
from detente.statements.view import View, build_view
from detente.types import Article, Cast, Evidence, Parse, Stance, Statement, identity

if TYPE_CHECKING:
    from detente.models import Tagger


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What an article says: statements in text order, stances, and the cast with unnamed speakers added."""

    statements: tuple[Statement, ...]
    stances: tuple[Stance, ...]
    cast: Cast


def find_statements(
    article: Article, parse: Parse, cast: Cast, lexicon: Lexicon, tagger: Tagger | None = None
) -> Speech:
    """Return every statement of the article's body, with its speaker where the page names one.

    Spans are code points of the article. Without a tagger only what rules find is given; with one its spans add
    recall and settle doubtful reports.
    """
    return find_readings(article, parse, cast, lexicon, tagger)[0]


def find_readings(
    article: Article, parse: Parse, cast: Cast, lexicon: Lexicon, tagger: Tagger | None = None
) -> tuple[Speech, list[tuple[str, str]]]:
    """Return the speech of an article, and for each statement the kinds that its confidence is counted by.

    For those who measure; `find_statements` is the same without the kinds.
    """
    cues = load_cues(lexicon)
    view = build_view(article, parse, cues, cast)
    reports = read_reports(view, cues)
    supports: list[float | None] = [None] * len(reports)
    if tagger is not None:
        fused = fuse(view, reports, tag(article, tagger))
        reports, supports = [r for r, _ in fused], [s for _, s in fused]
    register = Register(cast)
    within = containers(reports)
    voices = _voices(view, cues, register, reports, within)
    sure = [confidence(lexicon, *row) for row in zip(reports, supports, voices, strict=True)]
    links = chains(article, view, register, reports, voices, within)
    made = _statements(article, view, register, reports, voices, within, load_tone(lexicon))
    statements = tuple(
        replace(s, chain=chain, confidence=chance) for s, chain, chance in zip(made, links, sure, strict=True)
    )
    kinds = [(reading(r, s), voice_kind(v)) for r, s, v in zip(reports, supports, voices, strict=True)]
    whole = register.cast()
    return Speech(statements=statements, stances=stances_of(article.id, whole, statements), cast=whole), kinds


def _voices(view: View, cues: Cues, cast: Register, reports: list[Report], within: list[int | None]) -> list[Voice]:
    """Identify every speaker; words in the first person belong to whoever speaks around them."""
    same = namesakes(view, cast, reports)
    nested = [outer is not None for outer in within]
    voices: list[Voice] = []
    for k, report in enumerate(reports):
        voice = identify(view, cast, cues, report)
        if voice.actor in same:
            voice = Voice(same[voice.actor], voice.span, f"{voice.rule}, named in apposition")
        elif report.rule.endswith(UNCUED):
            voice = last_person(view, cast, reports[:k], voices, nested, report)
        else:
            voice = goes_on(view, cast, cues, reports[:k], voices, nested, report, voice)
        voices.append(voice)
    for k, outer in enumerate(within):
        if voices[k].rule == "first person" and outer is not None:
            voices[k] = Voice(voices[outer].actor, voices[k].span, "speaker: first person")
    return voices


def _statements(
    article: Article,
    view: View,
    cast: Register,
    reports: list[Report],
    voices: list[Voice],
    within: list[int | None],
    words: ToneWords,
) -> list[Statement]:
    ids = [identity(article.id, "statement", *r.content) for r in reports]
    page = focus(view, cast)
    made = []
    for report, voice, key, outer in zip(reports, voices, ids, within, strict=True):
        speaker = cast.actor(voice.actor)
        tone, hits = read_tone(view, words, report)
        made.append(
            Statement(
                id=key,
                evidence=Evidence(article=article.id, spans=report.content, rule=_rule(report, voice)),
                content=report.content,
                form=report.form,
                speaker=voice.actor,
                speaker_span=voice.span,
                cue=report.cue,
                within=ids[outer] if outer is not None else None,
                about=dyads_of(view, cast, report, speaker.state if speaker else None, page),
                tone=tone,
                tone_cues=hits,
                attitude=report.attitude,
                addressee=report.addressee,
                occasion=report.occasion,
            )
        )
    return made


def _rule(report: Report, voice: Voice) -> str:
    """Return how words and speaker were read, and how far the tagger agrees: "clause; speaker: name"."""
    return "; ".join([report.rule, *sorted(report.signs), voice.rule])

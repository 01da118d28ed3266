"""Words without a cue of their own, and cues without a name, become voices: whoever spoke or acted last goes on."""

from __future__ import annotations

from collections.abc import Sequence

from detente.statements.cues import Cues
from detente.statements.register import Register
from detente.statements.report import Report
from detente.statements.speakers import Voice
from detente.statements.view import View
from detente.types import ActorKind, Mention, MentionKind

_FAR = 8  # paragraphs that a last person may stand back
_NEAR = 60  # reports looked back at


def last_person(
    view: View,
    cast: Register,
    before: Sequence[Report],
    voices: Sequence[Voice],
    nested: Sequence[bool],
    report: Report,
) -> Voice:
    """Give words without a cue to whoever spoke in the paragraph before, else to the last person who acted.

    That is how interviews, monologues over several paragraphs and replies in quotation marks are printed. `nested`
    tells which reports stand inside others.
    """
    paragraph = view.paragraph_at(report.start)
    for k in range(len(before) - 1, -1, -1):
        if view.paragraph_at(before[k].content[-1].start) < paragraph - 2:
            break
        if _person(cast, voices[k].actor) and not nested[k]:
            return Voice(voices[k].actor, voices[k].span, "speaker: goes on")
    low = view.paragraphs[max(0, paragraph - _FAR)].start if view.paragraphs else 0
    subjects: list[Mention] = []
    named: list[Mention] = []
    for mention in cast.between(low, report.start):
        at = mention.head if mention.head is not None else view.at(mention.span.start)
        if mention.span.stop > report.start or not _person(cast, mention.actor):
            continue
        if at is None or view.quote_of[at] >= 0 or view.paragraph_of[at] < 0:
            continue
        if view.tokens[at].dep == "nsubj":
            subjects.append(mention)
        if mention.kind is MentionKind.NAME:
            named.append(mention)
    in_turn = any(t.quotation.span.start <= report.start < t.quotation.span.stop for t in view.turns)
    chosen = (named if in_turn else subjects) or named or subjects
    if not chosen:
        return Voice(None, None, "no source")
    return Voice(chosen[-1].actor, chosen[-1].span, "speaker: last person")


def goes_on(
    view: View,
    cast: Register,
    cues: Cues,
    before: Sequence[Report],
    voices: Sequence[Voice],
    nested: Sequence[bool],
    report: Report,
    voice: Voice,
) -> Voice:
    """Let "he said" and "the expert added" go on with the last speaker where nobody nearer can be meant.

    A pronoun beside a cue does not mean somebody who is only named inside the reported words; a bare title that
    any expert could bear ("the analyst") means the person whose words the page is reporting.
    """
    if report.source is None or nested[len(before)]:
        return voice
    words = report.source.of(view.text).lower().split()
    pronoun = words in (["he"], ["she"])
    title = len(words) <= 4 and words[0] == "the" and words[-1] in cues.anaphors
    actor = cast.actor(voice.actor)
    if (
        pronoun
        and actor is not None
        and not _only_inside(cast, [*before[-_NEAR:], report], actor.id, report.source.start)
    ):
        return voice
    if not pronoun and not (title and (actor is None or actor.id not in cast.named)):
        return voice
    for k in range(len(before) - 1, max(-1, len(before) - _NEAR), -1):
        last = cast.actor(voices[k].actor)
        if last is None or last.kind is not ActorKind.PERSON or nested[k]:
            continue
        if pronoun and view.paragraph_at(before[k].start) < view.paragraph_at(report.source.start) - 2:
            break
        if title and (
            last.id not in cast.named or (actor and actor.state and last.state and actor.state != last.state)
        ):
            continue
        return Voice(last.id, voice.span or report.source, "speaker: goes on")
    return voice


def _person(cast: Register, key: str | None) -> bool:
    actor = cast.actor(key)
    return actor is not None and actor.kind is ActorKind.PERSON


def _only_inside(cast: Register, reports: Sequence[Report], actor: str, start: int) -> bool:
    """Tell whether the nearest naming of an actor before `start` stands inside reported words."""
    naming = cast.last_naming(actor, start)
    return naming is not None and any(part.covers(naming) for r in reports for part in r.content)

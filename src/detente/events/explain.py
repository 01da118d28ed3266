"""A telling becomes reasons in plain words: its words, why this status and date, what else it might be."""

from __future__ import annotations

from detente.dates import iso
from detente.events.manual import AS_CODED, cameo_code, manual_view
from detente.lexicon import Lexicon
from detente.types import Article, Cast, Telling


def explain(telling: Telling, article: Article, cast: Cast, lexicon: Lexicon) -> tuple[str, ...]:
    """Return one sentence for each part of a telling: type, parties, status, time, voice, rivals."""
    text = article.text
    about = lexicon.toml("events/types").get(telling.type.value, {})
    reasons = [
        f"{telling.type.value}: the words “{telling.trigger.of(text)}” in “{telling.clause.of(text)}”. "
        f"{about.get('definition', '')}".strip()
    ]
    for name, key, span, state in (
        ("Source", telling.source, telling.source_span, telling.source_state),
        ("Target", telling.target, telling.target_span, telling.target_state),
    ):
        actor = cast.actor(key)
        who = actor.name if actor else (key or "not named")
        words = (
            f", from the words “{span.of(text)}”"
            if span
            else ", not named in the sentence: the page's other side"
            if key
            else ""
        )
        reasons.append(f"{name}: {who} ({state or 'no state'}){words}.")
    cues = ", ".join(f"“{s.of(text)}”" for s in telling.status_cues)
    reasons.append(f"Status {telling.status.value}{f', by {cues}' if cues else ''}. Rules: {telling.evidence.rule}.")
    if telling.when:
        said = telling.when.spans[0].of(text) if telling.when.spans else ""
        reasons.append(f"Time: {iso(telling.when.when)}{f', from “{said}”' if said else ''} ({telling.when.rule}).")
    if telling.vouched_by:
        voice = cast.actor(telling.vouched_by)
        reasons.append(f"Vouched for by {voice.name if voice else telling.vouched_by}, not by the outlet.")
    view = manual_view(telling, text, lexicon)
    if view.rule != AS_CODED:
        reasons.append(f"In the view of the PLOVER manual: {view.type.value} ({view.rule}).")
    reasons.append(f"CAMEO: {cameo_code(view.type, view.mode, lexicon)}, by the published table.")
    if telling.rivals:
        reasons.append("It might also be " + ", ".join(f"{name} ({p:.0%})" for name, p in telling.rivals) + ".")
    reasons.append(f"Confidence {telling.confidence:.0%}.")
    return tuple(reasons)

"""A quotation whose end is not printed is made to end where its words do: before a cue, or with its sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from detente.quotemarks import Quotation
from detente.statements.cues import Cues
from detente.statements.turns import shortened
from detente.types import Parse, Token

_STOPS = frozenset([".", "!", "?"])
_PHRASE = frozenset(["DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "PART"])


def mended(text: str, parse: Parse, starts: Sequence[int], cues: Cues, quotation: Quotation) -> tuple[Quotation, ...]:
    """Cut a quotation whose end is not printed where a cue breaks in: "We are ready, said the mayor. Work began".

    A fragment of a sentence ("a “grave error.") ends with its sentence. What a later paragraph re-opens is then a
    quotation of its own. `starts` are the offsets of the parse's tokens.
    """
    last = len(quotation.content) - 1
    for number, part in enumerate(quotation.content):
        if number == last and quotation.closed:
            break
        tokens = parse.tokens[bisect_left(starts, part.start) : bisect_left(starts, part.stop)]
        stop = _cue_breaks_in(tokens, cues, named=number < last)
        if stop is None and last == 0:
            stop = _fragment_ends(text, quotation, tokens)
        if stop is None:
            continue
        head = replace(quotation, content=quotation.content[: number + 1], marked=quotation.marked[: number + 1])
        first = shortened(replace(head, closed=False), stop, text)
        if number == last:
            return (first,)
        inner = tuple(q for q in quotation.inner if q.span.start >= quotation.marked[number + 1].start)
        rest = replace(
            quotation, content=quotation.content[number + 1 :], marked=quotation.marked[number + 1 :], inner=inner
        )
        return (first, rest)
    return (quotation,)


def _cue_breaks_in(tokens: Sequence[Token], cues: Cues, *, named: bool) -> int | None:
    """Return where words end in front of ", said X." or ", X said." at the end of a sentence."""
    for k, token in enumerate(tokens):
        if token.text not in {",", "?", "!"}:
            continue
        clause = []
        for following in tokens[k + 1 : k + 12]:
            if following.text in {".", "!", "?", ",", ";"}:
                break
            clause.append(following)
        else:
            continue
        verbs = [
            t for t in clause if t.tag in {"VBD", "VBZ", "VBP"} and "words" in cues.frames.get(t.lemma.lower(), ())
        ]
        heads = [t for t in clause if t.pos in {"PROPN", "NOUN"} or (not named and t.pos == "PRON")]
        if not verbs or not heads:
            continue
        if clause[0] is verbs[0] or (clause[0] is heads[0] and clause[0].pos in {"PROPN", "PRON"}):
            return token.span.stop
        if clause[-1] is verbs[0] and all(t.pos in _PHRASE for t in clause[:-1]):  # ", a senior official said."
            return token.span.stop
    return None


def _fragment_ends(text: str, quotation: Quotation, tokens: Sequence[Token]) -> int | None:
    """Return where the sentence ends in whose midst an unclosed quotation opens, if more words follow it."""
    opening = quotation.marked[0].start
    lead = text[max(0, opening - 2) : opening].rstrip()
    if not quotation.opened or not tokens or not tokens[0].text[0].islower() or not lead or not lead[-1].isalpha():
        return None
    end = next((k for k, t in enumerate(tokens) if t.text in _STOPS), None)
    return None if end is None or end + 1 >= len(tokens) else tokens[end].span.start

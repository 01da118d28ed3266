"""Nouns and phrases become reports: "according to X", "in X's view", "the claim by X that ...", "X: ..."."""

from __future__ import annotations

from collections.abc import Callable

from detente.statements.cueing import by_cue, form_of, silent_source, with_marks
from detente.statements.cues import Cues
from detente.statements.grammar import noun_phrase, opening, runs, subject_of, topmost
from detente.statements.report import Report
from detente.statements.surface import over_colon
from detente.statements.view import View
from detente.types import Span

Rule = Callable[[View, Cues, int], Report | None]
_NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM"])
_AGAINST = frozenset(["reject", "deny", "dismiss", "refute", "doubt", "ignore", "rule", "counter", "rebut"])
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])


def read_named(view: View, cues: Cues, taken: frozenset[int]) -> list[Report]:
    """Return one report for each phrase or noun of speech outside quotations; `taken` are cues in use."""
    found = []
    for index in range(len(view.tokens)):
        if view.paragraph_of[index] < 0 or view.quote_of[index] >= 0 or index in taken:
            continue
        for rule in RULES:
            report = rule(view, cues, index)
            if report is not None and report.content:
                found.append(report)
                break
    return found


def according_to(view: View, cues: Cues, index: int) -> Report | None:
    """Read "according to X, ..." and "..., according to X"."""
    known = cues.phrases.get(view.tokens[index].text.lower(), ())
    words = next((p for p in known if _stands(view, index, p)), None)
    if words is None:
        return None
    after = index + len(words)
    sentence = view.sentences[view.sentence_of[index]]
    head = next((k for k in range(after, min(after + 8, sentence.stop)) if view.tokens[k].pos in _NOMINAL), None)
    if head is None:
        return None
    head = topmost(view, head, after, sentence.stop)
    source = noun_phrase(view, head)
    return _around(view, index, max(view.inside(source)) + 1, head, "according to", view.words(index, after))


def in_view_of(view: View, cues: Cues, index: int) -> Report | None:
    """Read "in X's view, ...", "in the words of X ...", "by his account"."""
    token = view.tokens[index]
    if token.text.lower() not in {"in", "by"} or token.pos not in {"ADP", "SCONJ"}:
        return None
    noun = view.child(index, "pobj")
    if noun is None or not (view.lemma(noun) in cues.minds or view.tokens[noun].text.lower() in cues.minds):
        return None
    owner = view.child(noun, "poss")
    if owner is None:
        of = next((c for c in view.children[noun] if view.tokens[c].text.lower() == "of"), None)
        owner = view.child(of, "pobj") if of is not None else None
    if owner is None:
        return None
    stop = max(max(view.inside(noun_phrase(view, owner)), default=owner), noun) + 1
    return _around(view, index, stop, owner, "in the view of", view.words(index, noun + 1))


def _stands(view: View, index: int, words: tuple[str, ...]) -> bool:
    return index + len(words) < len(view.tokens) and all(
        view.tokens[index + k].text.lower() == word for k, word in enumerate(words)
    )


def _around(view: View, first: int, stop: int, head: int, rule: str, cue: Span) -> Report | None:
    """Take what stands around a source phrase in its sentence as content: behind it, before it, or both."""
    tokens = view.tokens
    sentence = view.sentences[view.sentence_of[first]]
    low, high = opening(view, sentence), sentence.stop
    for k in range(sentence.first, sentence.stop):
        if tokens[k].text == ";" and view.quote_of[k] < 0:
            low, high = (k + 1, high) if k < first else (low, min(high, k))
    before = [k for k in range(low, first) if tokens[k].pos not in {"PUNCT", "CCONJ"}]
    behind = [k for k in range(stop, high) if tokens[k].pos not in {"PUNCT", "CCONJ"}]
    spans: list[Span] = []
    if (first > low and tokens[first - 1].tag == "WDT") or (first > low + 1 and tokens[first - 2].tag == "WDT"):
        before = []  # "an appointment which, according to X, nobody has cancelled"
    joined = (
        first > low and tokens[first - 1].text == "," and tokens[first - 2].pos == "CCONJ"
        if first >= low + 2
        else False
    )
    if (
        len(before) > 1
        and not joined
        and not (len(before) < 4 and len(behind) > 3 and tokens[before[0]].pos in {"ADV", "SCONJ"})
    ):
        span = view.trim(tokens[before[0]].span.start, tokens[before[-1]].span.stop)
        spans += [span] if span else []
    if len(behind) > 2 and any(tokens[k].tag in _FINITE or view.quote_of[k] >= 0 for k in behind):
        span = view.trim(tokens[behind[0]].span.start, tokens[behind[-1]].span.stop)
        spans += [span] if span else []
    content = with_marks(view, tuple(spans))
    if not content or not any(tokens[k].tag in _FINITE for s in content for k in view.inside(s)):
        return None
    return Report(
        content=content,
        form=form_of(view, content),
        rule=rule,
        scheme="phrase",
        cue=cue,
        cue_token=first,
        source=noun_phrase(view, head),
        source_head=head,
        lemma=rule,
    )


def claim_that(view: View, cues: Cues, index: int) -> Report | None:
    """Read "X's claim that ...", "the denial by X that ...", "his argument is that ..."."""
    token = view.tokens[index]
    if token.pos != "NOUN" or view.lemma(index) not in cues.nouns:
        return None
    clause, by_verb = _noun_clause(view, index)
    if clause is None:
        return None
    owner = _owner(view, index)
    if owner is None and not by_verb:
        verb = _governing(view, index)
        if verb is None or view.lemma(verb) in _AGAINST:
            return None
        owner = subject_of(view, verb)
        if any(view.tokens[c].dep == "nsubjpass" for c in view.children[verb]):
            agent = view.child(verb, "agent")
            owner = view.child(agent, "pobj") if agent is not None else None
    if owner is None or owner == index or silent_source(view, owner):
        return None
    kept = view.subtree(clause)
    if view.tokens[kept[0]].text.lower() == "that":
        kept = kept[1:]
    content = with_marks(view, over_colon(view, runs(view, kept)))
    return by_cue(view, content, index, owner, rule="noun of speech", scheme="noun") if content else None


def _noun_clause(view: View, noun: int) -> tuple[int | None, bool]:
    """Return the that-clause of a noun, and whether it stands behind "is"."""
    for child in view.children[noun]:
        if view.tokens[child].dep in {"acl", "relcl", "ccomp"} and child > noun and _that(view, child):
            return child, False
    head = view.tokens[noun].head
    if view.tokens[noun].dep == "nsubj" and view.lemma(head) == "be":
        clause = next((c for c in view.children[head] if view.tokens[c].dep == "ccomp" and _that(view, c)), None)
        return clause, True
    governor = _governing(view, noun)
    if governor is not None:
        clause = next(
            (
                c
                for c in view.children[governor]
                if view.tokens[c].dep in {"ccomp", "advcl"} and c > noun and _that(view, c)
            ),
            None,
        )
        if clause is not None and not any(view.tokens[k].text == "," for k in range(noun, min(view.subtree(clause)))):
            return clause, False
    return None, False


def _that(view: View, clause: int) -> bool:
    """Tell whether a clause opens with "that" as a conjunction, not as its subject or object."""
    first = view.subtree(clause)[0]
    token = view.tokens[first]
    return (
        token.text.lower() == "that"
        and token.dep in {"mark", "det", "dobj"}
        and token.dep != "nsubj"
        and (token.dep == "mark" or any(view.tokens[c].dep == "nsubj" for c in view.children[clause]))
    )


def _owner(view: View, noun: int) -> int | None:
    owner = view.child(noun, "poss")
    if owner is not None:
        return owner
    for child in view.children[noun]:
        if view.tokens[child].text.lower() in {"of", "by", "from"} and view.tokens[child].dep in {"prep", "agent"}:
            found = view.child(child, "pobj")
            if found is not None:
                return found
    return None


def _governing(view: View, noun: int) -> int | None:
    here = noun
    for _ in range(4):
        above = view.tokens[here].head
        if above == here:
            return None
        if view.tokens[above].tag.startswith("VB"):
            return above
        here = above
    return None


RULES: tuple[Rule, ...] = (according_to, in_view_of, claim_that)

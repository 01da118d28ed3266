"""Clauses become reports: the frames in which a cue word stands beside somebody's reported words.

Each rule is a function `(view, cues, verb) -> Report | None`; the first rule that fires for a cue gives its report.
Rules do not ask who speaks or whether it matters; they say what is reported and by which words.
"""

from __future__ import annotations

from collections.abc import Callable

from detente.statements.cues import Cues
from detente.statements.grammar import negated, noun_phrase, past_perfect, runs, subject_of
from detente.statements.report import Report
from detente.statements.view import View
from detente.types import Form, Span

Rule = Callable[[View, Cues, int], Report | None]
_WANTING = frozenset(["want", "like", "prefer", "expect", "wish"])


def read_clauses(view: View, cues: Cues, taken: frozenset[int]) -> list[Report]:
    """Return one report for each cue verb outside quotations; `taken` are verbs that attribute quotations."""
    found = []
    for verb, token in enumerate(view.tokens):
        cue = token.tag.startswith("VB") or token.text.lower() in cues.adjectives
        if not cue or verb in taken or view.paragraph_of[verb] < 0:
            continue
        if _voiced(view, verb) or keeps_silent(view, cues, verb):
            continue
        for rule in RULES:
            report = rule(view, cues, verb)
            if report is not None and report.content:
                found.append(report)
                break
    return found


def _voiced(view: View, verb: int) -> bool:
    """Tell whether the verb itself stands inside quotation marks."""
    return view.quote_of[verb] >= 0


def keeps_silent(view: View, cues: Cues, verb: int) -> bool:
    """Tell whether the cue tells of silence: "declined to comment", "did not say"."""
    lemma = view.lemma(verb)
    said = subject_of(view, verb)
    if said is not None and silent_source(view, said):
        return True
    if lemma in {"decline", "refuse", "fail"}:
        to_do = view.child(verb, "xcomp")
        if to_do is not None and view.lemma(to_do) in cues.silence:
            return True
    return negated(view, verb) and lemma in cues.silence


def cue_words(view: View, verb: int) -> tuple[str, str]:
    """Return the lemma of the cue and its key with particle or preposition ("call on"), "" where it has none."""
    for child in view.children[verb]:
        if view.tokens[child].dep in {"prt", "prep", "advmod", "dobj", "acomp"} and verb < child <= verb + 2:
            return view.lemma(verb), f"{view.lemma(verb)} {view.tokens[child].text.lower()}"
    return view.lemma(verb), ""


def frames_of(view: View, cues: Cues, verb: int) -> frozenset[str]:
    """Return the frames that the lexicon gives the cue, alone and with its particle."""
    lemma, key = cue_words(view, verb)
    return cues.frames.get(lemma, frozenset()) | cues.frames.get(key, frozenset())


def _passive(view: View, verb: int) -> bool:
    return any(view.tokens[c].dep in {"auxpass", "nsubjpass"} for c in view.children[verb])


def _source(view: View, verb: int) -> int | None:
    """Return who speaks: the agent of a passive, else the subject; dummies and things speak for nobody."""
    if _passive(view, verb):
        agent = view.child(verb, "agent")
        return view.child(agent, "pobj") if agent is not None else None
    said = subject_of(view, verb)
    if said is None:
        return _noun_before(view, verb)
    return None if view.tokens[said].dep == "expl" else said


def _noun_before(view: View, verb: int) -> int | None:
    """Return the noun right before a finite verb that the parser left without a subject."""
    if view.tokens[verb].tag not in {"VBD", "VBZ", "VBP"} or view.tokens[verb].dep in {"relcl", "conj"}:
        return None
    sentence = view.sentences[view.sentence_of[verb]]
    k = verb - 1
    while k >= sentence.first and view.tokens[k].pos in {"ADV", "AUX"}:
        k -= 1
    return k if k >= sentence.first and view.tokens[k].pos in {"NOUN", "PROPN", "PRON"} else None


def _made(
    view: View,
    verb: int,
    content: tuple[Span, ...],
    rule: str,
    scheme: str,
    source: int | None,
    *,
    attitude: bool = False,
) -> Report | None:
    if not content:
        return None
    return Report(
        content=content,
        form=form_of(view, content),
        rule=rule,
        scheme=scheme,
        cue=view.tokens[verb].span,
        cue_token=verb,
        source=noun_phrase(view, source) if source is not None else None,
        source_head=source,
        lemma=view.lemma(verb),
        attitude=attitude,
        addressee=_addressee(view, verb),
        occasion=_occasion(view, verb),
    )


def form_of(view: View, content: tuple[Span, ...]) -> Form:
    """Return mixed where quoted words stand in a reported clause, else indirect."""
    for part in content:
        if any(c in '"“”„«»' for c in part.of(view.text)) or "''" in part.of(view.text) or "``" in part.of(view.text):
            return Form.MIXED
        if any(q.kind == "single" and part.overlaps(q.span) for q in view.quotations):
            return Form.MIXED
    return Form.INDIRECT


def _addressee(view: View, verb: int) -> Span | None:
    """Return who is told: the object of "told", the "to" phrase of "said"."""
    if view.lemma(verb) in {"tell", "inform", "assure", "remind", "brief", "warn", "advise", "notify"}:
        told = view.child(verb, "dobj", "dative", "iobj")
        if told is not None:
            return noun_phrase(view, told)
    for child in view.children[verb]:
        if view.tokens[child].text.lower() == "to" and view.tokens[child].dep in {"prep", "dative"}:
            told = view.child(child, "pobj")
            if told is not None:
                return noun_phrase(view, told)
    return None


def _occasion(view: View, verb: int) -> Span | None:
    """Return where it was said: "at a briefing", "in a statement", "on X"."""
    for child in view.children[verb]:
        token = view.tokens[child]
        if token.dep != "prep" or token.text.lower() not in {"at", "in", "during", "on", "after"} or child < verb:
            continue
        place = view.child(child, "pobj")
        if place is not None and view.tokens[place].ent not in {"DATE", "TIME", "GPE"}:
            return view.words(child, max(view.inside(noun_phrase(view, place))) + 1)
    return None


def _content(view: View, verb: int, clause: int, drop: frozenset[int] = frozenset()) -> tuple[Span, ...]:
    """Return a content clause without its "that" and without the cue phrase that may stand inside it."""
    kept = [k for k in view.subtree(clause, frozenset([verb]) | drop)]
    if kept and view.tokens[kept[0]].text.lower() == "that" and view.tokens[kept[0]].dep in {"mark", "nsubj"}:
        kept = kept[1:] if view.tokens[kept[0]].dep == "mark" else kept
    sentence = view.sentences[view.sentence_of[clause]]
    kept = [k for k in kept if sentence.first <= k < sentence.stop]
    return runs(view, kept)


def said_that(view: View, cues: Cues, verb: int) -> Report | None:
    """Read "X said (that) ...", "..., X said", and any verb with a content clause that is no verb of showing."""
    clause = _clause_of(view, verb)
    lemma, _ = cue_words(view, verb)
    frames = frames_of(view, cues, verb)
    source = _source(view, verb)
    if "clause" not in frames or source is None or silent_source(view, source):
        return None
    attitude = lemma in cues.attitudes
    if clause is None:
        content = _surface(view, verb) if "words" in frames else ()
        return _made(view, verb, content, "clause by surface", "clause", source)
    if _asks_what(view, clause):
        return None
    content = _content(view, verb, clause)
    content = _preposed(view, verb, source, content) if clause < verb else _stretched(view, verb, content)
    return _made(view, verb, content, "clause", "clause", source, attitude=attitude)


def said_by_another_verb(view: View, cues: Cues, verb: int) -> Report | None:
    """Read a that-clause behind a verb that no lexicon knows, if somebody is its subject."""
    lemma = view.lemma(verb)
    clause = _clause_of(view, verb)
    if clause is None or clause < verb or lemma in cues.silent or cues.known(lemma):
        return None
    source = _source(view, verb)
    that = any(view.tokens[c].dep == "mark" and view.tokens[c].text.lower() == "that" for c in view.children[clause])
    if (
        not that
        or source is None
        or silent_source(view, source)
        or view.tokens[source].pos not in {"PROPN", "PRON", "NOUN"}
    ):
        return None
    content = _stretched(view, verb, _content(view, verb, clause))
    return _made(view, verb, content, "clause of another verb", "clause", source)


def silent_source(view: View, source: int) -> bool:
    """Tell whether the subject is nobody, or the author himself: "we", "I" outside quotation marks."""
    token = view.tokens[source]
    if token.text.lower() in {
        "nobody",
        "none",
        "neither",
        "nothing",
        "we",
        "us",
        "i",
        "me",
        "one",
        "there",
        "you",
        "who",
    }:
        return True
    if any(view.tokens[c].text.lower() in {"no", "neither"} for c in view.children[source]):
        return True
    return (
        token.text.lower() == "one" and source + 1 < len(view.tokens) and view.tokens[source - 1].text.lower() == "no"
    )


def _asks_what(view: View, clause: int) -> bool:
    """Tell whether the content is an indirect question: "asked who had won"."""
    first = view.subtree(clause)[0]
    return view.tokens[first].tag in {"WP", "WRB", "WDT", "WP$"} or view.tokens[first].text.lower() in {
        "whether",
        "if",
    }


def _surface(view: View, verb: int) -> tuple[Span, ...]:
    """Read the clause behind a cue where the parser found none: up to a semicolon or the end of the sentence."""
    tokens = view.tokens
    sentence = view.sentences[view.sentence_of[verb]]
    k = verb + 1
    skipped = [
        c
        for c in view.children[verb]
        if c > verb and tokens[c].dep in {"dobj", "dative", "prep", "npadvmod", "advmod"}
    ]
    for child in sorted(skipped):
        tree = view.subtree(child)
        if tree[0] != k or any(tokens[x].tag in {"VBD", "VBZ", "VBP", "MD"} for x in tree):
            break
        if tokens[child].dep == "dobj" and view.lemma(verb) not in {"tell", "inform", "remind", "assure", "warn"}:
            break
        k = tree[-1] + 1
    if k < sentence.stop and tokens[k].text.lower() == "that":
        k += 1
    stop = next(
        (x for x in range(k, sentence.stop) if tokens[x].text in {";", ":"} and view.quote_of[x] < 0), sentence.stop
    )
    if k >= stop or tokens[k].pos not in {"DET", "PRON", "PROPN", "NOUN", "NUM", "ADJ", "ADV", "SCONJ"}:
        return ()
    if tokens[k].tag in {"WP", "WRB", "WDT", "IN"} or not any(
        tokens[x].tag in {"VBD", "VBZ", "VBP", "MD"} for x in range(k + 1, stop)
    ):
        return ()
    span = view.trim(tokens[k].span.start, tokens[stop - 1].span.stop)
    return (span,) if span else ()


def _stretched(view: View, verb: int, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Let content behind its cue run on to where the cue's own clause goes on, or the sentence ends.

    The parser loses second conjuncts and words in marks ("said the text was “beneath an answer”").
    """
    if not content:
        return content
    tokens = view.tokens
    sentence = view.sentences[view.sentence_of[verb]]
    inside = view.inside(content[-1])
    if not inside:
        return content
    last = inside[-1]
    stop = sentence.stop
    for k in range(last + 1, sentence.stop):
        token = tokens[k]
        if token.text in {";"} and view.quote_of[k] < 0:
            stop = k
            break
        if (
            token.dep in {"conj", "advcl", "parataxis", "ccomp"}
            and k > last
            and token.head in (verb, tokens[verb].head)
        ):
            first = min(x for x in view.subtree(k) if x > last)
            stop = first
            break
    while stop > last + 1 and tokens[stop - 1].pos in {"CCONJ", "PUNCT", "SCONJ"} and view.quote_of[stop - 1] < 0:
        stop -= 1
    if stop <= last + 1 or stop - last > 25:
        return content
    closing = view.trim(content[-1].start, tokens[stop - 1].span.stop)
    return (*content[:-1], closing) if closing else content


def _clause_of(view: View, verb: int) -> int | None:
    """Return the content clause of a verb, if it is a clause and not an infinitive or a quotation."""
    for child in view.children[verb]:
        token = view.tokens[child]
        if token.dep != "ccomp" or (view.quote_of[child] >= 0 and child < verb):
            continue
        if child < verb and any(view.tokens[k].text in {";", ":"} for k in range(child, verb)):
            continue  # two clauses side by side: "A closed; B said ..."
        tags = {view.tokens[c].tag for c in view.children[child]} | {token.tag}
        if tags & {"VBD", "VBZ", "VBP", "MD"} or any(
            view.tokens[c].dep == "mark" and view.tokens[c].text.lower() in {"that", "if", "whether"}
            for c in view.children[child]
        ):
            return child
    return None


def _preposed(view: View, verb: int, source: int | None, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Stretch content before its cue over all of the sentence up to the comma; the parser drops adjuncts there."""
    sentence = view.sentences[view.sentence_of[verb]]
    inside = [k for k in (verb, source) if k is not None and sentence.first <= k < sentence.stop]
    stop = min(min(view.inside(noun_phrase(view, k)), default=k) if k != verb else k for k in inside)
    while stop > sentence.first and view.tokens[stop - 1].text != "," and stop > min(inside) - 12:
        stop -= 1
    if stop <= sentence.first or view.tokens[stop - 1].text != ",":
        return content
    first = sentence.first
    while first < stop and view.tokens[first].pos in {"PUNCT", "SYM"}:
        first += 1
    low = content[0].start
    span = view.trim(min(low, view.tokens[first].span.start), view.tokens[stop - 1].span.start)
    return (span,) if span else content


def is_convinced(view: View, cues: Cues, index: int) -> Report | None:
    """Read "is convinced that ...", "is sure (that) ..."."""
    token = view.tokens[index]
    if token.text.lower() not in cues.adjectives:
        return None
    verb = index if any(view.tokens[c].dep in {"aux", "auxpass"} for c in view.children[index]) else token.head
    clause = next(
        (c for x in (index, verb) for c in view.children[x] if view.tokens[c].dep == "ccomp" and c > index), None
    )
    source = view.child(verb, "nsubj", "nsubjpass")
    if clause is None or source is None or silent_source(view, source):
        return None
    content = _stretched(view, index, _content(view, index, clause))
    return _made(view, index, content, "adjective", "clause", source, attitude=True)


def put_last(view: View, cues: Cues, verb: int) -> Report | None:
    """Read "..., X said." where the parser found no clause: a finite clause, a comma, and a short cue at the end."""
    if "clause" not in frames_of(view, cues, verb) or view.tokens[verb].tag not in {"VBD", "VBZ", "VBP"}:
        return None
    sentence = view.sentences[view.sentence_of[verb]]
    source = _source(view, verb)
    if source is None or not sentence.first <= source < sentence.stop:
        return None
    phrase = view.inside(noun_phrase(view, source))
    first = min(verb, phrase.start)
    if view.tokens[first - 1].text != "," or first - 1 <= sentence.first or view.quote_of[first - 2] >= 0:
        return None
    behind = [
        k
        for k in range(max(verb, phrase.stop - 1) + 1, sentence.stop)
        if view.tokens[k].tag in {"VBD", "VBZ", "VBP", "MD"}
    ]
    before = [k for k in range(sentence.first, first) if view.tokens[k].tag in {"VBD", "VBZ", "VBP", "MD"}]
    if behind or not before or view.tokens[sentence.first].tag in {"VBN", "VBG", "IN"}:
        return None
    span = view.trim(view.tokens[sentence.first].span.start, view.tokens[first - 1].span.start)
    return _made(view, verb, (span,), "cue at the end", "clause", source) if span else None


def set_to(view: View, cues: Cues, verb: int) -> Report | None:
    """Read "promised to ...", "urged them to ...", "wants X to ..."."""
    frames = frames_of(view, cues, verb)
    if "infinitive" not in frames or past_perfect(view, verb) or _passive(view, verb):
        return None
    for child in view.children[verb]:
        if view.tokens[child].dep not in {"xcomp", "ccomp", "advcl"} or child < verb:
            continue
        to = next((c for c in view.children[child] if view.tokens[c].tag == "TO"), None)
        if to is None:
            continue
        lemma = view.lemma(verb)
        kept = view.subtree(child)
        if lemma not in _WANTING:
            kept = [k for k in kept if k >= to]
        content = runs(view, kept)
        return _made(
            view, verb, content, "infinitive", "infinitive", _source(view, verb), attitude=lemma in cues.attitudes
        )
    return None


def done_so(view: View, cues: Cues, verb: int) -> Report | None:
    """Read "accused X of doing", "denied having done"."""
    if "gerund" not in frames_of(view, cues, verb) or _passive(view, verb) or past_perfect(view, verb):
        return None
    for child in view.children[verb]:
        token = view.tokens[child]
        if child < verb:
            continue
        if token.dep in {"prep", "agent"} and token.text.lower() in {"of", "for", "with", "over"}:
            inner = view.child(child, "pcomp", "pobj")
            if inner is not None:
                return _made(view, verb, runs(view, view.subtree(inner)), "charge", "gerund", _source(view, verb))
        if token.dep in {"xcomp", "ccomp", "dobj"} and token.tag == "VBG":
            return _made(view, verb, runs(view, view.subtree(child)), "charge", "gerund", _source(view, verb))
    return None


def called_so(view: View, cues: Cues, verb: int) -> Report | None:
    """Read "called it “a farce”", "described the talks as “frank”": a fragment in marks that names something."""
    if "naming" not in frames_of(view, cues, verb) or (_passive(view, verb) and view.child(verb, "agent") is None):
        return None
    sentence = view.sentences[view.sentence_of[verb]]
    fragment = _fragment_behind(view, verb)
    if fragment is None:
        return None
    thing = view.child(verb, "dobj", "nsubj") if not _passive(view, verb) else None
    content: tuple[Span, ...] = (fragment,)
    as_word = view.lemma(verb) in {"describe", "take", "regard", "view", "see", "depict", "portray", "characterise"}
    if thing is not None and verb < thing and view.tokens[thing].pos != "PRON" and not as_word:
        start = noun_phrase(view, thing).start
        if verb < view.inside(Span(start, fragment.stop)).start and start < fragment.start:
            content = (Span(start, fragment.stop),)
    return _made(view, verb, content, "name in marks", "naming", _source(view, verb))


def _fragment_behind(view: View, verb: int) -> Span | None:
    """Return the quotation, with its marks, that stands in the same sentence behind the verb."""
    sentence = view.sentences[view.sentence_of[verb]]
    low, high = view.tokens[verb].span.stop, sentence.span.stop
    for quotation in view.quotations:
        piece = quotation.marked[0]
        if low <= piece.start < high and quotation.kind != "turn":
            between = view.inside(Span(low, piece.start)) if low < piece.start else range(0)
            if any(view.tokens[k].text in {";", ":"} for k in between):
                return None
            return piece
    return None


def spoke_of(view: View, cues: Cues, verb: int) -> Report | None:
    """Read "thanked them for ...", "spoke of ...", "asked for ...", "called for ..."."""
    frames = frames_of(view, cues, verb)
    if "for" not in frames or past_perfect(view, verb) or _passive(view, verb):
        return None
    fragment = _fragment_behind(view, verb)
    for child in view.children[verb]:
        token = view.tokens[child]
        if token.dep not in {"prep", "dative"} or child < verb:
            continue
        if token.text.lower() not in {"for", "of", "about", "with", "against", "on"}:
            continue
        thing = view.child(child, "pobj", "pcomp")
        if thing is None:
            continue
        content = runs(view, view.subtree(thing))
        if (
            fragment is not None
            and content
            and fragment.start <= content[0].stop + 3
            and fragment.stop > content[0].start
        ):
            content = (
                (fragment,) if view.lemma(verb) == "thank" or content[0].start >= fragment.start - 1 else content
            )
        return _made(view, verb, content, "theme", "for", _source(view, verb))
    return None


def judged(view: View, cues: Cues, verb: int) -> Report | None:
    """Read "rejected the charge", "demanded the return of ...", "expressed gratitude": the object is the content."""
    if "object" not in frames_of(view, cues, verb) or past_perfect(view, verb):
        return None
    source = _source(view, verb)
    thing = view.child(verb, "dobj")
    if thing is None or source is None or thing < verb:
        return None
    content = runs(view, [k for k in view.subtree(thing) if k > verb])
    for child in view.children[verb]:
        token = view.tokens[child]
        if content and child > thing and token.dep == "prep" and not _dated(view, child):
            last = view.words(child, max(view.subtree(child)) + 1)
            if last.start <= content[-1].stop + 2:
                content = (Span(content[0].start, last.stop),)
    return _made(view, verb, content, "object", "object", source)


def _dated(view: View, preposition: int) -> bool:
    time = view.child(preposition, "pobj")
    return time is not None and view.tokens[time].ent in {"DATE", "TIME"}


# the order is the order of trust: a clause says more than an object
RULES: tuple[Rule, ...] = (
    is_convinced,
    said_that,
    set_to,
    called_so,
    done_so,
    spoke_of,
    put_last,
    said_by_another_verb,
    judged,
)

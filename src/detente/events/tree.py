"""A parse becomes a tree that can be asked: subjects, objects, clauses and noun phrases of a token."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from detente.types import Parse, Sentence, Span, Token

_PARTIES = frozenset({"nsubj", "nsubjpass", "dobj"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "pcomp", "xcomp"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_LOOSE = frozenset({"relcl", "acl", "appos", "advcl", "parataxis", "punct", "cc", "conj", "ccomp", "preconj"})
_WHOSE = frozenset({"who", "which", "that", "whom", "what"})


# "accuse of", "thank for", "prevent from", "charge with", "warn against": what the object does or is to do
_OF_THE_OBJECT = frozenset({"of", "for", "from", "with", "against"})


class Tree:
    """One parse with the questions that roles and status ask of it; token indexes go in and come out."""

    def __init__(self, parse: Parse, text: str) -> None:
        self.parse = parse
        self.tokens = _series(parse)
        self.children = parse.children
        self.text = text
        self.lemmas = [t.lemma.lower() for t in self.tokens]
        self.firsts = [s.first for s in parse.sentences]

    def kids(self, i: int, *deps: str) -> list[int]:
        """Return the dependents of token `i` with one of the labels `deps`, in text order."""
        return [k for k in self.children[i] if self.tokens[k].dep in deps]

    def parent(self, i: int) -> int | None:
        """Return the head of token `i`, or None at the root."""
        head = self.tokens[i].head
        return None if head == i else head

    def climb(self, i: int) -> Iterator[int]:
        """Yield the heads of token `i` from the nearest to the root."""
        up = self.parent(i)
        while up is not None:
            yield up
            up = self.parent(up)

    def below(self, i: int, stop: frozenset[str] = frozenset()) -> list[int]:
        """Return token `i` and everything under it in text order, leaving out branches labelled in `stop`."""
        out, todo = [], [i]
        while todo:
            at = todo.pop()
            out.append(at)
            todo.extend(k for k in self.children[at] if self.tokens[k].dep not in stop)
        return sorted(out)

    def span(self, indexes: list[int]) -> Span:
        """Return the span from the first to the last of `indexes`."""
        return Span(self.tokens[min(indexes)].span.start, self.tokens[max(indexes)].span.stop)

    def lemma(self, i: int) -> str:
        """Return the lemma of token `i` in lower case."""
        return self.lemmas[i]

    def passive(self, i: int) -> bool:
        """Tell whether the verb `i` is passive: by auxiliary or subject, or a bare participle after a noun."""
        token = self.tokens[i]
        if token.tag != "VBN":
            return False
        if self.kids(i, "nsubjpass", "auxpass", "csubjpass", "agent"):
            return True
        return token.dep in {"acl", "amod"} and not self.kids(i, "aux", "dobj")

    def conjuncts(self, i: int) -> list[int]:
        """Return token `i` and everything coordinated below it."""
        out = [i]
        for k in self.kids(i, "conj"):
            out.extend(self.conjuncts(k))
        return out

    def first_conjunct(self, i: int) -> int:
        """Return the first member of the coordination that token `i` belongs to."""
        while self.tokens[i].dep == "conj" and self.tokens[i].head != i:
            i = self.tokens[i].head
        return i

    def subject(self, i: int, depth: int = 0) -> tuple[int, str] | None:
        """Return the understood subject of verb `i` and how it was found, or None.

        Ways: own, shared by coordination, controlled (xcomp), modified noun (acl, relcl), adverbial (advcl).
        The subject of a passive verb is its logical object: callers ask `passive`.
        """
        if depth > 6:
            return None
        own = self.kids(i, "nsubj", "nsubjpass")
        if own:
            found = own[-1]
            if self.lemma(found) in _WHOSE and self.tokens[i].dep == "relcl":
                return self.tokens[i].head, "relative"
            return found, "own"
        token, up = self.tokens[i], self.parent(i)
        if up is None:
            return None
        if token.dep == "conj" and self.tokens[up].pos in {"VERB", "AUX"}:
            return self._shared(up, "shared", depth)
        if token.dep == "xcomp":
            patients = self.kids(up, "dobj", "dative")
            if patients and self.lemma(up) not in {
                "promise",
                "threaten",
                "vow",
                "have",
                "take",
                "use",
                "make",
            }:
                return patients[-1], "controlled by object"
            return self._shared(up, "controlled", depth)
        if token.dep in {"acl", "relcl"}:
            if token.tag == "VB":
                return self._infinitive_of_noun(up, depth)
            return up, "modified noun"
        if token.dep in {"advcl", "pcomp", "ccomp"}:
            above = up if self.tokens[up].pos in {"VERB", "AUX"} else self.parent(up)
            if token.dep == "ccomp" and token.tag not in {"VBG", "VB"}:
                return None
            if token.dep == "pcomp" and above is not None and self.lemma(up) in _OF_THE_OBJECT:
                patients = self.kids(above, "dobj")
                if patients and not self.passive(above):
                    return patients[-1], "controlled by object"  # "accused them of firing": they fired
            return self._shared(above, "adverbial", depth) if above is not None else None
        if token.pos == "AUX" or token.dep == "aux":
            return self._shared(up, "auxiliary", depth)
        return None

    def _shared(self, up: int, how: str, depth: int) -> tuple[int, str] | None:
        above = self.subject(up, depth + 1)
        return (above[0], how) if above else None

    def _infinitive_of_noun(self, noun: int, depth: int) -> tuple[int, str] | None:
        """ "Ankara's refusal to open ...", "made an offer to open ...": the owner of the noun acts."""
        owner = self.kids(noun, "poss")
        if owner:
            return owner[0], "owner of noun"
        up = self.parent(noun)
        while up is not None and self.tokens[up].pos not in {"VERB", "AUX"}:
            up = self.parent(up)
        return self._shared(up, "controlled through noun", depth) if up is not None else None

    def objects(self, i: int) -> list[int]:
        """Return direct and indirect objects of verb `i`, logical ones for passives, in text order."""
        found = self.kids(i, "dobj", "dative", "oprd", "attr")
        found = [k for k in found if self.tokens[k].pos in _NOMINAL]
        if self.passive(i):
            below = self.kids(i, "nsubjpass")
            if below and self.lemma(below[-1]) in _WHOSE and self.tokens[i].dep == "relcl":
                found.insert(0, self.tokens[i].head)
            elif below:
                found.insert(0, below[-1])
            elif self.tokens[i].dep in {"acl", "amod"}:
                found.insert(0, self.tokens[i].head)
            elif not found and self.tokens[i].dep in {"conj", "xcomp", "advcl"}:
                above = self.subject(i)
                if above:
                    found.insert(0, above[0])
        elif self.tokens[i].dep == "relcl" and not self.kids(i, "dobj"):
            own = self.kids(i, "nsubj")
            if own and self.lemma(own[-1]) not in _WHOSE and self.tokens[self.tokens[i].head].pos in _NOMINAL:
                found.insert(0, self.tokens[i].head)
        return [
            self.tokens[k].head if self.lemma(k) in _WHOSE and self.tokens[i].dep == "relcl" else k for k in found
        ]

    def preps(self, i: int) -> list[tuple[str, int]]:
        """Return (preposition, object) pairs hanging on token `i`; "out of" is one preposition."""
        out: list[tuple[str, int]] = []
        for p in self.kids(i, "prep", "agent", "dative"):
            if self.tokens[p].pos not in {"ADP", "SCONJ", "ADV", "VERB", "PART"}:
                continue
            word = self.lemma(p)
            for q in self.kids(p, "prep"):
                out.extend((f"{word} {self.lemma(q)}", o) for o in self.kids(q, "pobj"))
            out.extend((word, o) for o in self.kids(p, "pobj"))
        return out

    def clause_head(self, i: int) -> int:
        """Return the verb (or root) whose clause token `i` stands in."""
        at = i
        while True:
            token = self.tokens[at]
            verbal = token.pos in {"VERB", "AUX"}
            if token.head == at or (verbal and token.dep in CLAUSES) or (verbal and token.dep == "conj"):
                return at
            at = token.head

    def clause(self, i: int) -> Span:
        """Return the span of the clause of token `i`: its verb's branch without other finite clauses."""
        head = self.clause_head(i)
        stop = frozenset({"ccomp", "advcl", "relcl", "parataxis", "punct", "mark", "cc"})
        inside = set(self._clause_tokens(head, stop)) | set(self.below(i, frozenset({"punct"})))
        return self.span(sorted(inside))

    def _clause_tokens(self, head: int, stop: frozenset[str]) -> list[int]:
        out, todo = [], [head]
        while todo:
            at = todo.pop()
            out.append(at)
            for k in self.children[at]:
                token = self.tokens[k]
                if token.dep in stop or (token.dep == "conj" and token.pos in {"VERB", "AUX"}):
                    continue
                todo.append(k)
        return sorted(out)

    def phrase(self, i: int) -> list[int]:
        """Return the tokens of the noun phrase headed by `i`, without loose parts after it (clauses, appositions)."""
        return self.below(i, _LOOSE)

    def phrase_span(self, i: int) -> Span:
        """Return the span of the noun phrase headed by `i`."""
        return self.span(self.phrase(i))

    def sentence_of(self, i: int) -> Sentence:
        """Return the sentence that token `i` stands in."""
        return self.parse.sentences[max(0, bisect_right(self.firsts, i) - 1)]

    def token(self, i: int) -> Token:
        """Return token `i`."""
        return self.tokens[i]


def _series(parse: Parse) -> tuple[Token, ...]:
    """Return the tokens with A and B of "A, B, and C met" as one series, where B was read as another name of A."""
    tokens = parse.tokens
    found = [
        t.index
        for t in tokens
        if t.dep == "appos"
        and t.pos == tokens[t.head].pos == "PROPN"
        and tokens[t.head].dep in _PARTIES
        and t.head < t.index
        and {"cc", "conj"} <= {tokens[k].dep for k in parse.children[t.index]}
        and any(tokens[k].dep == "conj" and tokens[k].pos == "PROPN" for k in parse.children[t.index])
    ]
    if not found:
        return tokens
    return tuple(replace(t, dep="conj") if t.index in found else t for t in tokens)

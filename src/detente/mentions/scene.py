"""An article and its parse become a scene: tokens with names, quotations and noun phrases laid on them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property

from detente.mentions.matcher import Sight, sights
from detente.mentions.plain import plain
from detente.mentions.vocabulary import NameKind, Noun, Vocabulary
from detente.models.quotes import quotations
from detente.types import Article, LineKind, Parse, Span, Token

NOUNS = frozenset({"NOUN", "PROPN"})
_INSIDE = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "advmod", "neg", "case"}
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A name of the lexicon on tokens first..stop-1 of the parse."""

    sight: Sight
    first: int
    stop: int

    @property
    def last(self) -> int:
        """The last token."""
        return self.stop - 1


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its head token, the first token of its core, the end of the whole, and its noun."""

    head: int
    first: int
    stop: int
    noun: Noun
    start: int  # first token of the noun itself ("border guards")


class Scene:
    """What the rules of this room look at; built once for a page, never changed."""

    def __init__(self, article: Article, parse: Parse, vocabulary: Vocabulary) -> None:
        self.article = article
        self.vocabulary = vocabulary
        self.tokens: tuple[Token, ...] = parse.tokens
        self.children = parse.children
        self.sentences = parse.sentences
        self.lower = [t.text.lower() for t in parse.tokens]
        self.starts = [t.span.start for t in parse.tokens]
        self.sentence = [0] * len(parse.tokens)
        for number, sentence in enumerate(parse.sentences):
            for index in range(sentence.first, sentence.stop):
                self.sentence[index] = number
        self.seen: list[Seen] = []
        self.at: dict[int, Seen] = {}
        self.named: list[int] | None = None  # the tokens of `at` in order, once no name comes or goes
        for line in article.lines:
            if line.kind in (LineKind.TITLE, LineKind.BODY):
                for sight in sights(line.span.of(article.text), vocabulary, offset=line.span.start):
                    self._lay(sight)

        self._drop_strangers()
        self._drop_councils()
        self._choose_rivals()

    def _drop_strangers(self) -> None:
        """Take back organs of states that the page never names: "the Foreign Office" is not only London's."""
        spoken = {s.sight.entry.code for s in self.seen if s.sight.entry.kind is not NameKind.ORGAN}
        for seen in [s for s in self.seen if s.sight.entry.kind is NameKind.ORGAN]:
            if seen.sight.entry.code not in spoken and self.noun_at(seen.last) and not self._names_its_state(seen):
                self._take_back(seen)

    def _drop_councils(self) -> None:
        """Take back a body named by a common noun where it is a state's: "Armenia's Security Council"."""
        for seen in [s for s in self.seen if s.sight.entry.kind is NameKind.BODY]:
            hit = self.noun_at(seen.last)
            if hit is None or hit[1] != seen.first or seen.first < 2:
                continue
            before = self.at.get(seen.first - 1) or self.at.get(seen.first - 2)
            own = before is not None and before.sight.entry.code in self.vocabulary.states
            of = self.lower[max(0, seen.first - 3) : seen.first]
            led = len(of) == 3 and of[1] == "of" and of[0] in _STATE_COUNCIL
            if own or led:
                self._take_back(seen)

    def _take_back(self, seen: Seen) -> None:
        self.seen.remove(seen)
        for index in range(seen.first, seen.stop):
            del self.at[index]

    def _names_its_state(self, seen: Seen) -> bool:
        """Tell whether an organ's own name says whose it is: "the Armenian parliament"."""
        first = self.vocabulary.entries.get(self.tokens[seen.first].text)
        return first is not None and first.code == seen.sight.entry.code

    def _choose_rivals(self) -> None:
        """Give a name that two states share ("Korean", "Congolese") to the one that the page names otherwise."""
        shared = (NameKind.ADJECTIVE, NameKind.NATIONALS, NameKind.STATE)
        for place, seen in enumerate(self.seen):
            entry = seen.sight.entry
            if entry.kind not in shared or not entry.rivals:
                continue
            spoken = {s.sight.entry.code for s in self.seen if not s.sight.entry.rivals}
            code = next((c for c in (entry.code, *entry.rivals) if c in spoken), entry.code)
            if code != entry.code and code:
                settled = Seen(Sight(seen.sight.span, replace(entry, code=code, id=code)), seen.first, seen.stop)
                self.seen[place] = settled
                for index in range(seen.first, seen.stop):
                    self.at[index] = settled

    def _lay(self, sight: Sight) -> None:
        first = self.token_at(sight.span.start)
        if first is None or self.starts[first] != sight.span.start:
            return
        stop = first + 1
        while stop < len(self.tokens) and self.starts[stop] < sight.span.stop:
            stop += 1
        seen = Seen(sight, first, stop)
        self.seen.append(seen)
        for index in range(first, stop):
            self.at[index] = seen

    def close(self) -> None:
        """Lay and take back no more names: from now on they are found without a walk through all tokens."""
        self.named = sorted(self.at)

    def listed(self, index: int, name: str) -> bool:
        """Tell whether the token stands in a word set of reference.toml."""
        return self.lower[index] in self.vocabulary.words[name]

    def token_at(self, offset: int) -> int | None:
        """Return the token that holds the character at `offset`, or None."""
        place = bisect_right(self.starts, offset) - 1
        if place >= 0 and offset < self.tokens[place].span.stop:
            return place
        return None

    @cached_property
    def states(self) -> frozenset[str]:
        """The states and bodies that the page names in any way."""
        return frozenset(s.sight.entry.code for s in self.seen if s.sight.entry.code)

    @cached_property
    def quoted(self) -> list[bool]:
        """For every token, whether it stands inside a quotation of four words or more."""
        inside = [False] * len(self.tokens)
        for quote in quotations(self.article.text):
            first = bisect_right(self.starts, quote.start - 1)
            stop = bisect_right(self.starts, quote.stop - 1)
            if stop - first >= 6:
                for index in range(first, stop):
                    inside[index] = True
        return inside

    @cached_property
    def short_quotes(self) -> list[tuple[int, int]]:
        """Quotations of at most six tokens (names, single words) as token ranges without the marks."""
        found = []
        for quote in quotations(self.article.text):
            first = bisect_right(self.starts, quote.inner_start - 1)
            stop = bisect_right(self.starts, quote.inner_stop - 1)
            if 0 < stop - first <= 6 and stop <= len(self.tokens):
                found.append((first, stop))
        return found

    def title(self, index: int) -> bool:
        """Tell whether the token stands in a title line."""
        line = self.article.lines[self.sentences[self.sentence[index]].line]
        return line.kind is LineKind.TITLE

    def span(self, first: int, stop: int) -> Span:
        """Return the span of tokens first..stop-1."""
        return Span(self.tokens[first].span.start, self.tokens[stop - 1].span.stop)

    def text(self, first: int, stop: int) -> str:
        """Return the words of tokens first..stop-1 as written."""
        return self.span(first, stop).of(self.article.text)

    def noun_at(self, index: int) -> tuple[Noun, int] | None:
        """Return the noun for a person, body or state that token `index` heads, and its first token."""
        for noun in self.vocabulary.nouns.get(self.lower[index], ()):
            first = index - len(noun.before)
            stop = index + 1 + len(noun.after)
            if first < 0 or tuple(self.lower[first:index]) != noun.before:
                continue
            if tuple(self.lower[index + 1 : stop]) == noun.after:
                return noun, first
        return None

    @cached_property
    def phrases(self) -> list[Phrase]:
        """All noun phrases headed by a noun for people, bodies or states, in text order."""
        found = []
        for token in self.tokens:
            if token.pos not in NOUNS and token.pos != "ADJ":
                continue
            if self.compound(token.index) or token.index in self.at:
                continue
            hit = self.noun_at(token.index)
            if hit is None or (token.pos == "ADJ" and token.dep in ("amod", "acomp")):
                continue
            noun, start = hit
            phrase = Phrase(token.index, self._left(token.index, start), self._right(token.index, noun), noun, start)
            if not self._is_given_name(phrase):
                found.append(phrase)
        return found

    def _is_given_name(self, phrase: Phrase) -> bool:
        """Marine told reporters: a bare word with a capital that people are called by, and no soldier"""
        token = self.tokens[phrase.head]
        bare = phrase.first == phrase.head == phrase.stop - 1
        return bare and token.tag == "NNP" and token.text.istitle() and plain(token.text) in self.vocabulary.given

    def compound(self, index: int) -> bool:
        """Tell whether the token is a modifier inside a longer name or compound."""
        token = self.tokens[index]
        return token.dep in ("compound", "nmod", "amod") and token.head > index

    def _left(self, head: int, start: int) -> int:
        first = start
        for index in range(start, head + 1):  # a compound with hyphens hangs on its first word
            for child in self.children[index]:
                if child < first and self.tokens[child].dep in _INSIDE:
                    first = min(first, self.leftmost(child))
        return start if self.sentence[first] != self.sentence[head] else first

    def leftmost(self, index: int) -> int:
        """Return the first token of the subtree of `index`."""
        first = index
        while True:
            below = [c for c in self.children[first] if c < first]
            if not below:
                return first
            first = below[0]

    def rightmost(self, index: int) -> int:
        """Return the last token of the subtree of `index`."""
        last = index
        while True:
            below = [c for c in self.children[last] if c > last]
            if not below:
                return last
            last = below[-1]

    def _right(self, head: int, noun: Noun) -> int:
        stop = head + 1 + len(noun.after)
        for child in self.children[head]:
            token = self.tokens[child]
            if child < stop or token.text == ",":
                continue
            whole = self.rightmost(child) + 1
            near = self.leftmost(child) == stop and whole - stop <= 14
            follows = token.dep == "prep" and token.lemma in _OF_PREPOSITIONS
            describes = noun.sort.kind == "person" and (
                (token.dep == "relcl" and self.lower[stop] == "who") or (token.dep == "acl" and whole - stop <= 8)
            )
            if near and (follows or describes):
                stop = whole
            else:
                break
        return stop

    def complements(self, head: int, stop: int | None = None) -> list[tuple[str, int]]:
        """Return (preposition, object token) pairs that modify the noun at `head`, in text order."""
        found = []
        for child in self.children[head]:
            if child > head and self.tokens[child].dep == "prep":
                for grand in self.children[child]:
                    if self.tokens[grand].dep == "pobj":
                        found.append((self.lower[child], grand))
        return found

    def conjuncts(self, index: int) -> list[int]:
        """Return the token and all tokens joined to it by "and", in text order."""
        found, queue = [], [index]
        while queue:
            here = queue.pop()
            found.append(here)
            queue += [c for c in self.children[here] if self.tokens[c].dep == "conj"]
        return sorted(found)

    def subject(self, index: int) -> bool:
        """Tell whether the token is, or is joined to, a subject."""
        token = self.tokens[index]
        while token.dep in ("conj", "appos") and token.head != token.index:
            token = self.tokens[token.head]
        return token.dep in ("nsubj", "nsubjpass", "csubj")

    def main_subject(self, index: int) -> bool:
        """Tell whether the token is, or is joined to, the subject of its sentence's main verb."""
        token = self.tokens[index]
        while token.dep in ("conj", "appos") and token.head != token.index:
            token = self.tokens[token.head]
        return token.dep in ("nsubj", "nsubjpass") and self.tokens[token.head].head == token.head

    def names(self, kinds: frozenset[NameKind]) -> list[Seen]:
        """Return the lexicon's names of these kinds, in text order."""
        return [seen for seen in self.seen if seen.sight.entry.kind in kinds]


_STATE_COUNCIL = frozenset({"secretary", "chairman", "head", "apparatus", "staff"})  # not of the UN's
_OF_PREPOSITIONS = frozenset({"of", "for", "in", "from", "at", "to", "on", "with"})

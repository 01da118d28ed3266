"""A sentence becomes fit or unfit to tell an event: sport, stage, markets, weather, history, other stories.

Each reason is a named function in an ordered list; the words are in languages/en/elsewhere.toml.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from detente.lexicon import Lexicon
from detente.types import Article, LineKind, Parse, Sentence

_THEMED = frozenset({"sport", "stage", "market"})
_LONG = 6  # sentences of a page on which one themed sentence is no sign of its theme
_ENDLESS = 250  # tokens; what goes on for longer is no sentence, and time grows with the square of its length
_LIST_LINE = 4  # sentences of a line from which a teaser in it does not make the whole line a list
OTHER_STORIES = "list of other stories"
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SCORE = re.compile(r"(?<![\d-])\d{1,3}[-–:]\d{1,3}(?![\d-])")
_LIST = re.compile(
    r"^\W*(?:see also|read also|related|most read|you may also like|in other (?:sections|news)|also read|latest|"
    r"recommended|more on this|editor.s picks|trending|don.t miss|top stories|read more)\b.{0,20}[:|>»]|"
    r"^\W*(?:see also|you may also like|related|most read)\b",
    re.I,
)
_BARS = re.compile(r"\S\s+[|•·]\s+\S")
_YEAR = re.compile(r"\b(?:in|of|since|until) (?:the year )?1[0-7]\d\d\b(?! (?:men|people|local|hours))")
_CENTURY = re.compile(r"\bcentur(?:y|ies) (?:ago|earlier|before)\b", re.I)
_FICTION = re.compile(r"\bbox office\b|\bin (?:the|her|his) (?:new |latest |first )?(?:novel|film|play|book)\b", re.I)


@dataclass(frozen=True, slots=True)
class Theme:
    """The words of one class of elsewhere.toml."""

    name: str
    words: frozenset[str]
    sure: frozenset[str]
    needed: int


@lru_cache(maxsize=8)
def themes(lexicon: Lexicon) -> tuple[Theme, ...]:
    """Compile languages/en/elsewhere.toml of a lexicon."""
    table: Mapping[str, Mapping[str, object]] = lexicon.toml("languages/en/elsewhere")
    return tuple(_theme(name, entry) for name, entry in table.items())


def _theme(name: str, entry: Mapping[str, object]) -> Theme:
    words, sure, needed = entry["words"], entry["sure"], entry["needed"]
    assert isinstance(words, list) and isinstance(sure, list) and isinstance(needed, int)
    return Theme(name, frozenset(words), frozenset(sure), needed)


def fit_sentences(sentences: Sequence[Sentence], text: str, lexicon: Lexicon) -> list[Sentence]:
    """Return the sentences of a body that may tell of events between states; none where the whole page may not."""
    reasons = [elsewhere(s.span.of(text), lexicon) for s in sentences]
    if elsewhere_page(reasons):
        return []
    of_line = Counter(s.line for s in sentences)
    lists = {
        s.line
        for s, r in zip(sentences, reasons, strict=True)
        if r == OTHER_STORIES and of_line[s.line] <= _LIST_LINE
    }
    alone = lone(reasons)
    return [
        s
        for s, r in zip(sentences, reasons, strict=True)
        if (r is None or r == alone) and s.line not in lists and s.stop - s.first <= _ENDLESS
    ]


def off_topic(article: Article, parse: Parse, lexicon: Lexicon) -> bool:
    """Tell whether a page as a whole is about something else than states: a match, a film, a market."""
    body = [s for s in parse.sentences if article.lines[s.line].kind is LineKind.BODY]
    return elsewhere_page([elsewhere(s.span.of(article.text), lexicon) for s in body])


def elsewhere(sentence: str, lexicon: Lexicon) -> str | None:
    """Return why a sentence tells no event between states ("sport", "list of other stories"), or None."""
    for reason in _REASONS:
        found = reason(sentence)
        if found:
            return found
    words = {w.lower() for w in _WORD.findall(sentence)}
    for theme in themes(lexicon):
        if theme.needed and (words & theme.sure or len(words & theme.words) >= theme.needed):
            return theme.name
    return None


def elsewhere_page(reasons: list[str | None]) -> bool:
    """Tell whether a page is about something else as a whole: two sentences of one theme, and a fifth of all."""
    counts = Counter(r for r in reasons if r in {"sport", "stage", "market", "score"})
    return bool(counts) and counts.most_common(1)[0][1] >= max(2, len(reasons) / 5)


def lone(reasons: list[str | None]) -> str | None:
    """Return the theme that one sentence alone of a longer page seems to have, if only one does: a slip of words."""
    found = [r for r in reasons if r is not None]
    return found[0] if len(reasons) >= _LONG and len(found) == 1 and found[0] in _THEMED else None


def acts_of_nature(lemma: str, lexicon: Lexicon) -> bool:
    """Tell whether what acts is weather, an animal, a share price, or long gone."""
    return any(lemma in theme.sure for theme in themes(lexicon) if not theme.needed)


def other_stories(sentence: str) -> str | None:
    """ "See also: ... | ...": a list of other stories."""
    return OTHER_STORIES if _LIST.search(sentence) or len(_BARS.findall(sentence)) > 1 else None


def scored(sentence: str) -> str | None:
    """ "beat them 2-0": a match."""
    return (
        "score"
        if _SCORE.search(sentence) and re.search(r"\b(?:beat|won|lost|crush|draw|drew|thrash)", sentence)
        else None
    )


def long_past(sentence: str) -> str | None:
    """ "in 1204", "half a century earlier": history."""
    return "history" if _YEAR.search(sentence) or _CENTURY.search(sentence) else None


def invented(sentence: str) -> str | None:
    """ "in her new novel": fiction."""
    return "fiction" if _FICTION.search(sentence) else None


_REASONS: tuple[Callable[[str], str | None], ...] = (other_stories, scored, long_past, invented)

"""A page twice as long asks twice as many questions of its reports, not four times as many."""

import pytest

from detente.mentions.speakers import first_person
from detente.statements import fusion, settle
from detente.statements.fusion import Tagged, fuse
from detente.statements.report import Report, likeness
from detente.statements.settle import told_within
from detente.statements.view import View
from detente.types import Article, Cast, Form, Mention, MentionKind, Parse, Span
from evals.stories.paper import quoted

COUNT = 2_000
SPANS = [Span(100 * n, 100 * n + 50) for n in range(COUNT)]


def reports(scheme: str) -> list[Report]:
    return [Report(content=(span,), form=Form.INDIRECT, rule="test", scheme=scheme) for span in SPANS]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the comparisons of two contents."""
    count = [0]

    def counting(left: tuple[Span, ...], right: tuple[Span, ...]) -> float:
        count[0] += 1
        return likeness(left, right)

    monkeypatch.setattr(settle, "likeness", counting)
    monkeypatch.setattr(fusion, "likeness", counting)
    return count


def test_reports_far_apart_are_not_compared(asked: list[int]) -> None:
    made = reports("clause")
    assert settle.settle(made) == told_within(made) == made
    tagged = [Tagged(content=r.content, source=None, cue=None, confidence=0.9) for r in made]
    view = View.__new__(View)  # of which nothing is asked where rules and tagger agree
    assert [(r, c) for r, c in fuse(view, made, tagged)] == [(r, 0.9) for r in made]
    assert asked[0] < 40 * COUNT


def test_a_mention_is_given_to_the_speaker_of_the_words_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    count = [0]
    covers = Span.covers

    def counting(span: Span, other: Span) -> bool:
        count[0] += 1
        return covers(span, other)

    monkeypatch.setattr(Span, "covers", counting)
    text = "we " * (100 * COUNT // 3)
    said = tuple(quoted("a", span, "x", f"s{n}") for n, span in enumerate(SPANS))
    mentions = tuple(Mention(span=Span(s.start, s.start + 2), kind=MentionKind.PRONOUN, actor=None) for s in SPANS)
    article = Article(id="a", page="p", url="u", text=text, lines=())
    first_person(
        article,
        Parse(article="a", engine="test", tokens=(), sentences=(), children=()),
        Cast(actors=(), mentions=mentions),
        said,
    )
    assert count[0] < 40 * COUNT

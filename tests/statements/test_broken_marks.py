"""Pages whose quotation marks are broken by chance, one at a time, lose the broken quotation and nothing else."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from detente.articles import read_article
from detente.pages import intake
from detente.pipeline import Tools
from detente.statements.report import likeness
from detente.types import Page, Span, Statement
from tests.statements.page import speech_of

EXAMPLES = Path(__file__).parents[2] / "examples" / "pages"
MARKS = '"“”„«»'
SHARE = 3  # every third page, to keep the test short


def bodies(tools: Tools) -> list[str]:
    """Return the body of every English example page with at least two pairs of marks."""
    found = []
    for page in intake(sorted(EXAMPLES.iterdir())):
        if isinstance(page, Page) and (article := read_article(page, tools.lexicon)).language in (None, "en"):
            text = "\n".join(line.span.of(article.text) for line in article.body())
            if sum(text.count(mark) for mark in MARKS) > 3:
                found.append(text)
    return found


def still_said(statement: Statement, at: int, shift: int, after: tuple[Statement, ...]) -> bool:
    """Tell whether the words of a statement are found again behind a change of `shift` characters at `at`."""

    def moved(offset: int) -> int:
        return offset if offset <= at else offset + shift

    wanted = tuple(Span(moved(s.start), max(moved(s.stop), moved(s.start) + 1)) for s in statement.content)
    return any(likeness(wanted, other.content) >= 0.5 for other in after)


def test_one_broken_mark_loses_only_its_own_quotation(tools: Tools) -> None:
    chance = random.Random(11)
    lost: list[str] = []
    others = elsewhere = 0
    for text in bodies(tools)[::SHARE]:
        before = speech_of(text, tools).statements
        places = [k for k, character in enumerate(text) if character in MARKS]
        for number in range(2):
            at = chance.choice(places)
            again = text[at] * 2 if number % 2 else ""
            after = speech_of(text[:at] + again + text[at + 1 :], tools).statements
            low, high = text.rfind("\n", 0, at), text.find("\n", at)
            for statement in before:
                if any(s.start - 2 <= at <= s.stop + 2 for s in statement.content):
                    continue
                others += 1
                if not still_said(statement, at, len(again) - 1, after):
                    lost.append(statement.content[0].of(text))
                    same = low < statement.content[0].start and (high < 0 or statement.content[0].start < high)
                    elsewhere += not same
    assert others > 50
    assert len(lost) <= 0.03 * others, lost
    assert elsewhere <= 1, lost


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("“We are leaving, the minister said. He added that the talks had failed.", "the talks had failed"),
        ("She called it a “grave error. Later she said that she would resign.", "she would resign"),
        ("“Stop it, a senior official said. The mayor said the bridge was closed.", "the bridge was closed"),
        ("He spoke of “peace.\n“We shall return,” said Anna Petrova.", "We shall return,"),
        ("”We shall return,“ said Anna Petrova. The mayor said the bridge was closed.", "the bridge was closed"),
    ],
)
def test_what_follows_a_broken_quotation_is_read(text: str, stays: str, tools: Tools) -> None:
    found = [part.of(text) for s in speech_of(text, tools).statements for part in s.content]
    assert stays in found


@pytest.mark.parametrize("piece", ['"', "“‘", '"a\n', "“Yes we can.\n", "'"])
def test_nothing_but_marks_costs_time_in_proportion(piece: str, tools: Tools) -> None:
    def spent(size: int) -> float:
        text = piece * (size // len(piece))
        begun = time.process_time()
        speech_of(text, tools)
        return time.process_time() - begun

    spent(600)
    small, large = spent(450), spent(1800)
    assert large < 4 * 2.5 * small + 0.2

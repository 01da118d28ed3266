"""Every line of tests/cases/statements, and every example in the lexicon of speech, is read as it is marked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from detente.lexicon import load_lexicon
from detente.pipeline import Tools
from detente.statements.report import likeness
from detente.types import Span
from tests.statements.page import speech_of

CASES = Path(__file__).parents[1] / "cases" / "statements" / "en.txt"
MARK = re.compile(r"\[(?P<words>\d) |\{(?P<who>\d) |(?P<close>[\]}])")


@dataclass
class Wanted:
    content: list[Span] = field(default_factory=list)
    speaker: Span | None = None
    form: str = ""


def unmarked(line: str) -> tuple[str, dict[str, Wanted]]:
    """Return the text without marks, and what each number marks."""
    text, wanted, stack, shift = "", {}, [], 0
    for mark in MARK.finditer(line):
        text += line[shift : mark.start()]
        shift = mark.end()
        if not mark["close"]:
            number = mark["words"] or mark["who"]
            stack.append((number, bool(mark["words"]), len(text)))
            wanted.setdefault(number, Wanted())
            continue
        number, words, start = stack.pop()
        # a quotation over paragraphs is marked once: one span for each paragraph
        for piece in re.finditer(r"[^\n]+", text[start:]):
            span = Span(start + piece.start(), start + piece.end())
            if words:
                wanted[number].content.append(span)
            else:
                wanted[number].speaker = span
    return text + line[shift:], wanted


def cases() -> list[tuple[str, str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    rows = [line.partition(" => ") for line in lines if line and not line.startswith("#")]
    return [(marked.replace("¶", "\n"), answer) for marked, _, answer in rows]


@pytest.mark.parametrize(("line", "answer"), cases(), ids=lambda v: v[:50])
def test_a_marked_line_is_read_as_marked(line: str, answer: str, tools: Tools) -> None:
    text, wanted = unmarked(line)
    for part in answer.split(", "):
        number, _, form = part.partition(" ")
        if form:
            wanted[number].form = form
    found = list(speech_of(text, tools).statements)
    assert len(found) == len(wanted), [[s.of(text) for s in f.content] for f in found]
    for number, want in wanted.items():
        content = tuple(sorted(want.content))
        best = max(found, key=lambda s: likeness(s.content, content))
        words = [s.of(text) for s in best.content]
        assert likeness(best.content, content) >= 0.8, f"{number}: {words}"
        assert best.form.value == want.form, f"{number}: {best.form}"
        if want.speaker is not None:
            assert best.speaker_span is not None and best.speaker_span.overlaps(want.speaker), f"{number}: {words}"


def lexicon_examples() -> list[tuple[str, bool]]:
    data = load_lexicon().toml("languages/en/speech")
    entries = [
        entry for kind in ("verbs", "nouns", "phrases", "adjectives", "minds") for entry in data[kind].values()
    ]
    return [(line, True) for e in entries for line in e["fires"]] + [
        (line, False) for e in entries for line in e["holds"]
    ]


@pytest.mark.parametrize(("line", "fires"), lexicon_examples(), ids=lambda v: str(v)[:50])
def test_every_cue_fires_and_holds_as_its_entry_says(line: str, fires: bool, tools: Tools) -> None:
    text = re.sub(r"[\[\]{}]", "", line)
    found = speech_of(text, tools).statements
    if not fires:
        assert not found, [[s.of(text) for s in f.content] for f in found]
        return
    marked = re.sub(r"[{}]", "", line)
    start = marked.index("[")
    content = (Span(start, marked.index("]") - 1),)
    who = re.sub(r"[\[\]]", "", line)
    speaker = Span(who.index("{"), who.index("}") - 1)
    best = max(found, key=lambda s: likeness(s.content, content))
    assert likeness(best.content, content) >= 0.7, [s.of(text) for s in best.content]
    assert best.speaker_span is not None and best.speaker_span.overlaps(speaker)


def test_there_are_enough_examples() -> None:
    assert len(cases()) >= 60
    assert len(lexicon_examples()) >= 30

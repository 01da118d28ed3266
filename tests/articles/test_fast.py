"""The fast reading: the story, every line with its place, kind and reason, and nothing lost beside the slower one."""

from __future__ import annotations

import hashlib
import tomllib

from detente.articles.cues import cue_finder
from detente.articles.fast import look
from detente.articles.glance import names
from detente.articles.outline import outline
from detente.articles.stretch import OUTSIDE
from detente.models.lines import FAST_WEIGHTS, load_lines
from detente.types import LineKind
from tests.articles.test_webpage import HTML, LEXICON, PARAGRAPHS, read

MENU = "".join(f"<li><a href='/{i}'>Section {i}</a></li>" for i in range(120))
LONG = HTML.replace("<article>", f"<ul>{MENU}</ul><article>")


def test_what_is_said_of_the_page_is_what_the_slower_reading_says() -> None:
    slow, fast = read(HTML), read(HTML, fast=True)
    assert (fast.text, fast.headline, fast.authors, fast.outlet) == (
        slow.text, slow.headline, slow.authors, slow.outlet,
    )  # fmt: skip
    assert (fast.section, fast.standfirst, fast.canonical) == (slow.section, slow.standfirst, slow.canonical)
    assert fast.dateline == slow.dateline is not None
    assert [(x.span, x.kind) for x in fast.lines] == [(x.span, x.kind) for x in slow.lines]


def test_no_line_is_lost_and_those_not_judged_say_so() -> None:
    slow, fast = read(LONG), read(LONG, fast=True)
    assert [x.span for x in fast.lines] == [x.span for x in slow.lines]
    assert fast.text.split("\n") == [x.span.of(fast.text) for x in fast.lines]
    assert all(x.reason for x in fast.lines)
    far = [x for x in fast.lines if x.reason == OUTSIDE]
    assert len(far) > 60 and {x.kind for x in far} == {LineKind.FURNITURE}
    assert [x.span.of(fast.text) for x in fast.body()] == list(PARAGRAPHS)


def test_a_line_set_by_hand_stands() -> None:
    first = read(LONG, fast=True)
    far = next(x for x in first.lines if x.reason == OUTSIDE)
    again = read(LONG, fast=True, flips={far.span: LineKind.BODY})
    assert next(x for x in again.lines if x.span == far.span).kind is LineKind.BODY


def test_a_declared_day_is_believed_and_a_printed_one_heard_where_none_is_declared() -> None:
    printed = HTML.replace("datePublished", "dateUnknown").replace("<h1>", "<p>Published: 14 May 2025</p><h1>")
    assert str(read(HTML, fast=True).dateline) == "2025-05-13"
    assert str(read(printed, fast=True).dateline) == "2025-05-14"


def test_features_are_those_that_the_forest_was_trained_on() -> None:
    found, models = outline(HTML), load_lines()
    assert found is not None and models is not None
    near, lines, cues, view = look(found, cue_finder(LEXICON), "")
    assert len(lines) == len(cues) == len(near) + 1 == len(view.values)
    assert view.values.shape[1] == len(names()) == len(set(names()))
    assert models.forest("fast", names()) is not None


def test_the_card_names_the_weights_that_are_shipped() -> None:
    card = tomllib.loads((FAST_WEIGHTS / "card.toml").read_text(encoding="utf-8"))
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FAST_WEIGHTS.glob("*.onnx*")}
    assert card["sha256"] == found
    assert sum(path.stat().st_size for path in FAST_WEIGHTS.glob("*.onnx*")) < 2_000_000

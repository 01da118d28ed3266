"""Pages of lines written for training fit their format, and a line that does not is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.lines.written import Unfit, read_pages

OURS = Path(__file__).parents[2] / "training" / "lines" / "pages"
HEAD = "=== tern-post | lang=en | country=ie | form=paste\n"


def test_letters_become_labels(tmp_path: Path) -> None:
    body = "D Menu\nT Boats stay out\nK The boats stayed out.\nI Share The boats\n\n"
    other = HEAD.replace("tern", "gull").replace("paste", "flat") + "K One.\nD Two\n"
    (tmp_path / "a.txt").write_text(HEAD + body + other, encoding="utf-8")
    first, second = read_pages(tmp_path)
    assert first.labels == (0, -1, 1, -1) and first.lines[3] == "Share The boats"
    assert (first.kind, second.kind) == ("own-paste", "own-flat")
    assert first.group != second.group


@pytest.mark.parametrize(
    ("page", "what"),
    [
        ("D Menu\n", "before a page has begun"),
        (HEAD + "X Menu\nK Text.\n", "letters"),
        (HEAD + "D\nK Text.\n", "letters"),
        (HEAD + "K Text.\n", "no furniture"),
        (HEAD.replace("paste", "cut") + "K Text.\nD Menu\n", "a head is"),
        ((HEAD + "K Text.\nD Menu\n\n") * 2, "two pages are called tern-post"),
    ],
)
def test_a_line_that_does_not_fit_is_named(tmp_path: Path, page: str, what: str) -> None:
    (tmp_path / "a.txt").write_text(page, encoding="utf-8")
    with pytest.raises(Unfit, match=what):
        list(read_pages(tmp_path))


def test_our_pages_fit() -> None:
    pages = list(read_pages(OURS))
    assert all(1 in page.labels and 0 in page.labels for page in pages)

"""Pages written for training fit their format, and a line that does not is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.events.written_pages import Unfit, read_pages

OURS = Path(__file__).parents[2] / "training" / "events" / "pages"
PAGE = """=== p1
published: 2024-05-17
headline: A test
---
Lithuania on Thursday recalled its ambassador from Minsk.
---
{line}
"""


def written(folder: Path, line: str) -> Path:
    (folder / "a.txt").write_text(PAGE.format(line=line), encoding="utf-8")
    return folder


def test_a_line_becomes_an_act_with_its_place(tmp_path: Path) -> None:
    line = (
        'E SANCTION/COERCE | LTU "Lithuania" | BLR "Minsk" | recalled its ambassador | 2024-05-16 | actual | outlet'
    )
    (page,) = read_pages(written(tmp_path, line))
    (act,) = page.acts
    assert act.types == ("SANCTION", "COERCE")
    assert (act.source.state, act.source.words, act.target.state) == ("LTU", "Lithuania", "BLR")
    assert page.text[act.start : act.stop] == "recalled its ambassador"
    assert (act.when, act.status, act.vouched) == ("2024-05-16", "actual", "outlet")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('E SANCTION | LTU "Lithuania" | BLR "Minsk" | withdrew its ambassador | - | actual | outlet', "0 times"),
        ('E SANCTION | LTU "Latvia" | BLR "Minsk" | recalled its ambassador | - | actual | outlet', "Latvia"),
        ('E SANCTION | Lithuania | BLR "Minsk" | recalled its ambassador | - | actual | outlet', "a side is"),
        ("E SANCTION | - | - | recalled its ambassador | - | actual", "seven fields"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, line: str, what: str) -> None:
    with pytest.raises(Unfit, match=f"a.txt, page p1.*{what}"):
        list(read_pages(written(tmp_path, line)))


def test_our_pages_fit_and_hold_every_type_and_status() -> None:
    acts = [act for page in read_pages(OURS) for act in page.acts]
    assert len(acts) > 1000
    assert len({act.types[0] for act in acts}) == 16
    assert len({act.status for act in acts}) == 6


def test_our_pages_have_names_and_texts_of_their_own() -> None:
    pages = list(read_pages(OURS))
    assert len({page.name for page in pages}) == len({page.text for page in pages}) == len(pages) >= 2000

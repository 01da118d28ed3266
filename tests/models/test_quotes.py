"""Quotations are paired by kind and line; a mark without a partner spoils its own quotation alone."""

from __future__ import annotations

import pytest

from detente.models.quotes import quotations


def inner(text: str, *, kind: str = "double", closed: bool = True) -> list[str]:
    return [text[q.inner_start : q.inner_stop] for q in quotations(text) if q.kind == kind and q.closed == closed]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We agree," he said. "Come."', ["We agree,", "Come."]),
        ("\u201cWe agree,\u201d he said.", ["We agree,"]),
        ("\u00abWe agree\u00bb, he said.", ["We agree"]),
        ("\u201eWe agree\u201c, he said.", ["We agree"]),
        ("''We agree,'' he said.", ["We agree,"]),
        ("``We agree,'' he said.", ["We agree,"]),
        ('"We agree, " he said.', ["We agree, "]),
        ("It's the ministers' 6' table.", []),
        ("", []),
    ],
)
def test_each_kind_of_mark(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_single_marks_and_apostrophes() -> None:
    assert inner("He called it \u2018a door that won\u2019t shut\u2019 today.", kind="single") == [
        "a door that won\u2019t shut"
    ]
    assert inner("'Don't go,' she said.", kind="single") == ["Don't go,"]


def test_a_quotation_re_opened_on_the_next_line_is_closed_at_the_line_end() -> None:
    text = "\u201cFirst part.\n\n\u201cSecond part,\u201d he said."
    assert inner(text) == ["First part.", "Second part,"]


def test_a_stray_mark_spoils_one_line() -> None:
    text = '"No end in sight, he said.\nThen "we agree" was heard.\n"Good," she said.'
    assert inner(text) == ["we agree", "Good,"]
    assert inner(text, closed=False) == ["No end in sight, he said."]


def test_spans_lie_in_the_text_and_in_order() -> None:
    text = "\"\u201c''``\u00ab\u00bb\u2018\u2019 \u201d\n\"a\" \u201cb\u201d 'c' \u00abd\u00bb\r\n\u201c"
    found = quotations(text)
    assert [q.start for q in found] == sorted(q.start for q in found)
    for q in found:
        assert 0 <= q.start <= q.inner_start <= q.inner_stop <= q.stop <= len(text)

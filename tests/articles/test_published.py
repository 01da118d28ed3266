"""The day of publication is elected from what the page shows and declares, or left open."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from detente.articles.markup import HtmlDates
from detente.articles.published import vote
from detente.articles.published_markup import address_ballots, read_instant
from detente.dates import iso
from detente.types import Line, LineKind, Span

B, T, M, F, X = LineKind.BODY, LineKind.TITLE, LineKind.METADATA, LineKind.FURNITURE, LineKind.OTHER
STORY = (B, "The two ministers spoke about the road for an hour and agreed to speak again, their offices said.")


def _page(*rows: tuple[LineKind, str]) -> tuple[str, list[Line]]:
    text, lines = "", []
    for kind, written in rows:
        lines.append(Line(Span(len(text), len(text) + len(written)), kind, ""))
        text += written + "\n"
    return text, lines


def _elected(*rows: tuple[LineKind, str], **more):
    text, lines = _page(*rows)
    return vote(text, lines, **more)


def test_a_date_line_above_the_headline_wins_with_its_clock_and_its_span():
    text, lines = _page((F, "Home"), (M, "2024.04.02 / 09:30"), (T, "Ministers speak"), STORY)
    published, ballots = vote(text, lines)
    assert published is not None
    assert iso(published.when) == "2024-04-02"
    assert published.clock == "09:30"
    assert published.spans[0].of(text) == "2024.04.02 / 09:30"
    assert [iso(w) for w in published.rivals] == ["2024-02-04"]
    assert published.sure <= 0.95
    assert "right above the headline" in ballots[0].evidence
    assert "year-month-day" in ballots[0].evidence


def test_the_dateline_of_wire_copy_counts_and_days_of_the_story_do_not():
    published, ballots = _elected(
        (T, "Ministers speak"),
        (B, "OSLO, June 3, 2024 (North Press) — The ministers spoke on Monday."),
        (B, "They had fallen out on 4 May 2021."),
    )
    assert published is not None
    assert iso(published.when) == "2024-06-03"
    assert {iso(b.when) for b in ballots} == {"2024-06-03"}


def test_dates_of_other_stories_copyright_and_captions_do_not_elect():
    published, _ = _elected(
        (T, "Ministers speak"),
        STORY,
        (X, "Rain floods a valley 12.05.2024"),
        (X, "Goats win a prize 13.05.2024"),
        (F, "© 2019-2024 The Outlet, 14.05.2024"),
        (F, "The bridge in winter. Photo: Archive, 3 March 2016"),
    )
    assert published is None


def test_the_update_loses_against_the_publication():
    published, _ = _elected(
        (T, "Ministers speak"), (M, "Published: 12 May 2024, 10:15"), (M, "Updated: 14 May 2024, 18:00"), STORY
    )
    assert published is not None
    assert iso(published.when) == "2024-05-12"


def test_the_most_precise_date_gives_the_clock():
    published, _ = _elected((F, "Thursday, 16 May 2024"), (T, "Ministers speak"), (M, "16 May 2024, 07:50"), STORY)
    assert published is not None
    assert published.clock == "07:50"


def test_digits_that_allow_two_days_keep_the_rival():
    published, ballots = _elected((T, "Ministers speak"), (M, "05/04/2024 08:00"), STORY)
    assert published is not None
    assert {iso(published.when), *(iso(w) for w in published.rivals)} == {"2024-04-05", "2024-05-04"}
    assert published.sure < 0.8
    assert {iso(b.when) for b in ballots} == {"2024-04-05", "2024-05-04"}


def test_other_dates_of_the_page_settle_the_order():
    rows = (T, "Ministers speak"), (M, "05/04/2024 08:00"), STORY
    (american, _), (european, _) = (
        _elected(*rows, (X, f"Rain floods a valley {other}")) for other in ("03/28/2024", "28/03/2024")
    )
    assert american is not None and european is not None
    assert (iso(american.when), iso(european.when)) == ("2024-05-04", "2024-04-05")


def test_what_is_known_of_the_outlet_settles_the_order():
    rows = (T, "Ministers speak"), (M, "05/04/2024 08:00"), STORY
    published, _ = _elected(*rows, order="mdy")
    assert published is not None
    assert iso(published.when) == "2024-05-04"


def test_a_reading_after_the_crawl_is_ruled_out():
    rows = (T, "Ministers speak"), (M, "05/12/2024 08:00"), STORY
    published, _ = _elected(*rows, fetched="2024-06-01T00:00:00Z")
    assert published is not None
    assert iso(published.when) == "2024-05-12"


def test_hours_ago_count_from_the_crawl():
    published, ballots = _elected(
        (T, "Ministers speak"), (M, "2 hours ago"), STORY, fetched="2024-06-01T12:00:00Z", url="https://a.example/x"
    )
    assert {b.voter for b in ballots} == {"relative words"}
    assert published is None or iso(published.when) == "2024-06-01"
    assert iso(ballots[0].when) == "2024-06-01"


def test_hours_ago_lift_the_date_at_the_foot_of_the_page():
    rows = [(F, "2 hours ago"), (T, "Ministers speak"), STORY]
    rows += [(F, f"Link {n}") for n in range(20)]
    published, _ = _elected(*rows, (F, "Published: 8 May 2024, 13:10"))
    assert published is not None
    assert iso(published.when) == "2024-05-08"


def test_json_ld_and_meta_tags_elect_and_the_modified_day_does_not():
    html = HtmlDates(
        json_ld=(
            '{"@graph": [{"@type": "WebSite", "datePublished": "2001-01-01"}, {"@type": "NewsArticle", '
            '"datePublished": "2024-05-12T10:00:00+02:00", "dateModified": "2024-05-19T10:00:00+02:00"}]}',
        ),
        meta=(("article:modified_time", "2024-05-19"), ("article:published_time", "2024-05-12T08:00:00Z")),
    )
    published, ballots = _elected((T, "Ministers speak"), STORY, html=html)
    assert published is not None
    assert iso(published.when) == "2024-05-12"
    assert "2024-05-19" not in {iso(b.when) for b in ballots}
    assert "JSON-LD NewsArticle says datePublished" in published.rule


def test_broken_json_ld_is_still_read_and_never_raises():
    html = HtmlDates(json_ld=('{"@type": "NewsArticle", "datePublished": "2024-05-12T10:00:00", "x": "a "b" c"}',))
    published, _ = _elected((T, "Ministers speak"), STORY, html=html)
    assert published is not None
    assert iso(published.when) == "2024-05-12"


def test_the_day_that_readers_see_beats_the_same_instant_in_utc():
    html = HtmlDates(json_ld=('{"@type": "NewsArticle", "datePublished": "2024-05-13T02:30:00Z"}',))
    published, ballots = _elected((T, "Ministers speak"), (M, "May 12, 2024 10:30 PM"), STORY, html=html)
    assert published is not None
    assert iso(published.when) == "2024-05-12"
    assert any("a day off the date that readers see" in b.evidence for b in ballots)


def test_a_page_that_says_nothing_is_left_open():
    published, ballots = _elected((T, "Ministers speak"), STORY)
    assert published is None
    assert ballots == ()


def test_two_equal_days_leave_it_open():
    published, ballots = _elected((T, "Ministers speak"), (M, "12 May 2024"), (M, "19 June 2024"), STORY)
    assert published is None
    assert len(ballots) == 2


def test_a_day_without_a_year_takes_that_of_the_page_or_the_crawl():
    wire = (T, "Ministers speak"), (B, "OSLO, June 3 (North Press) — The ministers spoke on Monday.")
    published, _ = _elected(*wire, (F, "© 2019-2024 North Press"))
    assert published is not None
    assert iso(published.when) == "2024-06-03"
    published, _ = _elected(*wire, fetched="2023-01-05T00:00:00Z")
    assert published is not None
    assert iso(published.when) == "2022-06-03"
    published, _ = _elected(*wire)
    assert published is None
    published, _ = _elected((T, "Ministers speak"), (M, "3 июня, 17:24"), STORY, (F, "© 2024"))
    assert published is not None
    assert (iso(published.when), published.clock) == ("2024-06-03", "17:24")


def test_addresses_and_instants():
    (ballot,) = address_ballots("https://news.example/2024/05/12/ministers-speak")
    assert iso(ballot.when) == "2024-05-12"
    assert address_ballots("https://news.example/20240512/ministers")[0].weight < ballot.weight
    assert address_ballots("https://news.example/2024/99/12/x") == ()
    assert address_ballots(None) == ()
    assert read_instant("Sun, 12 May 2024 07:34:36 GMT") == (date(2024, 5, 12), True)
    assert read_instant("20240512T11:02:35Z") == (date(2024, 5, 12), True)
    assert read_instant("2024-05-12T11:02:35+04:00") == (date(2024, 5, 12), False)
    assert read_instant("yesterday") is None


KINDS = st.sampled_from(list(LineKind))
WRITTEN = st.one_of(
    st.text(alphabet=st.characters(blacklist_characters="\n\r"), min_size=1, max_size=60),
    st.sampled_from(["12.05.2024", "Updated: 05/04/2024 08:00", "2 hours ago", "© 2024", "May 5, 2024 - 5pm"]),
)


@given(st.lists(st.tuples(KINDS, WRITTEN), max_size=12), st.one_of(st.none(), st.just("2024-06-01")))
def test_never_raises_and_evidence_lies_on_the_page(rows, fetched):
    text, lines = _page(*rows)
    published, ballots = vote(text, lines, fetched=fetched)
    for ballot in ballots:
        assert 0 < ballot.weight <= 1
        assert ballot.evidence
        assert all(s.stop <= len(text) for s in ballot.spans)
    if published is not None:
        assert any(b.when == published.when for b in ballots)
        assert 0.5 <= published.sure <= 0.99


@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=40))
def test_any_mark_up_is_survived(block: str, content: str, at: str):
    html = HtmlDates(
        json_ld=(block, f'{{"@type": "Article", "datePublished": "{content}"}}'),
        meta=(("date", content), ("article:published_time", at)),
        time_tags=((at, content),),
        raw="",
    )
    vote("", [], html=html, url=content, fetched=at)

"""Attention over time: the span, gaps, shares, copies, panels, and what is refused."""

from datetime import date

import pytest

from newsarchive.archive.analysis import period_borders, timeline
from newsarchive.archive.analysis.timeline import read_timeline
from newsarchive.archive.analysis.timeline_values import TimelineRequest
from newsarchive.archive.search.selection import Selection
from newsarchive.errors import UsageError

TODAY = date(2026, 6, 1)
MARCH = Selection(since=date(2026, 3, 1), until=date(2026, 3, 31))


def read(conn, *queries, selection=MARCH, today=TODAY, **options):
    return read_timeline(conn, TimelineRequest(queries, selection, **options), today)


def test_searches_are_counted_beside_all_articles(conn):
    found = read(conn, "harbour", "storm", step="day")
    (panel,) = found.panels
    assert [period.name for period in found.periods][:2] == ["2026-03-01", "2026-03-02"]
    assert panel.articles[0] == panel.published
    storms = panel.articles[1]
    assert 0 < sum(storms) < sum(panel.published)
    at = next(number for number, storm in enumerate(storms) if storm)
    assert panel.share(1, at) == storms[at] / panel.published[at]
    assert found.is_exact
    assert found.notes == ()


def test_a_gap_is_not_a_zero(conn):
    found = read(conn, "zeppelin", step="day")
    (panel,) = found.panels
    gaps = [period.name for at, period in enumerate(found.periods) if panel.is_gap(at)]
    # Of the days 21 to 23 of March, the first and the last have an article of an outlet in another timezone.
    assert gaps == ["2026-03-22"]
    assert set(panel.articles[0]) == {0}
    assert panel.share(0, found.periods.index(next(p for p in found.periods if p.name == gaps[0]))) is None


def test_a_period_says_how_many_of_its_days_are_covered(conn):
    (panel,) = read(conn, "harbour", step="month").panels
    assert panel.covered_days == (30,)


def test_the_span_is_that_of_the_outlets_unless_days_are_given(conn):
    found = read(conn, "storm", selection=Selection())
    assert found.periods[0].since == date(2026, 2, 28)
    assert found.periods[-1].until == date(2026, 6, 2)
    alone = read(conn, "storm", selection=Selection(outlets=["small_gazette"]))
    assert alone.periods[0].since == date(2026, 3, 2)
    only_since = read(conn, "storm", selection=Selection(since=date(2026, 4, 1)))
    assert (only_since.periods[0].since, only_since.step) == (date(2026, 4, 1), "day")
    later = read(conn, "storm", selection=Selection(since=date(2030, 1, 1)))
    assert [period.name for period in later.periods] == ["2030-01-01"]
    nobody = read(conn, "storm", selection=Selection(outlets=["unknown"]))
    assert nobody.panels[0].articles == ((0,),)


def test_other_filters_narrow_the_articles_that_a_share_is_of(conn):
    everything = read(conn, "storm", step="month").panels[0]
    french = read(conn, "storm", step="month", selection=Selection(languages=["fr"], **days_of(MARCH))).panels[0]
    assert 0 < sum(french.published) < sum(everything.published)
    assert sum(french.articles[0]) <= sum(french.published)


def test_copies_are_counted_or_not(conn):
    every, once = (read(conn, "harbour", step="month", all_copies=wanted).panels[0] for wanted in (True, False))
    assert sum(every.articles[0]) - sum(once.articles[0]) == 1
    assert sum(every.published) - sum(once.published) == 1


def test_panels_by_outlet_and_by_country(conn):
    whole = read(conn, "storm", step="month").panels[0]
    by_outlet = read(conn, "storm", step="month", split="outlet")
    # The outlet with most articles is first.
    assert [(panel.name, panel.title) for panel in by_outlet.panels][:1] == [("hill_times", "Hill Times")]
    assert {panel.name for panel in by_outlet.panels} == {"hill_times", "rivertown_post", "small_gazette"}
    assert sum(panel.articles[0][0] for panel in by_outlet.panels) == whole.articles[0][0]
    by_country = read(conn, "storm", step="month", split="country")
    assert [panel.name for panel in by_country.panels] == ["gb", "fr"]
    french = Selection(countries=["fr"], **days_of(MARCH))
    assert [panel.name for panel in read(conn, "storm", split="outlet", selection=french).panels] == ["small_gazette"]


def test_more_outlets_than_panels_are_left_out_with_a_note(conn, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(timeline, "MOST_PANELS", 2)
    found = read(conn, "storm", split="outlet")
    assert len(found.panels) == 2
    assert found.notes == ("The 2 outlets with most articles are shown; 1 more are not.",)


def test_very_many_matches_are_counted_on_utc_days_and_the_answer_says_so(conn, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(period_borders, "MOST_LOOKED_UP", 10)
    found = read(conn, "harbour", "storm", step="day")
    assert not found.is_exact
    assert "UTC days" in found.notes[0]
    assert found.panels[0].articles[0] == found.panels[0].published


def test_a_search_without_words_says_why_it_finds_nothing(conn):
    found = read(conn, "!?", "harbour")
    assert sum(found.panels[0].articles[0]) == 0
    assert found.notes == (
        "!?: There is no word to search for. Letters and digits can be searched, punctuation cannot.",
    )
    everything = read(conn, "", step="month").panels[0]
    assert everything.articles[0] == everything.published


@pytest.mark.parametrize(
    ("queries", "selection", "problem"),
    [
        ((), MARCH, "at least one search"),
        (tuple("abcdef"), MARCH, "At most 5"),
        (("a",), Selection(since=date(1, 1, 1)), "more than 20,000 numbers"),
    ],
    ids=["none", "six", "too long"],
)
def test_what_cannot_be_counted_is_refused_with_a_sentence(conn, queries, selection, problem: str):
    with pytest.raises(UsageError, match=problem):
        read(conn, *queries, selection=selection, step="day")


def test_very_many_numbers_are_refused(conn, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(timeline, "MOST_NUMBERS", 100)
    with pytest.raises(UsageError, match="186 numbers are too many"):
        read(conn, "storm", "harbour", step="day", split="outlet")


def days_of(selection: Selection) -> dict[str, date | None]:
    return {"since": selection.since, "until": selection.until}

"""Histograms of a search: units by the span, every article in one stretch, and a bounded cost."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count, pairwise

import pytest

from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.histogram import count_by_time, spans_between, unit_of
from newsarchive.archive.search.opened.opened_search import open_search
from newsarchive.archive.search.scope import DEFAULT_PLAN, SearchPlan
from newsarchive.archive.search.selection import SearchRequest
from tests.archive.search.invented import ARTICLES, FIRST_DAY, SMALL

LAST_DAY = FIRST_DAY + timedelta(days=ARTICLES - 1)
# So that these 2,500 articles are many.
MANY = SearchPlan(window=50)


def total(histogram):
    return sum(span.count or 0 for span in histogram.spans)


@pytest.mark.parametrize(
    ("days", "unit"),
    [
        (1, "day"),
        (92, "day"),
        (93, "week"),
        (644, "week"),
        (645, "month"),
        (3600, "month"),
        (3601, "year"),
        (43_800, "year"),
        (43_801, "decade"),
        (600_000, "century"),
    ],
)
def test_the_unit_follows_the_span(days, unit):
    first = date(1, 1, 1) if days > 40_000 else date(2020, 2, 29)
    last = first + timedelta(days=days - 1)
    assert unit_of(first, last) == unit
    spans = list(spans_between(first, last, unit))
    assert (spans[0][0], spans[-1][1]) == (first, last)
    assert all(one[1] + timedelta(days=1) == two[0] for one, two in pairwise(spans))
    assert len(spans) <= 123


def test_stretches_begin_on_mondays_and_first_days():
    assert list(spans_between(date(2026, 11, 18), date(2026, 12, 2), "week")) == [
        (date(2026, 11, 18), date(2026, 11, 22)),
        (date(2026, 11, 23), date(2026, 11, 29)),
        (date(2026, 11, 30), date(2026, 12, 2)),
    ]
    assert [begin for begin, _ in spans_between(date(2026, 1, 31), date(2026, 3, 1), "month")] == [
        date(2026, 1, 31),
        date(2026, 2, 1),
        date(2026, 3, 1),
    ]
    assert list(spans_between(date(9998, 12, 31), date.max, "year"))[-1] == (date(9999, 1, 1), date.max)


def histogram_of(conn, request, plan=DEFAULT_PLAN):
    """The histogram, with time to count every stretch."""
    return count_by_time(conn, open_search(conn, request, plan), budget_seconds=60)


REQUESTS = [
    pytest.param(SearchRequest("harbour"), id="words"),
    pytest.param(SearchRequest("harb*"), id="a prefix"),
    pytest.param(SearchRequest('"the harbour" -council'), id="a phrase"),
    pytest.param(SearchRequest("the", outlets=("hill_times",)), id="words and a key"),
    pytest.param(SearchRequest("the", sources=("Reuters",)), id="words and a condition"),
    pytest.param(SearchRequest(outlets=("rivertown_post",)), id="an outlet"),
    pytest.param(SearchRequest(languages=("en",), since=date(2021, 3, 1), until=date(2023, 4, 30)), id="days"),
    pytest.param(SearchRequest("the", since=date(2021, 3, 1), until=date(2021, 4, 30)), id="words and days"),
    pytest.param(SearchRequest(authors=("Anna Reed",)), id="an author"),
    pytest.param(SearchRequest("zeppelin"), id="few"),
]


@pytest.mark.parametrize("request_", REQUESTS)
@pytest.mark.parametrize("plan", [SMALL, MANY], ids=["small", "many"])
def test_each_article_is_in_one_stretch(conn, request_, plan):
    histogram = histogram_of(conn, request_, plan)
    assert total(histogram) == search(conn, replace(request_, all_copies=True)).total
    assert histogram.counted_from is None


@pytest.mark.parametrize("request_", [REQUESTS[0], REQUESTS[5]])
def test_many_matches_are_counted_as_few_are(conn, request_):
    assert histogram_of(conn, request_, MANY) == histogram_of(conn, request_)


def test_a_stretch_narrows_the_search_to_its_articles(conn):
    histogram = histogram_of(conn, SearchRequest("harbour"), MANY)
    assert histogram.unit == "month"
    for span in histogram.spans[5:8]:
        narrowed = SearchRequest("harbour", since=span.first, until=span.last, all_copies=True)
        assert search(conn, narrowed).total == span.count


def test_when_the_time_is_used_up_the_oldest_are_not_counted(conn):
    ticks = count()
    opened = open_search(conn, SearchRequest("harbour"), MANY)
    histogram = count_by_time(conn, opened, budget_seconds=4.5, timer=lambda: next(ticks))
    counted = [span for span in histogram.spans if span.count is not None]
    assert len(counted) == 5
    assert counted == list(histogram.spans[-5:])
    assert histogram.counted_from == counted[0].first


def test_of_a_prefix_only_whole_stretches_are_counted(conn, monkeypatch):
    monkeypatch.setattr("newsarchive.archive.search.histogram._PREFIX_MATCHES", 100)
    # So that the words of the prefix count as rare, and FTS5 collects them.
    monkeypatch.setattr("newsarchive.archive.words.expansion.ENOUGH", ARTICLES)
    histogram = histogram_of(conn, SearchRequest("harb*"), MANY)
    whole = histogram_of(conn, SearchRequest("harb*"))
    for span, exact in zip(histogram.spans, whole.spans, strict=True):
        assert span.count in (None, exact.count)
    assert 50 < total(histogram) < 100
    assert histogram.counted_from > histogram.spans[0].last


def test_the_whole_archive_is_counted_from_the_totals(conn):
    histogram = histogram_of(conn, SearchRequest())
    # One article has no day of its own.
    assert total(histogram) == ARTICLES - 1
    assert (histogram.spans[0].first, histogram.spans[-1].last) == (FIRST_DAY, LAST_DAY)


@pytest.mark.parametrize("query", ["nowhere", "?!"])
def test_nothing_found_has_no_histogram(conn, query):
    assert histogram_of(conn, SearchRequest(query)) is None


def test_days_outside_of_the_filter_are_counted_at_its_end(conn):
    # Article 20 has no day and counts for the day on which it was first seen.
    histogram = histogram_of(conn, SearchRequest(since=date(2020, 1, 20), until=date(2020, 1, 20)))
    assert [(span.first, span.count) for span in histogram.spans] == [(date(2020, 1, 20), 1)]

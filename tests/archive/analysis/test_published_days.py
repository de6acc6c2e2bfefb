"""All articles by day, from the stored totals: the same days as when each article is read."""

from datetime import date

from newsarchive.archive.analysis.published_days import published_by_day
from newsarchive.archive.search.selection import EVERYTHING, Selection
from tests.archive.analysis.invented import looked_up

SINCE, UNTIL = date(2026, 2, 20), date(2026, 5, 20)


def test_published_articles_come_from_totals_and_include_those_without_a_day_or_with_a_day_in_the_future(conn):
    expected = looked_up(conn, EVERYTHING)
    assert published_by_day(conn, None, SINCE, UNTIL) == expected
    # One article was dated a year ahead.
    assert published_by_day(conn, None, SINCE, date(2028, 1, 1)) == expected
    hill = published_by_day(conn, ["hill_times"], SINCE, UNTIL)
    assert hill == looked_up(conn, Selection(outlets=["hill_times"]))
    assert published_by_day(conn, [], SINCE, UNTIL) == {}


def test_only_the_days_of_the_span_are_given(conn):
    assert set(published_by_day(conn, None, date(2026, 4, 2), date(2026, 4, 3))) == {
        date(2026, 4, 2),
        date(2026, 4, 3),
    }

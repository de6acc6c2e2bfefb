"""Articles counted by period: quickly, and the same as when each is looked up."""

from datetime import date

import pytest

from newsarchive.analysis.periods import STEPS, periods_between, sum_by_period
from newsarchive.archive.analysis import period_counts
from newsarchive.archive.analysis.period_borders import PeriodBorders, read_borders
from newsarchive.archive.analysis.period_counts import count_by_period
from newsarchive.archive.database import Archive
from newsarchive.archive.search.scope import SearchPlan, make_scope
from newsarchive.archive.search.selection import EVERYTHING, Selection
from tests.archive.analysis.invented import article_of, looked_up
from tests.archive.search.invented import an_article, fill

SINCE, UNTIL = date(2026, 2, 20), date(2026, 5, 20)
SELECTIONS = {
    "a word": Selection(query="harbour"),
    "a rarer word": Selection(query="storm"),
    "a word that no article has": Selection(query="zeppelin"),
    "a prefix": Selection(query="harb*"),
    "no words": EVERYTHING,
    "an outlet": Selection(query="harbour", outlets=["hill_times"]),
    "an outlet without words": Selection(outlets=["hill_times", "small_gazette"]),
    "a language": Selection(query="harbour", languages=["en"]),
    "a language without words": Selection(languages=["fr"]),
    "a kind": Selection(query="harbour", kinds=["article"]),
    "ids": Selection(query="harbour", article_ids=range(1, 200)),
    "ids without words": Selection(article_ids=range(1, 200)),
}
# Filters as words of the index, and as joins.
PLANS = {"keys": SearchPlan(key_share=1.0), "joins": SearchPlan(key_share=0.0)}


@pytest.fixture(params=[1, 10**9], ids=["one statement for each period", "one pass"])
def ways(request, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(period_counts, "_MATCHES_PER_SEARCH", request.param)


@pytest.mark.usefixtures("ways")
@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("name", SELECTIONS)
def test_numbers_are_those_of_the_outlets_own_days(conn, name: str, step, plan: str):
    scope = make_scope(conn, SELECTIONS[name], PLANS[plan])
    for since, until in ((SINCE, UNTIL), (date(2026, 3, 31), date(2026, 4, 30))):
        periods = periods_between(since, until, step)
        found = count_by_period(conn, scope, read_borders(conn, periods))
        assert found == sum_by_period(looked_up(conn, SELECTIONS[name]), periods)
        assert sum(found) > 0 or name == "a word that no article has"


def test_an_article_around_midnight_counts_for_the_day_of_its_outlet(conn):
    late = article_of(42)
    own, utc = date.fromisoformat(str(late["published_on"])), date(2026, 3, 11)
    assert (own - utc).days == 1
    scope = make_scope(conn, Selection(article_ids=[int(str(late["id"]))]))
    periods = periods_between(utc, own, "day")
    assert count_by_period(conn, scope, read_borders(conn, periods)) == [0, 1]
    assert count_by_period(conn, scope, PeriodBorders(periods, is_exact=False)) == [1, 0]


@pytest.mark.usefixtures("ways")
@pytest.mark.parametrize("name", ["a word", "no words", "a prefix"])
def test_utc_days_are_counted_the_same_in_every_way(conn, name: str):
    periods = periods_between(SINCE, UNTIL, "day")
    counts = count_by_period(conn, make_scope(conn, SELECTIONS[name]), PeriodBorders(periods, is_exact=False))
    days = [row[0] for row in conn.execute("SELECT date(search_id, 'unixepoch') FROM articles")]
    assert sum(counts) == len(days)
    assert counts == [days.count(period.name) for period in periods]


def test_a_year_before_1970_is_counted_on_the_right_day(tmp_path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive, archive.transaction():
        facts = {"search_id": -31_536_000 + 3600, "published_on": "1969-01-01", "body": "moon"}
        fill(archive.conn, [an_article(1, **facts)])
    with Archive.open(tmp_path / "archive.db") as archive:
        periods = periods_between(date(1968, 12, 1), date(1969, 2, 1), "month")
        for borders in (read_borders(archive.conn, periods), PeriodBorders(periods, is_exact=False)):
            for query in ("moon", "moo*"):
                scope = make_scope(archive.conn, Selection(query=query))
                assert count_by_period(archive.conn, scope, borders) == [0, 1, 0]

"""Articles counted by day: quickly, and the same as when each is looked up."""

from dataclasses import replace
from datetime import date

import pytest

from newsarchive.analysis.periods import STEPS, periods_between, sum_by_period
from newsarchive.archive.analysis import day_counts
from newsarchive.archive.analysis.day_counts import borders_of, can_be_exact, count_by_day, published_by_day
from newsarchive.archive.database import Archive
from newsarchive.archive.search.scope import DAY, make_scope
from newsarchive.archive.search.selection import EVERYTHING, Selection
from tests.archive.analysis.invented import FIRST, article_of
from tests.archive.search.invented import an_article, fill

SINCE, UNTIL = date(2026, 2, 20), date(2026, 5, 20)
SELECTIONS = {
    "a word": Selection(query="harbour"),
    "a rarer word": Selection(query="storm"),
    "a prefix": Selection(query="harb*"),
    "no words": EVERYTHING,
    "an outlet": Selection(query="harbour", outlets=["hill_times"]),
    "a language": Selection(query="harbour", languages=["en"]),
    "a language without words": Selection(languages=["fr"]),
    "ids": Selection(query="harbour", article_ids=range(1, 200)),
    "ids without words": Selection(article_ids=range(1, 200)),
}


def looked_up(conn, selection) -> dict[date, int]:
    """The same by reading the row of every article."""
    scope = make_scope(conn, selection)
    own = f"(SELECT {DAY} FROM articles a WHERE a.search_id = articles_fts.rowid)" if scope.match else DAY
    statement = scope.matches if scope.match else scope.listing
    rows = conn.execute(statement("GROUP BY 1", columns=f"{own}, count(*)"), {**scope.params, "match": scope.match})
    return {date.fromisoformat(day): number for day, number in rows}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("name", SELECTIONS)
def test_numbers_are_those_of_the_outlets_own_days(conn, name: str, step):
    scope = make_scope(conn, SELECTIONS[name])
    for since, until in ((SINCE, UNTIL), (date(2026, 3, 31), date(2026, 4, 30))):
        periods = periods_between(since, until, step)
        found = sum_by_period(count_by_day(conn, scope, borders_of(periods)), periods)
        assert found == sum_by_period(looked_up(conn, SELECTIONS[name]), periods)
        assert sum(found) > 0


def test_an_article_around_midnight_counts_for_the_day_of_its_outlet(conn):
    late = article_of(42)
    own, utc = date.fromisoformat(str(late["published_on"])), date(2026, 3, 11)
    assert (own - utc).days == 1
    scope = make_scope(conn, Selection(article_ids=[int(str(late["id"]))]))
    borders = borders_of(periods_between(SINCE, UNTIL, "day"))
    assert count_by_day(conn, scope, borders) == {own: 1}
    assert count_by_day(conn, scope, replace(borders, is_exact=False)) == {utc: 1}


def test_too_many_matches_near_borders_are_not_looked_up(conn, monkeypatch: pytest.MonkeyPatch):
    scope = make_scope(conn, Selection(query="harbour"))
    days, months = (borders_of(periods_between(SINCE, UNTIL, step)) for step in ("day", "month"))
    assert can_be_exact(conn, scope, days)
    monkeypatch.setattr(day_counts, "LOOKED_UP", 50)
    assert not can_be_exact(conn, scope, days)
    assert can_be_exact(conn, scope, months)
    # 200 articles are near the borders of months; the others of the word are not looked up.
    assert can_be_exact(conn, make_scope(conn, Selection(query="zeppelin")), days)


@pytest.mark.parametrize("name", ["a word", "no words"])
def test_utc_days_are_counted_the_same_with_and_without_an_index_of_words(conn, name: str):
    borders = replace(borders_of(periods_between(SINCE, UNTIL, "day")), is_exact=False)
    counts = count_by_day(conn, make_scope(conn, SELECTIONS[name]), borders)
    seconds = [row[0] for row in conn.execute("SELECT search_id FROM articles")]
    assert sum(counts.values()) == len(seconds)
    assert counts[date(2026, 4, 5)] == sum(
        day_counts._date(s // 86400 + 1_000_000) == date(2026, 4, 5) for s in seconds
    )


def test_once_per_cluster_counts_the_earliest_match_of_the_span(conn):
    borders = borders_of(periods_between(SINCE, UNTIL, "day"))
    scope = make_scope(conn, Selection(query="harbour"))
    all_copies = count_by_day(conn, scope, borders)
    once = count_by_day(conn, scope, borders, once_per_cluster=True)
    lost = {day: number - once.get(day, 0) for day, number in all_copies.items() if number != once.get(day, 0)}
    # The head is the fourth article of the first day; its copies are of the third day, one at an outlet a day ahead.
    assert sum(lost.values()) == 2
    assert FIRST.replace(day=3) in lost
    # When the head is outside of the span, its first copy is counted in its place.
    later = borders_of(periods_between(date(2026, 3, 2), UNTIL, "day"))
    with_copy = count_by_day(conn, scope, later, once_per_cluster=True)
    assert sum(count_by_day(conn, scope, later).values()) - sum(with_copy.values()) == 1
    inexact = count_by_day(conn, scope, replace(borders, is_exact=False), once_per_cluster=True)
    assert sum(inexact.values()) == sum(once.values())


def test_published_articles_come_from_totals_and_include_those_without_a_day(conn):
    counts = published_by_day(conn, None, SINCE, UNTIL)
    expected = looked_up(conn, EVERYTHING)
    # One outlet dated an article a year ahead: totals know only that day.
    assert expected.pop(date(2026, 4, 3)) == counts.pop(date(2026, 4, 3), 0) + 1
    assert counts == expected
    hill = published_by_day(conn, ["hill_times"], SINCE, UNTIL)
    assert hill == looked_up(conn, Selection(outlets=["hill_times"]))
    assert published_by_day(conn, [], SINCE, UNTIL) == {}


def test_a_year_before_1970_is_counted_on_the_right_day(tmp_path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive, archive.transaction():
        facts = {"search_id": -31_536_000 + 3600, "published_on": "1969-01-01", "body": "moon"}
        fill(archive.conn, [an_article(1, **facts)])
    with Archive.open(tmp_path / "archive.db") as archive:
        borders = borders_of(periods_between(date(1968, 12, 1), date(1969, 2, 1), "month"))
        for is_exact in (True, False):
            counts = count_by_day(
                archive.conn, make_scope(archive.conn, Selection(query="moon")), replace(borders, is_exact=is_exact)
            )
            assert counts == {date(1969, 1, 1): 1}

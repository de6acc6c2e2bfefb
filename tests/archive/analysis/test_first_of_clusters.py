"""Articles counted once for each cluster: the same as when every row is read."""

import random
from bisect import bisect_left
from datetime import date, timedelta

import pytest

from newsarchive.analysis.periods import STEPS, periods_between
from newsarchive.archive.analysis import first_of_clusters
from newsarchive.archive.analysis.first_of_clusters import count_repeated, read_clusters
from newsarchive.archive.analysis.period_borders import PeriodBorders, read_borders
from newsarchive.archive.database import Archive
from newsarchive.archive.search.scope import SearchPlan, make_scope
from newsarchive.archive.search.selection import EVERYTHING, Selection
from tests.archive.analysis.invented import second_of
from tests.archive.clusters import join_copies
from tests.archive.search.invented import an_article, fill

FIRST, DAYS = date(2026, 1, 20), 40
SELECTIONS = {
    "a word": Selection(query="harbour"),
    "a rarer word": Selection(query="storm"),
    "a prefix": Selection(query="sto*"),
    "no words": EVERYTHING,
    "an outlet": Selection(query="harbour", outlets=["hill_times"]),
    "a language without words": Selection(languages=["fr"]),
    "ids": Selection(query="storm", article_ids=range(1, 200)),
    "ids without words": Selection(article_ids=range(1, 200)),
}


def an_invented(number: int, chance: random.Random) -> dict[str, object]:
    """An article of any minute, at an outlet a day ahead of UTC, behind it, or on the same day."""
    day = FIRST + timedelta(days=number * DAYS // 300)
    own = day + timedelta(days=chance.choice((-2, -1, 0, 0, 0, 1)))
    facts = {
        "search_id": second_of(day, chance.randrange(24)) + number,
        "published_on": own.isoformat(),
        "outlet": chance.choice(("hill_times", "small_gazette")),
        "body": chance.choice(("the harbour storm", "the harbour")),
        "language": chance.choice(("fr", "en")),
    }
    return an_article(number, **facts)


@pytest.fixture(scope="module")
def conn(tmp_path_factory: pytest.TempPathFactory):
    chance = random.Random(7)
    path = tmp_path_factory.mktemp("clusters") / "archive.db"
    with Archive.open(path, write=True) as archive, archive.transaction():
        fill(archive.conn, [an_invented(number, chance) for number in range(300)])
        ids = list(range(1, 301))
        chance.shuffle(ids)
        for begin in range(0, 150, 5):
            join_copies(archive.conn, *ids[begin : begin + 5])
    with Archive.open(path) as archive:
        yield archive.conn


def read_one_by_one(conn, scope, borders: PeriodBorders) -> list[int]:
    """The same numbers from the rows of all matches."""
    joined = "a.search_id" if scope.match is None else "articles_fts.rowid"
    select = scope.listing if scope.match is None else scope.matches
    found = conn.execute(select(columns=joined), {**scope.params, "match": scope.match}).fetchall()
    repeated, seen = [0] * len(borders.periods), set()
    begins = [period.since for period in borders.periods]
    for (search_id,) in sorted(map(tuple, found)):
        (day, cluster) = conn.execute(
            "SELECT published_on, cluster_id FROM articles WHERE search_id = ?", [search_id]
        ).fetchone()
        own = date.fromisoformat(day)
        if cluster is None or not borders.since <= own <= borders.until:
            continue
        if cluster in seen:
            repeated[bisect_left(begins, own + timedelta(days=1)) - 1] += 1
        seen.add(cluster)
    return repeated


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("name", SELECTIONS)
def test_the_numbers_are_those_of_the_rows(conn, name: str, step):
    scope = make_scope(conn, SELECTIONS[name], SearchPlan(key_share=1.0))
    for since, until in ((FIRST, FIRST + timedelta(days=DAYS)), (date(2026, 1, 31), date(2026, 2, 10))):
        borders = read_borders(conn, periods_between(since, until, step))
        found = count_repeated(conn, scope, borders, read_clusters(conn, borders))
        assert found == read_one_by_one(conn, scope, borders)
        assert sum(found) > 0


def test_on_utc_days_as_many_are_repeated(conn):
    scope = make_scope(conn, EVERYTHING)
    whole = periods_between(FIRST - timedelta(days=3), FIRST + timedelta(days=DAYS + 3), "week")
    exact, inexact = read_borders(conn, whole), PeriodBorders(whole, is_exact=False)
    numbers = [sum(count_repeated(conn, scope, one, read_clusters(conn, one))) for one in (exact, inexact)]
    assert numbers == [120, 120]


def test_no_row_of_articles_is_read_for_the_matches_of_a_word(conn):
    scope = make_scope(conn, Selection(query="harbour"))
    statement = f"EXPLAIN QUERY PLAN {first_of_clusters._matches(scope)}"
    plans = [row[3] for row in conn.execute(statement, {**scope.params, "match": scope.match})]
    assert "MERGE (INTERSECT)" in plans
    assert [plan for plan in plans if "COVERING INDEX articles_clustered" in plan]
    assert not [plan for plan in plans if "TEMP B-TREE" in plan]

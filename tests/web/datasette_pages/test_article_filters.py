"""The conditions of the table articles: bounds change nothing about the rows, and a search is within the days."""

import sqlite3
from contextlib import closing

import pytest
from datasette.app import Datasette

from newsarchive.archive.search.article_search import MOST_IN_TABLE
from newsarchive.web.datasette_pages import article_filters
from newsarchive.web.datasette_pages.article_filters import day_bounds
from newsarchive.web.serve import make_datasette
from tests.archive.analysis.invented import build_analysis_archive
from tests.web.support import get, text_of


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory):
    """An archive with articles without a day, and with a day in the future."""
    path = tmp_path_factory.mktemp("days") / "archive.db"
    build_analysis_archive(path)
    return path


@pytest.fixture(scope="module")
def datasette(path) -> Datasette:
    return make_datasette(path)


async def rows_of(datasette: Datasette, arguments: str) -> list[int]:
    address = f"/archive/articles.json?{arguments}&_shape=array&_size=max&_nofacet=1"
    return [row["id"] for row in (await get(datasette, address)).json()]


@pytest.mark.parametrize(
    ("arguments", "condition"),
    [
        ("published_on__contains=2026-04", "published_on LIKE '%2026-04%'"),
        ("published_on__contains=2027", "published_on LIKE '%2027%'"),
        (
            "published_on__startswith=2026-03&published_on__gte=2026-03-20",
            "published_on BETWEEN '2026-03-20' AND '2026-03-31'",
        ),
        ("published_on__in=2026-03-05,2026-04-05", "published_on IN ('2026-03-05', '2026-04-05')"),
        ("published_on=2026-03-05", "published_on = '2026-03-05'"),
        ("published_on__isnull=1", "published_on IS NULL"),
        ("published_on__not=2026-03-05", "published_on <> '2026-03-05'"),
        ("published_on__contains=1999", "0"),
        ("published_on__lt=2026-03-09&outlet=hill_times", "published_on < '2026-03-09' AND outlet = 'hill_times'"),
        ("published_on__gte=2026-05-01&_sort=published_at", "published_on >= '2026-05-01'"),
    ],
)
async def test_the_rows_are_those_that_meet_the_conditions(datasette, path, arguments, condition):
    with closing(sqlite3.connect(path)) as conn:
        expected = [row[0] for row in conn.execute(f"SELECT id FROM articles WHERE {condition}")]
    assert sorted(await rows_of(datasette, arguments)) == sorted(expected)
    page = text_of((await get(datasette, f"/archive/articles?{arguments}")).text)
    assert f"{len(expected)} row" in page
    assert "first_of_days" not in page


def test_only_conditions_that_bound_the_days_are_read(path):
    with closing(sqlite3.connect(path)) as conn:
        lowest, highest = day_bounds(conn, "published_on__startswith=2026-03-0&_facet=outlet")
        within = conn.execute("SELECT count(*) FROM articles WHERE search_id BETWEEN ? AND ?", [lowest, highest])
        assert within.fetchone()[0] < 50
        assert day_bounds(conn, "published_on__contains=1999") == (1, 0)
        for arguments in ("", "published_on__isnull=1", "modified_on__contains=2026", "published_on__notnull=1"):
            assert day_bounds(conn, arguments) is None, arguments


def test_the_bounds_come_from_indexes_alone(path):
    statement = article_filters._BOUNDS.format(conditions="published_on LIKE '%2026%'")
    with closing(sqlite3.connect(path)) as conn:
        plans = [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {statement}")]
    assert len([plan for plan in plans if "COVERING INDEX articles_day" in plan]) == 2
    assert not [plan for plan in plans if "SCAN a" in plan]


async def test_a_search_finds_the_newest_matches_within_the_days(datasette, monkeypatch: pytest.MonkeyPatch):
    every = await rows_of(datasette, "_search=storm&published_on__contains=2026-03")
    assert len(every) == 37
    monkeypatch.setattr(article_filters, "MOST_IN_TABLE", 10)
    arguments = "_search=storm&published_on__contains=2026-03"
    assert await rows_of(datasette, arguments) == every[:10]
    assert "newest 10" in text_of((await get(datasette, f"/archive/articles?{arguments}")).text)


async def test_a_search_for_nothing_or_for_filters_alone_keeps_its_condition(datasette):
    days = "published_on__contains=2026-03"
    assert await rows_of(datasette, f"_search=%3F&{days}") == []
    french = await rows_of(datasette, f"_search=language:fr&{days}")
    assert 0 < len(french) < len(await rows_of(datasette, days))
    assert len(french) < MOST_IN_TABLE

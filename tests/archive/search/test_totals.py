"""Counts that triggers keep, and how long an outlet's texts are."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import register_outlets, save
from newsarchive.archive.database import Archive
from newsarchive.archive.schema.first_tables import TABLES, VIEWS
from newsarchive.archive.schema.triggers import COUNTED_COLUMNS
from newsarchive.archive.search.totals import (
    MIN_ARTICLES_FOR_LENGTH,
    Dimension,
    OutletTotal,
    articles_per_day,
    count_articles,
    outlet_totals,
    table_counts,
    total_values,
    typical_length,
    url_totals,
)
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Stamp

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def an_outlet(name: str) -> Outlet:
    host = f"{name}.example"
    return Outlet(name, name.title(), f"https://{host}/", "en", "UTC", country="gb", domains=(host,))


def put(archive: Archive, outlet: str, number: int, day: int | None = 22, **facts: Any) -> None:
    url = f"https://{outlet}.example/{number}"
    published = Stamp(date(2026, 11, day)) if day else None
    article = Article(outlet, f"Headline {number}", f"Text number {number}.", published=published, **facts)
    save(archive, version_of(article, outlet, None), outlet=an_outlet(outlet), addresses=Addresses(url, url), now=NOW)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        register_outlets(opened, [an_outlet("post"), an_outlet("times"), an_outlet("silent")])
        put(opened, "post", 1, language="en", source="Reuters", section="News")
        put(opened, "post", 2, day=21, language="en")
        put(opened, "post", 3, day=None)
        put(opened, "times", 1, language="fr", source="Reuters")
        yield opened


def test_dimensions_are_the_columns_that_triggers_count() -> None:
    assert get_args(Dimension) == COUNTED_COLUMNS


def test_values_of_each_dimension_most_first(archive: Archive) -> None:
    assert count_articles(archive.conn) == 4
    assert total_values(archive.conn, "outlet") == [("post", 3), ("times", 1)]
    assert total_values(archive.conn, "language") == [("en", 2), ("fr", 1)]
    assert total_values(archive.conn, "source") == [("Reuters", 2)]
    assert total_values(archive.conn, "section") == [("News", 1)]
    assert total_values(archive.conn, "outlet", limit=1) == [("post", 3)]


def test_articles_per_day(archive: Archive) -> None:
    since, until = date(2026, 11, 1), date(2026, 11, 30)
    assert articles_per_day(archive.conn, since, until) == {date(2026, 11, 21): 1, date(2026, 11, 22): 2}
    assert articles_per_day(archive.conn, since, until, "times") == {date(2026, 11, 22): 1}
    assert articles_per_day(archive.conn, since, date(2026, 11, 21)) == {date(2026, 11, 21): 1}


def test_every_outlet_with_its_newest_day(archive: Archive) -> None:
    assert outlet_totals(archive.conn) == [
        OutletTotal("post", "Post", "gb", "en", 3, date(2026, 11, 22), home="https://post.example/"),
        OutletTotal("times", "Times", "gb", "en", 1, date(2026, 11, 22), home="https://times.example/"),
        OutletTotal("silent", "Silent", "gb", "en", 0, None, home="https://silent.example/"),
    ]


def test_addresses_by_outcome(archive: Archive) -> None:
    archive.conn.execute("UPDATE urls SET outcome = 'refused' WHERE url = 'https://post.example/3'")
    assert url_totals(archive.conn) == {"post": {"article": 2, "refused": 1}, "times": {"article": 1}}


def test_counts_agree_with_the_tables(archive: Archive) -> None:
    put(archive, "post", 1)
    archive.conn.execute("UPDATE bodies SET body = 'Other' WHERE article_id = 1")
    put(archive, "post", 1, language="en", source="Reuters", section="News")
    counts = table_counts(archive.conn)
    added = {"splits", "moved_articles", "split_files", "pictures"}
    names = added | {statement.split()[2] for statement in (*TABLES, *VIEWS)}
    assert set(counts) == names
    counted = {name: archive.conn.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}
    assert counts == counted
    assert counts["article_versions"] == 5


@pytest.mark.parametrize(
    ("articles", "length"),
    [
        pytest.param(MIN_ARTICLES_FOR_LENGTH - 1, None, id="too few to say"),
        pytest.param(MIN_ARTICLES_FOR_LENGTH, 1_000, id="enough"),
        # Three in four are of 1,000 characters, the newest of 10.
        pytest.param(4 * MIN_ARTICLES_FOR_LENGTH, 1_000, id="a few short ones change nothing"),
    ],
)
def test_the_median_of_an_outlets_texts(tmp_path: Path, articles: int, length: int | None):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        for number in range(articles):
            url = f"https://post.example/{number}"
            body = "x" * (10 if number > 0.75 * articles else 1_000)
            article = Article("post", f"Headline {number}", body, published=Stamp(date(2026, 11, 22)))
            version = version_of(article, "post", None)
            save(archive, version, outlet=an_outlet("post"), addresses=Addresses(url, url), now=NOW)
        assert typical_length(archive.conn, "post") == length
        assert typical_length(archive.conn, "another") is None

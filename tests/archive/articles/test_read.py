"""Articles come back as they were saved, one or many."""

import sqlite3
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsarchive.archive.articles import read as articles_module
from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.read import BATCH, get_article, iterate, list_versions
from newsarchive.archive.articles.saving import save
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.ids import selected_ids as selecting_module
from newsarchive.archive.search.ids.selected_ids import select_ids
from newsarchive.archive.search.selection import SearchRequest, Selection
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Author, Stamp
from tests.full_article import FULL_ARTICLE

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def an_outlet(name: str) -> Outlet:
    return Outlet(name, name.title(), f"https://{name}.example/", "en", "UTC", domains=(f"{name}.example",))


def put(archive: Archive, number: int, outlet: str = "post", now: datetime = NOW, **facts: Any) -> int:
    url = f"https://{outlet}.example/{number}"
    article = Article(outlet, **{"headline": f"Headline {number}", "body": f"Text number {number}.", **facts})
    version = version_of(article, outlet, "1")
    saved = save(archive, version, outlet=an_outlet(outlet), addresses=Addresses(url, url), now=now)
    assert saved.article_id is not None
    return saved.article_id


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        yield opened


def test_article_comes_back_as_it_was_saved(archive: Archive) -> None:
    save(
        archive,
        version_of(FULL_ARTICLE, "post", "1+rules"),
        outlet=an_outlet("post"),
        addresses=Addresses("https://post.example/1", None, "https://agency.example/original"),
        now=NOW,
    )
    stored = get_article(archive.conn, 1)
    assert stored is not None
    assert stored.article == FULL_ARTICLE
    assert (stored.revision, stored.first_seen_at, stored.checked_at, stored.read_by) == (1, NOW, NOW, "1+rules")
    assert (stored.outlet_title, stored.gone_at) == ("Post", None)


def test_unknown_fields_come_back_as_none(archive: Archive) -> None:
    put(archive, 1)
    stored = get_article(archive.conn, 1)
    assert stored is not None
    unknown = ("standfirst", "byline", "published", "modified", "source", "source_date", "language", "is_free")
    assert [getattr(stored.article, name) for name in unknown] == [None] * len(unknown)
    assert stored.article.authors == ()


def test_no_article_has_that_id(archive: Archive) -> None:
    assert get_article(archive.conn, 1) is None


def test_article_is_read_with_another_row_factory(archive: Archive) -> None:
    """Datasette's connections give sqlite3.Row."""
    put(archive, 1, authors=(Author("A. Reed"),))
    archive.conn.row_factory = sqlite3.Row
    assert [stored.article.authors for stored in iterate(archive.conn)] == [(Author("A. Reed"),)]


def test_many_articles_newest_first(archive: Archive) -> None:
    count = BATCH * 2 + 5
    with archive.transaction():
        for number in range(count):
            put(archive, number, published=Stamp(NOW.date(), NOW - timedelta(minutes=(number * 7) % count)))
    stored = list(iterate(archive.conn))
    times = [one.article.published.at for one in stored if one.article.published]
    assert len(times) == count
    assert times == sorted(times, reverse=True)


@pytest.fixture
def several(archive: Archive) -> Archive:
    put(archive, 1, language="en", source="Reuters", section="News", published=Stamp(date(2026, 11, 20)))
    put(archive, 2, language="fr", authors=(Author("B. Roy"),), published=Stamp(date(2026, 11, 21)))
    put(archive, 3, outlet="times", source="AFP", published=Stamp(date(2026, 11, 22)))
    put(archive, 4, outlet="times")
    # In UTC it is still the 21st, for the outlet's readers the 22nd; and one that claims a day to come.
    put(archive, 5, published=Stamp(date(2026, 11, 22), datetime(2026, 11, 21, 15, 30, tzinfo=UTC)))
    put(archive, 6, published=Stamp(date(2027, 5, 1)))
    return archive


@pytest.mark.parametrize(
    ("selection", "ids"),
    [
        pytest.param(Selection(), {1, 2, 3, 4, 5, 6}, id="everything"),
        pytest.param(Selection(outlets=["times"]), {3, 4}, id="one outlet"),
        pytest.param(Selection(outlets=("post", "times")), {1, 2, 3, 4, 5, 6}, id="two outlets"),
        pytest.param(Selection(languages=["fr"]), {2}, id="language"),
        pytest.param(Selection(sources=["Reuters", "AFP"]), {1, 3}, id="sources"),
        pytest.param(Selection(sections=["News"]), {1}, id="section"),
        pytest.param(Selection(authors=["B. Roy"]), {2}, id="author"),
        pytest.param(Selection(authors=["B. Roy", "C. Lee"], outlets=["times"]), set(), id="an author elsewhere"),
        pytest.param(Selection(query="number text -3"), {1, 2, 4, 5, 6}, id="words"),
        pytest.param(Selection(query="number", outlets=["times"], until=date(2026, 11, 22)), {3, 4}, id="all of these"),
        pytest.param(Selection(since=date(2026, 11, 21)), {2, 3, 4, 5, 6}, id="since"),
        pytest.param(Selection(until=date(2026, 11, 21)), {1, 2}, id="until"),
        pytest.param(
            Selection(since=date(2026, 11, 22), until=date(2026, 11, 22)),
            {3, 4, 5, 6},
            id="one day, also of first sight, also where a day to come is claimed",
        ),
        pytest.param(Selection(since=date(2026, 11, 23)), set(), id="nothing so late"),
        pytest.param(Selection(outlets=["post"], since=date(2026, 11, 21), languages=["fr"]), {2}, id="all at once"),
        pytest.param(Selection(outlets=["x' OR '1'='1"]), set(), id="quotes are text"),
    ],
)
def test_selection(several: Archive, selection: Selection, ids: set[int]) -> None:
    assert {stored.id for stored in iterate(several.conn, selection)} == ids


@pytest.mark.parametrize(
    ("since", "until"),
    [
        pytest.param(since, until, id=f"{since} to {until}")
        for since in (None, date(2026, 11, 21), date(2026, 11, 22), date(2027, 5, 1))
        for until in (None, date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22), date(2027, 5, 1))
    ],
)
def test_an_export_has_the_days_of_the_same_search(several: Archive, since: date | None, until: date | None) -> None:
    for query in ("", "number"):
        found = search(several.conn, SearchRequest(query, since=since, until=until, order="newest")).hits
        selection = Selection(query=query, since=since, until=until)
        assert [stored.id for stored in iterate(several.conn, selection)] == [hit.id for hit in found]


@pytest.mark.parametrize(
    "selection",
    [
        pytest.param(Selection(), id="everything"),
        pytest.param(Selection(outlets=["post"]), id="one outlet"),
        pytest.param(Selection(outlets=["post", "times"], languages=["en"]), id="two outlets and a language"),
        pytest.param(Selection(since=date(2026, 11, 21), sources=["AFP"]), id="one source since a day"),
        pytest.param(Selection(authors=["B. Roy"]), id="an author"),
        pytest.param(Selection(query="number", languages=["en"], until=date(2026, 11, 21)), id="words and filters"),
    ],
)
def test_no_list_sorts_articles_that_come_later(several: Archive, selection: Selection) -> None:
    """An export of ten million articles in a thousand lists, each of which sorted the rest, would never end."""
    asked: list[str] = []
    several.conn.set_trace_callback(asked.append)
    list(select_ids(several.conn, selection))
    several.conn.set_trace_callback(None)
    wanted = [sql.split("MATERIALIZED (")[1].split(")\n      SELECT")[0] for sql in asked if "WITH newest" in sql]
    steps = [step for sql in wanted for (*_, step) in several.conn.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert steps
    assert not [step for step in steps if "TEMP B-TREE" in step]


@pytest.mark.parametrize("query", ["", "number"], ids=["everything", "words"])
def test_lists_follow_each_other_without_gap(archive: Archive, monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    monkeypatch.setattr(selecting_module, "IDS_HELD", 3)
    expected = [put(archive, number, now=NOW + timedelta(minutes=number)) for number in range(10)][::-1]
    lists = list(select_ids(archive.conn, Selection(query=query)))
    assert max(map(len, lists)) == 3
    assert [one for ids in lists for one in ids] == expected


def test_each_article_is_read_as_it_was_at_one_moment(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text revised between reading it and reading its versions would else come out as a version of itself."""
    put(archive, 1)
    put(archive, 1, headline="Another headline")
    with Archive.open(archive.path) as reader:
        read_authors = articles_module._authors

        def and_meanwhile(conn: sqlite3.Connection, ids: list[int]) -> Any:
            put(archive, 1, headline="A third headline", now=NOW + timedelta(days=2))
            return read_authors(conn, ids)

        monkeypatch.setattr(articles_module, "_authors", and_meanwhile)
        (stored,) = iterate(reader.conn)
    assert stored.revision == len(stored.earlier) + 1 == 2
    assert [stored.article.headline, *(one.headline for one in stored.earlier)] == ["Another headline", "Headline 1"]


def test_an_export_continues_while_articles_are_saved(archive: Archive) -> None:
    for number in range(3):
        put(archive, number)
    with Archive.open(archive.path) as reader:
        stored = iterate(reader.conn)
        next(stored)
        put(archive, 9)
        archive.checkpoint()
        assert len(list(stored)) == 2


def test_an_article_that_is_removed_meanwhile_is_left_out(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles_module, "BATCH", 1)
    for number in range(3):
        put(archive, number, now=NOW + timedelta(minutes=number))
    with Archive.open(archive.path) as reader:
        stored = iterate(reader.conn)
        assert next(stored).id == 3
        remove_article(archive, 2, "court order", NOW + timedelta(days=1))
        assert [one.id for one in stored] == [1]


def test_memory_stays_flat(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles_module, "BATCH", 10)
    with archive.transaction():
        for number in range(100):
            put(archive, number, body=f"Number {number}. " + "word " * 2_000)
    tracemalloc.start()
    count = sum(1 for _ in iterate(archive.conn))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 100
    assert peak < 50 * 10_000


@pytest.mark.parametrize(
    "damaged", ["{", "[]", '{"blocks":[[9,"q"]]}', '{"links":[[0,0,3,0,"javascript:alert(1)"]]}'], ids=repr
)
def test_a_damaged_structure_is_read_as_none(archive: Archive, damaged: str) -> None:
    put(archive, 1)
    archive.conn.execute("UPDATE bodies SET structure = ?", [damaged])
    stored = get_article(archive.conn, 1)
    assert stored is not None
    assert stored.article.structure is None
    assert [version.structure for version in list_versions(archive.conn, 1)] == [None]

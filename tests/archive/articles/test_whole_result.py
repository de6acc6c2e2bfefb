"""Every article of a search, in batches: all of them once, one for each cluster unless all copies are asked for."""

import sqlite3

import pytest

from newsarchive.archive.articles import whole_result as module
from newsarchive.archive.articles.read import BATCH
from newsarchive.archive.articles.whole_result import WholeResult
from newsarchive.archive.database import Archive
from newsarchive.archive.search.ids.selected_ids import select_ids
from newsarchive.archive.search.selection import EVERYTHING, Selection
from newsarchive.errors import UsageError
from tests.archive.search.invented import ARTICLES, SPECIAL, an_article, fill


@pytest.fixture(scope="module")
def conn(tmp_path_factory):
    """The invented archive of the search tests, opened as Datasette opens its connections."""
    path = tmp_path_factory.mktemp("whole") / "archive.db"
    articles = {number: an_article(number) for number in range(ARTICLES)} | {one["id"] - 1: one for one in SPECIAL}
    with Archive.open(path, write=True) as archive, archive.transaction():
        fill(archive.conn, list(articles.values()))
    with Archive.open(path) as archive:
        archive.conn.row_factory = sqlite3.Row
        yield archive.conn


def batches_of(conn, selection, *, all_copies):
    result, batches = WholeResult(selection, all_copies=all_copies), []
    while batch := result.next_batch(conn):
        batches.append([stored.id for stored in batch])
    assert result.next_batch(conn) == []
    return batches


def ids_of(conn, selection, *, all_copies):
    return [one for batch in batches_of(conn, selection, all_copies=all_copies) for one in batch]


def test_with_all_copies_it_is_what_an_export_selects(conn):
    assert len(ids_of(conn, EVERYTHING, all_copies=True)) == ARTICLES
    selection = Selection(outlets=("hill_times",))
    exported = [one for ids in select_ids(conn, selection) for one in ids]
    assert ids_of(conn, selection, all_copies=True) == exported
    assert all(len(batch) <= BATCH for batch in batches_of(conn, selection, all_copies=True))


def test_one_article_stands_for_its_cluster(conn):
    clusters = dict(map(tuple, conn.execute("SELECT id, cluster_id FROM articles WHERE cluster_id IS NOT NULL")))
    assert clusters, "the invented archive has clusters"
    ids = ids_of(conn, EVERYTHING, all_copies=False)
    shown = [clusters[one] for one in ids if one in clusters]
    assert sorted(shown) == sorted(set(clusters.values()))
    assert len(ids) == ARTICLES - len(clusters) + len(shown)


def test_short_lists_of_ids_give_the_same_articles(conn, monkeypatch):
    wanted = ids_of(conn, EVERYTHING, all_copies=False)
    monkeypatch.setattr(module, "IDS_HELD", 300)
    assert ids_of(conn, EVERYTHING, all_copies=False) == wanted


def test_words_with_nothing_to_search_for_are_an_error(conn):
    with pytest.raises(UsageError, match="word to search for"):
        WholeResult(Selection(query="?!"), all_copies=True).next_batch(conn)

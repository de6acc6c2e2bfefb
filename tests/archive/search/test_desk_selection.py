"""Search, facets and the ids of an export with collections and tags, chosen and typed."""

from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.desk.collections import add_to_collection
from newsarchive.archive.desk.desk_file import Desk, desk_file
from newsarchive.archive.desk.labels import add_tags
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.desk_selection import check_desk_filters, read_desk_filters
from newsarchive.archive.search.facets import count_facets
from newsarchive.archive.search.ids.selected_ids import select_ids
from newsarchive.archive.search.query import Suggestion
from newsarchive.archive.search.selection import SearchRequest, Selection
from newsarchive.archive.search.version_search import search_versions
from newsarchive.errors import DeskError, UsageError
from tests.archive.desk.rows import NOW, add_rows


@pytest.fixture
def collected(tmp_path: Path):
    """A connection to an archive of three articles, of which 1 and 2 are in "flood", and 2 and 3 have a tag."""
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        add_rows(archive)
    with Desk.open(tmp_path / "archive.db", write=True) as desk:
        add_to_collection(desk, "flood", [1, 2, 4], NOW)
        for article_id in (2, 3):
            add_tags(desk, article_id, ["to check"], NOW)
    with Archive.open(tmp_path / "archive.db") as archive:
        yield archive.conn


def ids_of(conn, query: str = "", **facts) -> list[int]:
    return [hit.id for hit in search(conn, SearchRequest(query=query, **facts)).hits]


def test_a_search_finds_only_what_is_in_the_collection(collected):
    assert sorted(ids_of(collected, "harbour")) == [1, 2, 3]
    assert sorted(ids_of(collected, "harbour", collections=["flood"])) == [1, 2]
    assert sorted(ids_of(collected, "collection:flood harbour")) == [1, 2]
    assert ids_of(collected, 'collection:flood tag:"to check"') == [2]
    assert ids_of(collected, "ferry", tags=["To check"]) == [2]


def test_filters_alone_list_the_articles(collected):
    result = search(collected, SearchRequest(query="collection:flood"))
    assert (result.total, [hit.id for hit in result.hits], result.notes) == (2, [2, 1], ())
    assert result.understood == "collection:flood"


def test_collections_and_tags_can_be_excluded(collected):
    assert ids_of(collected, "harbour -collection:flood") == [3]
    assert ids_of(collected, "-collection:flood") == [3]
    assert ids_of(collected, 'NOT tag:"to check"') == [1]
    assert ids_of(collected, 'collection:flood -tag:"to check"') == [1]
    result = search(collected, SearchRequest("harbour -tag:flod"))
    assert (result.total, result.notes) == (3, ("There is no tag flod. `newsarchive tag` lists all.",))
    assert result.understood == "harbour -tag:flod"


def test_what_is_excluded_is_not_counted_or_exported(collected):
    assert count_facets(collected, Selection("-collection:flood")).counts["outlet"] == (("post", 1),)
    assert list(select_ids(collected, Selection("harbour -collection:flood"))) == [[3]]
    assert search_versions(collected, SearchRequest("harbour -collection:flood")).hits == ()


def test_what_was_understood_names_the_filters(collected):
    result = search(collected, SearchRequest(query='harbour tag:"to check"'))
    assert result.understood == 'harbour tag:"to check"'


def test_suggestions_keep_the_filters(collected):
    read = read_desk_filters(collected, Selection("harbor tag:flood"))
    (kept,) = read.restated([Suggestion("Did you mean", "harbour")])
    assert kept.query == "harbour tag:flood"
    assert read_desk_filters(collected, Selection("harbor")).restated([kept]) == (kept,)


def test_an_unknown_name_finds_nothing_and_says_so(collected):
    result = search(collected, SearchRequest(query="collection:flod harbour"))
    assert result.hits == ()
    assert result.notes == ("There is no collection flod. Did you mean flood?",)
    with pytest.raises(UsageError, match="Did you mean flood"):
        check_desk_filters(collected, Selection(collections=["flod"]))
    check_desk_filters(collected, Selection(collections=["flood"]))


def test_facets_and_exports_count_the_same_articles(collected):
    assert count_facets(collected, Selection("collection:flood")).counts["outlet"] == (("post", 2),)
    assert list(select_ids(collected, Selection(collections=["flood"]))) == [[2, 1]]
    assert list(select_ids(collected, Selection("harbour tag:'x"))) == []


def test_earlier_versions_have_the_same_filters(collected):
    assert search_versions(collected, SearchRequest(query="harbour collection:flood")).hits == ()


def test_ids_that_were_given_still_hold(collected):
    read = read_desk_filters(collected, Selection(collections=["flood"], article_ids=[2, 3]))
    assert read.selection == Selection(article_ids=[2])


def test_a_selection_without_filters_of_the_desk_reads_no_file(collected, monkeypatch):
    monkeypatch.setattr(Desk, "open", None)
    assert read_desk_filters(collected, Selection("harbour")).selection == Selection("harbour")


def test_a_damaged_desk_is_an_error_only_where_it_is_needed(collected, tmp_path: Path):
    desk_file(tmp_path / "archive.db").write_bytes(b"damaged " * 1000)
    assert len(ids_of(collected, "harbour")) == 3
    with pytest.raises(DeskError):
        ids_of(collected, "collection:flood")

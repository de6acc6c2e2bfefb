"""The articles of a collection as the archive has them, and articles found by id and address."""

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.desk.collected_articles import (
    check_article_ids,
    collection_rows,
    find_article,
    missing_ids,
)
from newsarchive.archive.desk.collections import add_to_collection
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.desk.labels import add_tags, set_note
from newsarchive.errors import UsageError
from newsarchive.formats.collection_csv import CollectionRow
from tests.archive.desk.rows import HEADLINES, NOW, url_of

ADDED = "2026-11-28T12:00:00Z"


def test_rows_have_what_the_archive_and_the_desk_know(archive: Archive, open_desk: Desk):
    add_to_collection(open_desk, "flood", [1, 3, 4, 99], NOW)
    add_tags(open_desk, 1, ["seen"], NOW)
    set_note(open_desk, 4, "Was about the dam.", NOW)
    assert list(collection_rows(archive.conn, open_desk, "flood")) == [
        CollectionRow("flood", 1, url_of(1), HEADLINES[1], "post", "2026-11-21", "", ADDED, ("seen",)),
        CollectionRow("flood", 3, url_of(3), HEADLINES[3], "post", "2026-11-23", "withdrawn", ADDED),
        CollectionRow("flood", 4, state="removed", added_at=ADDED, note="Was about the dam."),
        CollectionRow("flood", 99, state="missing", added_at=ADDED),
    ]


def test_an_unknown_collection_fails_at_once(archive: Archive, open_desk: Desk):
    with pytest.raises(UsageError, match="no collection"):
        collection_rows(archive.conn, open_desk, "flood")


def test_ids_that_were_never_there_are_not_taken(archive: Archive):
    assert missing_ids(archive.conn, [1, 4, 99]) == {4: "removed", 99: "missing"}
    check_article_ids(archive.conn, [1, 4])
    with pytest.raises(UsageError, match="no article 99"):
        check_article_ids(archive.conn, [1, 99])


@pytest.mark.parametrize(
    ("article_id", "url", "found"),
    [
        pytest.param(1, url_of(1), 1, id="both"),
        pytest.param(2, "", 2, id="id alone"),
        pytest.param(2, "http://www.post.example/3/", 3, id="another archive's id"),
        pytest.param(None, url_of(2), 2, id="address alone"),
        pytest.param(4, "", 4, id="removed"),
        pytest.param(99, "", None, id="unknown id"),
        pytest.param(1, "https://post.example/unknown", None, id="unknown address"),
    ],
)
def test_an_article_is_found_by_id_and_address(archive: Archive, article_id, url: str, found):
    assert find_article(archive.conn, article_id, url) == found

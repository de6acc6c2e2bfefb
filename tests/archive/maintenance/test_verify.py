"""Verify finds each kind of damage, names its row, repairs what it can, and reports nothing in a sound archive."""

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.removal import remove_article
from tests.archive.maintenance.invented import NOW, problems_in


def behind_the_triggers(archive: Archive, name: str, statement: str) -> None:
    (trigger,) = archive.conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()
    archive.conn.execute(f"DROP TRIGGER {name}")
    archive.conn.execute(statement)
    archive.conn.execute(trigger)


def test_a_sound_archive_has_no_problems(archive: Archive) -> None:
    assert problems_in(archive) == []
    remove_article(archive, 2, "court order", NOW)
    assert problems_in(archive) == []


@pytest.mark.parametrize(
    ("statement", "check", "row"),
    [
        pytest.param("DROP TRIGGER body_added", "triggers", "body_added", id="a trigger dropped"),
        pytest.param("UPDATE bodies SET spaced_headline = 'x'", "spaced forms", "bodies 1", id="spaced form wrong"),
        pytest.param(
            "UPDATE bodies SET spaced_body = NULL WHERE article_id = 3",
            "spaced forms",
            "bodies 3",
            id="spaced form lost",
        ),
        pytest.param(
            "UPDATE revisions SET spaced_body = 'x'", "spaced forms", "revisions 1000001", id="spaced form of a version"
        ),
        pytest.param(
            "UPDATE totals SET articles = 9 WHERE dimension = 'outlet'",
            "totals",
            "totals outlet post",
            id="total wrong",
        ),
        pytest.param("DELETE FROM totals", "totals", "totals language en", id="totals lost"),
        pytest.param("DELETE FROM outlet_days", "totals", "outlet_days post 2026-11-22", id="days lost"),
        pytest.param("UPDATE url_totals SET urls = 0", "totals", "url_totals post article", id="outcomes wrong"),
        pytest.param("UPDATE row_totals SET rows = 7", "totals", "row_totals articles", id="rows wrong"),
        pytest.param("UPDATE urls SET article_id = 99", "urls", "urls ", id="address points nowhere"),
        pytest.param(
            "UPDATE articles SET copy_of = id + 1, cluster_id = id + 1 WHERE id < 3", "copies", "articles 1", id="chain"
        ),
    ],
)
def test_what_follows_from_other_parts_is_found_and_repaired(
    archive: Archive, statement: str, check: str, row: str
) -> None:
    if "language" in row:
        archive.conn.execute("UPDATE articles SET language = 'en' WHERE id = 1")
    archive.conn.execute(statement)
    found = problems_in(archive)
    assert any(one.check == check and one.row.startswith(row) and not one.is_mended for one in found)
    assert all(one.is_mended for one in problems_in(archive, repair=True))
    assert problems_in(archive) == []


def test_an_index_with_other_words_than_the_texts_is_found_and_rebuilt(archive: Archive) -> None:
    change = "UPDATE bodies SET body = 'The quay opens.' WHERE article_id = 1"
    archive.conn.execute("DROP TRIGGER body_changed")
    behind_the_triggers(archive, "body_changes", change)
    assert {one.check for one in problems_in(archive, repair=True)} == {"triggers", "index"}
    assert problems_in(archive) == []
    assert archive.conn.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'quay'").fetchone() == (1,)


def test_an_index_with_other_words_than_the_earlier_versions_is_found_and_rebuilt(archive: Archive) -> None:
    archive.conn.execute("DROP TRIGGER version_changed")
    behind_the_triggers(archive, "version_changes", "UPDATE revisions SET body = 'The quay opens in April.'")
    wrong = problems_in(archive, repair=True)
    assert {(one.check, one.row) for one in wrong} == {("triggers", "version_changed"), ("index", "revisions_fts")}
    assert problems_in(archive) == []
    found = archive.conn.execute("SELECT rowid FROM revisions_fts WHERE revisions_fts MATCH 'april'").fetchall()
    assert found == [(1_000_001,)]


def test_an_address_without_its_article_is_pending_again(archive: Archive) -> None:
    archive.conn.execute("UPDATE urls SET article_id = 99 WHERE article_id = 2")
    problems_in(archive, repair=True)
    assert archive.conn.execute("SELECT outcome, article_id FROM urls WHERE url LIKE '%/2'").fetchone() == (
        "pending",
        None,
    )


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        pytest.param("DELETE FROM bodies WHERE article_id = 2", "articles 2", id="text lost"),
        pytest.param("DELETE FROM revisions", "articles 1", id="revision lost"),
        pytest.param("UPDATE revisions SET number = 4", "articles 1", id="hole in the revisions"),
        pytest.param(
            "DELETE FROM article_authors WHERE article_id = 1 AND position = 0", "article_authors 1", id="name lost"
        ),
        pytest.param("UPDATE urls SET outcome = 'removed' WHERE article_id = 1", "urls ", id="removal without reason"),
        pytest.param("UPDATE articles SET capture_id = 99 WHERE id = 2", "articles 2", id="capture lost"),
    ],
)
def test_what_cannot_be_repaired_is_reported_and_left_alone(archive: Archive, statement: str, row: str) -> None:
    archive.conn.execute(statement)
    left = [one for one in problems_in(archive, repair=True) if not one.is_mended]
    assert [one.row.startswith(row) for one in left] == [True]
    assert left[0].advice.startswith("restore a backup")


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        pytest.param(
            "DROP TRIGGER body_added", "body_added: is missing; run `newsarchive verify --repair`", id="a trigger"
        ),
        pytest.param(
            "UPDATE articles SET copy_of = 2, cluster_id = 3 WHERE id = 1",
            "articles 1: has the head 2 and the cluster 3, which do not match; run `newsarchive verify --repair`",
            id="a cluster",
        ),
        pytest.param(
            "DELETE FROM revisions",
            "articles 1: is version 2, but has 0 earlier versions, the last of them none; restore a backup",
            id="a version",
        ),
        pytest.param(
            "UPDATE articles SET capture_id = 99 WHERE id = 2",
            "articles 2: points to a row of captures that is missing; restore a backup",
            id="a capture",
        ),
        pytest.param(
            "UPDATE revisions SET spaced_body = 'x'",
            "revisions 1000001: search finds other words than those of the body; run `newsarchive verify --repair`",
            id="words for search",
        ),
    ],
)
def test_a_problem_says_where_it_is_what_is_wrong_and_what_to_do(archive: Archive, statement: str, line: str) -> None:
    archive.conn.execute(statement)
    first = problems_in(archive, fast=True)[0]
    assert f"{first.row}: {first.problem}; {first.advice}" == line


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        ("UPDATE urls SET outcome = 'archived_elsewhere' WHERE article_id = 1", "urls "),
        ("INSERT INTO moved_articles VALUES (1, 1, 1, 'post', 1, NULL)", "moved_articles 1"),
    ],
)
def test_what_does_not_fit_a_split_is_found(archive: Archive, statement: str, row: str) -> None:
    archive.conn.execute("INSERT INTO splits VALUES (1, 'k', 'into', 'old.db', '2026-01-01', 'finished', "
                         "NULL, NULL, NULL, 0, 0, 0, '', '')")  # fmt: skip
    assert problems_in(archive) == []
    archive.conn.execute(statement)
    assert [one.row.startswith(row) for one in problems_in(archive)] == [True]

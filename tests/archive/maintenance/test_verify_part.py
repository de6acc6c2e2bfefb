"""The part of a large archive that a fast check reads: where it is, and that damage there is found."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.problem import ArchiveProblem
from newsarchive.archive.maintenance.verify import verify
from newsarchive.archive.maintenance.verify_part import EVERYTHING, ArchivePart, choose_part, small_tables
from tests.archive.maintenance.invented import NOW, put

# Of the three articles of the archive.
ALL_RUNS = ArchivePart(((1, 1), (2, 3)), 3, 3)
LAST_RUN = ArchivePart(((3, 3),), 1, 3)
CHECKED = pytest.mark.parametrize(
    ("statement", "check", "row"),
    [
        pytest.param("DROP TRIGGER body_added", "triggers", "body_added", id="a trigger dropped"),
        pytest.param("DELETE FROM article_authors WHERE position = 0", "articles", "article_authors 1", id="authors"),
        pytest.param("UPDATE articles SET revision = 7", "revisions", "articles 1", id="a version lost"),
        pytest.param("UPDATE articles SET copy_of = 3, cluster_id = 3 WHERE id = 1", "copies", "articles 1", id="head"),
        pytest.param("UPDATE urls SET article_id = 2 WHERE article_id = 1", "urls", "", id="an address, not reported"),
        pytest.param("UPDATE bodies SET spaced_body = 'x'", "spaced forms", "bodies 1", id="spaced form"),
        pytest.param("UPDATE revisions SET spaced_body = 'x'", "spaced forms", "revisions 1000001", id="of a version"),
        pytest.param("UPDATE bodies SET structure = '[]'", "structure", "bodies 1", id="structure"),
        pytest.param("UPDATE totals SET articles = 9", "totals", "totals", id="totals"),
        pytest.param("UPDATE url_totals SET urls = 9", "totals", "url_totals", id="outcomes"),
        pytest.param(
            "DELETE FROM articles_fts_docsize WHERE id IN (SELECT max(id) FROM articles_fts_docsize)",
            "index",
            "articles_fts",
            id="index",
        ),
    ],
)


def problems(archive: Archive, part: ArchivePart) -> list[ArchiveProblem]:
    return list(verify(archive, NOW, fast=True, part=part))


def test_a_small_archive_is_checked_as_a_whole(archive: Archive) -> None:
    assert choose_part(archive.conn, NOW) == EVERYTHING


def test_runs_are_spread_over_the_archive_and_elsewhere_each_time(archive: Archive) -> None:
    for number in range(4, 100):
        put(archive, number, f"The ferry costs {number} more.")
    part = choose_part(archive.conn, NOW, runs=5, articles=4)
    assert part.runs is not None
    assert (part.of_articles, part.articles) == (99, sum(last - first + 1 for first, last in part.runs))
    assert len(part.runs) in (4, 5)
    assert [first for first, _ in part.runs] == sorted(first for first, _ in part.runs)
    assert part == choose_part(archive.conn, NOW, runs=5, articles=4)
    assert part != choose_part(archive.conn, NOW + timedelta(seconds=1), runs=5, articles=4)
    assert problems(archive, part) == []


@pytest.mark.parametrize("part", [ALL_RUNS, LAST_RUN], ids=["all runs", "the last run"])
def test_a_sound_archive_has_no_problems(archive: Archive, part: ArchivePart) -> None:
    assert problems(archive, part) == []


@CHECKED
def test_damage_in_the_part_is_found(archive: Archive, statement: str, check: str, row: str) -> None:
    archive.conn.execute(statement)
    found = [one for one in problems(archive, ALL_RUNS) if one.check == check]
    assert bool(row) == any(one.row.startswith(row) for one in found)


def test_damage_elsewhere_is_not_found(archive: Archive) -> None:
    archive.conn.execute("UPDATE bodies SET spaced_body = 'x' WHERE article_id = 1")
    assert problems(archive, LAST_RUN) == []
    assert [one.row for one in problems(archive, EVERYTHING)] == ["bodies 1"]


def test_an_article_that_search_does_not_find_is_found(archive: Archive, reindexed: Callable[[str], None]) -> None:
    reindexed("Other words")
    assert [(one.check, one.row) for one in problems(archive, ALL_RUNS)] == [("index", "articles_fts")]


@pytest.fixture
def reindexed(archive: Archive) -> Callable[[str], None]:
    """Puts article 1 into the index with another headline, behind the triggers."""

    def put_again(headline: str) -> None:
        row = archive.conn.execute(
            "SELECT search_id, headline, standfirst, authors, body, keys FROM searchable WHERE article_id = 1"
        ).fetchone()
        columns = "rowid, headline, standfirst, authors, body, keys"
        archive.conn.execute(
            f"INSERT INTO articles_fts(articles_fts, {columns}) VALUES ('delete', ?, ?, ?, ?, ?, ?)", row
        )
        archive.conn.execute(
            f"INSERT INTO articles_fts({columns}) VALUES (?, ?, ?, ?, ?, ?)", (row[0], headline, *row[2:])
        )

    return put_again


def test_an_index_without_an_article_is_found(archive: Archive) -> None:
    conn = archive.conn
    (statement,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = 'articles_outlet'").fetchone()
    conn.execute("DROP INDEX articles_outlet")
    conn.execute(f"{statement} WHERE id <> 2")
    conn.execute("PRAGMA writable_schema = ON")
    conn.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'articles_outlet'", [statement])
    conn.execute("PRAGMA writable_schema = RESET")
    with Archive.open(archive.path, write=True) as again:
        found = problems(again, ALL_RUNS)
    assert [(one.check, one.row) for one in found if "articles_outlet" in one.problem] == [("file", "articles 2")]


def test_a_repair_of_what_was_found_is_whole(archive: Archive) -> None:
    archive.conn.execute("UPDATE totals SET articles = 9")
    assert all(one.is_mended for one in verify(archive, NOW, fast=True, repair=True, part=LAST_RUN))
    assert problems(archive, EVERYTHING) == []


def test_small_tables_are_those_with_few_rows(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {"outlets", "articles", "totals"} <= set(small_tables(archive.conn))
    monkeypatch.setattr("newsarchive.archive.maintenance.verify_part.SMALL_TABLE", 2)
    assert "articles" not in set(small_tables(archive.conn))


def test_the_first_article_of_a_run_is_looked_up_by_each_index(archive: Archive) -> None:
    """By a search in the index: to read one from end to end would take as long as the archive is large."""
    statements: list[str] = []
    archive.conn.set_trace_callback(statements.append)
    try:
        assert problems(archive, LAST_RUN) == []
    finally:
        archive.conn.set_trace_callback(None)
    looked_up = [one for one in statements if "NOT INDEXED" in one]
    (indexes,) = archive.conn.execute(
        "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND tbl_name = 'articles' AND sql IS NOT NULL"
    ).fetchone()
    assert len(looked_up) == indexes
    for statement in looked_up:
        plan = [row[3] for row in archive.conn.execute(f"EXPLAIN QUERY PLAN {statement}")]
        assert not [step for step in plan if step.startswith("SCAN")]

"""An archive that an earlier version wrote: opened, migrated whole or not at all, and nothing lost.

Holds for every later schema: it says what must be true after a migration, not which steps there are.
"""

import gzip
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database, Migrations

from newsarchive.archive import database as module
from newsarchive.archive.articles.read import get_article, iterate, list_versions
from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.verify import verify
from newsarchive.archive.schema import migrations
from newsarchive.archive.schema.triggers import TRIGGERS
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.errors import ArchiveError, ArchiveTooNew, ArchiveTooOld

pytestmark = pytest.mark.usefixtures("made_archives")

SCHEMA = migrations.SCHEMA_VERSION
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
OLD = Path(__file__).parent / "schema_1"
# Derived from the other tables, so that a later schema may count or hash otherwise.
DERIVED = {"fingerprints", "totals", "outlet_days", "url_totals", "row_totals"}
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"

# Opens the archive named in argv for writing with one more step, which writes and then does what argv says.
MIGRATE_IN_A_PROCESS = """
import os, signal, sys
from pathlib import Path
from newsarchive.archive import database
from newsarchive.archive.schema import migrations

@migrations.MIGRATIONS(name="a_step_of_the_test")
def step(db):
    db.execute("UPDATE articles SET headline = upper(headline)")
    db.execute("CREATE TABLE half_way(x)")
    if sys.argv[2] == "dies":
        os.kill(os.getpid(), signal.SIGKILL)

database.SCHEMA_VERSION = migrations.SCHEMA_VERSION = migrations.SCHEMA_VERSION + 1
database.Archive.open(Path(sys.argv[1]), write=True).close()
"""

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A copy of the archive of schema 1."""
    old = tmp_path / "archive.db"
    old.write_bytes(gzip.decompress((OLD / "archive.db.gz").read_bytes()))
    shutil.copytree(OLD / "captures", tmp_path / "captures")
    return old


@pytest.fixture
def one_step_more(monkeypatch: pytest.MonkeyPatch) -> Migrations:
    """The migrations with room for a step of the test, under the next number."""
    longer = Migrations("newsarchive")
    longer._migrations = list(migrations.MIGRATIONS._migrations)
    monkeypatch.setattr(migrations, "MIGRATIONS", longer)
    for place in (migrations, module):
        monkeypatch.setattr(place, "SCHEMA_VERSION", SCHEMA + 1)
    return longer


def rows_of(path: Path) -> Rows:
    """Every row of every table that holds what cannot be derived again, without the forms that search reads."""
    conn = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        db = Database(conn)
        names = [row[0] for row in conn.execute(TABLES)]
        kept = [
            name
            for name in names
            if name not in DERIVED and not name.startswith(("articles_fts", "revisions_fts", "sqlite_"))
        ]
        return {name: [_own(row) for row in db.query(f"SELECT * FROM [{name}]")] for name in kept}
    finally:
        conn.close()


def _own(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not name.startswith("spaced_")}


def lost(before: Rows, after: Rows) -> list[str]:
    """Which rows of before are not in after, in the columns that both have; a column that went is a loss too."""
    missing = []
    for table, rows in before.items():
        columns = list(rows[0]) if rows else []
        left = [{name: row.get(name) for name in columns} for row in after.get(table, [])]
        missing += [f"{table}: {row}" for row in rows if row not in left]
    return missing


def version_of(path: Path) -> int:
    conn = sqlite3.connect(path)
    try:
        return int(conn.execute("PRAGMA user_version").fetchone()[0])
    finally:
        conn.close()


def migrate_in_a_process(path: Path, what: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", MIGRATE_IN_A_PROCESS, str(path), what], stderr=subprocess.PIPE)


def test_the_old_archive_has_schema_1_and_every_kind_of_row(path: Path):
    assert version_of(path) == 1
    rows = rows_of(path)
    assert {name for name, found in rows.items() if not found} == set()
    assert len(rows["articles"]) == 6
    assert len({row["outcome"] for row in rows["urls"]}) == 18


def test_every_step_has_a_number_of_its_own():
    """Two branches that each add a step and count to the same number merge without a conflict: this says so."""
    assert len(migrations.MIGRATIONS._migrations) == migrations.SCHEMA_VERSION


def test_a_writer_migrates_it_to_todays_schema_and_loses_nothing(path: Path):
    before = rows_of(path)
    Archive.open(path, write=True).close()
    assert version_of(path) == migrations.SCHEMA_VERSION
    assert lost(before, rows_of(path)) == []
    with Archive.open(path) as archive:
        assert archive.conn.execute("PRAGMA foreign_key_check").fetchall() == []
        assert archive.conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_the_column_that_nothing_used_is_dropped_and_the_feeds_stay(path: Path):
    before = rows_of(path)["feeds"]
    assert {row.pop("interval_seconds") for row in before} == {None}
    Archive.open(path, write=True).close()
    # Columns of later steps are empty.
    assert [{name: row[name] for name in before[0]} for row in rows_of(path)["feeds"]] == before
    with Archive.open(path) as archive:
        (statement,) = archive.conn.execute("SELECT sql FROM sqlite_master WHERE name = 'feeds'").fetchone()
    # The comments of the other columns are still there.
    assert "interval_seconds" not in statement
    assert "problem TEXT                -- what was wrong with it at the last poll" in statement


def test_texts_of_an_older_archive_have_no_structure_yet_and_the_column_says_what_it_is(path: Path):
    Archive.open(path, write=True).close()
    assert {row["structure"] for table in ("bodies", "revisions") for row in rows_of(path)[table]} == {None}
    with Archive.open(path) as archive:
        for (statement,) in archive.conn.execute("SELECT sql FROM sqlite_master WHERE name IN ('bodies', 'revisions')"):
            assert "structure TEXT              -- JSON: what the blocks of the body are" in statement
        assert {version.structure for version in list_versions(archive.conn, 1)} == {None}


def test_a_migrated_archive_has_every_table_of_a_new_one(path: Path, tmp_path: Path):
    Archive.open(path, write=True).close()
    Archive.open(tmp_path / "new.db", write=True).close()
    columns = (
        "SELECT m.name, c.name FROM sqlite_master m, pragma_table_xinfo(m.name) c WHERE m.type IN ('table','view')"
    )
    objects = "SELECT type, name FROM sqlite_master WHERE type IN ('index', 'trigger', 'view')"
    for statement in (columns, objects):
        with Archive.open(path) as old, Archive.open(tmp_path / "new.db") as new:
            assert sorted(old.conn.execute(statement)) == sorted(new.conn.execute(statement))


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        pytest.param("ferry", [1], id="English"),
        pytest.param("five pounds", [1], id="a revised text"),
        pytest.param('"four pounds"', [], id="the text before it"),
        pytest.param("補修工事", [3], id="a script without spaces"),
        pytest.param("السوق", [4], id="Arabic"),
        pytest.param("барка", [5], id="Cyrillic"),
        pytest.param("resident", [], id="a removed text"),
    ],
)
def test_searches_find_the_same_articles_after_a_migration(path: Path, words: str, ids: list[int]):
    Archive.open(path, write=True).close()
    with Archive.open(path) as archive:
        assert sorted(hit.id for hit in search(archive.conn, SearchRequest(query=words)).hits) == ids


def test_index_and_totals_follow_later_writes(path: Path):
    with Archive.open(path, write=True) as archive:
        with archive.transaction():
            archive.conn.execute("UPDATE articles SET headline = 'Paddle steamer', section = 'Rivers' WHERE id = 1")
        archive.conn.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")
        assert [hit.id for hit in search(archive.conn, SearchRequest(query="steamer")).hits] == [1]
        sections = archive.conn.execute("SELECT value, articles FROM totals WHERE dimension = 'section' ORDER BY 1")
        assert sections.fetchall() == [("Local", 5), ("Rivers", 1)]
        counted = dict(archive.conn.execute("SELECT table_name, rows FROM row_totals").fetchall())
        for table in ("articles", "captures", "urls", "revisions", "article_authors"):
            assert counted[table] == archive.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        triggers = {row[0] for row in archive.conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
        assert triggers == set(TRIGGERS)


def test_articles_versions_and_captures_are_read_by_todays_code(path: Path):
    Archive.open(path, write=True).close()
    with Archive.open(path) as archive:
        assert sorted(stored.id for stored in iterate(archive.conn)) == [1, 2, 3, 4, 5, 6]
        assert [one.headline for one in list_versions(archive.conn, 1)] == ["Ferry to sail on Sundays", "Sunday ferry"]
        ferry = get_article(archive.conn, 1)
        assert ferry is not None
        assert [author.name for author in ferry.article.authors] == ["Ada Reed", "Coast Wire"]
        kept = archive.conn.execute("SELECT file, offset, length, digest FROM captures WHERE expired_at IS NULL")
        pages = [archive.captures.read(CaptureRef(*row)) for row in kept]
        assert len(pages) >= 7
        assert all(page.body for page in pages)


def test_opening_twice_changes_nothing_the_second_time(path: Path):
    Archive.open(path, write=True).close()
    before = path.read_bytes()
    Archive.open(path, write=True).close()
    assert path.read_bytes() == before


def test_a_step_that_fails_leaves_everything_as_it_was(path: Path, one_step_more: Migrations):
    before, said_before = rows_of(path), version_of(path)

    @one_step_more(name="a_step_of_the_test")
    def fail_half_way(db: Database) -> None:
        db.execute("DROP TABLE runs")
        db.execute("UPDATE articles SET headline = ''")
        db.table("feeds").transform(drop={"problem"})
        raise sqlite3.OperationalError("no such column: later")

    with pytest.raises(ArchiveError, match="left unchanged") as error:
        Archive.open(path, write=True)
    assert "\n" not in str(error.value)
    assert (rows_of(path), version_of(path)) == (before, said_before)


def test_a_step_with_a_bug_raises_and_leaves_everything_as_it_was(path: Path, one_step_more: Migrations):
    before = rows_of(path)

    @one_step_more(name="a_step_of_the_test")
    def fail_half_way(db: Database) -> None:
        db.execute("DELETE FROM urls")
        raise KeyError("later")

    with pytest.raises(KeyError):
        Archive.open(path, write=True)
    assert (rows_of(path), version_of(path)) == (before, 1)


def test_a_step_that_works_is_done_once(path: Path, one_step_more: Migrations):
    @one_step_more(name="a_step_of_the_test")
    def add_a_column(db: Database) -> None:
        db.execute("ALTER TABLE outlets ADD COLUMN motto TEXT")

    before = rows_of(path)
    for _ in range(2):
        Archive.open(path, write=True).close()
    assert version_of(path) == SCHEMA + 1
    assert lost(before, rows_of(path)) == []
    assert rows_of(path)["outlets"][0]["motto"] is None


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
def test_a_migration_that_is_killed_changes_nothing_and_the_next_writer_migrates(path: Path):
    before = rows_of(path)
    killed = migrate_in_a_process(path, "dies")
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert (rows_of(path), version_of(path)) == (before, 1)
    Archive.open(path, write=True).close()
    assert version_of(path) == SCHEMA
    assert lost(before, rows_of(path)) == []


def test_two_processes_that_migrate_at_once_do_it_once(path: Path):
    both = [migrate_in_a_process(path, "lives") for _ in range(2)]
    complaints = [process.communicate()[1] for process in both]
    assert complaints == [b"", b""]
    assert version_of(path) == SCHEMA + 1
    conn = sqlite3.connect(path)
    steps = conn.execute("SELECT count(*) FROM _sqlite_migrations WHERE name = 'a_step_of_the_test'").fetchone()
    conn.close()
    assert steps == (1,)


def test_a_reader_of_an_older_file_says_what_to_run_and_changes_nothing(path: Path, one_step_more: Migrations):
    before = path.read_bytes()
    with pytest.raises(ArchiveTooOld, match=f"schema 1, this one reads {SCHEMA + 1}.*verify --repair") as error:
        Archive.open(path)
    assert str(error.value).startswith(f"{path}: ")
    assert path.read_bytes() == before


def test_a_newer_file_is_refused_by_reader_and_writer_and_not_touched(path: Path):
    finished = migrate_in_a_process(path, "lives")
    finished.communicate()
    before = path.read_bytes()
    said = rf"\(schema {SCHEMA + 1} with a_step_of_the_test; this one knows {SCHEMA}\); update newsarchive"
    for write in (False, True):
        with pytest.raises(ArchiveTooNew, match=said):
            Archive.open(path, write=write)
    assert path.read_bytes() == before


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="permissions do not stop root")
def test_in_a_read_only_folder_the_error_says_so_and_nothing_changes(path: Path, one_step_more: Migrations):
    before = rows_of(path)
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with pytest.raises(ArchiveTooOld):
            Archive.open(path)
        with pytest.raises(ArchiveError, match="permissions"):
            Archive.open(path, write=True)
    finally:
        path.parent.chmod(0o755)
    assert rows_of(path) == before


def test_verify_finds_nothing_wrong_and_superseded_versions_are_dated(path: Path):
    with Archive.open(path, write=True) as archive:
        assert [*verify(archive, NOW)] == []
        replaced = archive.conn.execute("SELECT replaced_at FROM revisions").fetchall()
    assert replaced == [("2026-11-23T10:00:00Z",)]

"""An archive that the first schema's code wrote, opened by today's: see schema_1/make.py for what is in it."""

import gzip
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.archive import schema
from newsarchive.archive.archive import Archive
from newsarchive.archive.schema import SCHEMA_VERSION
from newsarchive.archive.search import SearchRequest, search
from newsarchive.archive.triggers import TRIGGERS
from newsarchive.archive.verifying import verify
from newsarchive.archive.versions import list_versions
from newsarchive.errors import ArchiveError, ArchiveTooOld

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
KEPT = Path(__file__).with_name("schema_1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    path.write_bytes(gzip.decompress((KEPT / "archive.db.gz").read_bytes()))
    shutil.copytree(KEPT / "captures", tmp_path / "captures")
    return path


def tables(path: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of every table, as sqlite3 alone shows them; the index's own tables aside."""
    conn = sqlite3.connect(path)
    conn.row_factory = sqlite3.Row
    names = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    own = [name for name in names if not name.startswith(("articles_fts", "sqlite_", "_sqlite_migrations"))]
    found = {name: [dict(row) for row in conn.execute(f"SELECT * FROM {name}")] for name in own}
    conn.close()
    return found


def test_the_kept_file_is_of_the_first_schema_and_holds_every_kind_of_row(path: Path) -> None:
    conn = sqlite3.connect(path)
    assert conn.execute("PRAGMA user_version").fetchone() == (1,)
    conn.close()
    empty = {name for name, rows in tables(path).items() if not rows}
    assert empty == {"fingerprints"}


def test_nothing_is_lost(path: Path) -> None:
    before = tables(path)
    Archive.open(path, write=True).close()
    after = tables(path)
    assert after.keys() >= before.keys()
    for name, rows in before.items():
        columns = rows[0].keys() if rows else ()
        assert [{column: row[column] for column in columns} for row in after[name]] == rows, name


def test_index_triggers_and_captures_are_whole(path: Path) -> None:
    with Archive.open(path, write=True) as archive:
        assert archive.conn.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        names = {row[0] for row in archive.conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
        assert names == set(TRIGGERS)
        assert [hit.headline for hit in search(archive.conn, SearchRequest("five pounds")).hits] == ["Sunday ferry"]
        assert [hit.headline for hit in search(archive.conn, SearchRequest("補修工事")).hits] == [
            "川辺橋、来月から補修"
        ]
        assert [*verify(archive, NOW)] == []


def test_versions_keep_their_texts_and_are_dated(path: Path) -> None:
    with Archive.open(path, write=True) as archive:
        versions = list_versions(archive.conn, 1)
        assert [(one.number, one.headline) for one in versions] == [
            (1, "Ferry to sail on Sundays"),
            (2, "Sunday ferry"),
        ]
        assert "four pounds" in versions[0].body
        replaced = archive.conn.execute("SELECT replaced_at FROM revisions").fetchall()
        assert replaced == [("2026-11-23T10:00:00Z",)]


def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(db: object) -> None:
        raise sqlite3.OperationalError("the machine caught fire")

    before = tables(path)
    monkeypatch.setattr(schema, "make_triggers", break_off)
    with pytest.raises(ArchiveError, match="left as it was"):
        Archive.open(path, write=True)
    assert tables(path) == before
    with pytest.raises(ArchiveTooOld):
        Archive.open(path)
    monkeypatch.undo()
    Archive.open(path, write=True).close()


def test_a_reader_says_what_to_run_and_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(ArchiveTooOld, match=r"written by an older newsarchive .* run `newsarchive crawl`"):
        Archive.open(path)
    assert path.read_bytes() == before

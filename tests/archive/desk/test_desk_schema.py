"""The tables of a desk."""

from pathlib import Path

from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.desk.desk_schema import (
    DESK_APPLICATION_ID,
    DESK_MIGRATIONS,
    DESK_SCHEMA_VERSION,
    migrate_desk,
)

ROOT = Path(__file__).resolve().parents[3]


def test_the_version_is_the_number_of_steps_and_stands_in_the_file(tmp_path: Path):
    with Desk.open(tmp_path / "archive.db", write=True) as desk:
        assert len(DESK_MIGRATIONS.applied(desk.db)) == DESK_SCHEMA_VERSION
        assert desk.conn.execute("PRAGMA user_version").fetchone() == (DESK_SCHEMA_VERSION,)
        assert desk.conn.execute("PRAGMA application_id").fetchone() == (DESK_APPLICATION_ID,)


def test_migrating_again_changes_nothing(tmp_path: Path):
    with Desk.open(tmp_path / "archive.db", write=True) as desk:
        before = desk.db.schema
        with desk.transaction():
            migrate_desk(desk.db)
        assert desk.db.schema == before


def test_every_table_and_column_is_in_the_guide(tmp_path: Path):
    text = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
    with Desk.open(tmp_path / "archive.db", write=True) as desk:
        names = [name for name in desk.db.table_names() if not name.startswith(("_sqlite", "sqlite_"))]
    assert [name for name in names if f"`{name}`" not in text] == []

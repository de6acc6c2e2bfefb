"""How tools read: read-only, for a limited time, with addresses."""

import sqlite3
from datetime import UTC, date, datetime

import pytest
from mcp.server.mcpserver.exceptions import ToolError

from newsarchive.archive.database import Archive
from newsarchive.formats.citations.citation import CitingArchive
from newsarchive.mcp_server import archive_reader as module
from newsarchive.mcp_server.archive_reader import ArchiveReader, moment, not_found, read_position
from newsarchive.records import Stamp

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


def test_the_archive_cannot_be_written(sample):
    with ArchiveReader(sample[0], CitingArchive()).opened() as archive, pytest.raises(sqlite3.OperationalError):
        archive.conn.execute("DELETE FROM articles")


def test_a_call_that_takes_too_long_ends_with_advice(sample, monkeypatch):
    limit = module.time_limit
    monkeypatch.setattr(module, "time_limit", lambda conn: limit(conn, 0.01))
    with (
        pytest.raises(ToolError, match=r"more than 0\.01 seconds; use fewer or rarer words"),
        ArchiveReader(sample[0], CitingArchive()).opened() as archive,
    ):
        archive.conn.execute(ENDLESS).fetchone()


def test_addresses_begin_with_that_of_the_archive(sample):
    assert (
        ArchiveReader(sample[0], CitingArchive("", "https://a.example")).page("article/1")
        == "https://a.example/article/1"
    )
    assert ArchiveReader(sample[0], CitingArchive()).page("article/1") == "/article/1"


def test_a_removed_article_is_said_to_be_removed(sample, tmp_path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        assert str(not_found(archive, 5)).startswith("The archive has no article 5.")
        with archive.transaction():
            archive.conn.execute("INSERT INTO outlets(name, title) VALUES ('post', 'Post')")
            archive.conn.execute("INSERT INTO removals VALUES (5, 'post', 1, NULL, 'asked', '2026-11-22T00:00:00Z')")
        assert str(not_found(archive, 5)) == "Article 5 was removed."


def test_a_time_is_utc_and_a_day_stays_a_day():
    assert moment(Stamp(date(2026, 11, 22), datetime(2026, 11, 22, 9, 30, tzinfo=UTC))) == "2026-11-22T09:30:00Z"
    assert moment(Stamp(date(2026, 11, 22))) == "2026-11-22"
    assert moment(None) is None


def test_positions_come_from_answers():
    assert read_position(None, "after") is None
    assert read_position("after -17", "after") == ("after", -17)
    for wrong in ("17", "before 17", "after 17; DROP TABLE", "after 99999999999999999999", ""):
        with pytest.raises(ToolError, match="is not the `next` of an answer"):
            read_position(wrong, "after")

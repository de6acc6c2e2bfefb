"""The rows of an archive without ids and times: what two crawls of the same web must have in common."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from newsarchive.archive.captures.warc_files import CaptureFiles, CaptureRef

# Indexes, whose content follows from other tables; what is about one crawl; the ledger.
_SKIPPED = ("articles_fts", "revisions_fts", "sqlite_", "_sqlite", "segments", "crawls", "disk_days", "captures")
# They differ from one crawl to another.
_IDS = {"id", "search_id", "crawl_id", "capture_id", "version_id"}
_TIMES = {
    "first_seen_at", "last_seen_at", "checked_at", "recheck_at", "retry_at", "hints_from", "revised_at", "seen_at",
    "polled_at", "poll_at", "replaced_at", "rhythm", "began_at", "ended_at", "last_run_at", "first_at", "by_hour",
    "median_ms", "asked_at", "read_at", "joined_at", "removed_at",
}  # fmt: skip
# Numbers of articles: their addresses are shown.
_ARTICLES = {"article_id", "cluster_id", "copy_of"}


def rows_without_times(db: Path, skipped: Iterable[str] = ()) -> dict[str, list[tuple]]:
    """All rows by table, sorted, and of each capture the page; skipped are further tables."""
    with closing(sqlite3.connect(db)) as conn:
        urls = dict(conn.execute("SELECT id, url FROM articles"))
        names = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {
            name: sorted(_rows(conn, name, urls), key=repr)
            for name in names
            if not name.startswith((*_SKIPPED, *skipped))
        }
        files = CaptureFiles(db.parent / "captures")
        captures = conn.execute("SELECT url, status, file, offset, length, digest FROM captures ORDER BY url")
        found["captures"] = [(*row[:2], files.read(CaptureRef(*row[2:])).body) for row in captures]
        words = conn.execute("SELECT count(*) FROM articles_fts").fetchone()
        found["indexed"] = [words]
    return found


def _rows(conn: sqlite3.Connection, table: str, urls: dict[int, str]) -> list[tuple]:
    cursor = conn.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    kept = [at for at, name in enumerate(names) if name not in _IDS | _TIMES]
    return [tuple(urls.get(row[at]) if names[at] in _ARTICLES else row[at] for at in kept) for row in cursor]

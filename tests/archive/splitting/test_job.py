"""Each connection can read the other archive, and cannot write it."""

import sqlite3

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.splitting.job import SplitJob
from newsarchive.archive.splitting.split_rows import Split
from tests.archive.splitting.new_year import NEW_YEAR, NOW, opened, split


def test_the_other_archive_is_read_only_and_let_go_at_the_end(archive: Archive) -> None:
    split(archive)
    with opened(archive) as new:
        job = SplitJob(archive, new, Split(1, "", "", NEW_YEAR, "copying"), NOW, lambda step, done, total: None)
        assert job.leaving.count(archive.conn) == job.arriving.count(new.conn) == 0
        for conn, name in ((new.conn, "origin"), (archive.conn, "destination")):
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                conn.execute(f"DELETE FROM {name}.articles")
        job.detach()
        job.detach()
        assert [row[1] for row in new.conn.execute("PRAGMA database_list")] == ["main", "temp"]

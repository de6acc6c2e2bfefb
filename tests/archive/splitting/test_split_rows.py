"""How far a split came is known in both archives."""

from datetime import date
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.splitting import split_rows
from newsarchive.archive.splitting.split_rows import MovedCounts, Split, name_beside
from tests.archive.splitting.new_year import NEW_YEAR, NOW, OLDER, opened, split


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("/news/archive-2025.db", "archive-2025.db"),
        ("/news/2025/archive.db", "2025/archive.db"),
        ("/old/archive.db", "/old/archive.db"),
    ],
)
def test_a_file_in_the_folder_of_the_archive_is_named_from_there(file: str, name: str) -> None:
    assert name_beside(Path(file), Path("/news/archive.db")) == name


def test_an_unfinished_split_is_found_until_it_ends(archive: Archive) -> None:
    begun = split_rows.begin_split(archive, "old.db", NEW_YEAR, NOW)
    assert split_rows.unfinished_split(archive.conn) == begun
    split_rows.set_phase(archive, begun, "erasing")
    assert split_rows.unfinished_split(archive.conn) == Split(begun.id, begun.key, "old.db", NEW_YEAR, "erasing")
    with archive.transaction():
        split_rows.add_counts(archive.conn, begun, MovedCounts(2, 3, 4))
        split_rows.add_counts(archive.conn, begun, MovedCounts(1, 1, 0))
    counts = split_rows.load_counts(archive.conn, begun)
    assert counts == MovedCounts(3, 4, 4)
    split_rows.end_split(archive, begun, counts, NOW)
    assert split_rows.unfinished_split(archive.conn) is None


def test_marks_and_the_key_are_in_the_new_archive(archive: Archive) -> None:
    split(archive)
    with opened(archive) as new:
        assert split_rows.split_keys(new.conn, "from") == split_rows.split_keys(archive.conn, "into")
        row = new.conn.execute("SELECT key, file, before_day, phase, articles, ended_at FROM splits").fetchone()
        assert row[1:] == ("archive.db", "2026-01-01", "finished", len(OLDER), "2026-02-01T12:00:00Z")
        one = Split(1, row[0], "", date(2026, 1, 1), "finished")
        highest = new.conn.execute("SELECT max(search_id) FROM articles").fetchone()[0]
        assert split_rows.load_mark(new.conn, one, "copied_to") == highest
        assert split_rows.load_mark(new.conn, one, "checked_to") == highest
        assert split_rows.is_joined(new.conn, one)
        split_rows.receive_split(new, one, "archive.db", NOW)
        assert new.conn.execute("SELECT count(*) FROM splits").fetchone() == (1,)

"""What copying does with captures that cannot be read, a full disk, and rows that are in the way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from newsarchive.archive.captures.warc_files import CaptureFiles
from newsarchive.archive.captures.warc_packing import PackedCapture
from newsarchive.archive.database import Archive
from newsarchive.archive.splitting.split import split_archive
from newsarchive.errors import ArchiveError, ArchiveFull
from tests.archive.splitting.new_year import NEW_YEAR, NOW, OLDER, id_of, opened, pages, problems, split


def place(archive: Archive, name: str) -> tuple[Path, int, int]:
    """Where the page of an article is: the file, and offset and length of its record."""
    row = archive.conn.execute(
        "SELECT file, offset, length FROM captures WHERE id = (SELECT capture_id FROM articles WHERE id = ?)",
        [id_of(archive, name)],
    ).fetchone()
    return archive.captures.folder / row[0], row[1], row[2]


def damage(archive: Archive, name: str) -> None:
    file, offset, length = place(archive, name)
    with file.open("r+b") as opened_file:
        opened_file.seek(offset + length // 2)
        opened_file.write(b"\0\0\0\0")


def test_a_damaged_record_stays_and_is_reported_and_everything_else_moves(archive: Archive) -> None:
    file, offset, length = place(archive, "old-1")
    damage(archive, "old-1")
    capture_id = archive.conn.execute("SELECT capture_id FROM articles WHERE id = 1").fetchone()[0]
    result = split(archive)
    assert result.counts.articles == len(OLDER)
    assert result.problems[0].startswith(f"capture {capture_id} is damaged and stays in archive.db: ")
    assert file.exists()
    assert archive.conn.execute("SELECT offset, length FROM captures WHERE id = ?", [capture_id]).fetchone() == (
        offset,
        length,
    )
    with opened(archive) as new:
        expired = new.conn.execute("SELECT expired_at FROM captures WHERE id = ?", [capture_id]).fetchone()
        assert expired == ("2026-02-01T12:00:00Z",)
        assert problems(new) == []


def test_a_missing_file_stops_the_split_before_anything_is_erased(archive: Archive) -> None:
    file, _, _ = place(archive, "old-1")
    away = file.rename(file.with_suffix(".away"))
    with pytest.raises(ArchiveError, match="newsarchive verify --repair"):
        split(archive)
    assert archive.conn.execute("SELECT count(*) FROM moved_articles").fetchone() == (0,)
    away.rename(file)
    assert split(archive).counts.articles == len(OLDER)


def test_a_record_that_cannot_be_read_back_is_copied_again(archive: Archive) -> None:
    before = pages(archive)

    def note(step: str, done: int, total: int) -> None:
        if step == "copying":
            (file,) = archive.captures.folder.glob("archive-2025-20251231*")
            file.write_bytes(file.read_bytes().replace(b"\x1f\x8b\x08", b"\0\0\0"))

    split(archive, note=note)
    with opened(archive) as new:
        assert {**pages(archive), **pages(new)} == before
        assert problems(new) == []


@pytest.mark.parametrize("writes", [0, 5])
def test_a_full_disk_is_one_line_and_the_next_run_continues(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    real: Callable[..., object] = CaptureFiles.append
    done = [0]

    def append(self: CaptureFiles, packed: PackedCapture) -> object:
        done[0] += 1
        if done[0] > writes:
            raise ArchiveFull("no room")
        return real(self, packed)

    with monkeypatch.context() as patch:
        patch.setattr(CaptureFiles, "append", append)
        with pytest.raises(ArchiveFull, match="no room"):
            split(archive)
    assert problems(archive) == []
    assert split(archive).counts.articles == len(OLDER)
    assert problems(archive) == []


def test_rows_in_the_way_are_one_line(archive: Archive) -> None:
    key, url = archive.conn.execute("SELECT key, url FROM urls WHERE article_id = 1 LIMIT 1").fetchone()
    with Archive.open(archive.path.with_name("archive-2025.db"), write=True) as new:
        new.conn.execute("INSERT INTO outlets(name, title) VALUES ('post', 'Post')")
        new.conn.execute(
            """INSERT INTO urls(key, url, outlet, known_from, first_seen_at, last_seen_at)
               VALUES (?, ?, 'post', 'feed', '', '')""",
            [key, url],
        )
    archive.conn.execute(
        """INSERT INTO splits(key, direction, file, before_day, phase, began_at)
           VALUES ('k', 'into', 'archive-2025.db', '2026-01-01', 'copying', '')"""
    )
    with pytest.raises(ArchiveError, match="has rows of its own where articles of archive"):
        split_archive(archive, archive.path.with_name("archive-2025.db"), NEW_YEAR, NOW)

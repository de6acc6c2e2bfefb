"""Opening several archives: their names, and what is said when one cannot be read."""

from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.several.archives import archive_names, chosen_of, open_archives
from newsarchive.errors import ArchiveError, ArchiveMissing, UsageError


def make(*paths: Path) -> list[Path]:
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        Archive.open(path, write=True).close()
    return list(paths)


def test_archives_are_named_by_their_files(tmp_path):
    names = ("a/news.db", "b/news.db", "c/news.db", "old.sqlite")
    assert archive_names([tmp_path / name for name in names]) == ["news", "news_2", "news_3", "old"]


def test_file_is_named_once(tmp_path):
    (path,) = make(tmp_path / "news.db")
    link = tmp_path / "link.db"
    link.symlink_to(path)
    with pytest.raises(UsageError, match=r"link\.db: this archive is named twice"):
        archive_names([path, link])


def test_all_are_open_and_can_be_chosen(tmp_path):
    with open_archives(make(tmp_path / "a.db", tmp_path / "b.db")) as archives:
        assert [archive.name for archive in archives] == ["a", "b"]
        assert [archive.name for archive in chosen_of(archives, ("b",))] == ["b"]
        assert chosen_of(archives, ()) == archives


def test_missing_file_is_reported_by_name(tmp_path):
    make(tmp_path / "a.db")
    with (
        pytest.raises(ArchiveMissing, match=r"b\.db: no archive there"),
        open_archives([tmp_path / "a.db", tmp_path / "b.db"]),
    ):
        pass


def test_damaged_file_is_reported_in_one_line(tmp_path):
    paths = make(tmp_path / "a.db", tmp_path / "b.db")
    paths[1].write_bytes(paths[1].read_bytes()[:16384] + b"x" * 50_000)
    with pytest.raises(ArchiveError, match=r"b\.db: "), open_archives(paths) as archives:
        archives[1].conn.execute("SELECT count(*) FROM articles JOIN bodies").fetchone()

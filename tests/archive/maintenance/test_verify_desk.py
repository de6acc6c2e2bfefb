"""Verify and backup of the desk."""

from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.desk.collections import add_to_collection, list_collections
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.maintenance.backup import back_up
from newsarchive.archive.maintenance.verify_desk import check_desk
from newsarchive.errors import UsageError
from tests.archive.desk.rows import NOW, add_rows


@pytest.fixture
def archive(tmp_path: Path):
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        add_rows(opened)
        yield opened


def collect(archive: Archive, *article_ids: int) -> None:
    with Desk.open(archive.path, write=True) as desk:
        add_to_collection(desk, "flood", article_ids, NOW)


def test_a_desk_of_this_archive_has_no_problem(archive: Archive):
    assert list(check_desk(archive)) == []
    collect(archive, 1, 4)
    assert list(check_desk(archive)) == []


def test_articles_that_were_never_there_are_reported(archive: Archive):
    collect(archive, 1, 99)
    (problem,) = check_desk(archive)
    assert (problem.check, problem.row, problem.problem) == ("desk", "article 99", "was never in this archive")


def test_a_damaged_desk_is_one_problem(archive: Archive):
    archive.path.with_name("desk.db").write_bytes(b"damaged " * 1000)
    (problem,) = check_desk(archive)
    assert (problem.row, problem.problem.startswith("the file is damaged")) == ("desk.db", True)


def test_a_backup_takes_the_desk_along(archive: Archive, tmp_path: Path):
    collect(archive, 1)
    (tmp_path / "safe").mkdir()
    done = back_up(archive, tmp_path / "safe" / "archive.db")
    assert done.desk_bytes == (tmp_path / "safe" / "desk.db").stat().st_size
    with Desk.open(tmp_path / "safe" / "archive.db") as desk:
        assert [one.name for one in list_collections(desk)] == ["flood"]
    collect(archive, 2)
    back_up(archive, tmp_path / "safe" / "archive.db", force=True)
    with Desk.open(tmp_path / "safe" / "archive.db") as desk:
        assert [one.articles for one in list_collections(desk)] == [2]
    assert {file.name for file in (tmp_path / "safe").iterdir()} <= {
        "archive.db",
        *(f"desk.db{end}" for end in ("", "-wal", "-shm")),
    }


def test_the_desk_of_another_archive_is_not_replaced(archive: Archive, tmp_path: Path):
    collect(archive, 1)
    (tmp_path / "safe").mkdir()
    (tmp_path / "safe" / "desk.db").write_text("another")
    with pytest.raises(UsageError, match=r"desk\.db: already exists"):
        back_up(archive, tmp_path / "safe" / "archive.db")
    assert (tmp_path / "safe" / "desk.db").read_text() == "another"
    assert not (tmp_path / "safe" / "archive.db").exists()


def test_an_archive_without_a_desk_has_a_backup_without_one(archive: Archive, tmp_path: Path):
    (tmp_path / "safe").mkdir()
    assert back_up(archive, tmp_path / "safe" / "archive.db").desk_bytes == 0
    assert not (tmp_path / "safe" / "desk.db").exists()


def test_the_archive_is_copied_also_if_the_desk_is_damaged(archive: Archive, tmp_path: Path):
    archive.path.with_name("desk.db").write_bytes(b"damaged " * 1000)
    (tmp_path / "safe").mkdir()
    done = back_up(archive, tmp_path / "safe" / "archive.db")
    assert "the file is damaged" in (done.desk_problem or "")
    assert {file.name for file in (tmp_path / "safe").iterdir()} == {"archive.db"}

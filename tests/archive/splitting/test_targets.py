"""Into which file articles may move."""

from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.splitting.targets import check_target
from newsarchive.errors import ArchiveError, UsageError
from tests.archive.splitting.new_year import NEW_YEAR, opened, put, split


class _Ended(BaseException):
    pass


def check(archive: Archive, file: Path) -> None:
    check_target(archive, file, NEW_YEAR)


def test_a_new_file_and_one_of_an_earlier_split_are_right(archive: Archive, tmp_path: Path) -> None:
    check(archive, tmp_path / "archive-2025.db")
    split(archive)
    check(archive, tmp_path / "archive-2025.db")


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        pytest.param("archive.db", "is the archive itself", id="itself"),
        pytest.param("captures", "is a folder", id="a folder"),
        pytest.param("missing/archive.db", "does not exist; make it first", id="in no folder"),
        pytest.param("other.db", "is another archive", id="another archive"),
    ],
)
def test_other_files_are_refused(archive: Archive, tmp_path: Path, name: str, problem: str) -> None:
    with Archive.open(tmp_path / "other.db", write=True) as other:
        put(other, "post", "anything", 0)
    with pytest.raises(UsageError, match=problem):
        check(archive, tmp_path / name)
    assert archive.conn.execute("SELECT count(*) FROM splits").fetchone() == (0,)


def test_a_file_that_is_no_archive_is_refused(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no archive" * 100)
    with pytest.raises(ArchiveError, match="not a database"):
        check(archive, tmp_path / "notes.txt")


def test_an_archive_that_got_articles_of_its_own_is_refused(archive: Archive, tmp_path: Path) -> None:
    split(archive)
    with opened(archive) as new:
        own = put(new, "post", "its-own", -50).article_id
    with pytest.raises(UsageError, match=rf"did not come from archive.db \(article {own}\)"):
        check(archive, tmp_path / "archive-2025.db")


def _interrupt(archive: Archive, step: str) -> None:
    def note(at: str, done: int, total: int) -> None:
        if at == step:
            raise _Ended

    with pytest.raises(_Ended):
        split(archive, note=note)


@pytest.mark.parametrize(("name", "day"), [("archive-2025.db", 2), ("other.db", 1)])
def test_an_unfinished_split_is_finished_first(archive: Archive, tmp_path: Path, name: str, day: int) -> None:
    _interrupt(archive, "copying")
    with pytest.raises(
        UsageError, match=r"finish it first with `newsarchive split --before 2026-01-01 archive-2025\.db`"
    ):
        check_target(archive, tmp_path / name, NEW_YEAR.replace(day=day))


def test_a_copy_that_was_deleted_is_made_again_unless_articles_were_erased_here(
    archive: Archive, tmp_path: Path
) -> None:
    for step in ("copying", "erasing here"):
        _interrupt(archive, step)
        for file in tmp_path.glob("archive-2025*"):
            file.unlink()
        if step == "copying":
            check(archive, tmp_path / "archive-2025.db")
    with pytest.raises(UsageError, match="is missing, and the articles that were erased here are in it"):
        check(archive, tmp_path / "archive-2025.db")

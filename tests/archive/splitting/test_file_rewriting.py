"""A WARC file is deleted after the records that stay were written into another one."""

from datetime import timedelta
from pathlib import Path

import pytest

from newsarchive.archive.articles.saving import Capture, record_capture
from newsarchive.archive.captures.warc_files import CaptureFiles
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.archive.splitting.file_rewriting import rewrite_files
from tests.archive.splitting.new_year import MIDNIGHT, a_page, pages


@pytest.fixture
def files(archive: Archive) -> dict[str, Path]:
    """Three files with records of nobody: all of them moved, one of two moved, one is not concerned."""
    made = {}
    for day, name in enumerate(("all", "half", "none"), start=60):
        for number in range(2):
            page = a_page(f"https://post.example/{name}/{number}", f"{name} {number}", MIDNIGHT + timedelta(days=day))
            capture_id = record_capture(archive, Capture(pack(page), page.final_url))
            file = archive.conn.execute("SELECT file FROM captures WHERE id = ?", [capture_id]).fetchone()[0]
            made[name] = archive.captures.folder / file
            if name == "all" or (name, number) == ("half", 0):
                archive.conn.execute("DELETE FROM captures WHERE id = ?", [capture_id])
        if name != "none":
            archive.conn.execute("INSERT INTO split_files VALUES (?)", [made[name].name])
    return made


def test_files_without_records_go_and_others_are_written_again(archive: Archive, files: dict[str, Path]) -> None:
    before, wrong = pages(archive), list[str]()
    sizes = {name: file.stat().st_size for name, file in files.items()}
    done: list[tuple[int, int]] = []
    kept = archive.conn.execute("SELECT length FROM captures WHERE url LIKE '%half/1'").fetchone()[0]
    freed = rewrite_files(archive, wrong, lambda number, of: done.append((number, of)))
    assert freed == sizes["all"] + sizes["half"] - kept
    assert {name: file.exists() for name, file in files.items()} == {"all": False, "half": False, "none": True}
    assert (pages(archive), wrong, done) == (before, [], [(1, 2), (2, 2)])
    assert archive.conn.execute("SELECT count(*) FROM split_files").fetchone() == (0,)
    assert rewrite_files(archive, wrong) == 0


@pytest.mark.parametrize("times", range(4))
def test_after_a_kill_no_file_is_left_over(
    archive: Archive, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    before, number = pages(archive), len(list(archive.captures.folder.iterdir()))
    calls = [0]

    def killed(*given: object) -> None:
        calls[0] += 1
        if calls[0] > times // 2:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        # Before the rows point to the new file, or before the old files are deleted.
        if times % 2:
            patch.setattr(CaptureFiles, "close", killed)
        else:
            patch.setattr(Path, "unlink", killed)
        with pytest.raises(KeyboardInterrupt):
            rewrite_files(archive, [])
    assert pages(archive) == before
    rewrite_files(archive, [])
    assert pages(archive) == before
    assert len(list(archive.captures.folder.iterdir())) == number - 1


def test_a_file_with_a_damaged_record_stays(archive: Archive, files: dict[str, Path]) -> None:
    row = archive.conn.execute("SELECT offset, length FROM captures WHERE url LIKE '%half/1'").fetchone()
    with files["half"].open("r+b") as file:
        file.seek(row[0] + row[1] // 2)
        file.write(b"\0\0\0\0")
    wrong: list[str] = []
    rewrite_files(archive, wrong)
    assert files["half"].exists()
    assert wrong[0].startswith(f"{files['half'].name} keeps the records of moved captures: ")


def test_a_row_that_names_a_file_elsewhere_deletes_nothing(archive: Archive, tmp_path: Path) -> None:
    precious = tmp_path / "precious.warc.gz"
    precious.write_bytes(b"x")
    archive.conn.execute("INSERT INTO split_files VALUES ('../precious.warc.gz')")
    assert rewrite_files(archive, []) == 0
    assert precious.exists()

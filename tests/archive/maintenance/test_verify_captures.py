"""Verify reads every record and file; a repair marks missing records as expired and never a damaged one."""

import pytest

from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance import verify_captures
from newsarchive.records import Page
from tests.archive.maintenance.invented import NOW, problems_in, warc


def overwrite(archive: Archive, capture_id: int, at: int, data: bytes) -> None:
    (offset,) = archive.conn.execute("SELECT offset FROM captures WHERE id = ?", [capture_id]).fetchone()
    with warc(archive).open("r+b") as file:
        file.seek(offset + at)
        file.write(data)


def test_a_missing_record_is_marked_as_expired_by_a_repair_only(archive: Archive) -> None:
    with warc(archive).open("r+b") as file:
        file.truncate(archive.conn.execute("SELECT offset + 30 FROM captures WHERE id = 4").fetchone()[0])
    assert [(one.check, one.row) for one in problems_in(archive)] == [
        ("captures", "captures 4"),
        ("files", warc(archive).name),
    ]
    assert problems_in(archive, fast=True) == []
    assert [one.is_mended for one in problems_in(archive, repair=True)] == [True]
    expired = "SELECT id FROM captures WHERE expired_at IS NOT NULL"
    assert archive.conn.execute(expired).fetchall() == [(4,)]
    assert problems_in(archive) == []


def test_a_damaged_record_is_found_and_never_marked_as_expired(archive: Archive) -> None:
    overwrite(archive, 2, 100, b"\0\0\0\0")
    for _ in range(2):
        found = problems_in(archive, repair=True)
        assert [(one.check, one.is_mended) for one in found] == [("captures", False), ("files", False)]


def test_while_the_folder_is_missing_no_row_is_marked(archive: Archive) -> None:
    archive.captures.folder.rename(archive.path.parent / "elsewhere")
    assert [one.is_mended for one in problems_in(archive, repair=True)] == [False] * 4
    (archive.path.parent / "elsewhere").rename(archive.captures.folder)
    assert problems_in(archive) == []


def test_an_incomplete_last_record_and_a_record_without_row_are_not_reported(archive: Archive) -> None:
    orphan = pack(Page("https://post.example/9", "https://post.example/9", NOW, 200, (), b"orphan"))
    archive.captures.append(orphan)
    with warc(archive).open("ab") as file:
        file.write(orphan.record[:50])
    assert problems_in(archive) == []


def test_an_erased_record_whose_row_is_not_expired_is_marked(archive: Archive) -> None:
    columns = "file, offset, length, digest"
    ref = CaptureRef(*archive.conn.execute(f"SELECT {columns} FROM captures WHERE id = 3").fetchone())
    archive.captures.erase(ref)
    assert "removed" in problems_in(archive)[0].problem
    problems_in(archive, repair=True)
    assert problems_in(archive) == []


def test_many_captures_are_read_by_several_processes(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_captures, "BATCH", 2)
    overwrite(archive, 3, 100, b"\0\0\0\0")
    counts: list[int] = []
    found = list(verify_captures.check_captures(archive, NOW, repair=False, note=counts.append))
    assert [one.row for one in found] == ["captures 3"]
    assert sum(counts) == 4


def test_the_advice_for_a_missing_record_differs_from_that_for_a_damaged_one(archive: Archive) -> None:
    overwrite(archive, 2, 100, b"\0\0\0\0")
    damaged, file = problems_in(archive)
    assert (damaged.row, damaged.advice) == ("captures 2", "restore the file from a backup")
    assert file.problem.startswith("is damaged from byte ")
    warc(archive).unlink()
    missing = problems_in(archive)
    assert {one.advice for one in missing} == {
        "restore captures/ from a backup, or mark it as expired with `newsarchive verify --repair`"
    }

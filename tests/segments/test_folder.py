"""The shared folder: any address that fsspec knows, and one line for everything that is wrong with it."""

import errno
from pathlib import Path

import pytest

from newsarchive.archive.progress_file import delete_progress
from newsarchive.errors import FleetError, SegmentError, SettingsError
from newsarchive.segments.folder import SegmentFolder, folder_of_archive


def filled(folder: SegmentFolder, name: str, data: bytes) -> SegmentFolder:
    with folder.writing(name) as file:
        file.write(data)
    return folder


@pytest.mark.parametrize("address", ["{}/shared/a", "file://{}/shared/a", "memory://shared/a"])
def test_files_come_back_as_they_were_written(tmp_path: Path, address: str):
    folder = filled(SegmentFolder(address.format(tmp_path)), "x.jsonl", b"one\n")
    with folder.reading("x.jsonl") as file:
        assert list(file) == [b"one\n"]
    folder.remove("x.jsonl")
    folder.remove("x.jsonl")
    with pytest.raises(SegmentError, match=r"x\.jsonl: cannot be read"), folder.reading("x.jsonl"):
        pass


def test_clearing_deletes_all_of_it_and_may_be_repeated(tmp_path: Path):
    folder = filled(SegmentFolder(str(tmp_path / "shared" / "a")), "x.jsonl", b"one\n")
    filled(SegmentFolder(str(tmp_path / "shared" / "b")), "y.jsonl", b"two\n")
    folder.clear()
    folder.clear()
    assert sorted(file.name for file in (tmp_path / "shared").iterdir()) == ["b"]


@pytest.mark.parametrize("address", ["nothing://x", "sftp2://host/x"])
def test_an_address_that_nobody_knows_is_refused(address: str):
    with pytest.raises(SettingsError, match="cannot be used as the folder of segments"):
        SegmentFolder(address)


def test_a_folder_that_cannot_be_written_is_named_with_its_setting(tmp_path: Path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(FleetError, match=r"cannot be written .*fleet_segments"):
        filled(SegmentFolder(str(tmp_path / "file" / "a")), "x", b"")


def fill_up(file: object, data: bytes) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_one_line_and_leaves_nothing(tmp_path: Path):
    folder = SegmentFolder(str(tmp_path / "a"))
    with pytest.raises(FleetError, match=r"no room for segments .*make room"), folder.writing("x") as file:
        fill_up(file, b"")
    assert list((tmp_path / "a").iterdir()) == []


def test_each_archive_has_a_folder_of_its_own(tmp_path: Path):
    assert folder_of_archive(tmp_path / "a.db", None, "import").address == f"{tmp_path}/a.db.import-segments"
    first = folder_of_archive(tmp_path / "a.db", "memory://shared/", "import")
    assert first.address.startswith("memory://shared/")
    assert folder_of_archive(tmp_path / "a.db", "memory://shared", "import").address == first.address
    assert folder_of_archive(tmp_path / "b.db", "memory://shared", "import").address != first.address
    delete_progress(tmp_path / "a.db")
    assert folder_of_archive(tmp_path / "a.db", "memory://shared", "import").address != first.address


def test_a_file_is_there_until_it_is_removed(tmp_path: Path):
    folder = SegmentFolder(str(tmp_path / "segments"))
    assert not folder.has("a")
    with folder.writing("a") as file:
        file.write(b"1")
    assert folder.has("a")
    folder.remove("a")
    assert not folder.has("a")

"""What is to be written waits on disk."""

from pathlib import Path

import pytest

from newsarchive.errors import ArchiveError
from newsarchive.reextraction.spool import Spool


def test_values_come_back_in_order_as_often_as_asked(tmp_path: Path):
    with Spool(tmp_path) as spool:
        for number in range(100):
            spool.add(("article", number, "text " * number))
        assert [number for _, number, _ in spool] == list(range(100))
        assert len(list(spool)) == 100


def test_no_file_is_left_or_even_seen(tmp_path: Path):
    with Spool(tmp_path) as spool:
        spool.add("text")
        assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_an_error(tmp_path: Path):
    with pytest.raises(ArchiveError, match="absent: cannot be written"):
        Spool(tmp_path / "absent")


def test_a_value_that_was_not_written_to_its_end_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with Spool(tmp_path) as spool:
        spool.add("first")

        def press_ctrl_c() -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(spool._file, "flush", press_ctrl_c)
            with pytest.raises(KeyboardInterrupt):
                spool.add("interrupted")
        assert list(spool) == ["first"]
        spool.add("next")
        assert list(spool) == ["first", "next"]


def test_a_cleared_spool_is_empty_and_can_be_filled_again(tmp_path: Path):
    with Spool(tmp_path) as spool:
        spool.add("first")
        spool.clear()
        assert list(spool) == []
        spool.add("second")
        assert list(spool) == ["second"]

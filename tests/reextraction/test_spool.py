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

"""Lines in the order of their bytes, whether they fit into memory or not."""

import random
from pathlib import Path

import pytest

from newsarchive.errors import NewsArchiveError
from newsarchive.exporting.line_sort import LineSorter

LINES = [f"example,post)/{number} 2026".encode() + b"\n" for number in range(500)]
LINES += ["example,post)/é\n".encode(), b"a\n", b"a b\n", b"a!b\n"]


@pytest.mark.parametrize("held_bytes", [1, 300, 10**6], ids=["each line a part", "some parts", "in memory"])
def test_lines_are_sorted_by_bytes_and_come_once(held_bytes: int, tmp_path: Path):
    mixed = LINES * 2
    random.Random(7).shuffle(mixed)
    with LineSorter(tmp_path, held_bytes, most_parts=5) as sorter:
        for line in mixed:
            sorter.add(line)
        assert list(sorter.lines()) == sorted(LINES)
        assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path):
    with (
        LineSorter(tmp_path / "absent", 1) as sorter,
        pytest.raises(NewsArchiveError, match="absent: cannot be"),
    ):
        sorter.add(b"a\n")

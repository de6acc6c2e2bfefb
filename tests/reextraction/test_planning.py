"""How far refused pages were read; what plan finds is tested with apply, in test_applying.py."""

from pathlib import Path

import pytest

from newsarchive.reextraction.planning import RefusedProgress


def test_a_reading_version_continues_where_it_stopped_and_another_starts_at_the_beginning(tmp_path: Path):
    RefusedProgress(tmp_path / "archive.db").save("post", "1+rules", 17)
    progress = RefusedProgress(tmp_path / "archive.db")
    asked = [("post", "1+rules"), ("post", "2+rules"), ("other", "1+rules")]
    assert [progress.read_up_to(*one) for one in asked] == [17, 0, 0]


@pytest.mark.parametrize("text", ["", "[]", '{"post": 3}', '{"post": ["1+rules"]}', "{"])
def test_a_damaged_file_of_progress_starts_at_the_beginning(tmp_path: Path, text: str):
    (tmp_path / "archive.db.reextract.json").write_text(text)
    assert RefusedProgress(tmp_path / "archive.db").read_up_to("post", "1+rules") == 0

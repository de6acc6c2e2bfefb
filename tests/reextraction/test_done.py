"""How far refused pages were read."""

from pathlib import Path

import pytest

from newsarchive.reextraction.done import Done


def test_a_reader_goes_on_where_it_was_and_another_begins_anew(tmp_path: Path):
    Done(tmp_path / "archive.db").save("post", "1+rules", 17)
    done = Done(tmp_path / "archive.db")
    assert [done.until("post", "1+rules"), done.until("post", "2+rules"), done.until("other", "1+rules")] == [17, 0, 0]


@pytest.mark.parametrize("text", ["", "[]", '{"post": 3}', '{"post": ["1+rules"]}', "{"])
def test_a_file_that_cannot_be_read_is_as_none(tmp_path: Path, text: str):
    (tmp_path / "archive.db.reextract.json").write_text(text)
    assert Done(tmp_path / "archive.db").until("post", "1+rules") == 0

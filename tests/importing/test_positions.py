"""How far each WARC file was read."""

from pathlib import Path

import pytest

from newsarchive.archive.captures.warc_reader import Position
from newsarchive.importing.positions import WarcPositions, file_identity


def test_a_position_is_there_for_the_next_process(tmp_path: Path):
    db = tmp_path / "archive.db"
    WarcPositions(db).save("a file", Position(17, 3))
    assert WarcPositions(db).position("a file") == Position(17, 3)
    assert WarcPositions(db).position("another file") == Position()


@pytest.mark.parametrize("text", ["", "[]", '{"a file": 17}', '{"a file": [17]}', '{"a file": [17, -1]}', "{"])
def test_a_damaged_file_of_positions_starts_at_the_beginning(tmp_path: Path, text: str):
    (tmp_path / "archive.db.imports.json").write_text(text, encoding="utf-8")
    assert WarcPositions(tmp_path / "archive.db").position("a file") == Position()


def test_a_file_is_known_again_by_how_it_begins(tmp_path: Path):
    for name, content in (("a", b"WARC/1.1 first"), ("b", b"WARC/1.1 first"), ("c", b"WARC/1.1 other")):
        (tmp_path / name).write_bytes(content)
    a, b, c = (file_identity(tmp_path / name) for name in "abc")
    assert a == b != c
    with (tmp_path / "a").open("ab") as file:
        file.write(bytes(10_000))
    grown = file_identity(tmp_path / "a")
    with (tmp_path / "a").open("ab") as file:
        file.write(b"more")
    assert file_identity(tmp_path / "a") == grown


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        file_identity(tmp_path / "absent")

"""Names for a shell that completes one."""

import sqlite3
from contextlib import closing
from pathlib import Path

from newsarchive.archive.search.outlets.outlet_names import outlet_names


def test_names_that_begin_so_and_none_without_an_archive(tmp_path: Path) -> None:
    file = tmp_path / "archive.db"
    assert outlet_names(file, "") == []
    assert not file.exists()
    file.write_bytes(b"no database" * 100)
    assert outlet_names(file, "") == []
    file.unlink()
    with closing(sqlite3.connect(file)) as conn:
        conn.executescript("CREATE TABLE outlets (name); INSERT INTO outlets VALUES ('harbour_post'), ('hill_post')")
    assert outlet_names(file, "harb") == ["harbour_post"]
    assert outlet_names(file, "h%") == []
    assert outlet_names(file, "") == ["harbour_post", "hill_post"]

"""SQLite's errors as one line that says which file, what is wrong and what to do."""

import errno
import sqlite3
from pathlib import Path

import pytest

from newsarchive.archive import sqlite_errors
from newsarchive.archive.sqlite_errors import in_one_line, translate
from newsarchive.errors import ArchiveBusy, ArchiveError, ArchiveFull
from tests.cli.support import files_of_at_most

PATH = Path("archive.db")


def an_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind", "advice"),
    [
        pytest.param(sqlite3.SQLITE_BUSY, ArchiveBusy, "close that program", id="busy"),
        pytest.param(sqlite3.SQLITE_BUSY_SNAPSHOT, ArchiveBusy, "close that program", id="an extended code of busy"),
        pytest.param(sqlite3.SQLITE_FULL, ArchiveFull, "make room", id="the disk is full"),
        pytest.param(sqlite3.SQLITE_READONLY, ArchiveError, "check the owner and permissions", id="read-only"),
        pytest.param(sqlite3.SQLITE_NOTADB, ArchiveError, "name the archive with --db", id="not a database"),
        pytest.param(sqlite3.SQLITE_CORRUPT, ArchiveError, "restore a backup", id="damaged"),
    ],
)
def test_an_error_names_the_file_and_what_to_do(code, kind, advice):
    with pytest.raises(kind) as raised, in_one_line(PATH):
        raise an_error(code)
    assert str(raised.value).startswith("archive.db: ")
    assert advice in str(raised.value)
    assert "\n" not in str(raised.value)


def test_too_many_open_files_are_not_taken_for_missing_permissions(monkeypatch: pytest.MonkeyPatch):
    assert "its permissions" in str(translate(an_error(sqlite3.SQLITE_CANTOPEN), PATH))

    def refused(*_):
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr("newsarchive.archive.sqlite_errors.os.open", refused)
    assert "may open no more files" in str(translate(an_error(sqlite3.SQLITE_CANTOPEN), PATH))


def test_a_limit_of_the_shell_is_not_taken_for_a_broken_disk(tmp_path: Path):
    conn = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    ours = pytest.raises(ArchiveFull, match="raise the limit with `ulimit -f`")
    with files_of_at_most(10_000), ours, in_one_line(tmp_path / "a.db"):
        conn.execute("CREATE TABLE t AS SELECT zeroblob(100000)")
    conn.close()


def test_a_mistake_in_our_sql_is_raised_as_it_is():
    assert translate(an_error(sqlite3.SQLITE_ERROR), PATH) is None
    with pytest.raises(sqlite3.OperationalError, match="what SQLite says"), in_one_line(PATH):
        raise an_error(sqlite3.SQLITE_ERROR)


@pytest.mark.parametrize(
    ("least_free", "kind"), [pytest.param(0, ArchiveError, id="room left"), pytest.param(2**62, ArchiveFull, id="full")]
)
def test_an_input_output_error_on_a_full_disk_means_that_it_is_full(tmp_path, monkeypatch, least_free, kind):
    monkeypatch.setattr(sqlite_errors, "_NO_ROOM_BYTES", least_free)
    assert type(translate(an_error(sqlite3.SQLITE_IOERR), tmp_path / "archive.db")) is kind

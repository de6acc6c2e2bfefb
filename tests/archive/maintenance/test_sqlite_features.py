"""What SQLite can do is tried, not read from its version."""

from newsarchive.archive.maintenance import sqlite_features as module
from newsarchive.archive.maintenance.sqlite_features import sqlite_features


def test_the_sqlite_of_the_tests_has_everything():
    assert sqlite_features().missing == ()


def test_what_fails_is_named(monkeypatch):
    monkeypatch.setitem(module._NEEDED, "time travel", "SELECT no_such_function()")
    assert sqlite_features().missing == ("time travel",)

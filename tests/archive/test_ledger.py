"""The ledger: each part of a file once, in the transaction of its articles."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.ledger import LedgerRow, add_to_ledger, forget_source, taken_up_to

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        yield archive


def test_it_knows_up_to_where_each_file_was_taken_in(archive: Archive):
    assert taken_up_to(archive, "a") == 0
    add_to_ledger(archive, LedgerRow("a", 0, 100, "digest", 3), NOW)
    add_to_ledger(archive, LedgerRow("a", 100, 250, "digest", 0), NOW)
    add_to_ledger(archive, LedgerRow("b", 0, 40, "digest", 1), NOW)
    assert (taken_up_to(archive, "a"), taken_up_to(archive, "b")) == (250, 40)
    forget_source(archive, "a")
    assert (taken_up_to(archive, "a"), taken_up_to(archive, "b")) == (0, 40)


def test_a_part_that_is_taken_in_twice_undoes_the_whole_transaction(archive: Archive):
    add_to_ledger(archive, LedgerRow("a", 0, 100, "digest", 3), NOW)

    def take_in_again() -> None:
        with archive.transaction():
            add_to_ledger(archive, LedgerRow("a", 100, 200, "digest", 3), NOW)
            add_to_ledger(archive, LedgerRow("a", 0, 100, "digest", 3), NOW)

    with pytest.raises(sqlite3.IntegrityError):
        take_in_again()
    assert taken_up_to(archive, "a") == 100

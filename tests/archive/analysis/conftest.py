"""The invented archive of the statistics, opened."""

import sqlite3
from collections.abc import Iterator

import pytest

from newsarchive.archive.database import Archive
from tests.archive.analysis.invented import build_analysis_archive


@pytest.fixture(scope="session")
def conn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A connection to the archive of build_analysis_archive."""
    path = tmp_path_factory.mktemp("analysis") / "archive.db"
    build_analysis_archive(path)
    with Archive.open(path) as archive:
        yield archive.conn

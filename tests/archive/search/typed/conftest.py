"""The archive of wordy.py."""

import pytest

from tests.archive.wordy import open_archive


@pytest.fixture(scope="module")
def conn(tmp_path_factory):
    with open_archive(tmp_path_factory.mktemp("words") / "archive.db") as archive:
        yield archive.conn

"""An archive of three articles with its desk, open for writing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.desk.desk_file import Desk
from tests.archive.desk.rows import add_rows


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        add_rows(opened)
        yield opened


@pytest.fixture
def open_desk(archive: Archive) -> Iterator[Desk]:
    with Desk.open(archive.path, write=True) as opened:
        yield opened

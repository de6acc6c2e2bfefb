"""The archive that the tests split."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from tests.archive.splitting.new_year import fill, fill_desk


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the archive, its captures and its desk, for copying."""
    folder = tmp_path_factory.mktemp("made")
    with Archive.open(folder / "archive.db", write=True) as archive:
        fill(archive)
        fill_desk(archive)
    return folder


@pytest.fixture
def archive(made: Path, tmp_path: Path) -> Iterator[Archive]:
    """The archive around New Year 2026, in a folder of its own."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        yield opened

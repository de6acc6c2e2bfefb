"""The tests of the description use an archive that has everything that is described."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def archive_path(complete_path: Path) -> Path:
    return complete_path

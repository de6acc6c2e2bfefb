"""An archive with two outlets, to which tests add runs and articles."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.outlet import Outlet


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    outlets = [Outlet(name, name.title(), f"https://{name}.example/", "en", "UTC", "gb") for name in ("post", "times")]
    with Archive.open(tmp_path / "archive.db", write=True) as one:
        register_outlets(one, outlets)
        yield one

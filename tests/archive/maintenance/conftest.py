"""The archive that the tests of verify damage."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from tests.archive.maintenance.invented import put


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Three articles, the first of them corrected once, the third in Japanese; four captures."""
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        put(opened, 1, "The harbour opens in May.")
        put(opened, 1, "The harbour opens in June.")
        put(opened, 2, "The ferry costs more.")
        put(opened, 3, "新しい橋が完成した。", "東京で新しい橋")
        yield opened

"""A town whose articles are saved one after the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.watches.town import Town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    opened = Town(tmp_path)
    yield opened
    opened.close()

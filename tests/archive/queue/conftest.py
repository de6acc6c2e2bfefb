"""An archive of two outlets, for the tests of its queue."""

import pytest

from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from tests.archive.queue.rivertown_queue import POST, TIMES, an_outlet


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        register_outlets(archive, [an_outlet(POST), an_outlet(TIMES)])
        yield archive

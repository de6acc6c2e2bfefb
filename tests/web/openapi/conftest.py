"""The tests of the description use an archive that has everything that is described."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.archive.articles.pictures import WantedPicture, keep_picture
from newsarchive.archive.articles.saving import Capture
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.records import Page
from tests.web.complete_archive import build_complete_archive

PICTURE = "https://img.example/quay.png"


@pytest.fixture(scope="session")
def archive_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The complete archive, and the picture of its first article."""
    path = tmp_path_factory.mktemp("described") / "archive.db"
    build_complete_archive(path)
    now = datetime(2026, 11, 22, tzinfo=UTC)
    capture = Capture(pack(Page(PICTURE, PICTURE, now, 200, (), b"\x89PNG\r\n\x1a\n")), PICTURE)
    with Archive.open(path, write=True) as archive:
        with archive.transaction():
            archive.conn.execute("UPDATE bodies SET image_url = ? WHERE article_id = 1", [PICTURE])
        keep_picture(archive, WantedPicture(1, PICTURE), capture, "image/png", now)
    return path

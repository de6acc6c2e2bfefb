"""The captures of the article at an address, and why there is none."""

from pathlib import Path

import pytest

from newsarchive.archive.articles.captured.mementos import find_mementos
from newsarchive.archive.database import Archive
from tests.web.captured_archive import CAPTURED_AT, build_captured_archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    path: Path = tmp_path_factory.mktemp("captured") / "archive.db"
    ids = build_captured_archive(path)
    with Archive.open(path) as archive:
        yield archive, ids


@pytest.mark.parametrize(
    "url",
    [
        "https://post.example/2026/two",
        "http://www.post.example/2026/two/",
        "https://post.example/2026/two?utm_source=feed#top",
    ],
)
def test_every_spelling_of_an_address_leads_to_the_captures_oldest_first(archive, url: str):
    opened, ids = archive
    found = find_mementos(opened.conn, url)
    assert found.article_id == ids["two"]
    assert [one.number for one in found.captures] == [1, 2]
    assert found.captures[0].fetched_at == CAPTURED_AT
    assert found.why_none is None


@pytest.mark.parametrize(
    ("name", "why", "was_there"),
    [
        ("nosuch", "no article at this address", False),
        ("imported", "came without a page", False),
        ("expired", "were deleted; its text is still stored", True),
        ("removed", "was removed at 2026-11-20T10:04:31Z", True),
    ],
)
def test_why_there_is_none(archive, name: str, why: str, was_there: bool):
    found = find_mementos(archive[0].conn, f"https://post.example/2026/{name}")
    assert found.captures == ()
    assert why in (found.why_none or "")
    assert found.was_there == was_there

"""Which versions have a captured page, and why others have none."""

import pytest

from newsarchive.archive.articles.captured.captured_versions import find_captured_version, list_captured_versions
from newsarchive.archive.database import Archive
from newsarchive.errors import CaptureGone, CaptureMissing
from tests.web.captured_archive import CAPTURED_AT, build_captured_archive


@pytest.fixture(scope="module")
def captured(tmp_path_factory):
    path = tmp_path_factory.mktemp("captured") / "archive.db"
    ids = build_captured_archive(path)
    with Archive.open(path) as archive:
        yield archive, ids


def test_each_version_has_the_page_it_was_read_from(captured):
    archive, ids = captured
    first, second = list_captured_versions(archive.conn, ids["two"])
    assert (first.number, first.fetched_at, first.status) == (1, CAPTURED_AT, 200)
    assert first.url == "https://post.example/2026/two"
    assert b"says the first page" in archive.captures.read(first.ref).body
    assert b"says the second page" in archive.captures.read(second.ref).body
    assert find_captured_version(archive.conn, ids["two"]) == second
    assert find_captured_version(archive.conn, ids["two"], 1) == first


def test_a_deleted_capture_is_listed_with_its_time(captured):
    archive, ids = captured
    (deleted,) = list_captured_versions(archive.conn, ids["expired"])
    assert deleted.expired_at is not None
    assert list_captured_versions(archive.conn, ids["imported"]) == []


@pytest.mark.parametrize(
    ("name", "number", "kind", "why"),
    [
        ("imported", None, CaptureMissing, "version 1 of article {} has no captured page; imported texts come without"),
        ("two", 3, CaptureMissing, "article {} has no version 3; its newest is 2"),
        ("two", 0, CaptureMissing, "article {} has no version 0; its newest is 2"),
        ("expired", None, CaptureGone, "of version 1 of article {} was deleted at 2026-11-20 08:00:00 UTC"),
        ("removed", None, CaptureGone, "article {} was removed at 2026-11-20T10:04:31Z, and its captured pages were"),
        ("removed", 1, CaptureGone, "article {} was removed"),
    ],
)
def test_the_error_says_why_there_is_no_page(captured, name, number, kind, why):
    archive, ids = captured
    with pytest.raises(kind) as raised:
        find_captured_version(archive.conn, ids[name], number)
    assert type(raised.value) is kind
    assert why.format(ids[name]) in str(raised.value)


def test_an_article_that_never_was_is_missing_and_not_gone(captured):
    with pytest.raises(CaptureMissing, match="there is no article 4711"):
        find_captured_version(captured[0].conn, 4711)

"""An article with all its versions and captures, as one value."""

from newsarchive.archive.articles.every_version import read_every_version
from newsarchive.archive.database import Archive
from tests.web.captured_archive import build_captured_archive


def test_an_article_is_read_with_its_versions_and_the_captures_of_them(tmp_path):
    ids = build_captured_archive(tmp_path / "archive.db")
    with Archive.open(tmp_path / "archive.db") as archive:
        every = read_every_version(archive.conn, ids["two"])
        imported = read_every_version(archive.conn, ids["imported"])
        assert read_every_version(archive.conn, ids["removed"]) is None
    assert [version.number for version in every.versions] == [1, 2]
    assert sorted(every.captures) == [1, 2]
    assert "is open again" in every.stored.article.body
    first = every.as_of(every.find(1))
    assert (first.revision, first.id) == (1, ids["two"])
    assert "is open again" not in first.article.body
    assert every.find(3) is None
    assert imported.captures == {}

"""What is known of one outlet. Whole profiles are tested with their page, in tests/web/pages/test_outlet.py."""

from pathlib import Path

from newsarchive.archive.database import Archive
from newsarchive.archive.health.outlet_profile import outlet_names, outlet_profile
from tests.web.sample_archive import NOW, build_archive


def test_sections_and_sources_are_counted_most_frequent_first(tmp_path: Path):
    build_archive(tmp_path / "archive.db")
    with Archive.open(tmp_path / "archive.db") as archive:
        assert "rivertown_post" in outlet_names(archive.conn)
        profile = outlet_profile(archive.conn, "rivertown_post", NOW)
    assert profile is not None
    counts = [count for _, count in profile.sections]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) <= profile.articles
    assert profile.sources[0][0] == "Rivertown Post"
    assert profile.first_on is not None
    assert profile.last_on is not None
    assert profile.first_on < profile.last_on

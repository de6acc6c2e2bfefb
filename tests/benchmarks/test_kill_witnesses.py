"""What the witnesses of a kill notice: lost, changed and returned articles, other texts and other pages."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
from kill_scenes import POST, page_of
from kill_witnesses import AS_SERVED, Contents, digest_of, forgotten

from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.ingest import ingest

ONE, TWO = (1, "The ferry costs more."), (2, "The ferry costs less.")


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        pytest.param({1: ONE}, {1: ONE, 2: ONE}, [], id="more articles"),
        pytest.param({1: ONE}, {1: TWO}, [], id="a newer version"),
        pytest.param({1: ONE, 7: ONE}, {1: ONE}, [], id="the removed one"),
        pytest.param({1: ONE}, {}, ["1 articles are lost"], id="lost"),
        pytest.param({1: TWO}, {1: ONE}, ["1 articles are changed"], id="an older version"),
        pytest.param({1: ONE}, {1: (1, "Other words.")}, ["1 articles are changed"], id="other text, same version"),
        pytest.param({1: ONE}, {1: ONE, 7: ONE}, ["1 articles are there again"], id="removed and there again"),
        pytest.param({}, {7: ONE}, [], id="nothing was seen"),
    ],
)
def test_what_a_reader_saw_must_stay(before, now, found):
    lines = forgotten(before, now, frozenset({7}))
    assert lines == [f"a reader saw it: {one} after the kill" for one in found]


def test_texts_and_pages_are_compared():
    expected = Contents(frozenset({("Ferry", "More.")}), frozenset({("https://post.example/1", "aa")}))
    other = Contents(frozenset({("Ferry", "Less.")}), frozenset())
    assert expected.differences(expected) == []
    assert other.differences(expected) == [
        "1 texts too many or changed, 1 missing or changed",
        "0 captured pages too many or changed, 1 missing or changed",
    ]


def test_a_page_counts_as_served_or_by_its_bytes(tmp_path: Path):
    page = page_of(1)
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        register_outlets(archive, [POST])
        ingest(archive, page, POST, page.fetched_at)
    url, digest = page.requested_url, digest_of(page.body)
    assert Contents.of(tmp_path).pages == {(url, digest)}
    assert Contents.of(tmp_path, page_names={url: "ferry"}, served={url: digest}).pages == {("ferry", AS_SERVED)}
    assert Contents.of(tmp_path, served={url: digest_of(b"other")}).pages == {(url, digest)}

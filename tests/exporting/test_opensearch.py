"""What OpenSearch takes: a mapping of every field that is sent, and bulk lines in files of a moderate size."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from newsarchive.errors import UsageError
from newsarchive.exporting import opensearch
from newsarchive.exporting.opensearch import bulk_lines, check_opensearch_folder, mapping, write_opensearch
from newsarchive.records import Article, Author, Stamp, StoredArticle

SEEN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ARTICLE = Article(
    "post", 'The "new"\nbridge', "One.\n\nZwölf.", url="https://post.example/1", authors=(Author("A. Reed"),),
    published=Stamp(date(2026, 11, 22), SEEN), source="Coast Wire", is_free=False,
)  # fmt: skip


def stored(article: Article = ARTICLE, number: int = 7) -> StoredArticle:
    return StoredArticle(number, article, "Post", 1, SEEN)


def test_an_article_is_two_lines_with_the_fields_of_the_mapping_that_are_known():
    action, fields = map(json.loads, bulk_lines(stored()).decode().splitlines())
    assert list(action) == ["index"]
    assert fields == {
        "headline": 'The "new"\nbridge', "body": "One.\n\nZwölf.", "authors": ["A. Reed"], "outlet": "post",
        "outlet_title": "Post", "url": "https://post.example/1", "source": "Coast Wire", "kind": "article",
        "completeness": "full", "published_at": "2026-11-22T10:00:00Z", "published_on": "2026-11-22",
        "first_seen_at": "2026-11-22T10:00:00Z", "is_free": False, "revision": 1, "id": 7,
    }  # fmt: skip
    properties = mapping()["mappings"]["properties"]
    assert fields.keys() <= properties.keys()
    assert (properties["published_at"]["type"], properties["outlet"]["type"]) == ("date", "keyword")


def id_of(article: Article, number: int = 7) -> str:
    return json.loads(bulk_lines(stored(article, number)).split(b"\n")[0])["index"]["_id"]


def test_the_id_follows_from_outlet_and_address_or_from_the_text():
    assert id_of(ARTICLE, 7) == id_of(ARTICLE, 8)
    letter = Article("letters", "Bridge", "One.")
    assert len({id_of(ARTICLE), id_of(letter), id_of(Article("letters", "Bridge", "Two."))}) == 3
    assert id_of(letter, 7) == id_of(letter, 8)


def test_files_stay_below_their_size_and_hold_all_articles(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(opensearch, "FILE_BYTES", 1500)
    found = [
        stored(Article("post", f"Bridge {number}", "One.", url=f"https://post.example/{number}")) for number in range(9)
    ]
    assert write_opensearch(found, tmp_path) == 9
    assert json.loads((tmp_path / "mapping.json").read_text()) == mapping()
    files = sorted(tmp_path.glob("articles-*.ndjson"))
    assert len(files) > 1
    assert max(file.stat().st_size for file in files) <= 1500
    lines = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert [line["headline"] for line in lines[1::2]] == [f"Bridge {number}" for number in range(9)]
    assert files[-1].read_bytes().endswith(b"\n")


def test_no_articles_leave_the_mapping_alone(tmp_path: Path):
    assert write_opensearch([], tmp_path) == 0
    assert [file.name for file in tmp_path.iterdir()] == ["mapping.json"]


def test_only_a_new_or_empty_folder_is_written_to(tmp_path: Path):
    assert check_opensearch_folder(tmp_path) == tmp_path
    assert check_opensearch_folder(tmp_path / "new") == tmp_path / "new"
    (tmp_path / "articles-00009.ndjson").write_text("old")
    for output in (None, tmp_path, tmp_path / "articles-00009.ndjson"):
        with pytest.raises(UsageError, match="--format opensearch"):
            check_opensearch_folder(output)

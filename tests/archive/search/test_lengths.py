"""How long an outlet's texts usually are."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import save
from newsarchive.archive.database import Archive
from newsarchive.archive.search.lengths import LEAST_ARTICLES, typical_length
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Stamp

POST = Outlet("post", "Post", "https://post.example/", "en", "UTC", country="gb", domains=("post.example",))


@pytest.mark.parametrize(
    ("articles", "length"),
    [
        pytest.param(LEAST_ARTICLES - 1, None, id="too few to say"),
        pytest.param(LEAST_ARTICLES, 1_000, id="enough"),
        # Three in four are of 1,000 characters, the newest of 10.
        pytest.param(4 * LEAST_ARTICLES, 1_000, id="a few short ones change nothing"),
    ],
)
def test_the_median_of_an_outlets_texts(tmp_path: Path, articles: int, length: int | None):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        for number in range(articles):
            url = f"https://post.example/{number}"
            body = "x" * (10 if number > 0.75 * articles else 1_000)
            article = Article("post", f"Headline {number}", body, published=Stamp(date(2026, 11, 22)))
            version = version_of(article, "post", None)
            now = datetime(2026, 11, 22, 10, tzinfo=UTC)
            save(archive, version, outlet=POST, addresses=Addresses(url, url), now=now)
        assert typical_length(archive.conn, "post") == length
        assert typical_length(archive.conn, "another") is None

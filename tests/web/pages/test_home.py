"""The home page: its newest articles, outlets and chart."""

from newsarchive.archive.database import Archive
from newsarchive.web.serve import make_datasette
from tests.web.support import get


async def test_home_shows_headlines_outlets_and_days(datasette, ids):
    page = (await get(datasette, "/")).text
    assert "70 articles from 4 outlets in 3 countries and 3 languages" in page
    assert f'href="/article/{ids["feature"]}"' in page
    assert 'href="/search?outlet=rivertown_post"' in page
    assert "United Kingdom" in page
    assert "<svg" in page
    assert "Articles per day</title>" in page
    assert "<script" not in page.lower()


async def test_home_of_an_empty_archive_says_what_to_do(tmp_path):

    Archive.open(tmp_path / "empty.db", write=True).close()
    page = (await get(make_datasette(tmp_path / "empty.db"), "/")).text
    assert "newsarchive crawl" in page
    assert "<svg" not in page

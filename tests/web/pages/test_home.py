"""The home page: its newest articles, outlets and chart."""

from datetime import date

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.search.article_search import SearchResult
from newsarchive.archive.search.totals import OutletTotal
from newsarchive.web.layout import site_of
from newsarchive.web.pages.home import HomePageData, OutletEntry, extent_line, group_outlets
from newsarchive.web.serve import make_datasette
from tests.web.support import foreign_scripts, get


async def test_home_shows_headlines_outlets_and_days(datasette, ids):
    page = (await get(datasette, "/")).text
    assert "70 articles from 4 outlets in 3 countries and 3 languages" in page
    assert f'href="/article/{ids["feature"]}"' in page
    assert 'href="/search?outlet=rivertown_post"' in page
    assert "United Kingdom" in page
    assert "<svg" in page
    assert "Articles per day</title>" in page
    assert foreign_scripts(page) == []


async def test_home_of_an_empty_archive_says_what_to_do(tmp_path):
    Archive.open(tmp_path / "empty.db", write=True).close()
    page = (await get(make_datasette(tmp_path / "empty.db"), "/")).text
    assert "newsarchive crawl" in page
    assert "<svg" not in page


NOTHING = SearchResult((), 0, False, False, "")
DAYS = {date(2026, 11, 1): 2, date(2026, 11, 20): 1}


@pytest.mark.parametrize(
    ("outlets", "days", "line"),
    [
        ([], {}, "The archive has no articles yet."),
        ([OutletTotal("post", "Post", "gb", "en", 1, None)], {}, "1 article from 1 outlet."),
        (
            [OutletTotal("post", "Post", "gb", "en", 1200, None), OutletTotal("wire", "Wire", "gb", "en", 3, None)],
            DAYS,
            "1,203 articles from 2 outlets, from 1 Nov 2026 to 20 Nov 2026.",
        ),
        (
            [OutletTotal("post", "Post", "gb", "en", 2, None), OutletTotal("sada", "Sada", "eg", "ar", 1, None)],
            {},
            "3 articles from 2 outlets in 2 countries and 2 languages.",
        ),
        (
            [OutletTotal("post", "Post", "gb", "en", 2, None), OutletTotal("old", "Old", None, "und", 1, None)],
            {},
            "3 articles from 2 outlets.",
        ),
    ],
    ids=["empty", "one article", "one country", "two countries", "country and language unknown"],
)
def test_one_line_says_what_the_archive_contains(outlets, days, line):
    assert extent_line(HomePageData(NOTHING, outlets, days)) == line


def test_outlets_are_grouped_by_the_name_of_their_country(datasette):
    outlets = [
        OutletTotal("post", "Post", "gb", "en", 1200, None),
        OutletTotal("imported", "Imported", None, None, 1, None),
        OutletTotal("wire", "Wire", "gb", "en", 3, None),
        OutletTotal("sada", "Sada", "eg", "ar", 5, None),
    ]
    groups = group_outlets(outlets, site_of(datasette, datasette.databases["archive"]))
    assert [(group.name, [outlet.title for outlet in group.outlets]) for group in groups] == [
        ("Egypt", ["Sada"]),
        ("International", ["Imported"]),
        ("United Kingdom", ["Post", "Wire"]),
    ]
    assert groups[2].outlets[0] == OutletEntry("Post", "/search?outlet=post", "English", "1,200")


async def test_the_chart_is_also_a_table_with_links(datasette):
    page = (await get(datasette, "/")).text
    assert "<summary>Show as a table</summary>" in page
    row = '<tr><td><a href="/search?since=2026-11-18&amp;until=2026-11-18">18 November 2026</a></td><td>'
    assert row in page
    assert '<th scope="col"><span class="visually-hidden">Day</span></th>' in page

"""Searching the texts that were replaced: on the page, in its other forms, and only when asked for."""

import csv
import io
from xml.etree import ElementTree

import pytest

from tests.web.test_pages import get, text_of

# The first version of one article had it; today's has another season.
WORDS = "q=%22until+the+spring+the+council%22&source=Northern+Wire"


async def test_an_earlier_version_is_found_named_and_linked(datasette, ids):
    page = (await get(datasette, f"/search?{WORDS}&versions=earlier")).text
    assert "1 article" in text_of(page)
    assert f'<h3 lang="en" dir="ltr"><a href="/article/{ids["feature"]}/1">' in page
    for flag in ("version 1 of 2", "replaced 20 Nov 2026", "not in today&#39;s text"):
        assert f'<span class="flag">{flag}</span>' in page
    assert "<mark>until the spring, the council</mark>" in page
    assert "Narrow the results" not in page
    first = await get(datasette, f"/article/{ids['feature']}/1")
    assert "a later one replaced it" in first.text


async def test_todays_texts_are_searched_unless_asked_otherwise(datasette, ids):
    page = (await get(datasette, f"/search?{WORDS}")).text
    assert f'href="/article/{ids["feature"]}' not in page
    assert 'name="versions" value="earlier">' in page


async def test_the_box_stays_ticked_and_the_sign_above_takes_it_back(datasette):
    page = (await get(datasette, "/search?q=spring&versions=earlier")).text
    assert 'name="versions" value="earlier" checked' in page
    assert '<a href="/search?q=spring" title="Search without this">' in page
    assert 'href="/search?q=spring&amp;order=newest&amp;versions=earlier"' in page


@pytest.mark.parametrize("query", ["", "q=%22", "q=-spring", "q=author:reed", "q=spring&before=5", "q=spring&page=9"])
@pytest.mark.parametrize("form", ["", ".json", ".csv", ".atom"], ids=["html", "json", "csv", "atom"])
async def test_no_question_is_an_error(datasette, query, form):
    await get(datasette, f"/search{form}?versions=earlier&{query}")


async def test_without_words_it_says_what_to_do(datasette):
    page = text_of((await get(datasette, "/search?versions=earlier")).text)
    assert "Type a word to search for." in page
    assert "No article" in page


async def test_json_and_csv_say_which_version(datasette, ids):
    (found,) = (await get(datasette, f"/search.json?{WORDS}&versions=earlier")).json()["articles"]
    assert (found["id"], found["version"], found["revision"]) == (ids["feature"], 1, 2)
    assert (found["cause"], found["matches_today"]) == ("theirs", False)
    assert found["replaced_at"] == "2026-11-20T17:00:00Z"
    assert found["page"].endswith(f"/article/{ids['feature']}/1")
    (row,) = csv.DictReader(io.StringIO((await get(datasette, f"/search.csv?{WORDS}&versions=earlier")).text))
    assert (row["version"], row["page"]) == ("1", found["page"])
    assert "version" not in (await get(datasette, "/search.json?q=summer")).json()["articles"][0]


async def test_the_feed_leads_to_the_version(datasette, ids):
    feed = ElementTree.fromstring((await get(datasette, f"/search.atom?{WORDS}&versions=earlier")).text)
    (entry,) = feed.findall("{*}entry")
    assert entry.findtext("{*}id").endswith(f"/article/{ids['feature']}/1")

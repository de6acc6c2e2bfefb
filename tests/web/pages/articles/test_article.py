"""The article page: structure, versions, and the article as JSON and text."""

import json

import pytest

from newsarchive.formats.document import read_document
from newsarchive.web.databases import QueryTooSlow
from tests.web.sample_archive import STRUCTURED
from tests.web.support import Markup, get, text_of


async def test_an_article_has_the_order_of_a_document(datasette, ids):
    page = text_of((await get(datasette, f"/article/{ids['feature']}")).text)
    order = [
        "Rivertown harbour to stay closed",
        "18.11.2026",
        "Northern Wire , 17 Nov 2026",
        "Ferries",
        "The harbour at",
    ]
    places = [page.index(part, page.index("Rivertown Post")) for part in order]
    assert places == sorted(places)


async def test_an_article_is_marked_with_its_language_and_direction(datasette, ids):
    page = (await get(datasette, f"/article/{ids['arabic']}")).text
    assert '<h1 lang="ar" dir="rtl">' in page
    assert '<div class="text" lang="ar" dir="rtl">' in page
    unknown = (await get(datasette, f"/article/{ids['no address']}")).text
    assert '<h1 dir="auto">' in unknown


async def test_an_article_as_text_is_a_document(datasette, ids):
    answer = await get(datasette, f"/article/{ids['feature']}.txt?full=1")
    document = read_document(answer.text)
    assert document.source == "Northern Wire"
    assert document.url == "https://post.example/2026/harbour"


async def test_an_article_as_json_has_all_fields(datasette, ids):
    article = json.loads((await get(datasette, f"/article/{ids['feature']}.json")).text)
    assert article["authors"][1] == {"name": "Northern Wire", "kind": "agency"}
    assert article["published_at"] == "2026-11-18T10:00:00Z"
    assert article["provenance"]["headline"] == "json-ld"


async def test_the_link_to_the_original_page_sends_no_referrer(datasette, ids):
    page = (await get(datasette, f"/article/{ids['feature']}")).text
    assert '<a href="https://post.example/2026/harbour" rel="noopener noreferrer nofollow external"' in page


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("withdrawn", "Withdrawn: Rivertown Post has not shown this article since 19 Nov 2026."),
        ("stub", "Only the beginning is stored. The rest was not free to read."),
        ("undated", "the date is not known"),
        ("day alone", "only the day is known"),
    ],
)
async def test_the_page_says_what_is_special_about_an_article(datasette, ids, name, line):
    assert line in (await get(datasette, f"/article/{ids[name]}")).text


async def test_the_structure_of_a_text_is_shown(datasette, ids):
    page = (await get(datasette, f"/article/{ids['structured']}")).text
    for markup in (
        "<h2>Where do the ferries leave from?</h2>",
        "<h3>Who pays?</h3>",
        "<li>The morning boats leave from Saltmarsh</li>",
        "<ol>\n<li>07:10, with bicycles</li>",
        "<blockquote><p>“We would rather answer for a closed harbour than for an open one.”</p>"
        "<p>“The piles come first.”</p></blockquote><figcaption>Maud Ellery, chair of the works committee</figcaption>",
        '<th scope="col">Year</th>',
        "<td>The county</td>",
        "<code>quay = {\n&#34;piles&#34;: 212,\n}\n</code>",
        '<a href="https://county.example/ferries?from=saltmarsh&amp;to=islands" rel="nofollow noopener">Timetable</a>',
        "The eastern quay at low water on Tuesday",
        '<span class="picture-credit">Photo: Ida Moor</span>',
        '<a class="small no-print" lang="en" dir="ltr" href="https://post.example/quay.jpg" rel="nofollow noopener">',
        '<time datetime="2026-11-09T12:00:00Z" title="2026-11-09 12:00:00 UTC">9 Nov 2026, 12:00 UTC</time>',
    ):
        assert markup in page, markup
    assert "<h2>Where" not in (await get(datasette, f"/article/{ids['feature']}")).text


async def test_nothing_of_a_hostile_structure_is_markup(datasette, ids):
    page = (await get(datasette, f"/article/{ids['hostile']}")).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; attribution</figcaption>" in page
    assert 'href="https://evil.example/&#34;onmouseover=&#34;alert(1)"' in page
    assert not [attributes for _, attributes in Markup(page).elements if "onmouseover" in attributes]
    assert "<script>" not in page


async def test_the_json_of_an_article_has_its_structure(datasette, ids):
    article = (await get(datasette, f"/article/{ids['structured']}.json")).json()
    assert article["structure"]["picture"] == {
        "caption": "The eastern quay at low water on Tuesday",
        "credit": "Photo: Ida Moor",
    }
    assert article["structure"]["blocks"][0] == {"first": 1, "last": 1, "kind": "subheading", "level": 2}


async def test_the_text_of_an_article_is_a_plain_document(datasette, ids):
    text = (await get(datasette, f"/article/{ids['structured']}.txt")).text
    assert read_document(text).body.split("\n\n") == STRUCTURED


async def test_earlier_versions_are_shown_and_compared(datasette, ids):
    feature = ids["feature"]
    today = (await get(datasette, f"/article/{feature}")).text
    assert f'href="/article/{feature}/1"' in today
    first = (await get(datasette, f"/article/{feature}/1")).text
    assert "until the spring, the council" in first
    assert "A later version replaced it" in first
    assert "until the spring" in (await get(datasette, f"/article/{feature}/1.txt")).text
    assert (await get(datasette, f"/article/{feature}/1.json")).json()["revision"] == 1


async def test_the_address_of_a_change_in_earlier_releases_leads_to_the_comparison(datasette, ids):
    answer = await get(datasette, f"/article/{ids['feature']}/2?changes=1", 302)
    assert answer.headers["location"] == f"/article/{ids['feature']}/changes?older=1&newer=2"


async def test_each_version_has_its_time_to_the_second_and_its_own_change(datasette, ids):
    page = text_of((await get(datasette, f"/article/{ids['feature']}")).text)
    assert "Version 1 first seen 20 Nov 2026, 12:00:00 UTC Version 2" in page
    assert "Version 2 first seen 20 Nov 2026, 17:00:00 UTC , changed by the outlet: corrected what changed" in page


async def test_a_version_that_is_not_there_is_named(datasette, ids):
    answer = await get(datasette, f"/article/{ids['feature']}/3", 404)
    assert "has no version 3. Its newest version is 2." in answer.text


async def test_from_a_search_the_words_are_marked_and_the_results_around_linked(datasette, ids):
    found = Markup((await get(datasette, "/search?q=harbour+council&order=newest")).text)
    hrefs = [one["href"] for tag, one in found.elements if tag == "a" and "order=newest" in one.get("href", "")]
    articles = [href for href in hrefs if href.startswith("/article/")]
    page = (await get(datasette, articles[1])).text
    assert "<mark>harbour</mark>" in page
    assert f'href="{articles[0].replace("&", "&amp;")}" rel="prev"' in page
    assert f'href="{articles[2].replace("&", "&amp;")}" rel="next"' in page
    number = articles[1].partition("?")[0].rpartition("/")[2]
    assert f'href="/search?q=harbour+council&amp;order=newest#article-{number}"' in page
    assert f'<li id="article-{number}" ' in (await get(datasette, "/search?q=harbour+council&order=newest")).text


async def test_the_canonical_address_has_no_search_in_it(datasette, ids):
    page = (await get(datasette, f"/article/{ids['feature']}?q=harbour&outlet=rivertown_post")).text
    assert f'<link rel="canonical" href="http://localhost/article/{ids["feature"]}">' in page
    assert 'class="in-results' not in (await get(datasette, f"/article/{ids['feature']}")).text


async def test_marks_are_in_every_kind_of_block_and_in_links(datasette, ids):
    words = "ferries+OR+boats+OR+timetable+OR+bicycles+OR+piles+OR+county+OR+reference+OR+quay"
    page = (await get(datasette, f"/article/{ids['structured']}?q={words}")).text
    for markup in (
        "<h2>Where do the <mark>ferries</mark> leave from?</h2>",
        "<li>The morning <mark>boats</mark> leave",
        'rel="nofollow noopener"><mark>Timetable</mark></a>',
        "<li>07:10, with <mark>bicycles</mark></li>",
        "<p>“The <mark>piles</mark> come first.”</p>",
        "<td>The <mark>county</mark></td>",
        "<code><mark>quay</mark> = {",
        '<h1 lang="en" dir="ltr">Five questions about the <mark>quay</mark></h1>',
    ):
        assert markup in page, markup


async def test_an_earlier_version_is_marked_too(datasette, ids):
    page = (await get(datasette, f'/article/{ids["feature"]}/1?q="until+the+spring"&versions=earlier')).text
    assert "<mark>until the spring</mark>, the council" in page


@pytest.mark.parametrize("query", ["q=zeppelin", "q=%22", "q=-harbour", "q=&outlet=rivertown_post", "q=%00&page=7"])
async def test_an_article_that_the_search_does_not_find_is_shown_without_marks(datasette, ids, query):
    assert "<mark>" not in (await get(datasette, f"/article/{ids['feature']}?{query}")).text


async def test_a_search_that_takes_too_long_only_loses_its_marks(datasette, ids, monkeypatch):
    def too_slow(*_):
        raise QueryTooSlow

    monkeypatch.setattr("newsarchive.web.pages.articles.article.mark_article", too_slow)
    page = (await get(datasette, f"/article/{ids['feature']}?q=harbour")).text
    assert "<mark>" not in page
    assert "Back to the results" in page


async def test_the_page_says_where_each_field_came_from(datasette, ids):
    page = text_of((await get(datasette, f"/article/{ids['feature']}")).text)
    assert "Where each field came from Headline json-ld Text rules" in page


async def test_the_page_names_the_extractor_version_and_the_original_page(datasette, ids):
    page = text_of((await get(datasette, f"/article/{ids['feature']}")).text)
    assert "Extractor version test 1" in page
    assert "Original page open at post.example" in page
    assert "Last checked 20 Nov 2026" in page

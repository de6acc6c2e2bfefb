"""The search page."""

import re
from pathlib import Path

import pytest

from newsarchive.web.databases import QueryTooSlow
from newsarchive.web.searching.search_view import SEARCH_TIPS
from tests.web.queries import EARLIER_WORDS, HOSTILE_QUERIES, WRONG_QUERIES
from tests.web.support import Markup, get, text_of


async def test_search_ranks_marks_and_links(datasette, ids):
    page = (await get(datasette, "/search?q=cracks+quay")).text
    assert "<mark>cracks</mark>" in page
    assert re.findall(r'href="(/article/\d+)', page)[0] == f"/article/{ids['feature']}"


async def test_search_finds_words_without_spaces_and_marks_them(datasette, ids):
    page = (await get(datasette, "/search?q=北京")).text
    assert "<mark>北京</mark>" in page
    assert 'lang="ja" dir="ltr"' in page
    assert "\x1f" not in page


async def test_each_filter_can_be_removed(datasette):
    page = (await get(datasette, "/search?q=harbour&outlet=rivertown_post&section=Local&since=2026-10")).text
    assert "Outlet: Rivertown Post" in page
    assert 'href="/search?q=harbour&amp;outlet=rivertown_post&amp;since=2026-10-01"' in page


async def test_a_sent_form_redirects_to_the_permanent_address(datasette):
    answer = await get(datasette, "/search?q=harbour&outlet=&language=en&since=&until=", 302)
    assert answer.headers["location"] == "/search?q=harbour&language=en"


@pytest.mark.parametrize("order", ["newest", "oldest"])
async def test_pages_by_date_can_be_followed_to_the_end(datasette, order):
    seen, address = [], f"/search?order={order}"
    while address:
        page = (await get(datasette, address)).text
        seen += re.findall(r'<h3[^>]*><a href="/article/(\d+)', page)
        (address, *_) = re.findall(r'<a href="([^"]+)" rel="next">', page) or [None]
        address = address and address.replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 70


async def test_pages_by_relevance_can_be_followed(datasette):
    first = (await get(datasette, "/search?q=harbour")).text
    assert 'rel="next"' in first
    second = (await get(datasette, "/search?q=harbour&page=2")).text
    assert 'rel="prev"' in second
    assert "No articles found" in text_of((await get(datasette, "/search?q=zeppelin&page=2")).text)


async def test_results_link_to_their_articles_with_the_search(datasette, ids):
    page = (await get(datasette, "/search?q=cracks&section=Local")).text
    assert f'href="/article/{ids["feature"]}?q=cracks&amp;section=Local"' in page
    assert 'href="/article/1"' in (await get(datasette, "/search")).text


async def test_a_search_without_words_says_what_to_do(datasette):
    page = text_of((await get(datasette, "/search?q=%22%22%20-+*")).text)
    assert "There is no word to search for" in page


@pytest.mark.parametrize("query", HOSTILE_QUERIES, ids=lambda query: query[:30])
async def test_no_query_is_an_error(datasette, query):
    answer = await datasette.client.get(f"/search?{query}")
    assert answer.status_code in (200, 302), answer.text[:300]


@pytest.mark.parametrize("query", WRONG_QUERIES, ids=lambda query: query[:30])
async def test_a_wrong_address_gets_a_page_that_says_what_is_wrong(datasette, query):
    page = (await get(datasette, f"/search?q=harbour&language=en&{query}", 400)).text
    assert WRONG_QUERIES[query] in text_of(page)
    # Nothing was searched, and the form still has what was right.
    assert "Nothing was searched" in text_of(page)
    assert "<mark>" not in page
    fields = [attrs for tag, attrs in Markup(page).elements if tag == "input"]
    assert {"q": "harbour"}.items() <= {field["name"]: field.get("value") for field in fields}.items()
    assert [field["value"] for field in fields if field["name"] == "language" and "checked" in field] == ["en"]


async def test_facets_have_checkboxes_with_counts_and_keep_the_chosen_ones(datasette):
    page = (await get(datasette, "/search?q=harbour&section=Local")).text
    boxes = [attrs for tag, attrs in Markup(page).elements if attrs.get("type") == "checkbox"]
    sections = {box["value"]: "checked" in box for box in boxes if box["name"] == "section"}
    assert sections == {"Local": True, "Business": False}
    assert {"section", "source", "author", "copies", "versions"} <= {box["name"] for box in boxes}
    # The count of a value that is not chosen says what choosing it would add.
    both = text_of((await get(datasette, "/search?q=harbour&section=Local&section=Business")).text)
    assert "Business 33" in text_of(page)
    assert "67 articles" in both


async def test_a_histogram_links_to_the_search_of_each_day(datasette):
    page = (await get(datasette, "/search?q=harbour&section=Local")).text
    assert "Articles per day" in page
    links = re.findall(r'<li><a href="(/search[^"]+)">([^<]+): 1 article</a>', page)
    address, _ = links[0]
    assert address.startswith("/search?q=harbour&amp;section=Local&amp;since=")
    assert ">1 article<" in (await get(datasette, address.replace("&amp;", "&"))).text


async def test_counts_that_take_too_long_do_not_stop_the_page(datasette, monkeypatch):
    def too_slow(*_, **options):
        raise QueryTooSlow

    monkeypatch.setattr("newsarchive.web.pages.search.count_all_facets", too_slow)
    monkeypatch.setattr("newsarchive.web.pages.search.count_by_time", too_slow)
    page = (await get(datasette, "/search?q=harbour&section=Local")).text
    assert "34 articles" in page
    assert "Counting took too long. Narrow the search to see the other values." in page
    assert "Articles per" not in page
    assert re.findall(r'name="section"[^>]*value="(\w+)" checked', page) == ["Local"]


async def test_an_earlier_version_is_found_and_linked(datasette, ids):
    page = (await get(datasette, f"/search?{EARLIER_WORDS}&versions=earlier")).text
    assert "1 article" in text_of(page)
    assert f'<h3 lang="en" dir="ltr"><a href="/article/{ids["feature"]}/1?q=' in page
    for flag in ("version 1 of 2", "replaced 20 Nov 2026", "not in today&#39;s text"):
        assert f'<span class="flag"><bdi dir="ltr">{flag}</bdi></span>' in page
    assert "<mark>until the spring, the council</mark>" in page
    # Their values are those of the whole archive, without numbers.
    assert 'name="language" form="search-form" value="ja"' in page
    assert '<span class="count">' not in page
    first = await get(datasette, f"/article/{ids['feature']}/1")
    assert "A later version replaced it" in first.text


async def test_todays_texts_are_searched_by_default(datasette, ids):
    page = (await get(datasette, f"/search?{EARLIER_WORDS}")).text
    assert f'href="/article/{ids["feature"]}' not in page
    assert 'name="versions" form="search-form" value="earlier">' in page


async def test_the_checkbox_for_earlier_versions_stays_checked_and_can_be_removed(datasette):
    page = (await get(datasette, "/search?q=spring&versions=earlier")).text
    assert 'name="versions" form="search-form" value="earlier" checked' in page
    assert '<a href="/search?q=spring" title="Remove this filter">' in page
    assert 'href="/search?q=spring&amp;order=newest&amp;versions=earlier"' in page


@pytest.mark.parametrize("query", ["", "q=%22", "q=-spring", "q=author:reed", "q=spring&before=5", "q=spring&page=9"])
async def test_no_query_for_earlier_versions_is_an_error(datasette, query):
    await get(datasette, f"/search?versions=earlier&{query}")


async def test_earlier_versions_without_words_say_what_to_do(datasette):
    page = text_of((await get(datasette, "/search?versions=earlier")).text)
    assert "Type a word to search for." in page
    assert "No articles found" in page


async def test_an_empty_result_is_named_and_explained(datasette):
    page = text_of((await get(datasette, "/search?q=zeppelin")).text)
    assert "No articles found" in page
    assert "Try fewer words, another spelling, or the first letters of a word followed by *." in page


async def test_another_format_is_not_found(datasette):
    page = (await get(datasette, "/search.pdf", 404)).text
    assert "Search results are available as json, jsonl, csv, atom, not as pdf." in page


async def test_the_labels_are_plain_words(datasette):
    page = text_of((await get(datasette, "/search?q=harbour")).text)
    for label in ("Search tips", "Show all copies", "Search earlier versions, not today's texts", "Sort by:"):
        assert label in page


DOCS = Path(__file__).resolve().parents[3] / "docs"


async def test_other_forms_are_named_and_can_be_left_out(datasette, ids):
    page = (await get(datasette, "/search?q=harbours")).text
    assert "harbours also as" in " ".join(text_of(page).split())
    assert 'href="/search?q=harbours&amp;forms=exact"' in page
    exact = (await get(datasette, "/search?q=harbours&forms=exact")).text
    assert "Only the words as typed were searched for" in text_of(exact)
    assert 'href="/search?q=harbours"' in exact
    assert '<input type="hidden" name="forms" value="exact">' in exact


async def test_a_misspelt_word_gets_a_link_to_the_right_one(datasette, ids):
    page = (await get(datasette, "/search?q=hrabour&language=en")).text
    assert 'Did you mean: <a href="/search?q=harbour&amp;language=en"' in page
    found = (await get(datasette, "/search.json?q=hrabour")).json()
    assert found["suggestions"][0] == {"reason": "Did you mean", "query": "harbour"}
    assert (await get(datasette, "/search.json?q=harbours")).json()["forms"]["harbours"]


async def test_a_typed_filter_narrows_the_results_and_the_counts(datasette, ids):
    found = (await get(datasette, "/search.json?q=harbour+outlet:rivertown_post")).json()
    assert {article["outlet"] for article in found["articles"]} == {"rivertown_post"}
    only = (await get(datasette, "/search.json?q=outlet:rivertown_post")).json()
    assert only["total"] >= found["total"] > 0


def test_the_search_tips_are_those_of_the_documentation():
    guide = (DOCS / "searching.md").read_text(encoding="utf-8")
    for typed, meaning in SEARCH_TIPS:
        assert f"| `{typed}` | {meaning} |" in guide


@pytest.mark.parametrize(
    ("guide", "path", "label"),
    [
        ("near-duplicates.md", "/search", "Show all copies"),
        ("revisions.md", "/search", "Search earlier versions, not today's texts"),
        ("revisions.md", "/changes", "Changed articles"),
        ("revisions.md", "/changes", "Changed by"),
    ],
)
async def test_labels_in_the_documentation_are_those_of_the_pages(datasette, guide, path, label):
    assert f'"{label}"' in (DOCS / guide).read_text(encoding="utf-8")
    assert label in text_of((await get(datasette, path)).text)

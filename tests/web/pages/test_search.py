"""The search page, also as JSON, CSV and Atom."""

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from newsarchive.archive.search.article_search import SearchResult
from newsarchive.web.pages.search import SEARCH_TIPS, SearchPageData, SearchView, next_page, page_title, previous_page
from newsarchive.web.requests.search_request import SearchForm
from tests.web.support import get, text_of

HOSTILE_QUERIES = [
    'q="',
    "q=)(",
    "q=NEAR(",
    "q=headline:",
    "q=*",
    "q=a*",
    "q=^a",
    "q=%00",
    "q=%ff%fe",
    "q=%F0%9F%98%80",
    "q=" + "word+" * 500,
    "q=" + "x" * 20000,
    "q=a&q=b",
    "outlet=nosuch",
    "outlet=" + "&outlet=".join(f"o{number}" for number in range(400)),
    "language=' OR 1=1 --",
    "page=abc",
    "page=100&q=harbour",
    "before=-1",
    "before=999999999999999999",
    "since=banana",
    "since=9999-12-31",
    "until=0001-01-01",
    "since=0001&until=9999",
    "order=sideways",
    "nosuch=1",
    "&&&===",
]
# Only the first version of one article has these words; today's has another season.
EARLIER_WORDS = "q=%22until+the+spring+the+council%22&source=Northern+Wire"


async def test_search_ranks_marks_and_links(datasette, ids):
    page = (await get(datasette, "/search?q=cracks+quay")).text
    assert "<mark>cracks</mark>" in page
    assert re.findall(r'href="(/article/\d+)"', page)[0] == f"/article/{ids['feature']}"


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


async def test_pages_by_date_can_be_followed_to_the_end(datasette):
    seen, address = [], "/search.json"
    while address:
        answer = json.loads((await get(datasette, address)).text)
        seen += [article["id"] for article in answer["articles"]]
        address = (answer["next"] or "").removeprefix("http://localhost")
    assert len(seen) == len(set(seen)) == answer["total"] == 70


async def test_pages_by_relevance_can_be_followed(datasette):
    first = (await get(datasette, "/search?q=harbour")).text
    assert 'rel="next"' in first
    second = (await get(datasette, "/search?q=harbour&page=2")).text
    assert 'rel="prev"' in second
    assert "No articles found" in text_of((await get(datasette, "/search?q=zeppelin&page=2")).text)


async def test_a_search_without_words_and_an_invalid_date_get_a_warning(datasette):
    page = text_of((await get(datasette, "/search?q=%22%22%20-+*&since=banana")).text)
    assert "There is no word to search for" in page
    assert "since=banana is not a valid date. Use YYYY-MM-DD." in page


@pytest.mark.parametrize("query", HOSTILE_QUERIES, ids=lambda query: query[:30])
@pytest.mark.parametrize("form", ["", ".json", ".csv", ".atom"], ids=["html", "json", "csv", "atom"])
async def test_no_query_is_an_error(datasette, query, form):
    answer = await datasette.client.get(f"/search{form}?{query}")
    assert answer.status_code in (200, 302), answer.text[:300]
    if form == ".json":
        json.loads(answer.text)
    if form == ".atom":
        ElementTree.fromstring(answer.text)


async def test_json_has_what_the_page_shows(datasette, ids):
    answer = json.loads((await get(datasette, "/search.json?q=summer")).text)
    (article,) = answer["articles"]
    assert article["id"] == ids["feature"]
    assert article["page"].endswith(f"/article/{ids['feature']}")
    assert "\x02" not in article["snippet"]
    assert answer["order"] == "relevance"


async def test_csv_has_a_line_for_every_result(datasette):
    answer = await get(datasette, "/search.csv?outlet=mimori_shimpo")
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert row["outlet_title"] == "三森新報"
    assert row["published_on"] == "2026-11-17"


async def test_atom_is_well_formed_and_newest_first(datasette):
    answer = await get(datasette, "/search.atom?q=harbour")
    feed = ElementTree.fromstring(answer.text)
    newest = (await get(datasette, "/search.json?q=harbour&order=newest")).json()["articles"]
    assert [entry.findtext("{*}id") for entry in feed.findall("{*}entry")] == [article["page"] for article in newest]


async def test_an_earlier_version_is_found_and_linked(datasette, ids):
    page = (await get(datasette, f"/search?{EARLIER_WORDS}&versions=earlier")).text
    assert "1 article" in text_of(page)
    assert f'<h3 lang="en" dir="ltr"><a href="/article/{ids["feature"]}/1">' in page
    for flag in ("version 1 of 2", "replaced 20 Nov 2026", "not in today&#39;s text"):
        assert f'<span class="flag">{flag}</span>' in page
    assert "<mark>until the spring, the council</mark>" in page
    assert "Filter the results" not in page
    first = await get(datasette, f"/article/{ids['feature']}/1")
    assert "A later version replaced it" in first.text


async def test_todays_texts_are_searched_by_default(datasette, ids):
    page = (await get(datasette, f"/search?{EARLIER_WORDS}")).text
    assert f'href="/article/{ids["feature"]}' not in page
    assert 'name="versions" value="earlier">' in page


async def test_the_checkbox_for_earlier_versions_stays_checked_and_can_be_removed(datasette):
    page = (await get(datasette, "/search?q=spring&versions=earlier")).text
    assert 'name="versions" value="earlier" checked' in page
    assert '<a href="/search?q=spring" title="Remove this filter">' in page
    assert 'href="/search?q=spring&amp;order=newest&amp;versions=earlier"' in page


@pytest.mark.parametrize("query", ["", "q=%22", "q=-spring", "q=author:reed", "q=spring&before=5", "q=spring&page=9"])
@pytest.mark.parametrize("form", ["", ".json", ".csv", ".atom"], ids=["html", "json", "csv", "atom"])
async def test_no_query_for_earlier_versions_is_an_error(datasette, query, form):
    await get(datasette, f"/search{form}?versions=earlier&{query}")


async def test_earlier_versions_without_words_say_what_to_do(datasette):
    page = text_of((await get(datasette, "/search?versions=earlier")).text)
    assert "Type a word to search for." in page
    assert "No articles found" in page


async def test_json_and_csv_name_the_earlier_version(datasette, ids):
    (found,) = (await get(datasette, f"/search.json?{EARLIER_WORDS}&versions=earlier")).json()["articles"]
    assert (found["id"], found["version"], found["revision"]) == (ids["feature"], 1, 2)
    assert (found["cause"], found["matches_today"]) == ("theirs", False)
    assert found["replaced_at"] == "2026-11-20T17:00:00Z"
    assert found["page"].endswith(f"/article/{ids['feature']}/1")
    (row,) = csv.DictReader(io.StringIO((await get(datasette, f"/search.csv?{EARLIER_WORDS}&versions=earlier")).text))
    assert (row["version"], row["page"]) == ("1", found["page"])
    assert "version" not in (await get(datasette, "/search.json?q=summer")).json()["articles"][0]


async def test_the_feed_links_to_the_earlier_version(datasette, ids):
    feed = ElementTree.fromstring((await get(datasette, f"/search.atom?{EARLIER_WORDS}&versions=earlier")).text)
    (entry,) = feed.findall("{*}entry")
    assert entry.findtext("{*}id").endswith(f"/article/{ids['feature']}/1")


def a_result(total=0, **facts) -> SearchResult:
    return SearchResult((), total, is_capped=False, is_ranked=True, understood="", **facts)


@pytest.mark.parametrize(
    ("form", "following", "previous"),
    [
        (SearchForm("port"), SearchForm("port", page=2), None),
        (SearchForm("port", page=3), SearchForm("port", page=4), SearchForm("port", page=2)),
    ],
    ids=["first page", "third page"],
)
def test_pages_by_relevance_are_numbered(form, following, previous):
    assert next_page(form, a_result(next_offset=20)) == following
    assert previous_page(form) == previous


def test_pages_by_date_continue_below_a_position_and_go_back_to_the_first():
    form = SearchForm("port", order="newest", before=90)
    assert next_page(form, a_result(next_before=70)) == SearchForm("port", order="newest", before=70)
    assert previous_page(form) == SearchForm("port", order="newest")
    assert next_page(form, a_result()) is None


@pytest.mark.parametrize(
    ("form", "title"),
    [
        (SearchForm("port"), "port"),
        (SearchForm(filters={"language": ("en",)}), "Filtered articles"),
        (SearchForm(), "All articles"),
    ],
    ids=["words", "filter", "nothing"],
)
def test_the_title_names_the_search(form, title):
    assert page_title(form) == title


FILTERED = {"language": ("en",)}


@pytest.mark.parametrize(
    ("form", "total", "message"),
    [
        (SearchForm("port", page=9), 3, "There are no more results."),
        (SearchForm("port", FILTERED), 0, "Remove a filter, or try fewer words."),
        (
            SearchForm("port"),
            0,
            "Try fewer words, another spelling, or the first letters of a word followed by *.",
        ),
        (SearchForm(filters=FILTERED), 0, "Remove a filter to find more articles."),
        (SearchForm(), 0, "The archive has no articles yet."),
        (SearchForm(versions=True), 0, ""),
    ],
    ids=["after the last page", "words and filter", "words", "filter", "empty archive", "versions without words"],
)
def test_an_empty_page_says_what_to_do(form, total, message):
    assert SearchView(form, SearchPageData(a_result(total), None, [], []), "/search").empty_message() == message


async def test_an_empty_result_is_named_and_explained(datasette):
    page = text_of((await get(datasette, "/search?q=zeppelin")).text)
    assert "No articles found" in page
    assert "Try fewer words, another spelling, or the first letters of a word followed by *." in page


async def test_another_format_is_not_found(datasette):
    page = (await get(datasette, "/search.pdf", 404)).text
    assert "Search results are available as json, csv, atom, not as pdf." in page


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

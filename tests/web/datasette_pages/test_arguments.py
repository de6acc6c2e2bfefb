"""Wrong arguments of a table's page: each gets a sentence that says what is wrong and what to do."""

import re
from html import unescape

import pytest

from newsarchive.web.datasette_pages.arguments import TableColumns, wrong_argument, wrong_time_limit
from tests.web.support import get, text_of

ARTICLES = TableColumns("articles", ("id", "outlet", "headline", "published_on"), ("id", "published_on"))


@pytest.mark.parametrize(
    "query",
    [
        *("", "_sort=id", "_sort_desc=published_on", "_size=max", "_size=20", "_size=", "outlet=post", "_col=outlet"),
        *("headline__contains=port", "published_on__gte=2026-01-01", "outlet__in=a,b", "outlet__notblank=1", "rowid=3"),
        *("_facet=outlet&_facet_size=max", "_facet_size=20", "_search=port", "_next=x", "_shape=array", "_labels=on"),
        *("_where=1", "_trace=1", "_nocount=1", "_timelimit=100", "rowid__gt=3"),
    ],
)
def test_right_arguments_are_accepted(query):
    assert wrong_argument(ARTICLES, query) is None


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("_sort=headline", "articles cannot be sorted by headline. It can be sorted by id or published_on."),
        ("_sort_desc=headlin", "articles has no column 'headlin'. Did you mean headline?"),
        ("_sort=id&_sort_desc=id", "_sort and _sort_desc cannot be used together. Use one of them."),
        ("_size=x", "_size=x is not valid. Use a number up to 1000, or max."),
        ("_size=1001", "_size=1001 is not valid. Use a number up to 1000, or max."),
        ("_size=%D9%A1", "_size=١ is not valid. Use a number up to 1000, or max."),
        ("_facet=xyz", "articles has no column 'xyz'. Its columns are id, outlet, headline or published_on."),
        ("_facet_date=outlets", "articles has no column 'outlets'. Did you mean outlet?"),
        ("_facet_size=0", "_facet_size=0 is not valid. Use a number from 1."),
        ("_timelimit=x", "_timelimit=x is not valid. Use a number from 1."),
        ("_nocol=x", "articles has no column 'x'. Its columns are id, outlet, headline or published_on."),
        ("outlt=post", "articles has no column 'outlt'. Did you mean outlet?"),
        ("outlet__contain=post", "outlet__contain has no comparison 'contain'. Did you mean contains?"),
        ("nosuch__exact=1", "articles has no column 'nosuch'. Its columns are id, outlet, headline or published_on."),
    ],
)
def test_wrong_arguments_are_explained(query, sentence):
    assert wrong_argument(ARTICLES, query) == sentence


@pytest.mark.parametrize(
    ("keys", "value", "is_right"),
    [
        *((1, "5", True), (1, "1795,5", True), (1, "1,2,3", False), (2, "a,b", True), (2, "a", False)),
        *((2, "x,a,b", True), (0, "50", True), (0, "x", False), (0, "9" * 30, False)),
    ],
)
def test_the_next_page_begins_with_a_key(keys, value, is_right):
    problem = wrong_argument(TableColumns("articles", ("id",), ("id",), keys), f"_next={value}")
    assert (problem is None) is is_right


def test_a_wrong_time_limit_is_explained():
    assert wrong_time_limit("sql=select+1&_timelimit=20") is None
    assert wrong_time_limit("_timelimit=x") == "_timelimit=x is not valid. Use a number from 1."


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/archive?sql=select+1&_timelimit=x", 400, "_timelimit=x is not valid."),
        ("/archive/credits?_timelimit=0", 400, "_timelimit=0 is not valid."),
        ("/archive/documents?_next=x", 400, "_next=x is not valid."),
        ("/archive.nosuch", 404, "This page is available as json and csv, not as nosuch."),
        ("/archive/articles.nosuch", 404, "This page is available as json and csv, not as nosuch."),
    ],
)
async def test_other_pages_of_datasette_explain_wrong_requests(datasette, path, status, words):
    assert words in text_of((await get(datasette, path, status)).text)


async def test_the_links_to_the_next_page_are_right(datasette):
    for table in ("articles", "articles?_sort=published_at", "article_authors", "documents", "urls", "outlets"):
        page = (await get(datasette, f"/archive/{table}{'&' if '?' in table else '?'}_size=1")).text
        for address in re.findall(r'<a href="([^"]+)" rel="next"', page):
            await get(datasette, unescape(address).replace("http://localhost", ""))


def test_a_view_that_cannot_be_sorted_says_so():
    assert wrong_argument(TableColumns("documents", ("id",), ()), "_sort=id") == "documents cannot be sorted."


@pytest.mark.parametrize(
    "query", ["_sort=headline", "_size=-1", "_facet=x", "_facet_size=x", "_col=x", "nosuch=1", "headline__x=1"]
)
@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
async def test_the_page_of_a_table_answers_with_status_400(datasette, query, ending):
    page = await get(datasette, f"/archive/articles{ending}?{query}", 400)
    assert "This request is not valid" in text_of(page.text)

"""Search over 2,500 articles in a real file: every branch of the plan, filters, pages, and what a hit shows."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.search.article_search import (
    NO_MORE_RANKED,
    TOO_COMMON,
    read_hits,
    read_ids,
    search,
    table_filter,
)
from newsarchive.archive.search.facets import count_facets
from newsarchive.archive.search.opened.opened_search import open_search
from newsarchive.archive.search.results import END_FOUND, FOUND
from newsarchive.archive.search.scope import SearchPlan
from newsarchive.archive.search.selection import SearchRequest
from tests.archive.search.invented import ARTICLES, SMALL, SPECIAL, an_article, every_page, fill, numbers


def test_when_few_articles_match_all_are_ranked_headlines_first(conn):
    result = search(conn, SearchRequest("zeppelin", all_copies=True))
    assert result.is_ranked
    assert (result.total, result.is_capped) == (6, False)
    assert numbers(result)[:2] == [7, 11]
    assert sorted(numbers(result)) == [7, 11, 13, 19, 23, 27]


def test_results_can_be_ordered_newest_first(conn):
    result = search(conn, SearchRequest("zeppelin", order="newest"))
    assert not result.is_ranked
    ids = [hit.search_id for hit in result.hits]
    assert ids == sorted(ids, reverse=True)


def test_words_in_most_articles_are_listed_newest_first_with_a_note(conn):
    result = search(conn, SearchRequest("the"), SMALL)
    assert not result.is_ranked
    assert result.notes == (TOO_COMMON,)
    assert (result.total, result.is_capped) == (400, True)
    assert numbers(result) == list(range(ARTICLES - 1, ARTICLES - 21, -1))


def test_when_many_match_the_newest_and_the_headlines_of_all_time_are_ranked(conn):
    result = search(conn, SearchRequest("harbour"), SMALL)
    assert result.is_ranked
    # The oldest match of all, outside the window of the newest 200, but with the word in its headline.
    assert numbers(result)[0] == 7
    window = range(ARTICLES - 200 * 5 - 5, ARTICLES)
    assert all(n in window for n in numbers(result)[1:])


def test_the_best_of_many_matches_are_those_of_a_full_ranking(conn):
    whole = search(conn, SearchRequest("council", page_size=8))
    planned = search(conn, SearchRequest("council", page_size=8), replace(SMALL, window=50))
    assert (whole.total, planned.is_ranked) == (51, True)
    # Alike articles have the same score, and either order of those is right.
    scores = dict(tuple(row) for row in conn.execute("SELECT rowid, rank FROM articles_fts('council')"))
    assert [scores[hit.search_id] for hit in planned.hits] == [scores[hit.search_id] for hit in whole.hits]
    assert [scores[hit.search_id] for hit in whole.hits] == sorted(scores.values())[:8]


@pytest.mark.parametrize(
    ("request_", "plan"),
    [
        pytest.param(SearchRequest("the", page_size=100), SMALL, id="too common"),
        pytest.param(SearchRequest("harbour", order="newest"), SMALL, id="newest first"),
        pytest.param(SearchRequest("harbour", order="oldest"), SMALL, id="oldest first"),
        pytest.param(SearchRequest(order="oldest", languages=("fr",)), SMALL, id="oldest first, no words"),
        pytest.param(
            SearchRequest("harbour", order="newest", languages=("en",), sources=("Reuters",)), SMALL, id="joined"
        ),
        pytest.param(SearchRequest("zeppelin", page_size=2), SMALL, id="few, ranked"),
        pytest.param(SearchRequest("harbour"), SMALL, id="many, ranked"),
        pytest.param(SearchRequest("harb*"), SMALL, id="many, ranked, a prefix"),
        pytest.param(SearchRequest(outlets=("small_gazette",)), SMALL, id="no words"),
    ],
)
def test_pages_have_each_hit_once_in_one_order(conn, request_, plan):
    pages = every_page(conn, request_, plan)
    paged = [number for page in pages for number in numbers(page)]
    assert len(paged) == len(set(paged))
    together = search(conn, replace(request_, page_size=len(paged)), plan)
    assert paged[: len(together.hits)] == numbers(together)
    # After the ranked ones, all others follow.
    rest = [number for page in pages if not page.is_ranked for number in numbers(page)]
    assert rest == sorted(rest, reverse=request_.order != "oldest")
    everything = replace(request_, order="newest", page_size=ARTICLES)
    assert len(paged) == len(search(conn, everything, plan).hits)
    assert {page.total for page in pages} == {pages[0].total}


def test_the_last_ranked_page_says_that_it_is_the_last(conn):
    pages = every_page(conn, SearchRequest("harbour"), SMALL)
    ranked = [page for page in pages if page.is_ranked]
    assert sum(len(page.hits) for page in ranked) == SMALL.candidates
    assert [page.notes for page in ranked] == [(), (), (NO_MORE_RANKED.format(SMALL.candidates),)]
    assert pages[len(ranked)].notes == ()
    assert sum(len(page.hits) for page in pages) == len(range(0, ARTICLES, 5)) + 1
    beyond = search(conn, SearchRequest("harbour", offset=5000), SMALL)
    assert (beyond.hits, beyond.next_offset) == ((), None)


def test_a_result_can_be_read_in_parts(conn):
    request = SearchRequest("zeppelin", all_copies=True)
    opened = open_search(conn, request)
    page = read_ids(conn, opened)
    assert (page.is_ranked, page.has_more) == (True, False)
    hits = search(conn, request).hits
    assert read_hits(conn, opened, page.ids) == hits
    assert read_hits(conn, opened, [*page.ids[:2], 1]) == hits[:2]
    assert read_ids(conn, open_search(conn, SearchRequest("?!"))).ids == []


def day_of(article):
    """The day it counts for: the outlet's own, else that of first sight."""
    return article["published_on"] or article["first_seen_at"][:10]


FILTERS = [
    pytest.param({"outlets": ("hill_times",)}, lambda a: a["outlet"] == "hill_times", id="outlet"),
    pytest.param({"outlets": ("rivertown_post",)}, lambda a: a["outlet"] == "rivertown_post", id="outlet of most"),
    pytest.param(
        {"outlets": ("hill_times", "small_gazette")}, lambda a: a["outlet"] != "rivertown_post", id="two outlets"
    ),
    pytest.param({"languages": ("fr",)}, lambda a: a["language"] == "fr", id="language of few"),
    pytest.param({"languages": ("en",)}, lambda a: a["language"] == "en", id="language of most"),
    pytest.param({"sources": ("Reuters",)}, lambda a: a["source"] == "Reuters", id="source"),
    pytest.param({"sections": ("world",)}, lambda a: a["section"] == "world", id="section"),
    pytest.param({"authors": ("Anna Reed",)}, lambda a: a["authors"] == "Anna Reed", id="author"),
    pytest.param({"since": date(2024, 1, 1)}, lambda a: day_of(a) >= "2024-01-01", id="since"),
    pytest.param({"until": date(2020, 1, 31)}, lambda a: day_of(a) <= "2020-01-31", id="until"),
    pytest.param(
        {"since": date(2021, 5, 1), "until": date(2021, 5, 1)}, lambda a: day_of(a) == "2021-05-01", id="one day"
    ),
    pytest.param(
        {"since": date(2020, 1, 20), "until": date(2020, 1, 20)}, lambda a: a["id"] == 20, id="a day of first sight"
    ),
    pytest.param(
        {"outlets": ("hill_times",), "languages": ("en",), "sources": ("Rivertown Post",), "since": date(2023, 1, 1)},
        lambda a: (
            a["outlet"] == "hill_times"
            and a["language"] == "en"
            and a["source"] == "Rivertown Post"
            and a["published_on"] >= "2023-01-01"
        ),
        id="all together",
    ),
    pytest.param({"countries": ("fr",)}, lambda a: a["outlet"] == "small_gazette", id="country"),
    pytest.param(
        {"countries": ("gb",), "outlets": ("hill_times", "small_gazette")},
        lambda a: a["outlet"] == "hill_times",
        id="country and outlets",
    ),
    pytest.param({"countries": ("is",)}, lambda a: False, id="country without outlets"),
    pytest.param({"languages": ("fr", "ja")}, lambda a: a["language"] in ("fr", "ja"), id="two languages"),
    pytest.param({"sources": ("Reuters", "AFP")}, lambda a: a["source"] == "Reuters", id="two sources"),
    pytest.param({"authors": ("Anna Reed", "No One")}, lambda a: a["authors"] == "Anna Reed", id="two authors"),
    pytest.param({"kinds": ("video", "liveblog")}, lambda a: a["kind"] == "video", id="kinds"),
    pytest.param({"completeness": ("stub",)}, lambda a: a["completeness"] == "stub", id="stubs"),
    pytest.param({"near_duplicates": ("first",)}, lambda a: a.get("cluster_id") == a["id"], id="first of several"),
    pytest.param({"near_duplicates": ("copy", "none")}, lambda a: a.get("cluster_id") != a["id"], id="all but these"),
    pytest.param({"article_ids": (8, 12, 2000)}, lambda a: a["id"] in (8, 12, 2000), id="articles"),
    pytest.param({"article_ids": ()}, lambda a: False, id="no article"),
    pytest.param({"outlets": ("unknown",)}, lambda a: False, id="unknown outlet"),
    pytest.param({"outlets": ('"; drop',)}, lambda a: False, id="hostile outlet"),
    pytest.param({"languages": ('fr" OR "en',)}, lambda a: False, id="hostile language"),
]


@pytest.mark.parametrize("order", ["newest", "relevance"])
@pytest.mark.parametrize("words", ["harbour", "harbour OR filler", ""], ids=["a word", "two words", "no words"])
@pytest.mark.parametrize(("filters", "wanted"), FILTERS)
def test_filters_pass_the_articles_that_they_name(conn, filters, wanted, words, order):
    special = {article["id"] - 1: article for article in SPECIAL}
    articles = (special.get(n, an_article(n)) for n in range(ARTICLES))
    named = words.split(" OR ")
    expected = {
        a["id"] for a in articles if wanted(a) and any(w in f"{a['headline']} {a['body']}".lower() for w in named)
    }
    request = SearchRequest(words, order=order, page_size=ARTICLES, all_copies=True, **filters)
    plan = SearchPlan(common_density=1.1, newest=2 * ARTICLES, candidates=ARTICLES)
    result = search(conn, request, plan)
    assert {hit.id for hit in result.hits} == expected
    assert result.total == len(expected)
    small = search(conn, replace(request, page_size=20), replace(SMALL, common_density=1.1))
    assert {hit.id for hit in small.hits} <= expected
    assert len(small.hits) == min(20, len(expected))


def test_without_words_the_newest_articles_are_listed(conn):
    result = search(conn, SearchRequest())
    assert not result.is_ranked
    assert (result.total, result.is_capped, result.notes) == (ARTICLES, False, ())
    assert numbers(result) == list(range(ARTICLES - 1, ARTICLES - 21, -1))
    assert result.hits[0].snippet.startswith("the")


@pytest.mark.parametrize("query", ["?!", "-harbour"])
def test_a_query_without_words_finds_nothing_and_says_why(conn, query):
    result = search(conn, SearchRequest(query, languages=("en",)))
    assert (result.hits, result.total) == ((), 0)
    assert len(result.notes) == 1


def test_headline_and_snippet_mark_the_found_words(conn):
    hits = {hit.id - 1: hit for hit in search(conn, SearchRequest("zeppelin")).hits}
    marked = f"{FOUND}Zeppelin{END_FOUND}"
    assert hits[7].headline == f"{marked} over the harbour"
    assert hits[7].snippet == "It was the quiet morning."
    assert hits[11].snippet == f"A {marked.lower()} came by"
    assert hits[11].headline == "Report number 11"


def test_a_snippet_is_a_short_part_in_one_line(conn):
    (hit,) = search(conn, SearchRequest('"First paragraph" the')).hits
    assert hit.snippet.startswith(f"{FOUND}First paragraph{END_FOUND}. {FOUND}The{END_FOUND} zeppelin, seen")
    assert hit.snippet.endswith("…")
    assert len(hit.snippet) < 400


def test_words_without_spaces_are_found_and_shown_without_separators(conn):
    (hit,) = search(conn, SearchRequest("新しい港", languages=("ja",))).hits
    assert hit.headline == f"東京の{FOUND}新しい港{END_FOUND}"
    assert hit.snippet == f"東京都は{FOUND}新しい港{END_FOUND}を開きました。"
    assert search(conn, SearchRequest("", languages=("ja",))).hits[0].headline == "東京の新しい港"


@pytest.mark.parametrize("query", ["harb*", "harbour OR zeppelin"])
@pytest.mark.parametrize("order", ["newest", "relevance"])
def test_every_hit_of_a_page_is_marked(conn, query, order):
    hits = search(conn, SearchRequest(query, order=order), SMALL).hits
    assert len(hits) == 20
    assert all(FOUND in hit.headline + hit.snippet for hit in hits)


def test_a_hit_says_what_a_reader_needs(conn):
    (hit,) = search(conn, SearchRequest("quiet")).hits
    assert (hit.outlet, hit.outlet_title, hit.source) == ("rivertown_post", "Rivertown Post", "Rivertown Post")
    assert (hit.published_on, hit.published_at) == (date(2020, 1, 8), datetime(2020, 1, 8, 8, tzinfo=UTC))
    assert (hit.url, hit.completeness, hit.gone_at) == ("https://rivertown.example/7", "full", None)
    undated = next(hit for hit in search(conn, SearchRequest("undated")).hits)
    assert (undated.published_on, undated.published_at) == (None, None)


def test_the_table_filter_is_a_condition_on_articles(conn):
    found = table_filter(conn, "zeppelin -copy", SMALL)
    statement = f"SELECT count(*) FROM articles WHERE {found.where}"
    assert tuple(conn.execute(statement, found.params).fetchone()) == (5,)
    assert found.description == "search matches zeppelin -copy"


def test_the_table_filter_passes_the_newest_matches_and_says_so(conn):
    found = table_filter(conn, "the", SMALL)
    (count,) = conn.execute(f"SELECT count(*) FROM articles WHERE {found.where}", found.params).fetchone()
    assert count == SMALL.window + 1
    assert found.description == "search matches the (newest 200)"


@pytest.mark.parametrize("text", ["?!", "-word"])
def test_the_table_filter_without_words_passes_nothing(conn, text):
    found = table_filter(conn, text)
    (count,) = conn.execute(f"SELECT count(*) FROM articles WHERE {found.where}", found.params).fetchone()
    assert count == 0
    assert text in found.description


def test_no_table_filter_without_text(conn):
    assert table_filter(conn, " ") is None


POLISH = an_article(
    3, id=1, headline="Łódka na Wiśle", body="Żegluga. " * 90 + "Łódka płynie do Łodzi. " + "Dalej. " * 90
)
RUSSIAN = an_article(4, id=2, headline="Сёла ждут", language="ru", body="Ёлка стоит в посёлке.")


@pytest.mark.parametrize(
    ("query", "headline", "snippet"),
    [
        pytest.param("lodka", "<Łódka> na Wiśle", "<Łódka> płynie do Łodzi", id="typed without strokes and accents"),
        pytest.param("ŁÓDKA", "<Łódka> na Wiśle", "<Łódka> płynie do Łodzi", id="typed as it is"),
        pytest.param('"lodka plynie"', "Łódka na Wiśle", "<Łódka płynie> do Łodzi", id="a phrase"),
        pytest.param("lodk*", "<Łódka> na Wiśle", "<Łódka> płynie do Łodzi", id="a prefix"),
        pytest.param("елка", "Сёла ждут", "<Ёлка> стоит в посёлке.", id="Russian"),
        pytest.param("посёлке", "Сёла ждут", "Ёлка стоит в <посёлке>.", id="Russian, typed as it is"),
    ],
)
def test_letters_are_found_as_typed_and_shown_as_written(tmp_path, query, headline, snippet):
    with Archive.open(tmp_path / "letters.db", write=True) as archive:
        with archive.transaction():
            fill(archive.conn, [POLISH, RUSSIAN])
        (hit,) = search(archive.conn, SearchRequest(query)).hits
    marked = [text.replace(FOUND, "<").replace(END_FOUND, ">") for text in (hit.headline, hit.snippet)]
    assert marked[0] == headline
    assert snippet in marked[1]


def test_an_empty_archive_finds_nothing(tmp_path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        for request in (SearchRequest(), SearchRequest("harbour"), SearchRequest("harbour", languages=("en",))):
            assert search(archive.conn, request).hits == ()
            assert count_facets(archive.conn, request).counts["outlet"] == ()
        assert json.dumps(table_filter(archive.conn, "harbour").params)


def test_filters_may_be_typed_into_the_table_search(conn):
    for text in ("harbour outlet:hill_times", "outlet:hill_times"):
        filtered = table_filter(conn, text)
        rows = conn.execute(f"SELECT DISTINCT outlet FROM articles WHERE {filtered.where}", filtered.params)
        assert [row[0] for row in rows] == ["hill_times"]

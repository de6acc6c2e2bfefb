"""Search in earlier versions: which are found, in which order, with which filters and indexes."""

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.results import END_FOUND, FOUND
from newsarchive.archive.search.scope import SearchPlan
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.version_search import NO_AUTHORS, NO_MORE_RANKED, search_versions
from newsarchive.text import needs_spacing, spaced
from tests.archive.search.invented import an_article, every_page, fill

ARTICLES = 120
# Every fourth article had two earlier versions: the first named the lighthouse, the second of every eighth too.
REVISED = range(0, ARTICLES, 4)


def a_version(n, number, headline="Earlier report", body="", cause="theirs"):
    """A superseded version of the n-th article."""
    day = f"{date.fromordinal(date(2020, 1, 1).toordinal() + n)}"
    form = spaced(body) if needs_spacing(body) else None
    return (n + 1, number, f"{day}T1{number}:00:00Z", headline, body, f"{day}T1{number + 1}:00:00Z", cause, form)


VERSIONS = [
    *(a_version(n, 1, body=f"The lighthouse keeper {'spoke of lighthouse ' * (n % 3)}at length.") for n in REVISED),
    *(a_version(n, 2, body="The lighthouse again." if n % 8 == 0 else "Quieter now.") for n in REVISED),
    a_version(1, 1, headline="Zeppelin lands", body="It was seen by all.", cause="unknown"),
    a_version(2, 1, headline="Zeppelin lands", body="Related: a menu read as text.", cause="ours"),
    a_version(5, 1, body="東京都は古い港を閉じました。"),
    # What today's text says too.
    a_version(10, 1, body="the harbour, the council and the rest"),
]


@pytest.fixture(scope="module")
def conn(tmp_path_factory):
    path = tmp_path_factory.mktemp("versions") / "archive.db"
    with Archive.open(path, write=True) as archive, archive.transaction():
        fill(archive.conn, [an_article(n) for n in range(ARTICLES)])
        archive.conn.executemany(
            """INSERT INTO revisions(article_id, number, seen_at, headline, body, replaced_at, cause, spaced_body)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            VERSIONS,
        )
        archive.conn.execute(
            "UPDATE articles SET revision = 1 + (SELECT count(*) FROM revisions r WHERE r.article_id = articles.id)"
        )
    with Archive.open(path) as archive:
        # As Datasette opens its connections.
        archive.conn.row_factory = sqlite3.Row
        yield archive.conn


def found(result):
    return [(hit.id - 1, hit.earlier.number) for hit in result.hits]


def test_words_of_an_earlier_version_are_found_with_their_version(conn):
    (hit,) = search_versions(conn, SearchRequest("zeppelin")).hits
    assert (hit.id, hit.revision) == (2, 2)
    assert hit.headline == f"{FOUND}Zeppelin{END_FOUND} lands"
    assert hit.snippet == "It was seen by all."
    assert (hit.earlier.number, hit.earlier.cause, hit.earlier.matches_today) == (1, "unknown", False)
    assert hit.earlier.seen_at == datetime(2020, 1, 2, 11, tzinfo=UTC)
    assert hit.earlier.replaced_at == datetime(2020, 1, 2, 12, tzinfo=UTC)
    assert search(conn, SearchRequest("zeppelin")).hits == ()


def test_a_version_that_only_our_extraction_changed_is_not_found(conn):
    assert search_versions(conn, SearchRequest("menu")).hits == ()


def test_words_that_are_only_in_todays_text_are_not_found(conn):
    assert search_versions(conn, SearchRequest("filler")).hits == ()


def test_a_hit_says_whether_todays_text_matches_too(conn):
    (hit,) = search_versions(conn, SearchRequest("harbour council")).hits
    assert (hit.id, hit.earlier.matches_today) == (11, False)
    (hit,) = search_versions(conn, SearchRequest("harbour rest OR the")).hits
    assert hit.earlier.matches_today


def test_words_without_spaces_are_found(conn):
    (hit,) = search_versions(conn, SearchRequest("古い港")).hits
    assert hit.snippet == f"東京都は{FOUND}古い港{END_FOUND}を閉じました。"


def test_newest_first_each_article_has_its_newest_matching_version(conn):
    result = search_versions(conn, SearchRequest("lighthouse", order="newest", page_size=ARTICLES))
    assert found(result) == [(n, 2 if n % 8 == 0 else 1) for n in reversed(REVISED)]
    assert (result.total, result.is_ranked, result.notes) == (len(REVISED), False, ())


def test_ranked_each_article_has_its_best_matching_version(conn):
    result = search_versions(conn, SearchRequest("lighthouse", page_size=ARTICLES))
    assert result.is_ranked
    assert sorted(n for n, _ in found(result)) == list(REVISED)
    scores = dict(map(tuple, conn.execute("SELECT rowid, rank FROM revisions_fts('lighthouse')")))
    shown = [scores[hit.id * 1_000_000 + hit.earlier.number] for hit in result.hits]
    assert shown == sorted(shown)
    assert all(score == min(scores[row] for row in scores if row // 1_000_000 == hit.id)
               for score, hit in zip(shown, result.hits, strict=True))  # fmt: skip


@pytest.mark.parametrize("order", ["newest", "relevance"])
@pytest.mark.parametrize("size", [1, 4, 30])
def test_pages_have_each_article_once_in_one_order(conn, order, size):
    request = SearchRequest("lighthouse", order=order, page_size=size)
    pages, offset = [], 0
    while offset is not None:
        pages.append(search_versions(conn, replace(request, offset=offset)))
        offset = pages[-1].next_offset
    together = search_versions(conn, replace(request, page_size=ARTICLES))
    assert [hit for page in pages for hit in page.hits] == list(together.hits)
    assert {page.total for page in pages} == {len(REVISED)}


FILTERS = [
    pytest.param({"outlets": ("hill_times",)}, lambda a: a["outlet"] == "hill_times", id="outlet"),
    pytest.param({"outlets": ("hill_times", "small_gazette")}, lambda a: a["outlet"] != "rivertown_post", id="outlets"),
    pytest.param({"languages": ("fr",)}, lambda a: a["language"] == "fr", id="language"),
    pytest.param({"sources": ("Reuters",)}, lambda a: a["source"] == "Reuters", id="source"),
    pytest.param({"authors": ("Anna Reed",)}, lambda a: a["authors"] == "Anna Reed", id="author"),
    pytest.param(
        {"since": date(2020, 2, 1), "until": date(2020, 3, 1)},
        lambda a: "2020-02-01" <= a["published_on"] <= "2020-03-01",
        id="days",
    ),
]


@pytest.mark.parametrize("order", ["newest", "relevance"])
@pytest.mark.parametrize(("filters", "wanted"), FILTERS)
def test_filters_apply_to_todays_article(conn, filters, wanted, order):
    result = search_versions(conn, SearchRequest("lighthouse", order=order, page_size=ARTICLES, **filters))
    expected = {n for n in REVISED if wanted(an_article(n))}
    assert {n for n, _ in found(result)} == expected
    assert result.total == len(expected)


def test_when_very_many_versions_match_those_of_the_newest_articles_are_searched_with_a_note(conn):
    plan = SearchPlan(versions=12, count_cap=20, candidates=5)
    result = search_versions(conn, SearchRequest("lighthouse"), plan)
    newest = {row // 1_000_000 for row in sorted(_rowids(conn), reverse=True)[:12]}
    assert {hit.id for hit in result.hits} <= newest
    assert (len(result.hits), result.total, result.is_capped, result.next_offset) == (5, 20, True, None)
    assert result.notes == (
        "Many earlier versions match. Only 12 of them were searched, those of the newest articles.",
        NO_MORE_RANKED.format(5),
    )


def _rowids(conn):
    return [row[0] for row in conn.execute("SELECT rowid FROM revisions_fts('lighthouse')")]


@pytest.mark.parametrize("query", ["", "?!", "-lighthouse"])
def test_without_words_nothing_is_found_and_a_note_says_why(conn, query):
    result = search_versions(conn, SearchRequest(query, languages=("en",)))
    assert (result.hits, result.total, len(result.notes)) == ((), 0, 1)


def test_authors_of_earlier_versions_are_not_stored_and_a_note_says_so(conn):
    result = search_versions(conn, SearchRequest("author:reed"))
    assert (result.hits, result.notes) == ((), (NO_AUTHORS,))
    assert search_versions(conn, SearchRequest("headline:zeppelin")).total == 1


def test_a_page_reads_no_version_that_it_does_not_show(conn):
    traced = []
    conn.set_trace_callback(traced.append)
    search_versions(conn, SearchRequest("lighthouse", outlets=("hill_times",), languages=("en",)))
    search_versions(conn, SearchRequest("lighthouse", order="newest"))
    conn.set_trace_callback(None)
    for statement in traced:
        if statement.startswith("--"):
            continue
        plan = [row["detail"] for row in conn.execute(f"EXPLAIN QUERY PLAN {statement}")]
        scanned = [step for step in plan if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]
        assert [step for step in scanned if not step.startswith("SCAN (subquery")] == [], (statement, plan)


def test_the_plain_search_has_no_earlier_text(conn):
    assert {hit.earlier for page in every_page(conn, SearchRequest("the"), SearchPlan()) for hit in page.hits} == {None}

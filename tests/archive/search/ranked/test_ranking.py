"""The order of ranked searches: forms after the typed word, exclusions and filters without weight, and its limits."""

from dataclasses import replace
from datetime import date

from newsarchive.archive.search.article_search import ONLY_PART_READ, TOO_COMMON, search
from newsarchive.archive.search.opened.opened_search import open_search
from newsarchive.archive.search.ranked.ranking import as_typed, rank
from newsarchive.archive.search.scope import Scope, SearchPlan, make_scope
from newsarchive.archive.search.selection import SearchRequest
from tests.archive.search.invented import SMALL, every_page, numbers

PLAN = SearchPlan(common_density=1.1)


def ranking(conn, text, plan=PLAN, depth=5_000, **filters):
    return rank(conn, open_search(conn, SearchRequest(text, **filters), plan), depth)


def full(conn, text):
    """Every match, by bm25 alone."""
    scope = make_scope(conn, SearchRequest(text), PLAN)
    rows = conn.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rank", [scope.match])
    return [row[0] for row in rows]


def test_few_matches_have_the_order_of_bm25(conn):
    for text in ("zeppelin", "harbour council", "zeppelin OR council"):
        found = ranking(conn, text)
        assert not found.is_cut
        assert found.ids == full(conn, text)


def test_what_is_excluded_does_not_change_the_order(conn):
    with_filler = full(conn, "council")
    without = ranking(conn, "council -filler").ids
    assert without == [search_id for search_id in with_filler if search_id in set(without)]
    assert 0 < len(without) < len(with_filler)


def test_titles_of_all_time_are_among_many_matches(conn):
    found = ranking(conn, "harbour", SMALL)
    assert found.is_cut
    # The oldest of all, with the word in its headline.
    assert found.ids[0] == make_ids(conn, [8])[0]


def make_ids(conn, ids):
    return [conn.execute("SELECT search_id FROM articles WHERE id = ?", [one]).fetchone()[0] for one in ids]


def test_words_that_cost_too_much_are_not_ranked_by(conn):
    assert ranking(conn, "the", replace(PLAN, steps=100)) is None
    ranked = ranking(conn, "the zeppelin", replace(PLAN, steps=1_000)).ids
    assert set(ranked) == set(full(conn, "the zeppelin"))


def test_a_phrase_of_common_words_is_read_in_parts(conn):
    plan = replace(PLAN, steps=1_000)
    pages = every_page(conn, SearchRequest('"the harbour"', page_size=20, all_copies=True), plan)
    assert pages[0].notes == (TOO_COMMON,)
    found = [number for page in pages for number in numbers(page)]
    assert found == sorted(found, reverse=True)
    assert set(make_ids(conn, [number + 1 for number in found])) == set(full(conn, '"the harbour"'))
    assert pages[0].is_capped


def test_a_phrase_of_common_words_is_read_in_parts_from_the_oldest_on(conn):
    request = SearchRequest('"the harbour"', order="oldest", page_size=100, all_copies=True)
    pages = every_page(conn, request, replace(PLAN, steps=200))
    assert any(page.notes == (ONLY_PART_READ.format("oldest"),) for page in pages)
    found = [number for page in pages for number in numbers(page)]
    assert found == sorted(found)
    assert set(make_ids(conn, [number + 1 for number in found])) == set(full(conn, '"the harbour"'))


def test_a_page_without_matches_says_that_the_next_one_reads_on(conn):
    plan = replace(PLAN, steps=100)
    # Only old articles have it.
    first = search(conn, SearchRequest('"the quiet"', order="newest"), plan)
    assert (first.hits, first.notes) == ((), (ONLY_PART_READ.format("newest"),))
    assert first.next_before is not None
    pages = every_page(conn, SearchRequest('"the quiet"', order="newest"), replace(plan, steps=1_500))
    assert [number for page in pages for number in numbers(page)] == [7]


def test_what_is_read_begins_at_the_end_of_the_days(conn):
    days = {"since": date(2020, 1, 1), "until": date(2021, 12, 31)}
    request = SearchRequest('"the harbour"', page_size=20, all_copies=True, **days)
    first = search(conn, request, replace(PLAN, steps=1_000))
    assert len(first.hits) == 20
    assert first.hits[0].published_on > date(2021, 12, 20)
    # Two thirds of the list of `report` may be read for headlines: not those of the newest articles, but of these days.
    plan = replace(PLAN, newest=5, steps=5_000)
    # Two of the 731 articles have another headline.
    assert len(ranking(conn, "report", plan, **days).ids) == 729


def test_the_scope_of_the_typed_words(conn):
    scope = make_scope(conn, SearchRequest("harbour"), PLAN)
    assert as_typed(scope) is scope
    assert as_typed(Scope(replace(scope.parsed, root=None))).parsed.root is None

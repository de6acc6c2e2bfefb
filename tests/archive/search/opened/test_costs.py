"""What a query costs, estimated from the newest articles."""

from newsarchive.archive.search.opened.costs import PHRASE_COST, SAMPLE, QueryCosts, costs_of, nth_newest_article
from newsarchive.archive.search.query import parse_query
from newsarchive.archive.search.scope import Scope, make_scope
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.words.terms import AllOf, Term

A, B = Term("a"), Term("b")


def costs(conn, text):
    return [cost for _, cost in costs_of(conn, Scope(parse_query(text))).parts]


def test_a_frequent_word_costs_about_the_articles_that_have_it(conn):
    # Every fifth of 2,500 articles names the harbour, and the lists of rarer words are never long.
    assert 450 < costs(conn, "harbour")[0] < 550
    assert costs(conn, "zeppelin") == [SAMPLE]


def test_parts_are_counted_with_all_their_words(conn):
    harbour = costs(conn, "harbour")[0]
    assert costs(conn, "(harbour OR zeppelin) council") == [harbour + SAMPLE, SAMPLE]
    assert costs(conn, '"the harbour"') == [PHRASE_COST * harbour]
    assert costs(conn, "harbour -the") == [harbour]


def test_the_rarest_parts_are_ranked_by():
    some = QueryCosts(((A, 300), (B, 20)), 1000)
    assert (some.total, some.least) == (320, 20)
    assert some.rankable(320) == AllOf((B, A))
    assert some.rankable(300) == AllOf((B,))
    assert some.rankable(10) is None


def test_matches_of_a_rare_filter_cost_no_more_than_its_articles(conn):
    harbour = costs_of(conn, Scope(parse_query("harbour")))
    assert harbour.passing is None
    # 100 of the 2,500 articles are in French: a word of the index. Most are in English: no word of it.
    french = costs_of(conn, make_scope(conn, SearchRequest("harbour", languages=("fr",))))
    typed = costs_of(conn, make_scope(conn, SearchRequest("harbour language:fr")))
    assert french.passing == french.least == typed.least == 100 < harbour.least
    assert costs_of(conn, make_scope(conn, SearchRequest("harbour", languages=("en",)))).passing is None


def test_the_nth_newest_article(conn):
    newest = [row[0] for row in conn.execute("SELECT search_id FROM articles ORDER BY search_id DESC LIMIT 5")]
    assert nth_newest_article(conn, 2) == newest[2]
    assert nth_newest_article(conn, 1, highest=newest[2]) == newest[3]
    assert nth_newest_article(conn, 1_000_000) is None

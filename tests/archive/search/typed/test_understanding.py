"""A typed query with the forms, prefixes and filters of an archive."""

from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.selection import SearchRequest, Selection
from newsarchive.archive.search.typed.understanding import PREFIX_CUT, understand
from newsarchive.archive.words import expansion


def bodies(conn, text, **options):
    ids = [hit.id for hit in search(conn, SearchRequest(text, page_size=200, all_copies=True, **options)).hits]
    marks = ", ".join("?" for _ in ids)
    return {row[0] for row in conn.execute(f"SELECT body FROM bodies WHERE article_id IN ({marks})", ids)}


def test_other_forms_are_found_unless_exact_words_are_asked_for(conn):
    assert len(bodies(conn, "government")) == 3
    for typed, options in (("=government", {}), ('"government"', {}), ("government", {"exact_forms": True})):
        assert bodies(conn, typed, **options) == {"The government spoke."}


def test_articles_with_the_typed_word_come_first(conn):
    result = search(conn, SearchRequest("governing", page_size=20))
    assert result.is_ranked
    assert result.hits[0].snippet.count("\x02governing\x03") == result.hits[1].snippet.count("\x02governing\x03") == 1
    assert {one.typed: set(one.forms) for one in result.forms} == {"governing": {"government", "governments"}}
    assert "\x02government" in result.hits[2].snippet


def test_a_cut_prefix_has_a_note(conn, monkeypatch):
    monkeypatch.setattr(expansion, "MOST_VARIANTS", 2)
    assert understand(conn, Selection("coast*")).notes == (PREFIX_CUT.format("coast*", 2),)


def test_a_query_of_filters_alone_is_kept(conn):
    parsed = understand(conn, Selection("outlet:hill_times"))
    assert (parsed.match, parsed.filters, parsed.notes) == (None, {"outlet": ("hill_times",)}, ())


PARTS = ["government", "govermnent", "coast*", '"coast*', "OR", "NOT", "(", ")", "-", "=", "outlet:", "lang:de"]
PARTS += ["title:(", "author:x", '"a', 'b"', "or", "die"]
TYPED = st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=8)), max_size=8).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TYPED)
def test_whatever_is_typed_finds_something_or_says_why(conn, text):
    result = search(conn, SearchRequest(text))
    assert result.total or result.notes or result.suggestions or result.understood

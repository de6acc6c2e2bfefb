"""Marks of the search become places in the text, and pieces of it."""

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.archive.search.one_result.marked_article import MarkedArticle
from newsarchive.archive.search.results import END_FOUND, FOUND
from newsarchive.web.articles.found_words import NOTHING_FOUND, FoundSpan, found_words, pieces, spans_within
from newsarchive.web.results import TextPiece


def marked(text: str) -> str:
    return text.replace("[", FOUND).replace("]", END_FOUND)


def test_marks_are_counted_without_themselves():
    found = found_words(MarkedArticle(marked("A [new] port"), None, marked("[Ships]\n\ncame to [port]")))
    assert found.headline == (FoundSpan(2, 5),)
    assert found.standfirst == ()
    assert found.body == (FoundSpan(0, 5), FoundSpan(15, 19))


def test_without_a_search_nothing_is_found():
    assert found_words(None) == NOTHING_FOUND


def test_misplaced_marks_find_nothing_that_is_not_there():
    assert found_words(MarkedArticle(marked("]A[[ b"), None, marked("[]"))) == NOTHING_FOUND


def test_a_span_is_cut_at_the_ends_of_a_block():
    spans = (FoundSpan(0, 4), FoundSpan(6, 20), FoundSpan(30, 40))
    assert spans_within(spans, 2, 10) == [FoundSpan(0, 2), FoundSpan(4, 8)]
    assert spans_within(spans, 10, 12) == [FoundSpan(0, 2)]
    assert spans_within(spans, 20, 30) == []
    assert spans_within((), 0, 5) == []


def test_pieces_are_marked_where_the_search_found_them():
    assert pieces("new port", [FoundSpan(0, 3)]) == [
        TextPiece("new", is_match=True),
        TextPiece(" port", is_match=False),
    ]
    assert pieces("", []) == []


@given(st.text("ab[]", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_pieces_are_the_text(text, start, end):
    plain = text.replace("[", "").replace("]", "")
    spans = found_words(MarkedArticle("", None, marked(text))).body
    block = plain[start:end]
    assert "".join(piece.text for piece in pieces(block, spans_within(spans, start, start + len(block)))) == block

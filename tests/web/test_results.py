"""Found articles as a list shows them: marked words, dates, flags and links."""

from datetime import UTC, date, datetime

import pytest

from newsarchive.archive.search.results import END_FOUND, FOUND
from newsarchive.web.layout import Link
from newsarchive.web.results import TextPiece, article_path, list_articles, split_at_marks, without_marks
from tests.web.hits import EARLIER, SITE, a_hit


def listed(all_copies=False, **facts):
    (article,) = list_articles((a_hit(**facts),), SITE, all_copies=all_copies)
    return article


def test_marked_words_are_pieces_of_their_own():
    assert split_at_marks(f"A {FOUND}new{END_FOUND} port") == (
        TextPiece("A ", is_match=False),
        TextPiece("new", is_match=True),
        TextPiece(" port", is_match=False),
    )


@pytest.mark.parametrize(
    "marked",
    ["", f"{FOUND}port", f"port{END_FOUND}", f"{FOUND}{FOUND}port{END_FOUND}{END_FOUND}", f"{END_FOUND}port{FOUND}"],
    ids=["empty", "no end", "no start", "nested", "wrong order"],
)
def test_misplaced_marks_lose_no_text_and_leave_no_mark(marked):
    assert "".join(piece.text for piece in split_at_marks(marked)) == without_marks(marked)
    assert without_marks(marked) == ("port" if marked else "")


def test_a_listed_article_links_to_its_page_and_its_outlet():
    article = listed()
    assert (article.href, article.outlet_href) == ("/article/7", "/search?outlet=rivertown_post")
    assert article.headline[0] == TextPiece("Harbour", is_match=True)
    assert (article.stamp.text, article.language, article.section) == ("18 Nov 2026, 10:00 UTC", "English", "Local")
    assert (article.flags, article.copies, article.credit) == ((), None, None)


def test_another_source_is_named():
    assert listed(source="Northern Wire").credit == "Northern Wire"


def test_an_article_without_a_date_shows_when_it_was_seen():
    assert listed(published_at=None, published_on=None).stamp.text == "seen 18 Nov 2026, 12:00 UTC"
    assert listed(published_at=None, published_on=date(2026, 11, 18)).stamp.text == "18 Nov 2026"


def test_an_unknown_language_is_not_named():
    article = listed(language=None)
    assert (article.language, str(article.text_language.attributes)) == ("", ' dir="auto"')


@pytest.mark.parametrize(
    ("facts", "flags"),
    [
        ({"gone_at": datetime(2026, 11, 19, tzinfo=UTC)}, ("withdrawn since 19 Nov 2026",)),
        ({"completeness": "stub"}, ("beginning only",)),
        ({"kind": "gallery"}, ("gallery",)),
        ({"revision": 3}, ("3 versions",)),
        ({"revision": 2, "earlier": EARLIER}, ("version 1 of 2", "replaced 20 Nov 2026", "not in today's text")),
    ],
    ids=["withdrawn", "stub", "gallery", "versions", "earlier version"],
)
def test_flags_say_what_is_special(facts, flags):
    assert listed(**facts).flags == flags


def test_an_earlier_version_has_its_own_address():
    assert article_path(a_hit(earlier=EARLIER)) == "7/1"
    assert listed(earlier=EARLIER).href == "/article/7/1"


def test_copies_are_counted_without_the_article_or_with_it():
    assert listed(copies=1200).copies == Link("and 1,200 more", "/copies/7")
    assert listed(copies=1200, all_copies=True).copies == Link("one of 1,201 copies", "/copies/7")

"""What the markup around a date says: marked as a date, part of another story, beside a teaser's link, labelled."""

import pytest
from lxml.html import HtmlElement, fromstring

from newsarchive.extraction.dates.date_elements import (
    block_of,
    is_beside_link,
    is_date_element,
    is_linked,
    is_of_others,
    kind_of,
    label_of,
    line_of,
    texts_above,
    texts_behind,
    texts_in,
)

LONG_LINK = "<a href='/a'>A headline that is much longer than any author's name</a>"


def element(html: str) -> HtmlElement:
    """The element with the id "it" in an article."""
    found: HtmlElement = fromstring(f"<html><body><article>{html}</article></body></html>").get_element_by_id("it")
    return found


@pytest.mark.parametrize(
    ("html", "is_one"),
    [
        ("<time id=it>noon</time>", True),
        ("<p id=it class=post-date>noon</p>", True),
        ("<p id=it itemprop=datePublished>noon</p>", True),
        ("<p id=it class=timeline>noon</p>", False),
        ("<p id=it>noon</p>", False),
    ],
)
def test_an_element_is_marked_as_a_date_by_its_tag_class_or_itemprop(html: str, is_one: bool) -> None:
    assert is_date_element(element(html)) is is_one


@pytest.mark.parametrize(
    ("html", "is_of"),
    [
        pytest.param("<div id=it class=sidebar>x</div>", True, id="named so"),
        pytest.param(f"<div id=it class=card>{LONG_LINK}</div>", True, id="perhaps, with a story"),
        pytest.param("<div id=it class=card>By Ada Reed</div>", False, id="perhaps, without a story"),
        pytest.param(f"<aside id=it>{LONG_LINK}</aside>", True, id="an aside with a story"),
        pytest.param("<aside id=it><time>10:05</time></aside>", False, id="an aside of facts"),
        pytest.param("<footer id=it>Ada Reed, 10:05</footer>", False, id="the article's foot"),
        pytest.param("<nav id=it>Home</nav>", True, id="a bar"),
    ],
)
def test_parts_with_other_dates_are_known_by_their_names_and_by_the_stories_in_them(html: str, is_of: bool) -> None:
    assert is_of_others(element(html)) is is_of


def test_the_date_of_a_teaser_is_in_its_link_or_beside_it() -> None:
    inside = "<a href=/b>Another story with a title, published on <time id=it>1 May</time></a>"
    beside = f"<li>{LONG_LINK} <time id=it>1 May</time></li>"
    own = "<p><a href=/ada>Ada Reed</a> <time id=it>1 May</time></p>"
    assert [(is_linked(one), is_beside_link(one)) for one in map(element, (inside, beside, own))] == [
        (True, True),
        (False, True),
        (False, False),
    ]


@pytest.mark.parametrize(
    ("html", "label"),
    [
        ("<time id=it class=published>1 May</time>", "published"),
        ("<time id=it class=modified>1 May</time>", "updated"),
        ("<p>Updated: <time id=it>1 May</time></p>", "updated"),
        ("<p><b>Published</b> <time id=it>1 May</time></p>", "published"),
        ("<time id=it>1 May</time>", None),
    ],
)
def test_a_label_is_a_class_or_the_words_just_before(html: str, label: str | None) -> None:
    assert label_of(element(html)) == label


def test_a_line_is_the_text_of_the_block_around_inline_elements() -> None:
    it = element("<p class=meta><span><time id=it>1 May</time></span><b>10:05</b>\n London</p>")
    assert (block_of(it).tag, line_of(block_of(it))) == ("p", "1 May 10:05 London")
    assert kind_of(it) == ("time", "", "")


def test_texts_are_those_in_an_element_behind_it_and_just_above_it() -> None:
    it = element("<p>One</p><h1 id=it>The <i>title</i></h1>after<p>Two <b>three</b></p><script>no()</script>")
    assert [text for text, _ in texts_in(it)] == ["The ", "title"]
    assert [text for text, _ in texts_above(it)] == ["One"]
    assert [text.strip() for text, _ in texts_behind(it)] == ["after", "Two", "three"]

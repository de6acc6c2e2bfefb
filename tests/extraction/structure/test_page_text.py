"""The text of a page without white space, and the elements behind it."""

from collections.abc import Callable

from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.extraction.structure.page_text import compact, page_text


def test_white_space_is_left_out_and_text_keeps_the_order_of_the_page(parsed: Callable[..., ParsedPage]) -> None:
    page = page_text(parsed(body="<p>The <b>old</b>\n pier</p> and <h2>A head</h2>tail").tree.find("body"))
    assert page.text == "TheoldpierandAheadtail"
    assert compact(" a\tb\u00a0c\n") == "abc"


def test_a_mark_says_where_the_text_of_its_element_is(parsed: Callable[..., ParsedPage]) -> None:
    page = page_text(parsed(body="<p>One</p><ul><li>Two <a href='/x'>three</a></li></ul><p>Four</p>").tree.find("body"))
    link = page.mark_at(page.text.index("three"))
    assert link is not None
    assert (link.tag, page.text[link.start : link.end]) == ("a", "three")
    assert link.outer is not None
    assert (link.outer.tag, page.text[link.outer.start : link.outer.end]) == ("li", "Twothree")
    assert page.mark_at(0) is None
    assert page.mark_at(page.text.index("Four")) is None


def test_scripts_and_styles_are_no_text_but_what_follows_them_is(parsed: Callable[..., ParsedPage]) -> None:
    page = page_text(parsed(body="<p>One<script>var x</script>two<style>p{}</style></p>").tree.find("body"))
    assert page.text == "Onetwo"


def test_edges_are_where_elements_other_than_inline_ones_begin_or_end(parsed: Callable[..., ParsedPage]) -> None:
    page = page_text(parsed(body="<p>One<br>two <b>three</b></p><p>four</p>").tree.find("body"))
    assert {0, 3, 11, 15} <= page.edges
    assert 6 not in page.edges


def test_each_line_of_preformatted_text_has_an_edge(parsed: Callable[..., ParsedPage]) -> None:
    assert {3, 6} <= page_text(parsed(body="<pre>a b c\nd e f\n</pre>").tree.find("body")).edges | {0}


def test_unseen_characters_are_removed_only_on_request(parsed: Callable[..., ParsedPage]) -> None:
    body = parsed(body="<p>Harbour\u00admaster</p>").tree.find("body")
    assert page_text(body).text == "Harbour\u00admaster"
    assert page_text(body, cleans=True).text == "Harbourmaster"


def test_boxes_get_marks_and_are_listed(parsed: Callable[..., ParsedPage]) -> None:
    tree = parsed(body="<div><p>One</p></div><div><p>Two</p></div>").tree
    page = page_text(tree.find("body"), tree.findall(".//div"))
    assert [page.text[box.start : box.end] for box in page.boxes] == ["One", "Two"]


def test_the_text_after_the_element_itself_is_not_part_of_it(parsed: Callable[..., ParsedPage]) -> None:
    assert page_text(parsed(body="<div>In</div>out").tree.find(".//div")).text == "In"

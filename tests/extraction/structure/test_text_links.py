"""The links in a text: where they are, and where they lead."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.extraction.structure.alignment import find_blocks
from newsarchive.extraction.structure.page_text import page_text
from newsarchive.extraction.structure.text_links import absolute, text_links

BASE = "https://post.example/2026/11/mill"


def links(page: ParsedPage, *blocks: str) -> list[tuple[str, str]]:
    text = page_text(page.tree.find("body"))
    found = text_links(blocks, find_blocks(blocks, text), text, BASE)
    return [(blocks[link.block][link.start : link.end], link.url) for link in found]


def test_the_words_of_a_link_are_found_in_the_block(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body="<p>The owner of <a href='/mill'>the <b>old</b>\n mill</a> and <a href='//x.example'>X</a></p>")
    assert links(page, "The owner of the old mill and X") == [
        ("the old mill", "https://post.example/mill"),
        ("X", "https://x.example"),
    ]


def test_two_links_side_by_side_stay_two(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body="<p><a href='/a'>A</a><a href='/b'>B</a></p>")
    assert links(page, "AB") == [("A", "https://post.example/a"), ("B", "https://post.example/b")]


def test_a_link_that_was_not_closed_ends_where_the_next_one_begins(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body="<p><a href='/a'>The old <span><a href='/b'>mill</a> is</span> closed</p>")
    assert links(page, "The old mill is closed")[:2] == [
        ("The old", "https://post.example/a"),
        ("mill", "https://post.example/b"),
    ]


def test_the_sign_of_an_item_is_not_in_the_link(parsed: Callable[..., ParsedPage]) -> None:
    assert links(parsed(body="<ul><li><a href='/a'>Rye</a></li></ul>"), "- Rye") == [("Rye", "https://post.example/a")]


def test_cells_of_a_row_are_in_the_link_of_their_words_alone(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body="<table><tr><td>1950</td><td><a href='/a'>17 tons</a></td></tr></table>")
    assert links(page, "| 1950 | 17 tons |") == [("17 tons", "https://post.example/a")]


def test_a_link_around_several_blocks_is_in_each(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body="<a href='/a'><p>First line here.</p><p>Second line here.</p></a>")
    assert [words for words, _ in links(page, "First line here.", "Second line here.")] == [
        "First line here.",
        "Second line here.",
    ]


def test_text_without_links_has_none(parsed: Callable[..., ParsedPage]) -> None:
    assert links(parsed(body="<p>The <a name='x'>mill</a> stops.</p>"), "The mill stops.") == []


@pytest.mark.parametrize(
    ("href", "url"),
    [
        pytest.param("https://x.example/a?b=1&c=2", "https://x.example/a?b=1&c=2", id="absolute"),
        pytest.param("../10/rye", "https://post.example/2026/10/rye", id="relative"),
        pytest.param("/a b", "https://post.example/a%20b", id="with a blank"),
        pytest.param("https://x.example/a#part", "https://x.example/a#part", id="a place on another page"),
        pytest.param("#part", None, id="a place on this page"),
        pytest.param(f"{BASE}#part", None, id="a place on this page by its address"),
        pytest.param(BASE, None, id="this page"),
        pytest.param("mailto:a@x.example", None, id="mail"),
        pytest.param("javascript:alert(1)", None, id="a script"),
        pytest.param("data:text/html,x", None, id="data"),
        pytest.param("http://", None, id="no host"),
        pytest.param("http://[", None, id="a broken host"),
        pytest.param(f"https://x.example/{'a' * 3000}", None, id="too long"),
        pytest.param("", None, id="empty"),
    ],
)
def test_only_addresses_of_other_pages_are_links(href: str, url: str | None) -> None:
    assert absolute(BASE, href) == url

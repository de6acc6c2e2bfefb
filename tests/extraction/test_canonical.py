"""The address that a page declares as its own, and the declared addresses that cannot be one article's."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.canonical import find_canonical
from newsarchive.extraction.page.parsed_page import ParsedPage

HOST = "https://rivertownpost.example"
MENU = '<nav><a href="/">Home</a> <a href="/harbour/">Harbour</a></nav>'


def link(href: str, rel: str = "canonical") -> str:
    return f'<link rel="{rel}" href="{href}">'


def og_url(address: str) -> str:
    return f'<meta property="og:url" content="{address}">'


def canonical(page: ParsedPage) -> str | None:
    found = find_canonical(page)
    return found.value if found else None


def test_the_canonical_address_is_absolute(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed('<link rel="canonical" href="/2026/11/bridge">')
    assert canonical(page) == "https://rivertownpost.example/2026/11/bridge"
    assert canonical(parsed('<link rel="canonical" href="javascript:void(0)">')) is None


@pytest.mark.parametrize(
    "address",
    [
        "undefined",
        "/undefined",
        "/2026/11/null",
        "https://rivertownpost.example/undefined/",
        "/story?id=undefined",
        "{{ page.url }}",
        "/{{slug}}",
        "${canonicalUrl}",
        "%7B%7Burl%7D%7D",
        "&lt;%= url %&gt;",
        "/[object Object]",
        "%%url%%",
    ],
)
def test_a_value_that_a_template_left_out_is_no_address(parsed: Callable[..., ParsedPage], address: str) -> None:
    assert canonical(parsed(link(address))) is None
    assert canonical(parsed(og_url(address))) is None
    assert canonical(parsed(link(address) + og_url(f"{HOST}/bridge"))) == f"{HOST}/bridge"


def test_a_word_for_a_missing_value_may_be_in_a_slug(parsed: Callable[..., ParsedPage]) -> None:
    assert canonical(parsed(link("/2026/11/undefined-behaviour"))) == f"{HOST}/2026/11/undefined-behaviour"
    assert canonical(parsed(link("/null/wall"), url=f"{HOST}/null/wall?print=1")) == f"{HOST}/null/wall"


def test_a_link_in_the_story_is_not_the_pages_own(parsed: Callable[..., ParsedPage]) -> None:
    story = f"<article><h1>The wall</h1><p>It is rebuilt.</p>{link('/elsewhere')}</article>"
    assert canonical(parsed("", story)) is None
    assert canonical(parsed(og_url(f"{HOST}/wall"), story)) == f"{HOST}/wall"
    assert canonical(parsed("", f"<div><p>It is rebuilt.</p></div>{link('/elsewhere')}")) is None


def test_a_head_that_ended_early_still_counts(parsed: Callable[..., ParsedPage]) -> None:
    pixel = '<div><img src="/pixel.gif"></div>'
    assert canonical(parsed(pixel + link("/wall"), "<h1>The wall</h1>")) == f"{HOST}/wall"


def test_rel_may_have_several_words_in_any_case(parsed: Callable[..., ParsedPage]) -> None:
    assert canonical(parsed(link("/wall", rel="Canonical"))) == f"{HOST}/wall"
    assert canonical(parsed(link("/wall", rel="canonical bookmark"))) == f"{HOST}/wall"
    assert canonical(parsed(link("/wall", rel="canonical-draft"))) is None


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/", id="home page"),
        pytest.param("https://rivertownpost.example", id="home page without a slash"),
        pytest.param("/2026/", id="folder of the year"),
        pytest.param("/2026/11/", id="folder of the month"),
        pytest.param("/harbour/", id="section in the menu"),
        pytest.param("/harbour", id="section in the menu, without a slash"),
        pytest.param("/category/harbour/", id="named as a category"),
        pytest.param("/tag/bridges", id="named as a tag"),
        pytest.param("/author/ann-reed/", id="named as an author"),
    ],
)
def test_the_address_of_a_list_is_no_articles(parsed: Callable[..., ParsedPage], address: str) -> None:
    assert canonical(parsed(link(address), MENU)) is None
    assert canonical(parsed(og_url(address), MENU)) is None


@pytest.mark.parametrize(
    ("url", "address"),
    [
        pytest.param("/a/one", "/strike/", id="one word"),
        pytest.param("/strike/amp", "/strike/", id="its AMP form"),
        pytest.param("/strike/2", "/strike/", id="its second page"),
        pytest.param("/strike/comments", "/strike", id="its comments"),
        pytest.param("/10023455/the-old-river-wall", "/10023455", id="a number with its slug"),
        pytest.param("/the-old-river-wall/photo-of-the-day-4", "/the-old-river-wall/", id="a picture of it"),
        pytest.param("/harbour/?from=app", "/harbour/", id="the page itself, although the menu has it"),
        pytest.param("/a/one", "/?p=1234", id="a query at the home page"),
        pytest.param("/a/one", "https://agency.example/one", id="at another outlet"),
        pytest.param("/category/news/the-old-river-wall", "/news/the-old-river-wall", id="another section"),
    ],
)
def test_the_address_of_a_story_counts(parsed: Callable[..., ParsedPage], url: str, address: str) -> None:
    expected = address if address.startswith("https:") else HOST + address
    assert canonical(parsed(link(address), MENU, url=HOST + url)) == expected


def test_a_breadcrumb_that_ends_with_the_story_is_no_menu(parsed: Callable[..., ParsedPage]) -> None:
    crumbs = '<ol class="breadcrumb"><li><a href="/wall">The old river wall is rebuilt</a></li></ol>'
    assert canonical(parsed(link("/wall"), crumbs)) == f"{HOST}/wall"

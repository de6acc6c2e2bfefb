"""One parse of a page, and the files that are refused before it."""

from collections.abc import Callable
from unittest.mock import Mock

import pytest
from lxml.html import tostring

from newsarchive.extraction.page import parsed_page
from newsarchive.extraction.page.parsed_page import (
    NotHtml,
    ParsedPage,
    all_text,
    empty_page,
    parse_page,
    plain_text,
    text_in,
)
from newsarchive.records import Page


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        pytest.param(b"", "text/html", "the page is empty", id="empty"),
        pytest.param(b" \n\x00"[:2], "text/html", "the page is empty", id="white space"),
        pytest.param(b"%PDF-1.7 ...", "text/html", "not HTML but a PDF", id="PDF that claims to be HTML"),
        pytest.param(b"\x89PNG\r\n", "image/png", "not HTML but an image", id="image"),
        pytest.param(b'{"headline": "x"}', "application/json", "not HTML but JSON", id="JSON"),
        pytest.param(b'{"html": "<p>x</p>"}', "application/json", "not HTML but JSON", id="JSON with HTML in it"),
        pytest.param(
            b"<?xml version='1.0'?><rss><channel/></rss>", "text/html", "not HTML but a feed or sitemap", id="feed"
        ),
        pytest.param(b"just words", "text/plain; charset=utf-8", "not HTML but text/plain", id="plain text"),
    ],
)
def test_other_kinds_of_files_are_refused_with_their_kind(
    a_page: Callable[..., Page], body: bytes, content_type: str, reason: str
) -> None:
    with pytest.raises(NotHtml, match=reason):
        parse_page(a_page(body, content_type=content_type))


def test_too_many_elements_are_refused(a_page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsed_page, "MAX_ELEMENTS", 10)
    with pytest.raises(NotHtml, match="the limit is 10"):
        parse_page(a_page("<html><body>" + "<p>x</p>" * 20))


def test_meta_is_read_wherever_it_stands(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(
        head='<meta property="og:title" content=" A &amp; B "><meta name="Author" content="A. Reed">',
        body='<meta itemprop="datePublished" content="2026-11-22"><meta name="empty" content="">',
    )
    assert page.first_meta("twitter:title", "og:title") == "A & B"
    assert page.meta["author"] == ["A. Reed"]
    assert page.meta["datepublished"] == ["2026-11-22"]
    assert "empty" not in page.meta


def test_elements_after_the_end_of_the_page_belong_to_it(a_page: Callable[..., Page]) -> None:
    behind = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Fog"}</script><h1>Fog</h1>'
    page = parse_page(a_page(f"<html><head></head><body><p>Fog.</p></body></html>{behind}"))
    assert page.linked_data.article["headline"] == "Fog"
    assert [text_in(h1) for h1 in page.all("h1")] == ["Fog"]
    assert page.all("h2") == []


def test_elements_are_found_by_their_attributes_and_their_class(parsed: Callable[..., ParsedPage]) -> None:
    both = '<p class="by line" data-x="3" data-y="4">c</p>'
    page = parsed(body=f'<p class="by line" data-x="1">a</p><p data-y="2">b</p>{both}<p>d</p>')
    assert [text_in(one) for one in page.with_attribute("data-y")] == ["b", "c"]
    assert [text_in(one) for one in page.with_attribute("data-y", "data-x", "data-z")] == ["a", "b", "c"]
    assert page.with_attribute() == page.with_attribute("data-z") == []
    assert {"class", "data-x", "data-y"} <= set(page.attribute_names)
    assert [text_in(one) for one in page.by_class["by line"]] == ["a", "c"]
    assert "by" not in page.by_class


@pytest.mark.parametrize(
    "markup",
    [
        "<p>a<b>c</b>d &amp; é<br>e</p>tail",
        "<p></p>tail",
        "<p>x<textarea>&lt;b&gt;</textarea><script>1 &lt; 2</script></p>",
    ],
    ids=["inline elements", "nothing", "scripts and forms"],
)
def test_all_text_is_the_text_of_an_element_without_what_follows(
    parsed: Callable[..., ParsedPage], markup: str
) -> None:
    for element in parsed(body=markup).all("p"):
        assert all_text(element) == element.text_content()


def test_an_empty_page_takes_the_elements_of_another(parsed: Callable[..., ParsedPage]) -> None:
    page = empty_page()
    page[0].append(parsed(body="<p>text</p>").all("p")[0])
    assert tostring(page) == b"<html><body><p>text</p></body></html>"
    assert page.getroottree().getroot() is page


def test_elements_are_put_into_the_order_of_the_page_each_once(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body="<h1>a</h1><h2>b</h2><h1>c</h1>")
    assert [text_in(one) for one in page.in_order((*page.all("h2"), *page.all("h1"), *page.all("h2")))] == list("abc")


def test_inline_elements_do_not_split_words_and_blocks_do(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body="<div><p>Re<b>open</b>ed<br>today</p><script>var x</script><p>in Oslo</p></div>")
    assert text_in(page.tree.find(".//div")) == "Reopened today in Oslo"


def test_the_title_of_an_inline_picture_is_not_the_pages(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(head="<title>Bridge reopens</title>", body="<svg><title>Logo</title></svg>")
    assert page.title == "Bridge reopens"


@pytest.mark.parametrize(
    "reference", ["&#1;", "&#x0B;", "&#31", "&#xfffe;", "&#65535;", "&#&#1;1;", "&#0;", "&#xD800;", "&#x110000;"]
)
def test_text_with_forbidden_references_can_be_set_again(parsed: Callable[..., ParsedPage], reference: str) -> None:
    paragraph = parsed(body=f"<p>Fog over {reference}Oslo</p>").tree.find(".//p")
    paragraph.text = str(paragraph.text)
    assert paragraph.text.replace("\ufffd", "") == "Fog over Oslo"


def test_references_inside_references_take_three_passes_however_deep_they_are(
    parsed: Callable[..., ParsedPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    removed = Mock(wraps=parsed_page._NO_REFERENCES)
    monkeypatch.setattr(parsed_page, "_NO_REFERENCES", removed)
    paragraph = parsed(body=f"<p>Fog over {'&#' * 5000}{'1;' * 5000}Oslo</p>").tree.find(".//p")
    paragraph.text = str(paragraph.text)
    assert removed.sub.call_count == 3
    assert paragraph.text.startswith("Fog over")
    assert paragraph.text.endswith("Oslo")


def test_references_to_letters_stay(parsed: Callable[..., ParsedPage]) -> None:
    paragraph = parsed(body="<p>&#160;&#x0041;&#13;&#9;&#16;5 &#310;&#x1f6a2;</p>").tree.find(".//p")
    assert paragraph.text == "\u00a0A\r\t5 \u0136\U0001f6a2"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Fog.</p><p>It sails at <del>six</del> <b>seven</b>.</p>", "Fog.\n\nIt sails at seven."),
        ("A ticket costs <s>four</s> three crowns.<br>No more.", "A ticket costs three crowns.\n\nNo more."),
        ("<span>It</span> costs <small>three</small> crowns", "It costs three crowns"),
    ],
)
def test_markup_in_data_becomes_paragraphs_without_what_is_struck_out(markup: str, text: str) -> None:
    assert plain_text(markup) == text

"""What is text in figures, and what is only shown with a picture."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.body.figures import find_captions, free_text_of_figures
from newsarchive.extraction.page.parsed_page import ParsedPage

SAID = "We shall not sell a single boat, and nobody has asked us to."


def freed(parsed: Callable[..., ParsedPage], inside: str) -> list[str]:
    """The elements beside the figure, which stands between two paragraphs."""
    tree = parsed(body=f"<main><p>Fog.</p><figure>{inside}</figure><p>Sun.</p></main>").tree
    free_text_of_figures(tree)
    return [f"{element.tag}: {element.text_content()}" for element in tree.find(".//main") if element.tag != "p"][:-1]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        pytest.param(f"<blockquote><p>{SAID}</p></blockquote>", f"blockquote: {SAID}", id="a quote"),
        pytest.param("<div><pre>row --fast</pre></div><figcaption>How</figcaption>", "pre: row --fast", id="code"),
        pytest.param("<ul><li>Two boats</li><li>One pier</li></ul>", "ul: Two boatsOne pier", id="a list"),
        pytest.param("<table><tr><td>Tide</td><td>4 m</td></tr></table>", "table: Tide4 m", id="a table"),
        pytest.param(
            f"<div><blockquote class='post'><p>{SAID}</p>— Ida (@ida)</blockquote></div>",
            f"blockquote: {SAID}— Ida (@ida)",
            id="a post with its author",
        ),
        pytest.param(
            f"<blockquote>{SAID}<ul><li>Ida</li></ul></blockquote>", f"blockquote: {SAID}Ida", id="a list in a quote"
        ),
    ],
)
def test_text_in_a_figure_is_freed(parsed: Callable[..., ParsedPage], inside: str, text: str) -> None:
    assert freed(parsed, inside) == [text]


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param("<img src='b.jpg'><figcaption>The pier</figcaption>", id="a picture"),
        pytest.param("<img src='b.jpg'><p>The pier at noon, from the bank.</p>", id="a caption in a paragraph"),
        pytest.param("<ul><li><img src='a.jpg'>The pier</li><li><img src='b.jpg'>Fog</li></ul>", id="a gallery"),
        pytest.param("<figcaption><blockquote>The pier</blockquote></figcaption>", id="a quote as a caption"),
        pytest.param("<ul><li><a href='/a'>The pier</a></li><li><a href='/b'>The horn</a></li></ul>", id="links"),
        pytest.param("<blockquote> </blockquote>", id="nothing"),
    ],
)
def test_captions_and_galleries_stay(parsed: Callable[..., ParsedPage], inside: str) -> None:
    assert freed(parsed, inside) == []


def test_a_quote_that_the_text_has_stays(parsed: Callable[..., ParsedPage]) -> None:
    tree = parsed(
        body=f"<p>Ida Moll said: “{SAID}”</p><figure><blockquote>»{SAID}« <b>Ida Moll</b></blockquote></figure>"
    ).tree
    free_text_of_figures(tree)
    assert tree.find(".//figure/blockquote") is not None


STORY = "<p>The ferry to the islands was late by an hour on Monday, because fog lay over the harbour.</p>" * 8
CAPTION = "Fog over the harbour on Monday morning, seen from the old lighthouse on the eastern pier. Photo: Ida"


def captions(parsed: Callable[..., ParsedPage], inside: str) -> list[str]:
    """The captions found in an element with a story of eight paragraphs."""
    tree = parsed(body=f"<main><h1>Fog</h1>{inside}{STORY}</main>").tree
    total = sum(len(paragraph.text_content()) for paragraph in tree.iter("p"))
    return [" ".join(box.text_content().split()) for box in find_captions(tree, total)]


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(f"<div><img src='f.jpg'><p>{CAPTION}</p></div>", id="a paragraph"),
        pytest.param(f"<div><div><a href='/f'><img src='f.jpg'></a></div><div>{CAPTION}</div></div>", id="boxes"),
        pytest.param(
            f"<div><span><img src='f.jpg'></span><p><em>{CAPTION}</em></p></div>", id="a paragraph in italics"
        ),
        pytest.param(f"<div><img src='f.jpg'><h3><a href='/g'>{CAPTION}</a></h3></div>", id="a card of a story"),
    ],
)
def test_a_short_text_below_a_picture_is_a_caption(parsed: Callable[..., ParsedPage], inside: str) -> None:
    assert captions(parsed, inside) == [CAPTION]


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(f"<p><img src='f.jpg'>{CAPTION}</p>", id="a picture in a paragraph"),
        pytest.param(f"<div><p>{CAPTION}</p><img src='f.jpg'></div>", id="a text above a picture"),
        pytest.param(f"<div><img src='f.jpg'><p>{CAPTION}</p><p>{CAPTION}</p></div>", id="two paragraphs"),
        pytest.param(f"<div><img src='f.jpg'><h2>1. Fog</h2><p>{CAPTION}</p></div>", id="an entry with a heading"),
        pytest.param(f"<div><img src='f.jpg'><ul><li>{CAPTION}</li></ul></div>", id="a list"),
        pytest.param(f"<div><img src='f.jpg'>{CAPTION} {CAPTION} {CAPTION}</div>", id="a long text without p"),
        pytest.param(f"<div><img src='f.jpg'><p>{CAPTION}</p></div>" * 6, id="a picture to each paragraph"),
    ],
)
def test_text_beside_a_picture_stays(parsed: Callable[..., ParsedPage], inside: str) -> None:
    assert captions(parsed, inside) == []


def test_many_pictures_in_one_element_are_measured_once(parsed: Callable[..., ParsedPage]) -> None:
    assert captions(parsed, "<img src='f.jpg'>" * 5000) == []

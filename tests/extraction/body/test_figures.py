"""What is text in figures, and what is only shown with a picture."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.body.figures import free_text_of_figures
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

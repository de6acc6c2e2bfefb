"""The lines of a page around its text, and the element that prints the headline."""

import time
from collections.abc import Callable

import pytest

from newsarchive.extraction.authors.lines import headline_element, lines_behind, lines_below, places_of, titles_of
from newsarchive.extraction.page.parsed_page import ParsedPage, text_in

TEXT = "<p>The bridge over the river is open again after the storm, the city said on Friday.</p>" * 3
LONG = f"<p>{'The bridge is open again. ' * 10}</p>"
HEAD = "<title>Bridge reopens after storm - Rivertown Post</title>"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<h1>Bridge reopens after storm</h1>", id="h1"),
        pytest.param("<h1>Rivertown Post</h1><h2>Bridge reopens after storm</h2>", id="the site's name is another h1"),
        pytest.param("<table><tr><td>Bridge reopens after storm</td></tr></table>", id="a cell"),
    ],
)
def test_the_headline_is_found_by_the_titles(parsed: Callable[..., ParsedPage], body: str) -> None:
    page = parsed(HEAD, body + TEXT)
    element = headline_element(page)
    assert element is not None
    assert text_in(element) == "Bridge reopens after storm"
    assert list(titles_of(page)) == ["Bridge reopens after storm - Rivertown Post"]


def test_the_first_h1_is_the_headline_if_no_title_has_it(parsed: Callable[..., ParsedPage]) -> None:
    element = headline_element(parsed(HEAD, "<h1>A wholly different text</h1>"))
    assert element is not None
    assert element.tag == "h1"


def test_a_page_without_headings_has_no_headline(parsed: Callable[..., ParsedPage]) -> None:
    assert headline_element(parsed("", TEXT)) is None


def test_lines_end_where_blocks_and_breaks_do(parsed: Callable[..., ParsedPage]) -> None:
    places = places_of(parsed("", "<h1>Bridge</h1>One<br>Two <i>three</i><div>Four<p>Five</p>six</div>"))
    assert [line.text for line in lines_below(places)] == ["One", "Two three", "Four", "Five", "six"]


def test_inline_elements_that_style_sets_apart_are_parts(parsed: Callable[..., ParsedPage]) -> None:
    places = places_of(parsed("", '<h1>Bridge</h1><p><i>By</i><a href="/x">Anna Reed</a><time>3 May</time></p>'))
    (line,) = lines_below(places)
    assert line.parts == ("By", "Anna Reed", "3 May")
    assert line.segments == ("By", "Anna Reed", "3 May")
    assert [link.get("href") for link in line.links] == ["/x"]


@pytest.mark.parametrize(
    "box",
    [
        pytest.param("<nav>Menu</nav>", id="a menu"),
        pytest.param("<figure>Picture</figure>", id="a picture"),
        pytest.param("<script>var a</script>", id="a script"),
        pytest.param('<div class="related">More</div>', id="other stories"),
        pytest.param("<footer>About us</footer>", id="the page's footer"),
    ],
)
def test_other_boxes_have_no_lines(parsed: Callable[..., ParsedPage], box: str) -> None:
    places = places_of(parsed("", f"<h1>Bridge</h1>{box}<p>By Anna Reed</p>"))
    assert [line.text for line in lines_below(places)] == ["By Anna Reed"]


@pytest.mark.parametrize(
    "box", ["<noscript>By Anna Reed</noscript>", "<footer>By Anna Reed</footer>"], ids=["noscript", "an own footer"]
)
def test_these_boxes_have_lines(parsed: Callable[..., ParsedPage], box: str) -> None:
    places = places_of(parsed("", f"<article><h1>Bridge</h1>{box}</article>"))
    assert [line.text for line in lines_below(places)] == ["By Anna Reed"]


def test_the_lines_below_the_headline_end_with_the_first_paragraphs(parsed: Callable[..., ParsedPage]) -> None:
    places = places_of(parsed("", f"<h1>Bridge</h1>{LONG}<p>By Anna Reed</p>{LONG * 3}<p>By Ben Hall</p>"))
    assert [line.text for line in lines_below(places) if not line.is_long] == ["By Anna Reed"]


def test_the_lines_behind_the_text_begin_with_its_last_paragraphs(parsed: Callable[..., ParsedPage]) -> None:
    places = places_of(parsed("", f"<h1>Bridge</h1><div>{LONG * 5}<p>Anna Reed</p></div><p>Share</p>"))
    assert [line.text for line in lines_behind(places)][-2:] == ["Anna Reed", "Share"]


@pytest.mark.parametrize("unit", ["<p>a</p>", "<div>", "<br>", "a<i>b</i>", "<h2>Bridge reopens</h2>"], ids=repr)
def test_large_pages_take_little_time(parsed: Callable[..., ParsedPage], unit: str) -> None:
    page = parsed(HEAD, "<h1>Bridge</h1>" + unit * 5_000)
    began = time.process_time()
    places = places_of(page)
    lines_below(places)
    assert time.process_time() - began < 2

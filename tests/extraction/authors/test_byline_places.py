"""Where bylines are found on a page: marked elements, and lines that look like a byline."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.authors.byline_places import marked_bylines, unmarked_bylines
from newsarchive.extraction.page.parsed_page import ParsedPage

TEXT = "<p>The bridge over the river is open again after the storm, the city said on Friday.</p>" * 3


def marked(page: ParsedPage) -> dict[str, str]:
    """The place and text of every marked byline."""
    return {byline.candidate.where: byline.candidate.value for group in marked_bylines(page.tree) for byline in group}


def lines(page: ParsedPage) -> dict[str, str]:
    return {byline.candidate.where: byline.candidate.value for group in unmarked_bylines(page.tree) for byline in group}


@pytest.mark.parametrize(
    ("element", "where"),
    [
        pytest.param('<a rel="author" href="/x">Anna Reed</a>', "rel=author", id="rel"),
        pytest.param('<b itemprop="author">Anna Reed</b>', "itemprop author", id="itemprop"),
        pytest.param('<b data-author="Anna Reed">…</b>', "data-author", id="data attribute"),
        pytest.param('<p class="article-byline">Anna Reed</p>', "class byline", id="byline class"),
        pytest.param('<p class="author-name">Anna Reed</p>', "class author", id="author class"),
        pytest.param('<p><a href="/author/anna-reed">Anna Reed</a></p>', "link to a writer", id="link"),
    ],
)
def test_a_marked_byline_is_found(parsed: Callable[..., ParsedPage], element: str, where: str) -> None:
    assert marked(parsed(body=f"<article><h1>Bridge</h1>{element}{TEXT}</article>")) == {where: "Anna Reed"}


@pytest.mark.parametrize(
    "element",
    [
        pytest.param('<p class="author-bio">Anna Reed</p>', id="a biography"),
        pytest.param('<aside><b class="author">Anna Reed</b></aside>', id="an aside"),
        pytest.param('<div class="comments"><b class="author">Anna Reed</b></div>', id="a comment"),
        pytest.param(
            '<div><h3><a href="/x">Ferry prices rise again in spring</a></h3><b class="author">Anna Reed</b></div>',
            id="another story",
        ),
        pytest.param('<p><a href="/news/anna-reed">Anna Reed</a></p>', id="a link to news"),
    ],
)
def test_other_elements_are_not_bylines(parsed: Callable[..., ParsedPage], element: str) -> None:
    assert marked(parsed(body=f"<article><h1>Bridge</h1>{TEXT}{element}</article>")) == {}


def test_adjacent_names_are_separate_parts(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body='<h1>Bridge</h1><div class="byline">By <a>Anna Reed</a><a>Ben Hall</a></div>')
    parts = [byline.parts for group in marked_bylines(page.tree) for byline in group]
    assert parts == [("By Anna Reed", "Ben Hall")]


@pytest.mark.parametrize(
    ("body", "where", "value"),
    [
        pytest.param(f"<h1>Bridge</h1><p>By Anna Reed</p>{TEXT}", "line below h1", "By Anna Reed", id="below h1"),
        pytest.param(
            f"<div><p><b>Anna Reed, Ben Hall</b></p>{TEXT}</div>", "first line of the text", "Anna Reed, Ben Hall",
            id="first line",
        ),
        pytest.param(
            f"<div>{TEXT}<p>It is open. (Anna Reed)</p></div>", "last line of the text", "Anna Reed", id="last line"
        ),
    ],
)  # fmt: skip
def test_a_line_that_looks_like_a_byline_is_found(
    parsed: Callable[..., ParsedPage], body: str, where: str, value: str
) -> None:
    assert lines(parsed(body=body))[where] == value


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<h1>Bridge</h1><p>Anna Reed</p>{TEXT}", id="a name without By"),
        pytest.param(f"<div><p><b>Key Points</b></p>{TEXT}</div>", id="a heading in bold"),
        pytest.param(f"<div>{TEXT}<p>By Friday it will be open.</p></div>", id="a sentence"),
        pytest.param("", id="an empty page"),
    ],
)
def test_other_lines_are_not_bylines(parsed: Callable[..., ParsedPage], body: str) -> None:
    assert lines(parsed(body=body)) == {}

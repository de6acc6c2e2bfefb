"""Where bylines are found on a page: marked elements, and lines that look like a byline."""

import time
from collections.abc import Callable

import pytest

from newsarchive.extraction.authors.byline_places import marked_bylines
from newsarchive.extraction.authors.lines import places_of
from newsarchive.extraction.page.parsed_page import ParsedPage

TEXT = "<p>The bridge over the river is open again after the storm, the city said on Friday.</p>" * 3


def marked(page: ParsedPage) -> dict[str, str]:
    """The place and text of every marked byline."""
    groups = marked_bylines(page, places_of(page))
    return {byline.candidate.where: byline.candidate.value for group in groups for byline in group}


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
        pytest.param('<div class="pull-quote"><b class="author">Anna Reed</b></div>', id="somebody who is quoted"),
        pytest.param('<p>As <a rel="author" href="/x">Anna Reed</a> writes there:</p>', id="a link in a sentence"),
    ],
)
def test_other_elements_are_not_bylines(parsed: Callable[..., ParsedPage], element: str) -> None:
    assert marked(parsed(body=f"<article><h1>Bridge</h1>{TEXT}{element}</article>")) == {}


@pytest.mark.parametrize(
    "box",
    [
        pytest.param('<div class="byline_and_comments">{}</div>', id="the byline's box names the comments too"),
        pytest.param('<div class="readmore-collapse">{}<div>' + TEXT + "</div></div>", id="the box of the text"),
        pytest.param('<div>{}<h4>Tags: <a href="/1">bridges</a>, <a href="/2">rivers</a></h4></div>', id="linked tags"),
    ],
)
def test_boxes_of_the_story_are_no_other_story(parsed: Callable[..., ParsedPage], box: str) -> None:
    text = "" if TEXT in box else TEXT
    body = f"<main><h1>Bridge</h1>{box.format('<p class=byline>Anna Reed</p>')}{text}</main>"
    assert marked(parsed(body=body)) == {"class byline": "Anna Reed"}


def test_adjacent_names_are_separate_parts(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body='<h1>Bridge</h1><div class="byline">By <a>Anna Reed</a><a>Ben Hall</a></div>')
    parts = [byline.parts for group in marked_bylines(page, places_of(page)) for byline in group]
    assert parts == [("By Anna Reed", "Ben Hall")]


@pytest.mark.parametrize(
    "box",
    [
        pytest.param('<h3>3 comments</h3><div><b class="author">Trudi Bell</b><p>Nice.</p></div>', id="comments"),
        pytest.param('<div data-author="Otto Grau" data-title="Ferry prices rise"></div>', id="data of another story"),
        pytest.param(
            '<div><a href="/columnists/otto">Otto Grau</a> <a href="/o/1">Why ferries matter to us all</a></div>',
            id="a card of another story",
        ),
    ],
)
def test_marks_behind_the_text_may_be_anothers(parsed: Callable[..., ParsedPage], box: str) -> None:
    assert marked(parsed(body=f"<article><h1>Bridge</h1><div>{TEXT}</div>{box}</article>")) == {}


@pytest.mark.parametrize(
    "box",
    [
        pytest.param('<h3>About the author</h3><b class="author">Anna Reed</b>', id="about the author"),
        pytest.param('<h3 class="author">Anna Reed</h3>', id="the name as a heading"),
        pytest.param('<b class="author">Anna Reed</b>', id="without a heading"),
    ],
)
def test_an_authors_box_behind_the_text_is_a_byline(parsed: Callable[..., ParsedPage], box: str) -> None:
    page = parsed(body=f"<article><h1>Bridge</h1><div>{TEXT}</div><div>{box}</div></article>")
    assert marked(page) == {"class author": "Anna Reed"}


def test_a_headline_that_links_to_its_own_page_is_no_teaser(parsed: Callable[..., ParsedPage]) -> None:
    head = "<title>Bridge reopens after the storm</title>"
    box = '<h2><a href="/x">Bridge reopens after the storm</a></h2><b class="author">Anna Reed</b>'
    assert marked(parsed(head, f"<div>{box}{TEXT}</div>")) == {"class author": "Anna Reed"}


def test_a_gallery_names_its_photographer(parsed: Callable[..., ParsedPage]) -> None:
    assert marked(parsed(body=f'<h1>Bridge</h1><div data-author="Otto Grau"><img src="a.jpg"></div>{TEXT}')) == {}


def test_words_to_press_are_no_part_of_a_byline(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body='<h1>Bridge</h1><div class="byline">By Anna Reed <a>Follow</a> <a>Share</a></div>')
    parts = [byline.parts for group in marked_bylines(page, places_of(page)) for byline in group]
    assert parts == [("By Anna Reed",)]


@pytest.mark.parametrize(
    "unit",
    ['<div class="author">', '<i data-author="Otto Grau">', '<h2>More</h2><b class="author">Otto Grau</b>'],
    ids=repr,
)
def test_many_marks_take_little_time(parsed: Callable[..., ParsedPage], unit: str) -> None:
    page = parsed(body=f"<h1>Bridge</h1><div>{TEXT}</div><h2>Comments</h2>" + unit * 5_000)
    began = time.process_time()
    list(marked_bylines(page, places_of(page)))
    assert time.process_time() - began < 2

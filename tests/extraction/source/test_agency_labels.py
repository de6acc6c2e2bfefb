"""An agency alone in the place of the byline or below the text; not next to pictures and other stories."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.extraction.source.agency_labels import agency_label

FIRST = "The bridge over the river was opened again on Friday after a week of repairs."
SECOND = "The storm had torn two cables, and the engineers checked every other one."
STORY = f"<p>{FIRST}</p><p>{SECOND}</p>"


def label(page: ParsedPage, *, author: bool = False, agency: bool = False) -> tuple[str, str] | None:
    found = agency_label(page, [FIRST, SECOND], has_named_author=author, names_agency=agency)
    return (found.source, found.where) if found else None


@pytest.mark.parametrize(
    "above",
    [
        pytest.param('<span class="source">Reuters</span>', id="by its class"),
        pytest.param("<p>By Reuters</p>", id="by its words"),
        pytest.param('<span class="byline">Reuters | 3 May 2024</span>', id="with a time"),
        pytest.param("<p>Reuters, LONDON</p>", id="with a place"),
    ],
)
def test_an_agency_in_the_place_of_the_byline_is_the_source(parsed: Callable[..., ParsedPage], above: str) -> None:
    assert label(parsed(body=f"<h1>Bridge</h1>{above}{STORY}")) == ("Reuters", "beside the byline")


@pytest.mark.parametrize(
    "above",
    [
        pytest.param("<p>Reuters</p>", id="no sign of a credit"),
        pytest.param('<figure><span class="source">Reuters</span></figure>', id="a picture"),
        pytest.param('<div class="related"><span class="source">Reuters</span></div>', id="another story"),
        pytest.param('<span class="source">Reuters says that it will move its office soon</span>', id="a sentence"),
        pytest.param('<span class="source">Rivertown</span>', id="a place"),
    ],
)
def test_other_words_above_the_text_are_no_source(parsed: Callable[..., ParsedPage], above: str) -> None:
    assert label(parsed(body=f"<h1>Bridge</h1>{above}{STORY}")) is None


def test_an_agency_that_the_byline_names_already_is_not_the_source(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body=f'<h1>Bridge</h1><span class="source">Reuters</span>{STORY}')
    assert label(page, agency=True) is None


@pytest.mark.parametrize(
    ("below", "author", "expected"),
    [
        pytest.param("<p>Source: AFP</p>", False, ("AFP", "below the text"), id="an agency"),
        pytest.param("<p>Source: Harbour Times</p>", False, ("Harbour Times", "below the text"), id="an outlet"),
        pytest.param("<p>Source: Harbour Times</p>", True, None, id="an outlet, for a text with an author"),
        pytest.param('<div class="image"><p>Source: AFP</p></div>', False, None, id="a picture"),
    ],
)
def test_a_label_below_the_text_is_the_source(
    parsed: Callable[..., ParsedPage], below: str, author: bool, expected: tuple[str, str] | None
) -> None:
    assert label(parsed(body=f"<h1>Bridge</h1>{STORY}{below}"), author=author) == expected


def test_a_page_without_a_text_has_no_label(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body='<h1>Bridge</h1><span class="source">Reuters</span>')
    assert agency_label(page, [], has_named_author=False, names_agency=False) is None

"""Lines that are bylines without being marked: below the headline, and the first and last lines of the text."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.authors.byline_lines import guessed_lines, labelled_lines
from newsarchive.extraction.authors.lines import places_of
from newsarchive.extraction.page.parsed_page import ParsedPage

TEXT = "<p>The bridge over the river is open again after the storm, the city said on Friday.</p>" * 3


def lines(page: ParsedPage) -> dict[str, str]:
    """The place and text of every line that looks like a byline."""
    places = places_of(page)
    groups = [*labelled_lines(places), *guessed_lines(page, places)]
    return {byline.candidate.where: byline.candidate.value for group in groups for byline in group}


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


@pytest.mark.parametrize(
    ("line", "where", "value"),
    [
        pytest.param("<p>November 20, 2026 by Anna Reed</p>", "line below h1", "by Anna Reed", id="behind a time"),
        pytest.param("<p>Hill Radio | By Anna Reed</p>", "line below h1", "By Anna Reed", id="behind a sign"),
        pytest.param("<p>In City by Anna Reed</p>", "line below h1", "by Anna Reed", id="behind a section"),
        pytest.param("<p>(By Anna Reed)</p>", "line below h1", "By Anna Reed", id="in brackets"),
        pytest.param("<dl><dt>Autor/in:</dt><dd>Anna Berg</dd></dl>", "line below h1", "Anna Berg", id="facts"),
        pytest.param("<p><i>By</i><b>Anna Reed</b></p>", "line below h1", "By Anna Reed", id="two elements"),
        pytest.param('<p>by <a href="/u/7">hillcat</a></p>', "line below h1", "hillcat", id="a linked login"),
        pytest.param("<p>Anna Reed, staff writer</p>", "line with a role", "Anna Reed, staff writer", id="a role"),
        pytest.param("<p>이민준 기자 | 2026-11-20</p>", "line with a role", "이민준 기자", id="a Korean role"),
        pytest.param("<p>Anna Reed | 20 November 2026</p>", "line beside the time", "Anna Reed", id="beside the time"),
        pytest.param(
            '<p><a href="/members/hill_cat.7">Hill_Cat</a> <time>20 November 2026</time></p>',
            "line beside the time",
            "Hill_Cat",
            id="a user's page beside the time",
        ),
    ],
)
def test_a_line_below_the_headline_is_a_byline(
    parsed: Callable[..., ParsedPage], line: str, where: str, value: str
) -> None:
    assert lines(parsed(body=f"<div><h1>Bridge reopens</h1>{line}<div>{TEXT}</div></div>"))[where] == value


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("<p>World News | 20 November 2026</p>", id="a section"),
        pytest.param("<p>New York, 20 November 2026</p>", id="a place"),
        pytest.param("<p>PRESS OFFICE | 20 November 2026</p>", id="capitals"),
        pytest.param("<p>Reuters</p>", id="an agency may credit a picture"),
        pytest.param('<p><a href="/c/upper">Anna Valley</a> 20 November 2026</p>', id="a link to a section"),
        pytest.param("<p>Photos by Ben Hall</p>", id="pictures"),
        pytest.param("<figure><figcaption>By Ben Hall</figcaption></figure>", id="a caption"),
        pytest.param('<div class="caption">By Ben Hall</div>', id="a caption by its class"),
        pytest.param("<p>記者コラム</p>", id="a column"),
        pytest.param("<blockquote><p>- Otto Grau</p></blockquote>", id="a quote"),
    ],
)
def test_another_line_below_the_headline_is_no_byline(parsed: Callable[..., ParsedPage], line: str) -> None:
    assert lines(parsed(body=f"<div><h1>Bridge reopens</h1>{line}<div>{TEXT}</div></div>")) == {}


@pytest.mark.parametrize(
    ("line", "where", "value"),
    [
        pytest.param("<p>By Anna Reed</p>", "line behind the text", "By Anna Reed", id="by"),
        pytest.param("<h3>About the author</h3><p>Anna Reed</p>", "line behind the text", "Anna Reed", id="heading"),
        pytest.param("<p>— Anna Reed</p>", "signature", "Anna Reed", id="signed"),
        pytest.param(
            "<p>Anna Reed is a staff writer at the Hill.</p>", "line about the author", "Anna Reed", id="introduced"
        ),
        pytest.param("<p>Contact Anna Reed at 555-0100</p>", "line about the author", "Anna Reed", id="contact"),
        pytest.param("<p>橋は再開した。（橋本花子）</p>", "last line of the text", "橋本花子", id="a Japanese bracket"),
    ],
)
def test_a_line_behind_the_text_is_a_byline(
    parsed: Callable[..., ParsedPage], line: str, where: str, value: str
) -> None:
    assert lines(parsed(body=f"<div><h1>Bridge reopens</h1><div>{TEXT}{line}</div></div>"))[where] == value


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("<h3>2 Responses</h3><p>By Trudi Bell</p>", id="comments"),
        pytest.param("<h3>Most read</h3><p>By Otto Grau</p>", id="other stories"),
        pytest.param("<p><b>Hill Rail Company</b></p>", id="a company"),
        pytest.param("<h3>About Your Privacy</h3>", id="a notice"),
        pytest.param("<p>橋は再開した。（写真あり）</p>", id="a Japanese note"),
    ],
)
def test_another_line_behind_the_text_is_no_byline(parsed: Callable[..., ParsedPage], line: str) -> None:
    assert lines(parsed(body=f"<div><h1>Bridge reopens</h1><div>{TEXT}{line}</div></div>")) == {}

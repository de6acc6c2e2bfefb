"""What is said of the author behind the text."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.authors.author_notes import addressed_authors, agencies_alone, noted_authors
from newsarchive.extraction.authors.lines import Line, lines_behind, places_of
from newsarchive.extraction.page.parsed_page import ParsedPage

PARAGRAPH = (
    "<p>The bridge over the river is open again after the storm, the city said on Friday, and so is the quay.</p>"
)


@pytest.fixture
def lines(parsed: Callable[..., ParsedPage]) -> Callable[[str], list[Line]]:
    """Builds the lines behind a text from their HTML."""

    def build(html: str) -> list[Line]:
        page = parsed(body=f"<article><h1>Bridge reopens</h1>{PARAGRAPH * 3}{html}</article>")
        return lines_behind(places_of(page))

    return build


@pytest.mark.parametrize(
    ("html", "names"),
    [
        pytest.param("<p><em>Anna Reed is a professor of law.</em></p>", "Anna Reed", id="a profession"),
        pytest.param("<p><i>Anna Reed, of Hilltop, teaches law.</i></p>", "Anna Reed", id="words behind the name"),
        pytest.param("<p><b><i>Ana Ruiz es jurista. Luis Gil es médico.</i></b></p>", "Ana Ruiz; Luis Gil", id="two"),
        pytest.param("<p><em>Anna Berg ist Juristin.</em></p>", "Anna Berg", id="German"),
        pytest.param("<p><b>About the author:</b> Anna Reed is a lawyer.</p>", "Anna Reed", id="after a label"),
        pytest.param("<p>Anna Reed can be reached at 555-0100.</p>", "Anna Reed", id="how to reach the author"),
    ],
)
def test_a_note_names_the_author(lines: Callable[[str], list[Line]], html: str, names: str) -> None:
    assert next(noted_authors(lines(html)), None) == names


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(
            "<p>Anna Reed is a professor of law, and she crosses it each day.</p>", id="a sentence of the text"
        ),
        pytest.param("<p><em>The River Bridge is the oldest bridge.</em></p>", id="an article before the name"),
        pytest.param("<p><em>Hill County is the largest of them.</em></p>", id="a place"),
        pytest.param("<p><em>Correction: the bridge is older.</em></p>", id="a correction"),
    ],
)
def test_other_sentences_name_no_author(lines: Callable[[str], list[Line]], html: str) -> None:
    assert list(noted_authors(lines(html))) == []


@pytest.mark.parametrize(
    ("html", "names"),
    [
        pytest.param("<p>Anna Reed, areed@post.example</p>", ["Anna Reed"], id="in one line"),
        pytest.param("<p>Anna Reed</p><p>areed@post.example</p>", ["Anna Reed"], id="in two lines"),
        pytest.param('<p><a href="mailto:a@post.example">Anna Reed</a></p>', ["Anna Reed"], id="a link"),
        pytest.param('<p><a href="mailto:a@post.example">メール</a></p>', [], id="a word for mail"),
        pytest.param("<p>World News, news@post.example</p>", [], id="a section"),
        pytest.param("<p>Write to us: news@post.example</p>", [], id="no name"),
    ],
)
def test_the_name_beside_an_address(lines: Callable[[str], list[Line]], html: str, names: list[str]) -> None:
    assert list(addressed_authors(lines(html))) == names


def test_an_agency_alone_behind_the_text(lines: Callable[[str], list[Line]]) -> None:
    assert list(agencies_alone(lines("<p>(APA, 20.11.2026)</p>"))) == ["APA"]
    assert list(agencies_alone(lines("<p>AFP</p>"))) == []
    assert list(agencies_alone(lines("<p>AFP says the bridge is old.</p>"))) == []

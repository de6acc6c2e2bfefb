"""The authors that a page reports to its statistics."""

import time
from collections.abc import Callable

import pytest

from newsarchive.extraction.authors.reported_authors import reported_authors
from newsarchive.extraction.page.parsed_page import ParsedPage


@pytest.mark.parametrize(
    ("head", "names"),
    [
        pytest.param("<meta name='parsely-page' content='{\"author\": \"Anna Reed\"}'>", ["Anna Reed"], id="Parse.ly"),
        pytest.param("<meta name='parsely-page' content='{\"author\": [\"Anna Reed\"]}'>", ["Anna Reed"], id="a list"),
        pytest.param("<script>_sf_async_config.authors = 'Anna Reed';</script>", ["Anna Reed"], id="Chartbeat"),
        pytest.param('<script>stats.setAuthorName("Anna Reed");</script>', ["Anna Reed"], id="a call"),
        pytest.param('<script>layer.push({"author": "Anna O\\u0027Reed"})</script>', ["Anna O'Reed"], id="an escape"),
        pytest.param('<script>x = {byline: ["Anna Reed", "Ben Hall"]}</script>', ["Anna Reed", "Ben Hall"], id="names"),
        pytest.param('<script>x = {"author": {"id": 3, "name": "Anna Reed"}}</script>', ["Anna Reed"], id="an object"),
        pytest.param(
            '<script>a = {"author": "Anna Reed"}; b = {"author": "Ben Hall"}</script>', [], id="several stories"
        ),
        pytest.param('<script>x = {"author": "Otto Grau"}</script>', [], id="nobody whom the page prints"),
        pytest.param('<script>x = {"author": "author-box"}</script>', [], id="a setting"),
        pytest.param('<script>x = {"author": "Sports News"}</script>', [], id="a section"),
        pytest.param("<meta name='parsely-page' content='{broken'>", [], id="broken JSON"),
    ],
)
def test_authors_in_scripts(parsed: Callable[..., ParsedPage], head: str, names: list[str]) -> None:
    lines = ["Anna Reed", "Anna O'Reed", "Ben Hall", "20 November 2026"]
    assert reported_authors(parsed(head=head), lines) == names


def test_a_long_script_takes_no_longer_than_its_length(parsed: Callable[..., ParsedPage]) -> None:
    head = "<script>" + 'author: {"' * 30_000 + '"author": "' * 30_000 + "</script>"
    began = time.process_time()
    assert reported_authors(parsed(head=head), []) == []
    assert time.process_time() - began < 5

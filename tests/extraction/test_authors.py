"""Bylines in several languages, and who they name."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.authors import find_authors, parse_authors
from newsarchive.extraction.markup import ParsedPage
from newsarchive.outlet import Outlet
from newsarchive.records import Author

LD = '<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "x", "author": {}}}</script>'


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        pytest.param("By Anna Reed", ["Anna Reed"], id="by"),
        pytest.param("By Anna Reed and Ben Hall", ["Anna Reed", "Ben Hall"], id="and"),
        pytest.param("Anna Reed, Ben Hall, and Cleo Moss", ["Anna Reed", "Ben Hall", "Cleo Moss"], id="commas and and"),
        pytest.param("Von Anna Berg und Uwe Klee", ["Anna Berg", "Uwe Klee"], id="German"),
        pytest.param("Par Anne Rivière et Luc Pont", ["Anne Rivière", "Luc Pont"], id="French"),
        pytest.param("Por Ana Ríos y Luis Prado", ["Ana Ríos", "Luis Prado"], id="Spanish"),
        pytest.param("Автор: Анна Рекова", ["Анна Рекова"], id="Russian"),
        pytest.param("橋本 花子、川上 太郎", ["橋本 花子", "川上 太郎"], id="Japanese comma"),
        pytest.param("김철수 기자", ["김철수"], id="Korean role"),
        pytest.param("Anna Reed, Senior Reporter", ["Anna Reed"], id="role behind"),
        pytest.param("By Anna Reed, Chief Political Correspondent", ["Anna Reed"], id="long role behind"),
        pytest.param("Anna Reed (Oslo)", ["Anna Reed"], id="place in brackets"),
        pytest.param("Anna Reed @annareed", ["Anna Reed"], id="handle"),
        pytest.param("Anna Reed anna@rivertownpost.example", ["Anna Reed"], id="address"),
        pytest.param("Anna Reed, Rivertown Post", ["Anna Reed"], id="the paper behind the name"),
        pytest.param("Von Anna Berg Fr, 18. Oktober 2026", ["Anna Berg"], id="date behind"),
        pytest.param("https://social.example/annareed", [], id="only an address"),
        pytest.param("null", [], id="null"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_names_are_parsed_from_bylines(outlet: Outlet, byline: str, names: list[str]) -> None:
    assert [author.name for author in parse_authors([byline], outlet)] == names


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Anna Reed", "person"),
        ("Reuters", "agency"),
        ("Deutsche Presse-Agentur", "agency"),
        ("dpa", "agency"),
        ("dpa/AFP", "agency"),
        ("共同通信", "agency"),
        ("Rivertown Post", "desk"),
        ("Sports Desk", "desk"),
        ("Redaktion Lokales", "desk"),
        ("編集部", "desk"),
    ],
)
def test_names_are_told_apart_by_kind(outlet: Outlet, name: str, kind: str) -> None:
    assert parse_authors([name], outlet) == (Author(name, kind),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("head", "body", "names"),
    [
        pytest.param(
            LD.format('{"name": "Anna Reed"}'), '<p class="byline">By B. Hall</p>', ["Anna Reed"], id="JSON-LD first"
        ),
        pytest.param(LD.format('["Anna Reed", "Ben Hall"]'), "", ["Anna Reed", "Ben Hall"], id="a list of strings"),
        pytest.param('<meta name="author" content="Anna Reed">', "", ["Anna Reed"], id="meta"),
        pytest.param(
            '<meta property="article:author" content="https://social.example/reed">',
            '<a rel="author">Anna Reed</a>',
            ["Anna Reed"],
            id="not an address",
        ),
        pytest.param("", '<article><p class="byline">By Anna Reed</p></article>', ["Anna Reed"], id="class"),
        pytest.param("", '<div id="comments"><b class="author">reader99x</b></div>', [], id="not who comments"),
    ],
)
def test_the_byline_is_found_on_the_page(
    parsed: Callable[..., ParsedPage], outlet: Outlet, head: str, body: str, names: list[str]
) -> None:
    authors, _, _ = find_authors(parsed(head, body), outlet)
    assert [author.name for author in authors] == names


def test_the_byline_is_kept_as_printed(parsed: Callable[..., ParsedPage], outlet: Outlet) -> None:
    page = parsed(body='<article><p class="byline">By Anna Reed in Oslo, chief reporter</p></article>')
    _, byline, where = find_authors(page, outlet)
    assert (byline, where) == ("By Anna Reed in Oslo, chief reporter", "class byline")

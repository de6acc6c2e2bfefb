"""The names that a page uses for its own outlet."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.names.page_outlet_names import (
    is_outlet_name,
    letters_only,
    outlet_names,
    page_outlet_names,
)
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet import Outlet


@pytest.mark.parametrize("text", ["Rivertown Post", "rivertown-post", "@RivertownPost", "RIVERTOWN  POST!"])
def test_spellings_of_a_name_are_equal_as_letters(text: str) -> None:
    assert letters_only(text) == "rivertownpost"


def test_an_outlet_has_the_names_of_its_title_and_hosts(outlet: Outlet) -> None:
    assert outlet_names(outlet) == {"rivertownpost", "rivertownpostexample"}


def test_a_page_adds_its_site_name_publisher_and_account(parsed: Callable[..., ParsedPage], outlet: Outlet) -> None:
    page = parsed(
        head='<meta property="og:site_name" content="The River"><meta name="twitter:site" content="@rivpost">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "publisher": {"name": "River Media"}}</script>'
    )
    names = page_outlet_names(page, outlet)
    assert {"theriver", "river", "rivpost", "rivermedia"} <= names
    assert outlet_names(outlet) <= names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Rivertown Post", True, id="the title"),
        pytest.param("The Rivertown Post", True, id="with an article"),
        pytest.param("rivertownpost.example", True, id="the host"),
        pytest.param("Rivertown Posts", False, id="a longer word"),
        pytest.param("Anna Reed", False, id="a person"),
    ],
)
def test_a_name_is_compared_with_the_outlets_names(outlet: Outlet, name: str, expected: bool) -> None:
    assert is_outlet_name(name, outlet_names(outlet)) is expected

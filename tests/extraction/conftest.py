"""Builders of pages and outlets that the tests of extraction share."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from newsarchive.extraction.page.parsed_page import ParsedPage, parse_page
from newsarchive.outlet import Outlet, Rules
from newsarchive.records import Page

URL = "https://rivertownpost.example/2026/11/bridge-reopens-after-storm"


@pytest.fixture
def outlet() -> Outlet:
    return Outlet(
        name="rivertown_post",
        title="Rivertown Post",
        home="https://rivertownpost.example/",
        domains=("rivertownpost.example",),
        country="gb",
        language="en",
        timezone="Europe/London",
        rules=(Rules(),),
    )


@pytest.fixture
def a_page() -> Callable[..., Page]:
    """Builds a page from its HTML: text as UTF-8, or bytes as they are."""

    def build(html: str | bytes, url: str = URL, content_type: str | None = "text/html; charset=utf-8") -> Page:
        return Page(
            requested_url=url,
            final_url=url,
            fetched_at=datetime(2026, 11, 22, 12, 0, tzinfo=UTC),
            status=200,
            headers=(("content-type", content_type),) if content_type else (),
            body=html.encode() if isinstance(html, str) else html,
        )

    return build


@pytest.fixture
def parsed(a_page: Callable[..., Page]) -> Callable[..., ParsedPage]:
    """Builds a parsed page from the contents of its head and body."""

    def build(head: str = "", body: str = "", url: str = URL, lang: str = "") -> ParsedPage:
        attribute = f' lang="{lang}"' if lang else ""
        return parse_page(a_page(f"<!DOCTYPE html><html{attribute}><head>{head}</head><body>{body}</body></html>", url))

    return build

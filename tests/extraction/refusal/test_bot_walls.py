"""Bot walls are recognized by title, text and marks; articles about bots are not bot walls."""

from collections.abc import Callable

import pytest

from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.extraction.refusal.bot_walls import page_wall_vendor, wall_vendor
from newsarchive.records import Page

LONG = "<p>The bridge over the river was opened again on Friday after a week of repairs.</p>" * 30


@pytest.mark.parametrize(
    ("head", "body", "vendor"),
    [
        pytest.param("<title>Just a moment...</title>", "<p>Wait</p>", "Cloudflare", id="by its title"),
        pytest.param("", "<p>DDoS protection by DDoS-Guard</p>", "DDoS-Guard", id="by its text"),
        pytest.param("", '<div id="px-captcha"></div>', "PerimeterX (HUMAN)", id="by an id"),
        pytest.param("", '<script src="https://ct.captcha-delivery.com/c.js"></script>', "DataDome", id="by a script"),
        pytest.param("<title>Are you a robot?</title>", "<p>Wait</p>", "unnamed", id="by its question"),
    ],
)
def test_the_vendor_of_a_bot_wall_is_named(
    parsed: Callable[..., ParsedPage], head: str, body: str, vendor: str
) -> None:
    assert wall_vendor(parsed(head=head, body=body)) == vendor


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param("<title>Bridge reopens</title>", "<p>It is open.</p>", id="a short article"),
        pytest.param("<title>Just a moment...</title>", LONG, id="a long page"),
        pytest.param("<title>Access denied to the old bridge</title>", "<p>It is closed.</p>", id="a similar headline"),
        pytest.param("", '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>', id="a script"),
    ],
)
def test_other_pages_are_not_bot_walls(parsed: Callable[..., ParsedPage], head: str, body: str) -> None:
    assert wall_vendor(parsed(head=head, body=body)) is None


def test_the_bytes_of_a_bot_wall_are_enough(a_page: Callable[..., Page]) -> None:
    assert page_wall_vendor(a_page("<title>Just a moment...</title><p>Wait</p>")) == "Cloudflare"


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7", b'{"error": "busy"}'], ids=["empty", "a PDF", "JSON"])
def test_an_answer_that_is_not_html_is_not_a_bot_wall(a_page: Callable[..., Page], body: bytes) -> None:
    assert page_wall_vendor(a_page(body)) is None

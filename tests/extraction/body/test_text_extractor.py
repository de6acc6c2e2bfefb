"""Invisible joiners survive the extractor, which removes them."""

from collections.abc import Callable

from newsarchive.extraction.body.text_extractor import hide_joiners, show_joiners
from newsarchive.extraction.page.parsed_page import ParsedPage

WORDS = "می‌گذرد 👩‍🚒"


def test_joiners_are_restored(parsed: Callable[..., ParsedPage]) -> None:
    tree = parsed(body=f"<p>{WORDS}<b>x</b>{WORDS}</p>").tree
    assert hide_joiners(tree)
    hidden = tree.text_content()
    assert "\u200c" not in hidden
    assert hidden.strip().isprintable()
    assert show_joiners(hidden).strip() == f"{WORDS}x{WORDS}"


def test_a_page_without_joiners_is_unchanged(parsed: Callable[..., ParsedPage]) -> None:
    assert not hide_joiners(parsed(body="<p>plain</p>").tree)

"""The section "Cite" in a real browser, and a printed article."""

import pytest

from tests.web.support import NARROWEST, WIDE, needs_chromium, overflows, take_screenshot

pytestmark = needs_chromium


def test_a_printed_article_says_where_its_text_is_from(open_page, ids, address):
    page = open_page()
    page.goto(f"/article/{ids['feature']}/1")
    page.emulate_media(media="print")
    printed = page.locator("main").inner_text()
    assert "Northern Wire" in printed
    assert "https://post.example/2026/harbour" in printed
    assert f"{address}/article/{ids['feature']}/1-" in printed
    assert "1, first stored 2026-11-20 12:00:00 UTC" in printed
    assert "opened 2026-11-20 12:00:00 UTC" in printed
    assert "BibTeX" not in printed
    assert "Versions" not in printed
    take_screenshot(page, "article-printed")


def test_what_is_for_print_alone_is_not_on_the_screen(open_page, ids):
    page = open_page()
    page.goto(f"/article/{ids['feature']}")
    assert not page.get_by_text("Printed from").is_visible()
    assert page.get_by_role("heading", name="Cite").is_visible()


def test_a_citation_is_one_click_away(open_page, ids):
    page = open_page()
    page.goto(f"/article/{ids['feature']}")
    with page.expect_response("**/*.citation.txt") as answer:
        page.get_by_role("link", name="plain text").click()
    assert answer.value.text().startswith("A. Reed and Northern Wire.")


def test_the_permanent_address_opens_the_version(open_page, ids):
    page = open_page()
    page.goto(f"/article/{ids['feature']}/1")
    page.locator(".cited-version a").first.click()
    page.wait_for_url(f"**/article/{ids['feature']}/1")


@pytest.mark.parametrize("size", [WIDE, NARROWEST], ids=["wide", "narrowest"])
@pytest.mark.parametrize("name", ["feature", "arabic", "hostile"])
def test_no_digest_or_address_makes_the_page_wider(open_page, ids, size, name):
    page = open_page(size)
    page.goto(f"/article/{ids[name]}")
    assert not overflows(page)


def test_metadata_runs_nothing(open_page, ids):
    page = open_page()
    page.goto(f"/article/{ids['hostile']}")
    assert page.evaluate("JSON.parse(document.querySelector('script[type]').textContent)['@type']") == "NewsArticle"

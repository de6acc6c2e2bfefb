"""Near-duplicates in a real browser: from a search result to the cluster and the differences, light and dark."""

import pytest
from playwright.sync_api import expect

from tests.web.support import PHONE, WIDE, needs_chromium, overflows, served, take_screenshot

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def address(cluster_archive):
    """Where a real server serves the archive with the cluster."""
    with served(cluster_archive[0]) as address:
        yield address


def test_from_a_search_result_to_the_differences_of_a_copy(open_page):
    page = open_page()
    page.goto("/search?q=harbour")
    page.get_by_role("link", name="and 25 more").click()
    page.wait_for_url("**/copies/*")
    change = page.locator("details").filter(has_text="text edited").first
    expect(change.locator("del").first).to_be_hidden()
    change.locator("summary").click()
    expect(change.locator("del").first).to_have_text("Tuesday")
    page.get_by_role("link", name="Next page").click()
    page.wait_for_url("**after=**")
    expect(page.locator(".cluster li")).to_have_count(6)


def test_the_checkbox_shows_all_copies_and_can_be_removed(open_page):
    page = open_page()
    page.goto("/search?q=harbour")
    # A click applies it at once.
    page.get_by_label("Show all copies").click()
    page.wait_for_url("**copies=all**")
    assert page.locator(".headlines h3").count() == 20
    page.locator(".active-filters a").click()
    page.wait_for_url("**/search?q=harbour")
    assert page.locator(".headlines h3").count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("size", "name"), [(WIDE, "wide"), (PHONE, "narrow")], ids=["wide", "narrow"])
def test_pages_with_copies_fit_the_window(open_page, cluster_archive, size, name, scheme):
    page, ids = open_page(size, scheme), cluster_archive[1]
    for shown, path in {
        "copies": f"/copies/{ids['cut']}",
        "copies-hits": "/search?q=harbour&copies=all",
        "copies-hit": "/search?q=harbour&since=2026-01-01",
        "copies-article": f"/article/{ids['cut']}",
    }.items():
        page.goto(path)
        for details in page.locator(".cluster details").all()[:4]:
            details.locator("summary").click()
        take_screenshot(page, f"{shown}-{name}-{scheme}")
        assert not overflows(page)

"""The search page in a real browser: filters, histogram and files; with and without JavaScript, by keyboard and phone.

Screenshots go to tests/screenshots/, for people to look at.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.web.support import NARROW, PHONE, WIDE, needs_chromium, overflows, take_screenshot

pytestmark = needs_chromium

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
RESULTS = ".results-header h2"


def open_filters(page, size):
    if size != WIDE:
        expect(page.locator(".filter-panel")).not_to_be_visible()
        page.locator(".filter-button summary").click()
    expect(page.locator(".filter-panel")).to_be_visible()


@SIZES
@SCRIPTS
def test_several_values_of_a_filter_can_be_chosen_and_taken_away(open_page, size, scripts):
    page = open_page(size, java_script_enabled=scripts)
    page.goto("/search?q=harbour")
    expect(page.locator(RESULTS)).to_have_text("67 articles")
    open_filters(page, size)
    # With the keyboard, both are chosen before they are applied.
    for name in ("Business", "Local"):
        page.get_by_label(name, exact=False).first.focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**section=**section=**")
    expect(page.locator(".active-filters a")).to_have_count(2)
    open_filters(page, size)
    expect(page.locator("input[name=section]:checked")).to_have_count(2)
    page.locator(".active-filters a", has_text="Local").click()
    expect(page.locator(RESULTS)).to_have_text("33 articles")
    assert not overflows(page)


def test_a_click_on_a_filter_applies_it_at_once(open_page):
    page = open_page()
    page.goto("/search?q=harbour")
    page.locator("label", has_text="Business").click()
    page.wait_for_url("**/search?q=harbour&section=Business")
    expect(page.locator(RESULTS)).to_have_text("33 articles")


def test_on_a_phone_the_filters_come_before_the_results(open_page):
    page = open_page(NARROW)
    page.goto("/search?q=harbour")
    button, results = page.locator(".filter-button summary"), page.locator(RESULTS)
    assert button.bounding_box()["y"] < results.bounding_box()["y"]
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".filter-panel")).to_be_visible()


def test_the_keyboard_can_skip_the_filters(open_page):
    page = open_page()
    page.goto("/search?q=harbour")
    page.get_by_role("link", name="Skip the filters").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#results') !== null")


@SCRIPTS
def test_a_bar_narrows_to_its_days(open_page, scripts):
    page = open_page(java_script_enabled=scripts)
    page.goto("/search?q=harbour")
    page.locator(".histogram svg a").last.click(force=True)
    page.wait_for_url("**since=2026-11-20&until=2026-11-20")
    expect(page.locator(RESULTS)).not_to_have_text("67 articles")


def test_dragging_over_bars_narrows_to_their_days(open_page):
    page = open_page()
    page.goto("/search?q=harbour")
    bars = page.locator(".histogram svg a")
    days = [bars.nth(number).get_attribute("data-since") for number in (60, 70)]
    box = page.locator(".histogram svg").bounding_box()
    step = box["width"] / bars.count()
    page.mouse.move(box["x"] + 70.5 * step, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 60.5 * step, box["y"] + 40, steps=4)
    expect(page.locator("rect.brush")).to_be_visible()
    take_screenshot(page, "search-dragged-wide-light")
    page.mouse.up()
    page.wait_for_url(f"**since={days[0]}&until={days[1]}")


@SCRIPTS
def test_days_can_be_typed(open_page, scripts):
    page = open_page(java_script_enabled=scripts)
    page.goto("/search?q=harbour")
    page.get_by_label("From").fill("2026-11-10")
    page.get_by_label("To", exact=True).fill("2026-11-12")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**/search?q=harbour&since=2026-11-10&until=2026-11-12")


@SIZES
@SCRIPTS
def test_all_values_of_a_filter_can_be_found_by_name(open_page, size, scripts):
    page = open_page(size, java_script_enabled=scripts)
    page.goto("/search/outlet?language=en&language=ar&language=ja")
    page.get_by_label("Find a value").type("三")
    if not scripts:
        page.get_by_role("button", name="Find").click()
    expect(page.locator(".all-values li:visible")).to_have_count(1)
    page.get_by_label("三森新報").check()
    take_screenshot(page, f"search-values-{size[0]}")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**outlet=mimori_shimpo**")
    expect(page.locator(RESULTS)).to_have_text("1 article")
    assert not overflows(page)


def test_an_arabic_row_is_right_to_left(open_page):
    page = open_page()
    page.goto("/search?language=ar&language=en")
    row = page.locator(".headlines > li[dir=rtl]")
    take_screenshot(page, "search-arabic-wide-light")
    outlet, day = row.locator(".meta > a").first.bounding_box(), row.locator("time").bounding_box()
    headline = row.locator("h3").bounding_box()
    assert outlet["x"] > day["x"]
    assert abs(outlet["x"] + outlet["width"] - headline["x"] - headline["width"]) < 1
    english = page.locator(".headlines > li[dir=ltr]").first
    assert english.locator(".meta > a").first.bounding_box()["x"] < english.locator("time").bounding_box()["x"]


PAGES = {
    "results": "/search?q=harbour",
    "chosen": "/search?q=harbour&section=Local&section=Business&since=2026-10-01",
    "browse": "/search?order=oldest",
    "versions": "/search?q=spring&versions=earlier",
    "values": "/search/outlet",
    "wrong": "/search?q=harbour&since=banana",
    "nothing": "/search?q=zeppelin",
}


@SIZES
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(open_page, size, scheme, name):
    page = open_page(size, scheme)
    page.goto(PAGES[name])
    # Chromium reports a page with status 400 as a console error.
    page.console_errors.clear()
    if size != WIDE and page.locator(".filter-button").count():
        page.locator(".filter-button summary").click()
    take_screenshot(page, f"search-{name}-{size[0]}-{scheme}")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found] == []
    assert not overflows(page)

"""Reading results one after the other in a real browser, with links and with keys, and an article on paper."""

import pytest
from playwright.sync_api import expect

from tests.web.support import PHONE, WIDE, needs_chromium, overflows, take_screenshot

pytestmark = needs_chromium
SEARCH = "/search?q=harbour&order=newest"


def focused(page) -> str:
    return page.evaluate("document.activeElement.textContent")


def test_from_result_to_result_and_back_to_the_same_place_without_javascript(open_page):
    page = open_page(java_script_enabled=False)
    page.goto(SEARCH)
    headlines = page.locator(".headlines h3").all_inner_texts()
    page.locator(".headlines h3 a").nth(17).click()
    for number in (18, 19):
        page.locator(".in-results").get_by_role("link", name="Next").click()
        expect(page.locator("h1")).to_have_text(headlines[number])
    page.locator(".around").get_by_role("link", name="Next result").click()
    page.wait_for_url("**before=**")
    page.locator(".around").get_by_role("link", name="Previous result").click()
    expect(page.locator("h1")).to_have_text(headlines[19])
    page.get_by_role("link", name="Back to the results").click()
    page.wait_for_url("**/search?**#article-*")
    expect(page.locator(".headlines li:target h3")).to_have_text(headlines[19])
    assert page.locator(".headlines li:target").bounding_box()["y"] < WIDE[1]


def test_keys_move_through_the_results(open_page):
    page = open_page()
    page.goto(SEARCH)
    headlines = page.locator(".headlines h3").all_inner_texts()
    page.keyboard.press("j")
    assert focused(page) == headlines[0]
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert focused(page) == headlines[1]
    page.keyboard.press("o")
    expect(page.locator("h1")).to_have_text(headlines[1])
    page.keyboard.press("j")
    expect(page.locator("h1")).to_have_text(headlines[2])
    page.keyboard.press("k")
    expect(page.locator("h1")).to_have_text(headlines[1])
    page.keyboard.press("s")
    page.wait_for_url("**/search?**#article-*")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_enter_opens_the_chosen_hit_and_the_ends_lead_to_other_pages(open_page):
    page = open_page()
    page.goto(SEARCH)
    for _ in range(21):
        page.keyboard.press("j")
    assert focused(page).startswith("Next page")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/*")


def test_keys_do_nothing_in_fields_or_with_modifiers(open_page):
    page = open_page()
    page.goto(SEARCH)
    page.locator("#q").fill("")
    page.locator("#q").press_sequentially("jkos/?")
    assert page.locator("#q").input_value() == "jkos/?"
    page.locator("h2").first.click()
    for chord in ("Control+j", "Alt+j", "Meta+j", "Shift+J"):
        page.keyboard.press(chord)
    assert page.evaluate("document.activeElement.closest('.headlines') === null")
    assert page.url.endswith(SEARCH)


def test_the_list_of_keys_opens_with_its_key_and_without_a_script(open_page):
    page = open_page()
    page.goto("/")
    page.keyboard.press("?")
    expect(page.locator("#keys dl")).to_be_visible()
    expect(page.locator("#keys").get_by_text("back to the results")).to_be_visible()
    without = open_page(java_script_enabled=False)
    without.goto("/")
    without.locator("#keys summary").click()
    expect(without.locator("#keys dl")).to_be_visible()
    expect(without.get_by_role("checkbox", name="Keys act in this browser")).to_have_count(0)


def test_keys_can_be_switched_off(open_page):
    page = open_page()
    page.goto(SEARCH)
    page.locator("#keys summary").click()
    page.get_by_role("checkbox", name="Keys act in this browser").uncheck()
    page.goto(SEARCH)
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement === document.body")
    page.locator("#keys summary").click()
    page.get_by_role("checkbox", name="Keys act in this browser").check()
    page.locator("h2").first.click()
    page.keyboard.press("j")
    assert focused(page) == page.locator(".headlines h3").first.inner_text()


def test_on_another_keyboard_the_place_of_the_key_counts(open_page):
    page = open_page()
    page.goto(SEARCH)
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ت', code: 'KeyJ', bubbles: true}))")
    assert focused(page) == page.locator(".headlines h3").first.inner_text()


def test_the_original_page_is_opened_with_its_key(open_page, ids):
    page = open_page()
    page.goto(f"/article/{ids['feature']}")
    link = page.locator("[aria-keyshortcuts=o]")
    assert link.get_attribute("href") == "https://post.example/2026/harbour"
    # No test reaches another host.
    link.evaluate("link => { link.href = '#original'; }")
    page.keyboard.press("o")
    page.wait_for_url("**#original")


@pytest.mark.parametrize("name", ["feature", "structured", "arabic"])
def test_an_article_on_paper_has_its_source_and_nothing_to_click(open_page, ids, name):
    page = open_page(WIDE)
    page.goto(f"/article/{ids[name]}?q=harbour")
    page.emulate_media(media="print")
    for hidden in (".in-results", ".site-header", ".site-footer", ".formats", "#keys"):
        expect(page.locator(hidden).first).to_be_hidden()
    for shown in (".article h1", ".article .credit", ".article .text", ".about dl", ".versions"):
        expect(page.locator(shown).first).to_be_visible()
    take_screenshot(page, f"{name}-print")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("size", "width"), [(WIDE, "wide"), (PHONE, "narrow")], ids=["wide", "narrow"])
def test_the_open_list_of_keys_and_of_origins_fits(open_page, ids, size, width, scheme):
    page = open_page(size, scheme)
    page.goto(f"/article/{ids['feature']}?q=harbour")
    page.locator("#keys summary").click()
    page.locator(".origins summary").click()
    take_screenshot(page, f"article-open-{width}-{scheme}")
    assert not overflows(page)

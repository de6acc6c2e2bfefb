"""All pages in a real browser: with mouse, keyboard and phone, light and dark.

Screenshots go to tests/screenshots/, for people to look at.
"""

import pytest
from playwright.sync_api import expect

from tests.web.support import NARROW, NARROWEST, WIDE, needs_chromium, overflows, take_screenshot

pytestmark = needs_chromium


def test_from_the_search_box_to_an_article(open_page):
    page = open_page()
    page.goto("/")
    page.get_by_role("searchbox").fill("cracks quay ferries")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/search?q=cracks+quay+ferries")
    assert page.locator("mark").first.inner_text().lower() in ("cracks", "quay", "ferries")
    first = page.locator(".headlines h3 a").first
    headline = first.inner_text()
    first.click()
    expect(page.locator("h1")).to_have_text(headline)
    assert page.locator(".article .text p").count() >= 4


def test_a_facet_narrows_the_results(open_page):
    page = open_page()
    page.goto("/search?q=harbour")
    before = page.locator(".results-header h2").inner_text()
    page.locator(".facets").get_by_role("link", name="Business").click()
    page.wait_for_url("**section=Business**")
    expect(page.locator(".results-header h2")).not_to_have_text(before)
    page.locator(".active-filters a").click()
    expect(page.locator(".results-header h2")).to_have_text(before)


def test_changes_between_two_versions_are_marked(open_page, ids):
    page = open_page()
    page.goto(f"/article/{ids['feature']}")
    page.get_by_role("link", name="what changed").click()
    expect(page.locator(".in-one-text ins").first).to_be_visible()
    assert "summer" in page.locator("ins").all_inner_texts()
    assert "spring" in page.locator("del").all_inner_texts()


def test_any_two_versions_are_compared_side_by_side(open_page, ids):
    page = open_page(java_script_enabled=False)
    page.goto(f"/article/{ids['feature']}")
    page.get_by_label("Compare", exact=True).select_option("2")
    page.get_by_label("with", exact=True).select_option("1")
    page.get_by_label("Side by side").check()
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url("**/changes?older=2&newer=1&view=side")
    older, newer = page.locator("tr.text").first.locator("td").all()
    assert (older.locator("del").inner_text(), newer.locator("ins").inner_text()) == ("spring", "summer")
    assert newer.bounding_box()["x"] > older.bounding_box()["x"] + 200


def test_the_table_has_facets_and_links_to_articles(open_page):
    page = open_page()
    page.goto("/archive/articles")
    page.locator("#facet-language").get_by_role("link", name="ja", exact=True).click()
    page.wait_for_url("**language=ja**")
    expect(page.locator("table.rows-and-columns tbody tr")).to_have_count(1)
    page.locator("td.col-headline a").click()
    page.wait_for_url("**/article/**")
    expect(page.locator("h1")).to_have_attribute("lang", "ja")


def test_the_menu_of_a_column_offers_a_facet(open_page):
    page = open_page()
    page.goto("/archive/outlets")
    page.locator("th[data-column=country] svg").click()
    page.locator(".dropdown-facet").click()
    expect(page.locator("#facet-country").get_by_role("link", name="jp", exact=True)).to_be_visible()


def test_the_sql_page_has_its_editor_and_runs_a_query(open_page):
    page = open_page()
    page.goto("/archive")
    page.locator(".CodeMirror").wait_for()
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('select count(*) as n from articles')")
    page.get_by_role("button", name="Run SQL").click()
    assert page.locator("td.col-n").inner_text() == "70"
    page.get_by_role("button", name="Format SQL").click()
    assert "\n" in page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    take_screenshot(page, "sql-wide-light")


def test_scripts_in_stored_texts_never_run(open_page, ids):
    page = open_page()
    page.on("dialog", lambda dialog: page.console_errors.append(f"a script ran: {dialog.message}"))
    for path in (
        "/",
        "/search?q=hostile",
        "/changes?outlet=hostile",
        f"/article/{ids['hostile']}",
        "/archive/articles?outlet=hostile",
        "/archive",
    ):
        page.goto(path)
        assert page.locator("img").count() == 0
    page.goto(f"/article/{ids['hostile']}")
    assert "<script>alert(1)</script>" in page.locator("h1").inner_text()


def test_the_keyboard_reaches_the_results(open_page):
    page = open_page()
    page.goto("/search?q=harbour")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.headlines') !== null"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/*?q=harbour")


def test_our_pages_work_without_javascript(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("searchbox").fill("harbour")
    page.keyboard.press("Enter")
    page.locator(".headlines a").first.click()
    assert page.locator(".article .text").is_visible()


PAGES = {
    "home": "/",
    "search": "/search?q=harbour+quay",
    "browse": "/search?outlet=rivertown_post&since=2026-10-01",
    "nothing": "/search?q=zeppelin&since=banana",
    "article": "/article/{feature}",
    "structured": "/article/{structured}",
    "japanese": "/article/{japanese}",
    "arabic": "/article/{arabic}",
    "hostile": "/article/{hostile}",
    "stub": "/article/{stub}",
    "missing": "/article/4711",
    "changes": "/changes",
    "change": "/article/{feature}/changes",
    "change-side": "/article/{feature}/changes?view=side",
    "from-results": "/article/{feature}?q=harbour+quay",
    "arabic-from-results": "/article/{arabic}?q=الميناء",
    "table": "/archive/articles?_size=10",
    "database": "/archive",
    "row": "/archive/articles/{feature}",
}


TOO_LITTLE_CONTRAST = """() => {
  const channel = value => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const numbers = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = colour => {
    const [r, g, b] = numbers(colour).map(channel);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const backgroundOf = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/rgba\\(.*, 0\\)$/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const weak = [];
  for (const element of document.querySelectorAll('body *')) {
    const hasText = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!hasText || element.closest('svg')) continue;
    const [one, two] = [light(getComputedStyle(element).color), light(backgroundOf(element))].sort((a, b) => b - a);
    const contrast = (one + 0.05) / (two + 0.05);
    if (contrast < 4.5) weak.push(`${element.tagName}.${element.className} ${contrast.toFixed(2)}`);
  }
  return weak;
}"""


def go(page, path):
    if page.goto(path).status == 404:
        # Chromium reports a page with status 404 as a console error.
        page.console_errors.clear()


@pytest.mark.parametrize("name", PAGES)
def test_wide_pages_fit_and_have_enough_contrast(open_page, ids, name):
    page = open_page(WIDE)
    go(page, PAGES[name].format(**ids))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        take_screenshot(page, f"{name}-wide-{scheme}")
        assert page.evaluate(TOO_LITTLE_CONTRAST) == []
    assert not overflows(page)


@pytest.mark.parametrize("name", PAGES)
def test_pages_fit_a_phone(open_page, ids, name):
    page = open_page(NARROW)
    go(page, PAGES[name].format(**ids))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        take_screenshot(page, f"{name}-narrow-{scheme}")
    assert not overflows(page)
    if not PAGES[name].startswith("/archive"):
        page.set_viewport_size({"width": NARROWEST[0], "height": NARROWEST[1]})
        assert not overflows(page)


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide, light", "narrow, dark"])
def test_the_checkbox_searches_earlier_versions(open_page, size, scheme):
    page = open_page(size, scheme)
    page.goto('/search?q="until the spring"')
    page.locator("summary", has_text="Filters: outlet, language, dates").click()
    page.get_by_label("Search earlier versions, not today's texts").check()
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**versions=earlier**")
    expect(page.locator(".flag", has_text="version 1 of").first).to_be_visible()
    take_screenshot(page, f"earlier-versions-{size[0]}-{scheme}")
    assert not overflows(page)
    page.locator(".headlines h3 a").first.click()
    expect(page.locator(".notice").filter(has_text="A later version replaced it")).to_be_visible()

"""The pages in a real browser: read, searched, faceted, by mouse, keyboard and phone, light and dark.

Pictures of what it saw go to tests/screenshots/, for people to look at.
"""

import os
import shutil
import socket
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import expect

from newsarchive.web.serve import make_datasette

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--no-first-run", "--disable-sync"),
]
SCREENSHOTS = Path(__file__).resolve().parent.parent / "screenshots"
WIDE, NARROW, NARROWEST = (1280, 900), (360, 740), (320, 640)

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="no chromium on this machine; install it to run these"
)


@pytest.fixture(scope="module")
def address(archive_path):
    """Where the archive is served, by a real server on a free port, its clock at NOW."""
    patch = pytest.MonkeyPatch()
    patch.setattr("newsarchive.clock.now", lambda: NOW)
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(make_datasette(archive_path).app(), log_level="error", lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
    patch.undo()


@pytest.fixture(scope="module")
def browser():
    if not os.environ.get("CI"):
        pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e '.[dev]'")
    from playwright import sync_api

    assert CHROMIUM, "these tests are never skipped in CI: install chromium"
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, address):
    """A function that opens a window; at the end nothing may have been complained of, nor asked of anyone else."""
    contexts, complaints, strangers = [], [], []

    def opened(size=WIDE, scheme="light", **options):
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, base_url=address, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "request", lambda asked: None if asked.url.startswith((address, "data:")) else strangers.append(asked.url)
        )
        page.complaints = complaints
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
    assert strangers == []


def photograph(page, name):
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def overflows(page) -> bool:
    """Whether one must scroll sideways to read the page."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


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
    assert page.locator(".reading .text p").count() >= 4


def test_a_count_beside_the_results_narrows_them(open_page):
    page = open_page()
    page.goto("/search?q=harbour")
    before = page.locator(".result-head h2").inner_text()
    page.locator(".facets").get_by_role("link", name="Business").click()
    page.wait_for_url("**section=Business**")
    expect(page.locator(".result-head h2")).not_to_have_text(before)
    page.locator(".chosen a").click()
    expect(page.locator(".result-head h2")).to_have_text(before)


def test_what_changed_between_two_versions_is_marked(open_page, ids):
    page = open_page()
    page.goto(f"/article/{ids['feature']}")
    page.get_by_role("link", name="what changed").click()
    expect(page.locator(".text ins").first).to_be_visible()
    assert "summer" in page.locator(".text ins").all_inner_texts()
    assert "spring" in page.locator(".text del").all_inner_texts()
    photograph(page, "changes-wide-light")


def test_the_table_has_facets_that_filter_and_leads_to_articles(open_page):
    page = open_page()
    page.goto("/archive/articles")
    page.locator("#facet-language").get_by_role("link", name="ja", exact=True).click()
    page.wait_for_url("**language=ja**")
    expect(page.locator("table.rows-and-columns tbody tr")).to_have_count(1)
    page.locator("td.col-headline a").click()
    page.wait_for_url("**/article/**")
    expect(page.locator("h1")).to_have_attribute("lang", "ja")


def test_a_columns_menu_opens_and_offers_a_facet(open_page):
    page = open_page()
    page.goto("/archive/outlets")
    page.locator("th[data-column=country] svg").click()
    page.locator(".dropdown-facet").click()
    expect(page.locator("#facet-country").get_by_role("link", name="jp", exact=True)).to_be_visible()


def test_the_sql_page_has_its_editor_and_answers(open_page):
    page = open_page()
    page.goto("/archive")
    page.locator(".CodeMirror").wait_for()
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('select count(*) as n from articles')")
    page.get_by_role("button", name="Run SQL").click()
    assert page.locator("td.col-n").inner_text() == "70"
    page.get_by_role("button", name="Format SQL").click()
    assert "\n" in page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    photograph(page, "sql-wide-light")


def test_scripts_in_what_was_stored_never_run(open_page, ids):
    page = open_page()
    page.on("dialog", lambda dialog: page.complaints.append(f"a script ran: {dialog.message}"))
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
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.headlines') !== null"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/article/*")


def test_without_javascript_everything_of_ours_works(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("searchbox").fill("harbour")
    page.keyboard.press("Enter")
    page.locator(".headlines a").first.click()
    assert page.locator(".reading .text").is_visible()


PAGES = {
    "home": "/",
    "search": "/search?q=harbour+quay",
    "browse": "/search?outlet=rivertown_post&since=2026-10-01",
    "nothing": "/search?q=zeppelin&since=banana",
    "article": "/article/{feature}",
    "japanese": "/article/{japanese}",
    "arabic": "/article/{arabic}",
    "hostile": "/article/{hostile}",
    "stub": "/article/{stub}",
    "missing": "/article/4711",
    "changes": "/changes",
    "change": "/article/{feature}/2?changes=1",
    "table": "/archive/articles?_size=10",
    "database": "/archive",
    "row": "/archive/articles/{feature}",
}


LUMINANCE = """() => {
  const channel = value => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const numbers = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = colour => {
    const [r, g, b] = numbers(colour).map(channel);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = element => {
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
    const [one, two] = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => b - a);
    const contrast = (one + 0.05) / (two + 0.05);
    if (contrast < 4.5) weak.push(`${element.tagName}.${element.className} ${contrast.toFixed(2)}`);
  }
  return weak;
}"""


def go(page, path):
    if page.goto(path).status == 404:
        # Chromium reports any 404 of a page as an error.
        page.complaints.clear()


@pytest.mark.parametrize("name", PAGES)
def test_wide_pages_fit_and_every_text_stands_out_from_its_ground(open_page, ids, name):
    page = open_page(WIDE)
    go(page, PAGES[name].format(**ids))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        photograph(page, f"{name}-wide-{scheme}")
        assert page.evaluate(LUMINANCE) == []
    assert not overflows(page)


@pytest.mark.parametrize("name", PAGES)
def test_pages_fit_a_phone(open_page, ids, name):
    page = open_page(NARROW)
    go(page, PAGES[name].format(**ids))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        photograph(page, f"{name}-narrow-{scheme}")
    assert not overflows(page)
    if not PAGES[name].startswith("/archive"):
        page.set_viewport_size({"width": NARROWEST[0], "height": NARROWEST[1]})
        assert not overflows(page)


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide, light", "narrow, dark"])
def test_the_box_searches_earlier_versions(open_page, size, scheme):
    page = open_page(size, scheme)
    page.goto('/search?q="until the spring"')
    page.locator("summary", has_text="Outlet, language, dates").click()
    page.get_by_label("Search earlier versions, not today's texts").check()
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**versions=earlier**")
    expect(page.locator(".flag", has_text="version 1 of").first).to_be_visible()
    photograph(page, f"earlier-versions-{size[0]}-{scheme}")
    assert not overflows(page)
    page.locator(".headlines h3 a").first.click()
    expect(page.locator(".notice").filter(has_text="a later one replaced it")).to_be_visible()

"""The page of a timeline: chart, table, links, formats, wrong addresses; also in a browser."""

import csv
import io

import pytest

from tests.web.support import NARROW, WIDE, Markup, get, needs_chromium, overflows, served, take_screenshot, text_of

MARCH = "since=2026-03-01&until=2026-03-31"


async def test_the_page_has_a_chart_that_is_described_in_words_and_the_same_as_a_table(analysis):
    page = (await get(analysis, f"/timeline?q=storm&{MARCH}")).text
    text = text_of(page)
    assert "storm: 37 articles, most in 3 Mar 2026: 3; 1 day without data." in text
    assert "22 Mar 2026 gap gap 0 of 1" in text
    elements = Markup(page).elements
    charts = [attributes for tag, attributes in elements if tag == "svg" and attributes.get("role") == "img"]
    assert [chart["aria-labelledby"] for chart in charts] == ["chart-title chart-description"]
    links = [attributes["href"] for tag, attributes in elements if tag == "a" and "since=" in attributes["href"]]
    assert "/search?q=storm&since=2026-03-03&until=2026-03-03&copies=all" in links


async def test_a_link_of_the_table_finds_as_many_articles_as_it_says(analysis):
    values = (await get(analysis, f"/timeline.json?q=storm&by=week&copies=all&{MARCH}")).json()
    for period in values["panels"][0]["periods"]:
        found = (
            await get(analysis, f"/search.json?q=storm&copies=all&since={period['since']}&until={period['until']}")
        ).json()
        assert [found["total"]] == period["articles"]


async def test_several_searches_are_lines_with_their_samples_in_the_legend(analysis):
    page = (await get(analysis, f"/timeline?q=storm&q=harbour&measure=share&{MARCH}")).text
    assert page.count('class="line search-2"') == 3  # the chart, the legend, the form
    assert "Share of all articles by day" in text_of(page)
    assert "100.00%" in text_of(page)


async def test_panels_for_outlets_and_countries(analysis):
    text = text_of((await get(analysis, f"/timeline?q=storm&q=harbour&split=country&by=month&{MARCH}")).text)
    assert "United Kingdom" in text
    assert "France" in text
    assert "Mar 2026 storm" in text
    page = (await get(analysis, f"/timeline?q=storm&split=outlet&by=month&{MARCH}")).text
    assert "/search?q=storm&amp;outlet=hill_times&amp;since=2026-03-01&amp;until=2026-03-31&amp;copies=all" in page


async def test_csv_has_the_numbers_of_the_page(analysis):
    answer = await get(analysis, f"/timeline.csv?q=storm&q=harbour&by=week&{MARCH}")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 12
    assert sum(int(row["articles"]) for row in rows if row["query"] == "storm") == 37


async def test_an_empty_page_counts_all_articles(analysis):
    assert "all articles" in text_of((await get(analysis, "/timeline")).text)


async def test_a_form_with_empty_fields_leads_to_the_permanent_address(analysis):
    answer = await analysis.client.get("/timeline?q=storm&q=&by=&measure=share&outlet=&since=")
    assert (answer.status_code, answer.headers["location"]) == (302, "/timeline?q=storm&measure=share")


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/timeline?by=hour", "By=hour is not a known value. Use day, week, month, year."),
        ("/timeline?since=banana", "Since=banana is not a valid date. Use YYYY-MM-DD."),
        ("/timeline?q=a&q=b&q=c&q=d&q=e&q=f", "At most 5 searches can be compared."),
        ("/timeline?by=day&since=0001-01-01&until=9999-12-31", "more than 20,000 numbers"),
        ("/timeline?by=day&q=a&q=b&since=2000-01-01&until=2010-01-01", "The page shows 5,000 at most."),
    ],
)
async def test_a_wrong_address_is_400_with_a_sentence(analysis, path: str, sentence: str):
    assert sentence in text_of((await get(analysis, path, status=400)).text)
    if "5,000" not in sentence:
        answer = (await get(analysis, path.replace("/timeline", "/timeline.json"), status=400)).json()
        assert sentence in answer["error"]


async def test_another_format_is_not_found(analysis):
    await get(analysis, "/timeline.atom?q=storm", status=404)


async def test_what_a_visitor_types_is_text(analysis):
    page = (await get(analysis, "/timeline?q=<script>alert(1)</script>&outlet=<img>")).text
    assert "<script>" not in page
    assert "<img" not in page


@pytest.fixture(scope="module")
def address(analysis_path):
    with served(analysis_path) as address:
        yield address


@needs_chromium
@pytest.mark.parametrize(
    "path",
    [
        f"/timeline?q=storm&{MARCH}",
        f"/timeline?q=storm&q=harbour&q=council&q=undated&q=future&measure=share&{MARCH}",
        "/timeline?q=storm&split=outlet",
    ],
    ids=["bars", "lines", "panels"],
)
def test_in_a_browser(open_page, path: str, request):
    name = request.node.callspec.id
    for size in (WIDE, NARROW):
        page = open_page(size)
        page.goto(path)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            take_screenshot(page, f"timeline-{name}-{size[0]}-{scheme}")
        assert not overflows(page)


@needs_chromium
def test_searches_are_compared_with_the_form_and_a_bar_leads_to_its_articles(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/timeline")
    page.get_by_label("Search 1").fill("storm")
    page.get_by_label("From").fill("2026-03-01")
    page.get_by_label("To", exact=True).fill("2026-03-31")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/timeline?q=storm&since=2026-03-01&until=2026-03-31")
    page.locator(".areas a").nth(2).click()
    page.wait_for_url("**/search?q=storm&since=2026-03-03&until=2026-03-03&copies=all")
    assert page.locator(".headlines li").count() == 3

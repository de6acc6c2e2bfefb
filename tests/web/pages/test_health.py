"""The page about health: what is wrong, the coverage of each outlet, and the line on the home page."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from newsarchive.alerts.changes import OpenAlert
from newsarchive.archive.database import Archive
from newsarchive.archive.health.coverage import CrawlState
from newsarchive.records import Finding, FindingKind
from newsarchive.web.pages.health import KINDS, crawl_problem, home_line
from newsarchive.web.serve import make_datasette
from tests.web.sample_archive import NOW, SCRIPT
from tests.web.support import Markup, get, needs_chromium, overflows, served, take_screenshot, text_of

DAY = timedelta(days=1)


async def test_what_is_wrong_comes_first_and_costliest_first(health):
    page = (await get(health, "/health")).text
    text = text_of(page)
    assert "3 things are wrong, at 2 of 2 outlets." in text
    assert text.index("The whole archive") < text.index("no new article since") < text.index("answers 404")
    assert "<code>newsarchive check mimori_shimpo</code>" in page
    assert 'href="/outlet/mimori_shimpo"' in page
    assert SCRIPT not in page


async def test_every_outlet_has_a_chart_and_days_without_a_crawl_are_marked(health):
    elements = Markup((await get(health, "/health")).text).elements
    charts = [attributes for tag, attributes in elements if tag == "svg"]
    # The clock is at NOW: 42 days, two of them without a crawl.
    assert [chart["aria-label"] for chart in charts] == [
        "三森新報: 105 articles in 40 days with a crawl, at most 3 a day",
        "Rivertown Post: 400 articles in 40 days with a crawl, at most 10 a day",
    ]
    gaps = [attributes["d"] for tag, attributes in elements if tag == "path" and attributes["class"] == "gap"]
    assert [gap.count("M") for gap in gaps] == [2, 2]


async def test_the_same_as_json(health):
    values = (await get(health, "/health.json")).json()
    assert [one["kind"] for one in values["findings"]] == ["disk", "silent", "feed"]
    assert values["findings"][1] == {
        "outlet": "mimori_shimpo",
        "kind": "silent",
        "subject": "",
        "since": "2026-11-15T12:00:00Z",
        "summary": "no new article since 15 Nov 2026",
        "advice": "run `newsarchive check mimori_shimpo`: it reads the feeds",
    }
    assert values["outlets"]["rivertown_post"]["2026-11-20"] == 10
    assert values["last_crawl"]["outcome"] == "finished"
    await get(health, "/health.csv", 404)


async def test_the_home_page_says_what_is_wrong(health):
    page = (await get(health, "/")).text
    assert '<a class="flag" href="/health">1 outlet silent, 1 with a broken feed</a>' in page


async def test_an_archive_that_is_well_says_so(datasette, tmp_path: Path):
    assert "flag" not in text_of((await get(datasette, "/")).text)
    Archive.open(tmp_path / "empty.db", write=True).close()
    page = (await get(make_datasette(tmp_path / "empty.db"), "/health")).text
    assert "Nothing was crawled yet." in page


def test_every_kind_of_finding_has_a_name_on_the_page():
    assert set(KINDS) == set(FindingKind)


def an_alert(outlet: str | None, kind: FindingKind) -> OpenAlert:
    return OpenAlert(1, Finding(outlet, kind, "", NOW, "summary", "advice"), NOW, NOW)


@pytest.mark.parametrize(
    ("alerts", "line"),
    [
        ([], None),
        ([an_alert(None, FindingKind.DISK)], None),
        ([an_alert("post", FindingKind.SILENT)], "1 outlet silent"),
        ([an_alert("post", FindingKind.FEED), an_alert("post", FindingKind.FEED)], "1 outlet with a broken feed"),
        (
            [
                an_alert("post", FindingKind.SLOW),
                an_alert("sada", FindingKind.SILENT),
                an_alert("wire", FindingKind.SILENT),
            ],
            "2 outlets silent, 1 slow",
        ),
    ],
    ids=["nothing", "only the disk", "one", "two feeds of one outlet", "several kinds"],
)
def test_the_line_of_the_home_page(alerts: list[OpenAlert], line: str | None):
    assert home_line(alerts) == line


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        pytest.param({}, None, id="an hour ago"),
        pytest.param(
            {"ended_at": NOW - 3 * DAY},
            "The last crawl was on 17 Nov 2026. Does cron still run newsarchive crawl?",
            id="three days ago",
        ),
        pytest.param({"outcome": "failed", "problem": "disk full"}, "The last crawl failed: disk full", id="it failed"),
        pytest.param({"ended_at": None, "outcome": None}, None, id="it is running"),
    ],
)
def test_what_is_wrong_with_the_crawls_themselves(changes: dict, problem: str | None):
    crawl = CrawlState(NOW - DAY / 24, NOW - DAY / 48, "finished", None)
    assert crawl_problem(replace(crawl, **changes), NOW) == problem
    assert crawl_problem(None, NOW) is None


@needs_chromium
@pytest.mark.browser
def test_the_pages_in_a_browser_wide_and_narrow_light_and_dark(health_path: Path, browser):
    with served(health_path) as address:
        for width, scheme in ((1280, "light"), (1280, "dark"), (360, "light")):
            page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
            errors: list[str] = []
            page.on("console", lambda message, errors=errors: errors.append(message.text))
            page.on("dialog", lambda dialog, errors=errors: errors.append(f"a script ran: {dialog.message}"))
            for name in ("health", "outlet/rivertown_post"):
                page.goto(f"{address}/{name}")
                assert not overflows(page), (name, width)
                take_screenshot(page, f"{name.replace('/', '-')}-{width}-{scheme}")
            assert errors == []
            page.close()

"""The report of a crawl, the exit code that cron sees, and what a crawler of the process has."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from one_run import an_outlet, some_settings
from scrapy.crawler import Crawler
from scrapy.utils.reactor import install_reactor, is_reactor_installed

from newsarchive.crawl.http.hosts import Hosts
from newsarchive.crawl.http.lent_hosts import LentHosts
from newsarchive.crawl.process import CrawlReport, OutletCrawler, _not_lent
from newsarchive.crawl.reporting.run_report import RunReport
from newsarchive.crawl.scrapy_settings import scrapy_settings
from newsarchive.crawl.session import SessionHolder
from newsarchive.crawl.shared import SharedAddon
from newsarchive.records import RunCounts

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def run(name: str, *, answered: bool) -> RunReport:
    return RunReport(name, name.title(), "finished" if answered else "failed", RunCounts(), answered)


def a_report(**changes: Any) -> CrawlReport:
    return CrawlReport(**{"crawl_id": 1, "began_at": NOW, "ended_at": NOW, "outlets": (), **changes})


@pytest.mark.parametrize(
    ("report", "code"),
    [
        pytest.param(a_report(outlets=(run("a", answered=True),)), 0, id="all is well"),
        pytest.param(a_report(outlets=(run("a", answered=True), run("b", answered=False))), 0, id="one did not answer"),
        pytest.param(a_report(outlets=(run("a", answered=False),)), 1, id="nothing answered"),
        pytest.param(a_report(stop_reason="the time was up", untried=("a",)), 0, id="the time was up"),
        pytest.param(
            a_report(stop_reason="the time was up", outlets=(run("a", answered=False),), untried=("b",)),
            1,
            id="nothing answered until the time was up",
        ),
        pytest.param(
            a_report(has_failed=True, stop_reason="full", outlets=(run("a", answered=True),)), 1, id="disk full"
        ),
        pytest.param(a_report(signal_number=2, stop_reason="stopped by a signal"), 130, id="Ctrl-C"),
        pytest.param(a_report(signal_number=15, stop_reason="stopped by a signal"), 143, id="SIGTERM"),
        pytest.param(a_report(), 0, id="nothing to do"),
    ],
)
def test_the_exit_code_says_how_the_crawl_ended(report: CrawlReport, code: int) -> None:
    assert report.exit_code == code


async def test_an_outlets_crawler_has_all_that_scrapys_own_has(tmp_path: Path) -> None:
    settings = scrapy_settings(some_settings(tmp_path))
    settings.set("NEWSARCHIVE_SESSION", SessionHolder())
    SharedAddon.update_pre_crawler_settings(settings)
    if not is_reactor_installed():
        install_reactor(settings["TWISTED_REACTOR"])
    ours, scrapys = OutletCrawler(an_outlet(), settings), Crawler(an_outlet(), settings)
    for crawler in (ours, scrapys):
        crawler._apply_settings()
    assert ours.settings.frozen
    assert vars(ours).keys() == vars(scrapys).keys()
    for name, value in vars(scrapys).items():
        assert type(vars(ours)[name]) is type(value), name


def test_outlets_whose_hosts_are_lent_are_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = some_settings(tmp_path)
    spiders = [an_outlet(name=name, home=f"https://{name}.example/", feeds=[]) for name in "ab"]
    assert _not_lent(settings, spiders) == spiders
    LentHosts(settings.db).lend("of a crawl that was killed", Hosts(domains=frozenset({"a.example"})), 90)
    assert _not_lent(settings, spiders) == spiders[1:]
    assert "1 outlets are left out" in caplog.text

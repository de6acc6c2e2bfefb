"""The report of a crawl, and the exit code that cron sees."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsarchive.crawl.process import CrawlReport, scrapy_settings
from newsarchive.crawl.session import RunReport
from newsarchive.records import RunCounts
from newsarchive.settings import Settings

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
            a_report(has_failed=True, stop_reason="full", outlets=(run("a", answered=True),)), 1, id="disk full"
        ),
        pytest.param(a_report(signal_number=2, stop_reason="stopped by a signal"), 130, id="Ctrl-C"),
        pytest.param(a_report(signal_number=15, stop_reason="stopped by a signal"), 143, id="SIGTERM"),
        pytest.param(a_report(), 0, id="nothing to do"),
    ],
)
def test_the_exit_code_tells_cron_what_it_must_know(report: CrawlReport, code: int) -> None:
    assert report.exit_code == code


def test_a_commands_settings_win_over_those_of_the_file_and_the_environment(tmp_path: Path) -> None:
    user = Settings(root=tmp_path, contact="desk@river.test", delay_seconds=0, page_max_mb=1, allow_private=("a.test",))
    settings = scrapy_settings(user)
    assert "desk@river.test" in settings["USER_AGENT"]
    assert settings["NEWSARCHIVE_DELAY_SECONDS"] == 0
    assert settings["DOWNLOAD_MAXSIZE"] == 1024 * 1024
    assert settings["NEWSARCHIVE_ALLOW_PRIVATE"] == ["a.test"]
    assert settings["NEWSARCHIVE_SETTINGS"] == user
    assert settings["ROBOTSTXT_OBEY"] is True

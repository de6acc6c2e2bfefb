"""The report of a crawl, and the exit code that cron sees."""

from datetime import UTC, datetime
from typing import Any

import pytest

from newsarchive.crawl.process import CrawlReport
from newsarchive.crawl.reporting.run_report import RunReport
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
            a_report(has_failed=True, stop_reason="full", outlets=(run("a", answered=True),)), 1, id="disk full"
        ),
        pytest.param(a_report(signal_number=2, stop_reason="stopped by a signal"), 130, id="Ctrl-C"),
        pytest.param(a_report(signal_number=15, stop_reason="stopped by a signal"), 143, id="SIGTERM"),
        pytest.param(a_report(), 0, id="nothing to do"),
    ],
)
def test_the_exit_code_says_how_the_crawl_ended(report: CrawlReport, code: int) -> None:
    assert report.exit_code == code

"""What a crawl prints at its end: problems without a terminal, a table on one, everything as JSON."""

import json
import sys
from contextlib import redirect_stderr
from datetime import UTC, datetime

import pytest

from newsarchive.cli.reports.crawl_report import print_failures, print_report, report_row, summary_line
from newsarchive.crawl.process import CrawlReport
from newsarchive.crawl.reporting.run_report import RunReport
from newsarchive.records import RunCounts
from tests.cli.support import Terminal

GOOD = RunReport("rivertown_post", "Rivertown Post", "finished", RunCounts(seen=7, new_articles=3), answered=True)
FAILED = RunReport("harbour_times", "Harbour Times", "failed", RunCounts(), problem="feed: 404 not found")
OLD = RunReport("old_post", "Old Post", "finished", RunCounts(), answered=True, apart={"other_days": 2, "undated": 0})


def a_report(*runs: RunReport, **more) -> CrawlReport:
    began = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
    return CrawlReport(1, began, began.replace(minute=9), runs, **more)


def printed_on_a_terminal(report: CrawlReport) -> str:
    with redirect_stderr(Terminal()) as terminal:
        print_report(report, as_json=False)
    return terminal.getvalue()


def test_without_a_terminal_only_problems_are_printed(capsys: pytest.CaptureFixture[str]):
    print_report(a_report(GOOD, FAILED), as_json=False)
    assert capsys.readouterr() == ("", "harbour_times: feed: 404 not found\n")
    print_report(a_report(GOOD), as_json=False)
    assert capsys.readouterr() == ("", "")
    print_report(a_report(GOOD, FAILED), as_json=False, with_failures=False)
    assert capsys.readouterr() == ("", "")
    print_failures(a_report(GOOD, FAILED))
    assert capsys.readouterr() == ("", "harbour_times: feed: 404 not found\n")


def test_a_crawl_in_one_line_has_its_counts_and_why_it_ended_early():
    assert summary_line(a_report(GOOD, FAILED)) == "2 outlets, 1 failed, 3 new articles"
    ended = a_report(GOOD, stop_reason="stopped by a signal")
    assert summary_line(ended) == "1 outlet, 0 failed, 3 new articles, ended early: stopped by a signal"


def test_on_a_terminal_every_outlet_has_a_row_and_every_problem_a_line():
    shown = printed_on_a_terminal(a_report(GOOD, FAILED, untried=("late_post",), stop_reason="the time is up"))
    assert "rivertown_post" in shown
    assert "harbour_times: feed: 404 not found\n" in shown
    assert "not crawled, no time left: late_post\n" in shown
    assert shown.endswith("ended early: the time is up\n")


def test_what_a_backfill_counts_besides_is_a_line_unless_it_is_zero():
    shown = printed_on_a_terminal(a_report(OLD))
    assert "old_post: 2 articles were published on other days; they were stored too\n" in shown
    assert "their day is unknown" not in shown


def test_why_a_crawl_ended_early_is_printed_without_a_terminal_only_if_it_failed(capsys: pytest.CaptureFixture[str]):
    print_report(a_report(GOOD, stop_reason="the time is up"), as_json=False)
    assert capsys.readouterr().err == ""
    print_report(a_report(GOOD, stop_reason="the disk is full", has_failed=True), as_json=False)
    assert capsys.readouterr().err == "ended early: the disk is full\n"


def test_programs_get_every_count(capsys: pytest.CaptureFixture[str]):
    report = a_report(GOOD, OLD)
    print_report(report, as_json=True)
    row = json.loads(capsys.readouterr().out)
    assert row == json.loads(json.dumps(report_row(report)))
    assert (row["began_at"], row["ended_at"]) == ("2026-11-20T06:00:00Z", "2026-11-20T06:09:00Z")
    assert row["outlets"][0]["new_articles"] == 3
    assert row["outlets"][1]["other_days"] == 2
    assert not sys.stderr.isatty()

"""Lines and summary of a fetched list."""

import json

import pytest

from newsarchive.cli.reports.fetch_report import FetchReport
from newsarchive.crawl.options import PageResult
from newsarchive.records import Outcome, Verdict

URL = "https://post.example/a"
NEW = PageResult(URL, "post", Outcome.ARTICLE, None, 7, Verdict.NEW)
KNOWN = PageResult(URL, "post", Outcome.SAME_ARTICLE, None, 7, is_earlier=True)
GONE = PageResult(URL, "post", Outcome.NOT_FOUND, "HTTP 404: not found", is_earlier=True)
MOVED = PageResult(URL, "t", Outcome.NOT_ARTICLE, "redirects to …", redirected_to="https://other.example/")


@pytest.mark.parametrize(
    ("result", "line"),
    [
        pytest.param(NEW, f"new                     7 {URL}", id="new"),
        pytest.param(KNOWN, f"known                   7 {URL}", id="known"),
        pytest.param(GONE, f"not_found               - {URL}  (HTTP 404: not found; an earlier result)", id="gone"),
        pytest.param(MOVED, f"redirected              - {URL}  (to https://other.example/)", id="redirected"),
    ],
)
def test_each_result_is_one_line(capsys: pytest.CaptureFixture[str], result: PageResult, line: str):
    FetchReport(False, 1).page(result)
    assert capsys.readouterr().out == f"{line}\n"


def test_programs_get_each_result_as_json(capsys: pytest.CaptureFixture[str]):
    FetchReport(True, 1).page(NEW)
    assert json.loads(capsys.readouterr().out) == {
        "url": URL, "state": "new", "outcome": "article", "verdict": "new", "article_id": 7, "outlet": "post",
        "reason": None, "is_earlier": False, "redirected_to": None,
    }  # fmt: skip


def test_a_list_is_complete_when_the_archive_has_all_articles(capsys: pytest.CaptureFixture[str]):
    report = FetchReport(False, 2)
    report.page(NEW)
    assert not report.is_complete(2)
    report.page(MOVED)
    assert not report.is_complete(3)
    report.page(KNOWN)
    assert report.is_complete(3)
    assert not FetchReport(False, 1, results=1).is_complete(1)
    report.end(4, "the time of --for was up")
    summary, left = capsys.readouterr().err.splitlines()
    assert summary == "2 addresses: 1 new, 1 redirected, 1 known"
    assert left == "1 without a result (the time of --for was up); the same command continues with them"

"""Which failing crawls are worth an alert."""

from datetime import timedelta
from typing import Any

import pytest

from newsarchive.alerts.failures import FailedCrawl, FailingOutlet, failure_findings
from tests.alerts.some_findings import NOW


def failing(outlet: str = "post", **changes: Any) -> FailingOutlet:
    known: dict[str, Any] = {
        "since": NOW - timedelta(hours=2),
        "failed_runs": 1,
        "errors": 0,
        "problem": "feed: 404 not found",
        "is_new": False,
    }
    return FailingOutlet(outlet, **{**known, **changes})


@pytest.mark.parametrize(
    ("changes", "is_found"),
    [
        pytest.param({}, False, id="one failed run"),
        pytest.param({"failed_runs": 2}, False, id="two in a row"),
        pytest.param({"failed_runs": 3}, True, id="three in a row"),
        pytest.param({"since": NOW - timedelta(days=1), "failed_runs": 2}, True, id="a day"),
        pytest.param({"errors": 1}, True, id="a mistake in the outlet's file"),
        pytest.param({"is_new": True}, True, id="never answered"),
    ],
)
def test_an_outlet_that_fails_is_found_when_it_is_no_accident(changes: dict[str, Any], is_found: bool):
    assert bool(failure_findings([failing(**changes)], None, NOW)) == is_found


def test_the_finding_says_what_failed_and_what_to_do():
    (found,) = failure_findings([failing(failed_runs=3)], None, NOW)
    assert found.key == ("post", "failed", "")
    assert found.summary == "Its crawls fail: feed: 404 not found."
    assert found.advice == "Run `newsarchive check post`."


def test_a_crawl_in_which_no_outlet_answered_is_one_finding():
    (found,) = failure_findings([], FailedCrawl(("a", "b", "c"), NOW, "no route to host"), NOW)
    assert found.key == ("", "failed", "network")
    assert found.summary == "None of 3 outlets answered. The first problem was: no route to host."


def test_a_crawl_of_one_outlet_that_failed_is_a_finding_of_that_outlet_at_once():
    found = failure_findings([failing()], FailedCrawl(("post",), NOW, "feed: 404 not found"), NOW)
    assert [one.key for one in found] == [("post", "failed", "")]


def test_a_crawl_of_outlets_that_are_known_to_fail_is_no_finding_of_its_own():
    known = [failing("a", failed_runs=9), failing("b", failed_runs=9)]
    assert [one.outlet for one in failure_findings(known, FailedCrawl(("b", "a"), NOW, None), NOW)] == ["a", "b"]
    found = failure_findings(known, FailedCrawl(("a", "b", "c"), NOW, None), NOW)
    assert [one.outlet for one in found] == [None, "a", "b"]

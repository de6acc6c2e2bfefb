"""Which failing crawls are findings, beside those that health judges."""

from datetime import timedelta
from typing import Any

import pytest

from newsarchive.alerts.failures import FailedCrawl, FailingOutlet, with_failures
from newsarchive.records import FindingKind
from tests.alerts.some_findings import NOW, a_finding

DAY = timedelta(days=1)
FEED = a_finding("post", FindingKind.FEED, subject="https://post.example/rss")


def failing(outlet: str = "post", **changes: Any) -> FailingOutlet:
    known: dict[str, Any] = {"since": NOW - DAY / 2, "errors": 0, "problem": "feed: 404 not found", "is_new": False}
    return FailingOutlet(outlet, **{**known, **changes})


@pytest.mark.parametrize(
    ("changes", "is_found"),
    [
        pytest.param({}, False, id="for hours"),
        pytest.param({"since": NOW - 2 * DAY}, True, id="for days"),
        pytest.param({"errors": 1}, True, id="a mistake in the outlet's file"),
        pytest.param({"is_new": True}, True, id="never answered"),
    ],
)
def test_an_outlet_that_fails_is_found_when_it_is_no_accident(changes: dict[str, Any], is_found: bool):
    assert bool(with_failures([], [failing(**changes)], None, NOW)) == is_found


def test_the_finding_says_what_failed_and_what_to_do():
    (found,) = with_failures([], [failing(errors=1)], None, NOW)
    assert found.key == ("post", "failed", "")
    assert found.summary == "its crawls fail: feed: 404 not found"
    assert found.advice == "run `newsarchive check post`"


def test_a_long_failure_that_another_finding_explains_is_said_once():
    long = failing(since=NOW - 9 * DAY)
    assert with_failures([FEED], [long], None, NOW) == [FEED]
    short = a_finding("post", FindingKind.SHORT)
    assert [one.kind for one in with_failures([short], [long], None, NOW)] == [FindingKind.FAILED, FindingKind.SHORT]


def test_the_feeds_of_an_outlet_that_never_answered_are_no_findings_of_their_own():
    assert [one.key for one in with_failures([FEED], [failing(is_new=True)], None, NOW)] == [("post", "failed", "")]
    mistaken = with_failures([FEED], [failing(errors=1)], None, NOW)
    assert [one.kind for one in mistaken] == [FindingKind.FAILED, FindingKind.FEED]


def test_a_crawl_in_which_no_outlet_answered_is_one_finding():
    (found,) = with_failures([], [], FailedCrawl(("a", "b", "c"), NOW, "no route to host"), NOW)
    assert found.key == ("", "failed", "network")
    assert found.summary == "none of 3 outlets answered; the first problem was: no route to host"


def test_a_crawl_of_one_outlet_that_failed_is_a_finding_of_that_outlet_at_once():
    failed = FailedCrawl(("post",), NOW, "feed: 404 not found")
    assert [one.key for one in with_failures([], [failing()], failed, NOW)] == [("post", "failed", "")]
    assert with_failures([FEED], [failing()], failed, NOW) == [FEED], "a feed that was reported stays as it is"


def test_an_alert_about_failing_crawls_stays_until_the_outlet_answers():
    found = with_failures([FEED], [failing()], FailedCrawl(("post",), NOW, None), NOW, reported={"post"})
    assert [one.key for one in found] == [("post", "failed", "")]
    assert with_failures([FEED], [], None, NOW, reported={"post"}) == [FEED]


def test_a_crawl_of_outlets_that_are_known_to_fail_is_no_finding_of_its_own():
    known = [failing("a", errors=1), failing("b", is_new=True)]
    assert [one.outlet for one in with_failures([], known, FailedCrawl(("b", "a"), NOW, None), NOW)] == ["a", "b"]
    found = with_failures([], known, FailedCrawl(("a", "b", "c"), NOW, None), NOW)
    assert [one.outlet for one in found] == [None, "a", "b"]

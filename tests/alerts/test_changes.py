"""When a finding is reported: at its beginning, once a week, and when it is over."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from newsarchive.alerts.changes import OpenAlert, alert_changes
from newsarchive.records import Finding, FindingKind
from tests.alerts.some_findings import NOW, a_finding, an_alert

HOUR = timedelta(hours=1)


def reported_over(found: dict[int, list[Finding]], hours: int, every: int = 1) -> dict[int, list[str]]:
    """What hourly crawls report, by hour; found has the findings from an hour on."""
    alerts: list[OpenAlert] = []
    findings: list[Finding] = []
    told: dict[int, list[str]] = {}
    for hour in range(0, hours, every):
        findings = found.get(hour, findings)
        changes = alert_changes(alerts, findings, NOW + hour * HOUR)
        begun = [OpenAlert(hour, one, one.since, NOW + hour * HOUR) for one in changes.begun]
        alerts = [*begun, *changes.reminded, *changes.found, *changes.missing]
        words = [
            *(f"new {one.outlet}" for one in changes.begun),
            *(f"still {one.finding.outlet}" for one in changes.reminded),
            *(f"over {one.finding.outlet}" for one in changes.over),
        ]
        assert changes.is_reported == bool(words)
        if words:
            told[hour] = words
    return told


def test_a_finding_is_reported_when_it_begins_once_a_week_and_when_it_is_over():
    told = reported_over({3: [a_finding("post")], 24 * 16: []}, 24 * 20)
    assert list(told.values()) == [["new post"], ["still post"], ["still post"], ["over post"]]
    first, second, third, last = told
    assert first == 3
    assert 6 * 24 < second - first <= 7 * 24
    assert 6 * 24 < third - second <= 7 * 24
    assert 24 * 16 < last <= 24 * 17


def test_what_comes_and_goes_every_few_hours_is_one_alert():
    flapping = {hour: ([a_finding()] if hour % 12 < 5 else []) for hour in range(0, 24 * 5, 1)}
    told = reported_over(flapping, 24 * 8)
    assert list(told.values()) == [["new post"], ["over post"]]


def test_daily_crawls_report_the_end_a_day_after_and_the_reminder_a_week_after():
    told = reported_over({0: [a_finding()], 24 * 8: []}, 24 * 12, every=24)
    assert told == {0: ["new post"], 24 * 7: ["still post"], 24 * 9: ["over post"]}


def test_what_begins_again_after_its_end_is_reported_again():
    told = reported_over({0: [a_finding()], 1: [], 60: [a_finding()]}, 62)
    assert list(told.values()) == [["new post"], ["over post"], ["new post"]]


def test_outlet_kind_and_subject_tell_findings_apart_and_words_do_not():
    feed = a_finding("post", FindingKind.FEED, subject="https://post.example/rss")
    other_feed = replace(feed, subject="https://post.example/atom")
    changes = alert_changes([an_alert(finding=feed)], [replace(feed, summary="Other words."), other_feed], NOW)
    assert changes.begun == (other_feed,)
    assert [one.finding.summary for one in changes.found] == ["Other words."]


def test_the_first_of_two_findings_with_the_same_key_counts():
    changes = alert_changes([], [a_finding(summary="first"), a_finding(summary="second")], NOW)
    assert [one.summary for one in changes.begun] == ["first"]


@pytest.mark.parametrize(
    ("now", "is_due"),
    [
        pytest.param(NOW + timedelta(days=6, hours=21), False, id="too early"),
        pytest.param(NOW + timedelta(days=6, hours=23), True, id="a crawl that ends a little earlier than last week's"),
        pytest.param(NOW - timedelta(days=30), False, id="a clock that was set back"),
    ],
)
def test_a_reminder_is_due_a_week_after_the_last_report(now: datetime, is_due: bool):
    changes = alert_changes([an_alert(told_at=NOW - timedelta(days=20), reminded_at=NOW)], [a_finding()], now)
    assert [one.reminded_at for one in changes.reminded] == ([now] if is_due else [])


def test_reminders_of_the_same_week_come_together():
    first = an_alert(1, a_finding("post"), told_at=NOW)
    second = an_alert(2, a_finding("star"), told_at=NOW + timedelta(days=2))
    third = an_alert(3, a_finding("times"), told_at=NOW + timedelta(days=3))
    findings = [one.finding for one in (first, second, third)]
    assert alert_changes([first, second, third], findings, NOW + timedelta(days=6)).reminded == ()
    changes = alert_changes([first, second, third], findings, NOW + timedelta(days=7))
    assert [one.finding.outlet for one in changes.reminded] == ["post", "star"]
    assert [one.finding.outlet for one in changes.found] == ["times"]


def test_an_alert_that_is_over_keeps_the_time_at_which_it_was_missing_first():
    missing = an_alert(missing_since=NOW)
    (over,) = alert_changes([missing], [], NOW + timedelta(days=1)).over
    assert over.missing_since == NOW
    (back,) = alert_changes([missing], [a_finding()], NOW + timedelta(days=1)).found
    assert back.missing_since is None

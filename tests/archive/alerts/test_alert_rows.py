"""The table alerts: what begins, lasts and is over."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from newsarchive.alerts.changes import AlertChanges, alert_changes
from newsarchive.archive.alerts.alert_rows import open_alerts, store_changes
from newsarchive.archive.database import Archive
from newsarchive.records import FindingKind
from tests.alerts.some_findings import NOW, a_finding

DAY = timedelta(days=1)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        yield archive


def test_what_began_is_open_with_its_words_and_times(archive: Archive):
    disk = a_finding(None, FindingKind.DISK, since=NOW - 3 * DAY)
    store_changes(archive, AlertChanges(begun=(a_finding(), disk)), NOW)
    first, second = open_alerts(archive.conn)
    assert (first.finding, second.finding) == (disk, a_finding())
    assert (first.began_at, first.told_at, first.reminded_at, first.missing_since) == (NOW - 3 * DAY, NOW, None, None)


def test_each_change_of_an_alert_is_stored(archive: Archive):
    store_changes(archive, AlertChanges(begun=(a_finding(),)), NOW)
    later = replace(a_finding(), since=NOW, summary="No new article for 9 days.")
    store_changes(archive, alert_changes(open_alerts(archive.conn), [later], NOW + 7 * DAY), NOW + 7 * DAY)
    (alert,) = open_alerts(archive.conn)
    assert (alert.finding.summary, alert.reminded_at) == ("No new article for 9 days.", NOW + 7 * DAY)
    assert alert.began_at == a_finding().since, "the time at which it began does not move"
    store_changes(archive, alert_changes([alert], [], NOW + 8 * DAY), NOW + 8 * DAY)
    (alert,) = open_alerts(archive.conn)
    assert alert.missing_since == NOW + 8 * DAY
    store_changes(archive, alert_changes([alert], [], NOW + 9 * DAY), NOW + 9 * DAY)
    assert open_alerts(archive.conn) == []
    assert archive.conn.execute("SELECT ended_at FROM alerts").fetchall() == [("2026-11-28T06:00:00Z",)]


def test_an_alert_that_is_over_can_begin_again_but_none_is_open_twice(archive: Archive):
    begun = AlertChanges(begun=(a_finding(None, FindingKind.DISK),))
    store_changes(archive, begun, NOW)
    with pytest.raises(sqlite3.IntegrityError):
        store_changes(archive, begun, NOW)
    (alert,) = open_alerts(archive.conn)
    store_changes(archive, AlertChanges(over=(replace(alert, missing_since=NOW),)), NOW)
    store_changes(archive, begun, NOW)
    assert len(open_alerts(archive.conn)) == 1


def test_kinds_of_a_newer_version_are_left_alone(archive: Archive):
    store_changes(archive, AlertChanges(begun=(a_finding(),)), NOW)
    with archive.transaction():
        archive.conn.execute("UPDATE alerts SET kind = 'haunted'")
    assert open_alerts(archive.conn) == []

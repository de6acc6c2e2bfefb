"""What changed since the last crawl: alerts that begin, that are due for a reminder, and that are over."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newsarchive.records import Finding

# Crawls that cron starts at the same minute do not end at the same minute.
_SLACK = timedelta(hours=2)
REMIND_AFTER = timedelta(days=7) - _SLACK
# If one reminder is due, these join it: one message a week is enough.
JOINS_AFTER = timedelta(days=5)
# What comes and goes every few hours is one alert, not many.
OVER_AFTER = timedelta(days=1) - _SLACK


@dataclass(frozen=True, slots=True)
class OpenAlert:
    """A finding that was reported and is not over; finding has the words of the last crawl that found it.

    began_at is since when it was wrong, as first reported; told_at when it was first reported, reminded_at when last
    after that. missing_since is the first crawl that did not find it any more; None while it is found.
    """

    id: int
    finding: Finding
    began_at: datetime
    told_at: datetime
    reminded_at: datetime | None = None
    missing_since: datetime | None = None

    @property
    def last_told_at(self) -> datetime:
        return self.reminded_at or self.told_at


@dataclass(frozen=True, slots=True)
class AlertChanges:
    """What one crawl changes: begun, reminded and over are reported; found and missing are only noted.

    Every alert is in exactly one of reminded, found, missing and over, with the values that it has from now on.
    """

    begun: tuple[Finding, ...] = ()
    reminded: tuple[OpenAlert, ...] = ()
    found: tuple[OpenAlert, ...] = ()
    missing: tuple[OpenAlert, ...] = ()
    over: tuple[OpenAlert, ...] = ()

    @property
    def is_reported(self) -> bool:
        """Whether there is anything to report."""
        return bool(self.begun or self.reminded or self.over)


def alert_changes(alerts: Iterable[OpenAlert], findings: Iterable[Finding], now: datetime) -> AlertChanges:
    """The changes that make the open alerts those of findings; of two findings with the same key, the first counts."""
    by_key: dict[tuple[str, str, str], Finding] = {}
    for finding in findings:
        by_key.setdefault(finding.key, finding)
    found: list[OpenAlert] = []
    missing: list[OpenAlert] = []
    over: list[OpenAlert] = []
    for alert in alerts:
        finding_now = by_key.pop(alert.finding.key, None)
        if finding_now is None:
            gone = alert if alert.missing_since else replace(alert, missing_since=now)
            (over if _is_over(gone, now) else missing).append(gone)
        else:
            found.append(replace(alert, finding=finding_now, missing_since=None))
    due = _due(found, now)
    reminded = tuple(replace(alert, reminded_at=now) for alert in due)
    found = [alert for alert in found if alert not in due]
    return AlertChanges(tuple(by_key.values()), reminded, tuple(found), tuple(missing), tuple(over))


def _due(alerts: list[OpenAlert], now: datetime) -> list[OpenAlert]:
    """The alerts of which the reader is reminded now."""
    if not any(now - one.last_told_at >= REMIND_AFTER for one in alerts):
        return []
    return [one for one in alerts if now - one.last_told_at >= JOINS_AFTER]


def _is_over(alert: OpenAlert, now: datetime) -> bool:
    return alert.missing_since is not None and now - alert.missing_since >= OVER_AFTER

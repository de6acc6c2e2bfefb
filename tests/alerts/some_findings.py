"""Findings and open alerts for tests, at times counted from one moment."""

from datetime import UTC, datetime, timedelta
from typing import Any

from newsarchive.alerts.changes import OpenAlert
from newsarchive.records import Finding, FindingKind

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


def a_finding(outlet: str | None = "post", kind: FindingKind = FindingKind.SILENT, **changes: Any) -> Finding:
    known: dict[str, Any] = {
        "subject": "",
        "since": NOW - timedelta(days=2),
        "summary": "no new article for 2 days",
        "advice": "run `newsarchive check post`",
    }
    return Finding(outlet, kind, **{**known, **changes})


def an_alert(number: int = 1, finding: Finding | None = None, **changes: Any) -> OpenAlert:
    known: dict[str, Any] = {"began_at": NOW - timedelta(days=2), "told_at": NOW}
    return OpenAlert(number, finding or a_finding(), **{**known, **changes})

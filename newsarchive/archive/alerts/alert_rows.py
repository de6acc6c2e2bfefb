"""The table alerts: what is reported as wrong, and what was."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from newsarchive.alerts.changes import AlertChanges, OpenAlert
from newsarchive.archive.database import Archive
from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.archive.times import time_at, time_or_none
from newsarchive.dates import format_utc
from newsarchive.records import Finding, FindingKind


def open_alerts(conn: sqlite3.Connection) -> list[OpenAlert]:
    """The alerts that are not over, oldest first. Those of a kind that this version does not know are left out."""
    rows = rows_by_name(conn.execute("SELECT * FROM alerts WHERE ended_at IS NULL ORDER BY began_at, id"))
    return [_open_alert(row) for row in rows if row["kind"] in list(FindingKind)]


def store_changes(archive: Archive, changes: AlertChanges, now: datetime) -> None:
    """Makes the rows those of changes, in the caller's transaction or one of its own."""
    with archive.transaction():
        for finding in changes.begun:
            archive.db.table("alerts").insert(_new_row(finding, now))
        for alert in (*changes.reminded, *changes.found, *changes.missing):
            archive.db.table("alerts").update(alert.id, _changed(alert))
        for alert in changes.over:
            archive.db.table("alerts").update(alert.id, {**_changed(alert), "ended_at": _text(alert.missing_since)})


def _new_row(finding: Finding, now: datetime) -> dict[str, str | None]:
    return {
        "outlet": finding.outlet,
        "kind": finding.kind.value,
        "subject": finding.subject,
        "summary": finding.summary,
        "advice": finding.advice,
        "began_at": format_utc(finding.since),
        "told_at": format_utc(now),
    }


def _changed(alert: OpenAlert) -> dict[str, str | None]:
    return {
        "summary": alert.finding.summary,
        "advice": alert.finding.advice,
        "reminded_at": _text(alert.reminded_at),
        "missing_since": _text(alert.missing_since),
    }


def _text(moment: datetime | None) -> str | None:
    return format_utc(moment) if moment else None


def _open_alert(row: Mapping[str, Any]) -> OpenAlert:
    began_at = time_at(row["began_at"])
    finding = Finding(row["outlet"], FindingKind(row["kind"]), row["subject"], began_at, row["summary"], row["advice"])
    return OpenAlert(
        id=row["id"],
        finding=finding,
        began_at=began_at,
        told_at=time_at(row["told_at"]),
        reminded_at=time_or_none(row["reminded_at"]),
        missing_since=time_or_none(row["missing_since"]),
    )

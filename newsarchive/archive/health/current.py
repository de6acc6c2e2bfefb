"""What is wrong now: loads the numbers and has them judged. For the command line, alerts and web pages."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from newsarchive.archive.health.disk_days import disk_days, measure
from newsarchive.archive.health.history import outlet_histories
from newsarchive.health.disk import GROWTH_DAYS, DiskForecast, disk_finding, forecast
from newsarchive.health.judging import judge
from newsarchive.records import Finding

BYTES_PER_GB = 10**9


def current_findings(
    conn: sqlite3.Connection, path: Path, now: datetime, min_free_gb: float, outlet_names: Iterable[str] | None = None
) -> list[Finding]:
    """What is wrong with the disk of the archive at path and with outlet_names, or with all outlets; worst first."""
    disk = disk_finding(disk_forecast(conn, path, now, min_free_gb), now)
    return [*([disk] if disk else []), *judge(outlet_histories(conn, now), now, outlet_names)]


def disk_forecast(conn: sqlite3.Connection, path: Path, now: datetime, min_free_gb: float) -> DiskForecast:
    """When free space falls to min_free_gb, with which a crawl stops."""
    days = disk_days(conn, (now - timedelta(days=GROWTH_DAYS)).date())
    return forecast(days, measure(path, now), min_free_gb * BYTES_PER_GB)

"""What is wrong now: loads the numbers and has them judged. For the command line, alerts and web pages."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from newsarchive.archive.health.disk_days import disk_days, measure
from newsarchive.archive.health.history import outlet_histories
from newsarchive.health.days import OutletHistory
from newsarchive.health.disk import GROWTH_DAYS, DiskForecast, disk_finding, forecast
from newsarchive.health.judging import judge
from newsarchive.records import Finding

BYTES_PER_GB = 10**9


@dataclass(frozen=True, slots=True)
class ArchiveHealth:
    """What is wrong, worst first; the outlets that were judged, in the order of names; and the forecast of the disk."""

    findings: tuple[Finding, ...]
    histories: tuple[OutletHistory, ...]
    disk: DiskForecast


def current_health(
    conn: sqlite3.Connection, path: Path, now: datetime, min_free_gb: float, outlet_names: Iterable[str] | None = None
) -> ArchiveHealth:
    """The health of the archive at path: of outlet_names, or of all outlets, and of the disk.

    The disk is full when min_free_gb is left, with which a crawl stops.
    """
    wanted = None if outlet_names is None else set(outlet_names)
    histories = outlet_histories(conn, now)
    disk = disk_forecast(conn, path, now, min_free_gb)
    of_disk = disk_finding(disk, now)
    findings = (*((of_disk,) if of_disk else ()), *judge(histories, now, wanted))
    return ArchiveHealth(findings, tuple(one for one in histories if wanted is None or one.outlet in wanted), disk)


def current_findings(
    conn: sqlite3.Connection, path: Path, now: datetime, min_free_gb: float, outlet_names: Iterable[str] | None = None
) -> list[Finding]:
    """What is wrong with the disk of the archive at path and with outlet_names, or with all outlets; worst first."""
    return list(current_health(conn, path, now, min_free_gb, outlet_names).findings)


def disk_forecast(conn: sqlite3.Connection, path: Path, now: datetime, min_free_gb: float) -> DiskForecast:
    """When free space falls to min_free_gb, with which a crawl stops."""
    days = disk_days(conn, (now - timedelta(days=GROWTH_DAYS)).date())
    return forecast(days, measure(path, now), min_free_gb * BYTES_PER_GB)

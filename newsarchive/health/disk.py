"""Disk: when it will be full, from how fast the archive and its captures grew in the last weeks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from newsarchive.health.days import DiskDay
from newsarchive.records import Finding, FindingKind

# The growth is that of the last month, and is not told from less than a week.
GROWTH_DAYS = 30
LEAST_DAYS = 7
# Sooner than this is a finding; it is over when there is room for a third more.
SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class DiskForecast:
    """How much space is used and free, how much is added a day, and in how many days a crawl will stop.

    bytes_a_day and days_left are None if too few days are known; days_left also if nothing is added.
    """

    used_bytes: int
    free_bytes: int
    bytes_a_day: float | None
    days_left: float | None

    @property
    def sentence(self) -> str:
        """The forecast in words."""
        sizes = f"{_size(self.used_bytes)} used, {_size(self.free_bytes)} free"
        if self.bytes_a_day is None:
            return f"disk: {sizes}; a forecast needs a week of crawls"
        if self.days_left is None:
            return f"disk: {sizes}; the archive does not grow"
        return f"disk: {sizes}; full in {_days(self.days_left)} at this rate ({_size(self.bytes_a_day)} a day)"


def forecast(days: Sequence[DiskDay], today: DiskDay, reserve_bytes: float) -> DiskForecast:
    """When free space falls to reserve_bytes, with which a crawl stops; days are those of earlier crawls."""
    used = _used(today)
    known = [one for one in days if timedelta() < today.day - one.day <= timedelta(days=GROWTH_DAYS)]
    if not known or today.day - known[0].day < timedelta(days=LEAST_DAYS):
        return DiskForecast(used, today.free_bytes, None, None)
    growth = (used - _used(known[0])) / (today.day - known[0].day).days
    room = max(today.free_bytes - reserve_bytes, 0)
    return DiskForecast(used, today.free_bytes, max(growth, 0.0), room / growth if growth > 0 else None)


def disk_finding(prediction: DiskForecast, now: datetime) -> Finding | None:
    """The finding that the disk will soon be full; None if there is room for a month."""
    if prediction.days_left is None or prediction.days_left >= SOON_DAYS:
        return None
    advice = "make room, or delete old captures: set captures_keep_days or captures_max_gb in newsarchive.toml"
    since = datetime.combine(now.date(), time(), UTC)
    return Finding(None, FindingKind.DISK, "", since, prediction.sentence.removeprefix("disk: "), advice)


def _used(one: DiskDay) -> int:
    return one.archive_bytes + one.captures_bytes


def _size(number: float) -> str:
    for unit, factor in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if number >= factor:
            return f"{number / factor:.1f} {unit}"
    return f"{number / 1e3:.0f} kB"


def _days(number: float) -> str:
    return f"{number:.0f} days" if number < 730 else f"{number / 365:.0f} years"

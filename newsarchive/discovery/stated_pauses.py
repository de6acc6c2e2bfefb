"""How the publisher of an RSS feed asks to be polled: `ttl`, `skipHours`, `skipDays`, and the syndication module."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from newsarchive.discovery.polling import StatedPause

# Only in the head of the feed, before its entries. feedparser keeps the last hour and day alone.
_HEAD_LENGTH = 50_000
_SKIPPED_HOUR = re.compile(r"<hour>\s{0,9}(\d{1,2})\s{0,9}</hour>", re.IGNORECASE)
_SKIPPED_DAY = re.compile(r"<day>\s{0,9}([a-z]{6,9})\s{0,9}</day>", re.IGNORECASE)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# https://web.resource.org/rss/1.0/modules/syndication/
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}


def stated_pause(text: str, feed: Mapping[str, Any]) -> StatedPause:
    """What an RSS feed states: text is its XML, feed what feedparser read of its head.

    Values that are not numbers are ignored, and so are lists that leave no hour or no day.
    """
    minutes = max(_number(feed.get("ttl")), _syndication_minutes(feed))
    head = text[:_HEAD_LENGTH]
    hours = frozenset(int(hour) % 24 for hour in _SKIPPED_HOUR.findall(head) if int(hour) <= 24)
    weekdays = frozenset(_WEEKDAYS.index(day.lower()) for day in _SKIPPED_DAY.findall(head) if day.lower() in _WEEKDAYS)
    return StatedPause(
        timedelta(minutes=minutes),
        hours if len(hours) < 24 else frozenset(),
        weekdays if len(weekdays) < 7 else frozenset(),
    )


def _syndication_minutes(feed: Mapping[str, Any]) -> int:
    hours = _PERIODS.get(str(feed.get("sy_updateperiod") or "").strip().lower(), 0)
    return hours * 60 // max(_number(feed.get("sy_updatefrequency")), 1)


def _number(value: object) -> int:
    digits = str(value or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 6 else 0

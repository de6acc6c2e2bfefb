"""Invented days of outlets and feeds: every day like the one before, unless a test says otherwise."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from newsarchive.health.days import FeedDay, FeedHistory, OutletDay, OutletHistory

FIRST = date(2026, 3, 2)  # a Monday
URL = "https://rivertown.example/rss"


def at(number: int, hour: float = 0) -> datetime:
    """That hour of the day with that number, from 0."""
    return datetime.combine(FIRST + timedelta(days=number), time(), UTC) + timedelta(hours=hour)


def a_day(number: int, articles: int = 20, **changes: Any) -> OutletDay:
    """A day of an outlet that is crawled every hour and publishes from 6 to 21 o'clock."""
    news = {"first_at": at(number, 6), "newest_at": at(number, 21), "median_chars": 3000} if articles else {}
    one = OutletDay(
        at(number).date(),
        runs=24,
        last_run_at=at(number, 23),
        articles=articles,
        same=articles,
        with_byline=articles,
        with_time=articles,
        with_section=articles,
        with_full_text=articles,
        answers=40,
        median_ms=200,
        **news,
    )
    return replace(one, **changes)


def days_of(number: int, day: Callable[[int], OutletDay | None] = a_day) -> tuple[OutletDay, ...]:
    """That many days; day makes each of them, or None for a day without a crawl."""
    return tuple(one for one in map(day, range(number)) if one is not None)


def a_feed_day(number: int, **changes: Any) -> FeedDay:
    """A day on which the feed had new entries until 21 o'clock."""
    one = FeedDay(
        at(number).date(),
        asked=24,
        asked_at=at(number, 23),
        entries=40,
        new_urls=20,
        newest_at=at(number, 21),
        read_at=at(number, 23),
    )
    return replace(one, **changes)


def a_history(days: tuple[OutletDay, ...], *feeds: tuple[FeedDay, ...], **changes: Any) -> OutletHistory:
    histories = tuple(FeedHistory(URL if not n else f"{URL}/{n}", "feed", one) for n, one in enumerate(feeds))
    return replace(OutletHistory("rivertown_post", "Rivertown Post", "gb", days, histories), **changes)

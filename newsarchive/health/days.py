"""The numbers that findings are made from: one row for each outlet and day, and for each feed or sitemap and day.

Days are UTC days of the crawl. A day without a row is a day on which nobody asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from newsarchive.records import DiscoveryKind


@dataclass(frozen=True, slots=True)
class OutletDay:
    """What the crawls of one day found at one outlet.

    articles are those that were stored for the first time and are at most a week old; older_articles are older, as from
    a first crawl or a backfill. The with_ counts and median_chars are about articles. first_at is when the first of
    them was first seen, newest_at when the newest of them was published, or first seen. by_hour counts
    them by the hour in which they were first seen, in UTC; it is empty for days that an older version recorded.
    """

    day: date
    runs: int = 0
    last_run_at: datetime | None = None
    requests: int = 0
    bytes_received: int = 0
    new_urls: int = 0
    articles: int = 0
    older_articles: int = 0
    revised: int = 0
    same: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)
    errors: int = 0
    with_byline: int = 0
    with_time: int = 0
    with_section: int = 0
    with_full_text: int = 0
    median_chars: int | None = None
    first_at: datetime | None = None
    newest_at: datetime | None = None
    answers: int = 0
    median_ms: int | None = None
    by_hour: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedDay:
    """How one feed, sitemap or home page answered on one day.

    unchanged and failures count requests, new_urls the addresses that it named before any other feed. entries are those
    of its last readable body. asked_at and read_at are the last times. moved_to is where a permanent redirect leads.
    """

    day: date
    asked: int
    asked_at: datetime
    unchanged: int = 0
    failures: int = 0
    entries: int | None = None
    new_urls: int = 0
    newest_at: datetime | None = None
    read_at: datetime | None = None
    problem: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class FeedHistory:
    """The days of one feed, oldest first. due_at is when it is asked again at the earliest; None for the next crawl."""

    url: str
    kind: DiscoveryKind
    days: tuple[FeedDay, ...]
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OutletHistory:
    """All that is known of one outlet: its days and its feeds, oldest day first."""

    outlet: str
    title: str
    country: str | None
    days: tuple[OutletDay, ...]
    feeds: tuple[FeedHistory, ...] = ()


@dataclass(frozen=True, slots=True)
class DiskDay:
    """The sizes at the end of the last crawl of a day: of the archive's file, of captures/, and the free space."""

    day: date
    archive_bytes: int
    captures_bytes: int
    free_bytes: int

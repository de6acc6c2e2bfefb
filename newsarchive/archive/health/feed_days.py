"""How each feed, sitemap and home page answered on each day: the table feed_days.

An answer is added in the transaction that saves the state of the feed, so none is lost or counted twice.
"""

from dataclasses import dataclass
from datetime import datetime

from newsarchive.archive.database import Archive
from newsarchive.dates import format_utc
from newsarchive.records import DiscoveryKind


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """One request to a feed and what came of it; problem says what was wrong, if anything.

    entries, new_urls and newest_at are those of a body that was read. moved_to is where a permanent redirect leads.
    """

    url: str
    outlet: str
    kind: DiscoveryKind
    at: datetime
    is_failure: bool = False
    is_unchanged: bool = False
    entries: int | None = None
    new_urls: int = 0
    newest_at: datetime | None = None
    problem: str | None = None
    moved_to: str | None = None


def record_answer(archive: Archive, answer: FeedAnswer) -> None:
    """Adds one answer to the numbers of its feed and day."""
    at = format_utc(answer.at)
    values = {
        "url": answer.url,
        "day": at[:10],
        "outlet": answer.outlet,
        "kind": answer.kind,
        "unchanged": int(answer.is_unchanged),
        "failures": int(answer.is_failure),
        "entries": answer.entries,
        "new_urls": answer.new_urls,
        "newest_at": format_utc(answer.newest_at) if answer.newest_at else None,
        "asked_at": at,
        "read_at": None if answer.is_failure else at,
        "problem": answer.problem,
        "moved_to": answer.moved_to,
    }
    with archive.transaction():
        archive.conn.execute(_ADD, values)


_ADD = """INSERT INTO feed_days(url, day, outlet, kind, asked, unchanged, failures, entries, new_urls, newest_at,
  asked_at, read_at, problem, moved_to)
VALUES (:url, :day, :outlet, :kind, 1, :unchanged, :failures, :entries, :new_urls, :newest_at, :asked_at, :read_at,
  :problem, :moved_to)
ON CONFLICT(url, day) DO UPDATE SET outlet = excluded.outlet, kind = excluded.kind, asked = asked + 1,
  unchanged = unchanged + excluded.unchanged, failures = failures + excluded.failures,
  entries = coalesce(excluded.entries, entries), new_urls = new_urls + excluded.new_urls,
  newest_at = coalesce(max(newest_at, excluded.newest_at), newest_at, excluded.newest_at),
  asked_at = excluded.asked_at, read_at = coalesce(excluded.read_at, read_at), problem = excluded.problem,
  moved_to = excluded.moved_to"""
